"""Finding clients: each question is asked within what the person asking may see."""

from clinic.clients.queries.duplicates import Likely, likely_duplicates
from clinic.clients.queries.records import (
    changes,
    counselors,
    get,
    programs_to_record_in,
    sees,
    supporter,
)
from clinic.clients.queries.scope import reach, scopes, within
from clinic.clients.queries.search import search

__all__ = [
    "Likely",
    "changes",
    "counselors",
    "get",
    "likely_duplicates",
    "programs_to_record_in",
    "reach",
    "scopes",
    "search",
    "sees",
    "supporter",
    "within",
]
