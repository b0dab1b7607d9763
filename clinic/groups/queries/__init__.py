"""Reading the directory."""

from clinic.groups.queries.directory import changes, get, meeting, meetings_of
from clinic.groups.queries.finder import Found, Results, count, find

__all__ = ["Found", "Results", "changes", "count", "find", "get", "meeting", "meetings_of"]
