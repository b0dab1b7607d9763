"""Reading the directory."""

from clinic.groups.queries.directory import changes, coming, get, meeting, meetings_of
from clinic.groups.queries.finder import COUNT_AT_MOST, Found, Results, count, find
from clinic.groups.queries.sources import all_sources, due_sources, source, source_named
from clinic.groups.queries.use import NOBODY, Use, use_of

__all__ = [
    "COUNT_AT_MOST",
    "NOBODY",
    "Found",
    "Results",
    "Use",
    "all_sources",
    "changes",
    "coming",
    "count",
    "due_sources",
    "find",
    "get",
    "meeting",
    "meetings_of",
    "source",
    "source_named",
    "use_of",
]
