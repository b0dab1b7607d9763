"""How many plans may be printed together, for how long they are kept, and what that is called."""

from __future__ import annotations

from datetime import timedelta

from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import BatchKind, BatchWhat

#: More plans than this are no longer one pile of paper: a list is narrowed first.
MOST = 200
#: A batch is a pile on its way to the printer, not a record: after this it is gone.
KEPT = timedelta(hours=24)
#: Whoever took a plan to lay it out and was not heard of for so long has gone away.
TAKEN_FOR = timedelta(minutes=2)
#: How many are laid out at once.
AT_ONCE = 2

WHAT_WORDS: dict[BatchWhat, LazyString] = {
    BatchWhat.PLAN: _("The plan as it was signed"),
    BatchWhat.LARGE: _("The plan in large print"),
    BatchWhat.POCKET: _("Pocket card"),
    BatchWhat.CALENDAR: _("Calendar of the first 30 days"),
    BatchWhat.EARLY_EXIT: _("One page for leaving early"),
}
KIND_WORDS: dict[BatchKind, LazyString] = {
    BatchKind.PDF: _("One PDF for the printer"),
    BatchKind.ZIP: _("A ZIP with one file a plan"),
}


def file_name(number: int, version: int, what: BatchWhat, *, draft: bool) -> str:
    """Return what the file of one plan is called: ``plan-10482-v3.pdf``, and nobody's name."""
    sheet = "" if what is BatchWhat.PLAN else f"-{what.value}"
    return f"plan-{number}-{'draft' if draft else f'v{version}'}{sheet}.pdf"
