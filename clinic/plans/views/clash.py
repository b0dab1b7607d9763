"""When somebody else wrote the same card meanwhile: both texts, and the choice between them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from clinic.core.forms import RevisedForm
from clinic.plans import queries
from clinic.plans.models import AftercarePlan
from clinic.plans.views import fresh

#: What the buttons of the notice are called; each carries the mark of the words it was shown with.
MINE, BOTH = "mine", "both"


def choose(form: RevisedForm) -> bool:
    """Take a press of "Keep mine" or "Keep both" for having seen what stands there now.

    A third text that came in between has another mark, and is shown in its turn. Returns
    whether both are to be kept.
    """
    both = request.form.get(BOTH, "")
    if seen := both or request.form.get(MINE, ""):
        form.revision.data = seen
    return bool(both)


def notice(
    plan: AftercarePlan,
    card: str,
    form: RevisedForm,
    now: list[tuple[str, str]],
    row_id: UUID | None = None,
) -> dict[str, Any]:
    """Return what the notice says: who wrote it, what stands there now, under which mark."""
    last = queries.last_writing(plan, card, row_id)
    return {
        "clash": card,
        "who": last.who if last else "",
        "now": now,
        "mark": form.revision.data,
        "both": card != "language",
    }


def of_card(plan: AftercarePlan, card: str, form: RevisedForm) -> dict[str, Any]:
    """Return the notice for a form that saves as a whole."""
    return notice(plan, card, form, fresh.now_says(plan, card))


def join(form: Form, theirs: Form) -> None:
    """Put their texts before those typed, field by field; of a choice the one typed is kept."""
    for field in form:
        other = theirs[field.short_name]
        if isinstance(inner := getattr(field, "form", None), Form):
            join(inner, getattr(other, "form", inner))
        elif _is_text(field):
            field.data = _joined(other.data, field.data, isinstance(field, TextAreaField))
        elif not field.data:
            field.data = other.data


def _is_text(field: Field) -> bool:
    return isinstance(field, StringField) and not isinstance(field.widget, HiddenInput)


def _joined(theirs: Any, mine: Any, several_lines: bool) -> Any:
    if isinstance(theirs, list) and isinstance(mine, list):
        return list(dict.fromkeys([*theirs, *mine]))
    if not theirs or theirs in (mine or ""):
        return mine
    if not mine or mine in theirs:
        return theirs
    return f"{theirs}\n{mine}" if several_lines else f"{theirs}; {mine}"
