"""Reading the directory."""

from clinic.groups.queries.directory import changes, coming, get, meeting, meetings_of
from clinic.groups.queries.finder import COUNT_AT_MOST, Found, Results, count, find

__all__ = [
    "COUNT_AT_MOST",
    "Found",
    "Results",
    "changes",
    "coming",
    "count",
    "find",
    "get",
    "meeting",
    "meetings_of",
]
