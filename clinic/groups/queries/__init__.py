"""Reading the directory."""

from clinic.groups.queries.area import center_of
from clinic.groups.queries.directory import changes, coming, get, meeting, meetings_of
from clinic.groups.queries.duplicates import LikelyGroup, last_merge, likely_same, named
from clinic.groups.queries.finder import Found, Results, fellowships, find, fits
from clinic.groups.queries.people import (
    Concerned,
    Holder,
    Holders,
    concerned_by,
    holders_of,
)
from clinic.groups.queries.runs import (
    chosen,
    counts_by_tab,
    groups_changed,
    overtaken,
    run,
    run_changes,
    run_issues,
    runs,
    subjects,
)
from clinic.groups.queries.source_list import SOURCE_SORTS, source_row, source_rows
from clinic.groups.queries.sources import all_sources, due_sources, source, source_named
from clinic.groups.queries.use import NOBODY, Use, use_of

__all__ = [
    "NOBODY",
    "SOURCE_SORTS",
    "Concerned",
    "Found",
    "Holder",
    "Holders",
    "LikelyGroup",
    "Results",
    "Use",
    "all_sources",
    "center_of",
    "changes",
    "chosen",
    "coming",
    "concerned_by",
    "counts_by_tab",
    "due_sources",
    "fellowships",
    "find",
    "fits",
    "get",
    "groups_changed",
    "holders_of",
    "last_merge",
    "likely_same",
    "meeting",
    "meetings_of",
    "named",
    "overtaken",
    "run",
    "run_changes",
    "run_issues",
    "runs",
    "source",
    "source_named",
    "source_row",
    "source_rows",
    "subjects",
    "use_of",
]
