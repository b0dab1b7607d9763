"""Reading the directory."""

from clinic.groups.queries.directory import changes, coming, get, meeting, meetings_of
from clinic.groups.queries.finder import COUNT_AT_MOST, Found, Results, count, find
from clinic.groups.queries.use import NOBODY, Use, use_of

__all__ = [
    "COUNT_AT_MOST",
    "NOBODY",
    "Found",
    "Results",
    "Use",
    "changes",
    "coming",
    "count",
    "find",
    "get",
    "meeting",
    "meetings_of",
    "use_of",
]
