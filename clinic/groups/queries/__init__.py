"""Reading the directory."""

from clinic.groups.queries.area import center_of
from clinic.groups.queries.directory import changes, coming, get, meeting, meetings_of
from clinic.groups.queries.finder import Found, Results, fellowships, find, fits
from clinic.groups.queries.use import NOBODY, Use, use_of

__all__ = [
    "NOBODY",
    "Found",
    "Results",
    "Use",
    "center_of",
    "changes",
    "coming",
    "fellowships",
    "find",
    "fits",
    "get",
    "meeting",
    "meetings_of",
    "use_of",
]
