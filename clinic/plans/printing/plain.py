"""The page for leaving early without the press: HTML that any browser prints."""

from __future__ import annotations

from flask import render_template

from clinic.core.words import gettext, speaking
from clinic.plans.document import PlanDocument
from clinic.plans.printing.copies import Copy
from clinic.plans.printing.sheets import next_group


def plain_page(document: PlanDocument) -> str:
    """Return the page in the client's language, with a word to staff in theirs.

    It needs no PDF, no script and no other server: it is there for the day the press fails.
    """
    note = gettext("The PDF could not be made. Print this page from the browser instead.")
    with speaking(document.language):
        return render_template(
            "plans/leaving_plain.html",
            plan=document,
            copy=Copy("draft" if document.draft else "own"),
            next_group=next_group(document),
            codes={},
            note=note,
        )
