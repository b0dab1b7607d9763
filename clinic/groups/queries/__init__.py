"""Reading the directory."""

from clinic.groups.queries.directory import changes, coming, get, meeting, meetings_of
from clinic.groups.queries.duplicates import LikelyGroup, last_merge, likely_same, named
from clinic.groups.queries.finder import COUNT_AT_MOST, Found, Results, count, find
from clinic.groups.queries.people import (
    Concerned,
    Holder,
    Holders,
    concerned_by,
    holders_of,
)
from clinic.groups.queries.sources import all_sources, due_sources, source, source_named
from clinic.groups.queries.use import NOBODY, Use, use_of

__all__ = [
    "COUNT_AT_MOST",
    "NOBODY",
    "Concerned",
    "Found",
    "Holder",
    "Holders",
    "LikelyGroup",
    "Results",
    "Use",
    "all_sources",
    "changes",
    "coming",
    "concerned_by",
    "count",
    "due_sources",
    "find",
    "get",
    "holders_of",
    "last_merge",
    "likely_same",
    "meeting",
    "meetings_of",
    "named",
    "source",
    "source_named",
    "use_of",
]
