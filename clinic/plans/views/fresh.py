"""The forms of the editor as they stand before anybody typed, and what a card says now."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from wtforms import Form

from clinic.core import formats
from clinic.plans.forms import GRID_FORMS, ROW_FORMS, SHEET_FORMS, CardForm, GoalsForm
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import marks
from clinic.plans.policy.cards import GRIDS, SHEETS


def forms(plan: AftercarePlan, *, more: bool) -> dict[str, Any]:
    """Return every form of the editor by its card; ``more`` adds an empty goal."""
    rows = marks.goal_rows(plan)
    blank = [{"goal": "", "first_step": ""}] if more or not rows else []
    goals = GoalsForm(None, goals=rows + blank, revision=marks.of_goals(rows).revision)
    return {
        "goals": goals,
        **{key: sheet(plan, key) for key in SHEETS},
        **{key: grid(plan, key) for key in GRIDS},
        **{key: row(plan, key) for key in ROW_FORMS},
    }


def sheet(plan: AftercarePlan, key: str) -> CardForm:
    """Return the form of single answers, as the plan has them."""
    facts = marks.sheet_facts(plan, SHEETS[key])
    revision = marks.of_sheet(facts, SHEETS[key]).revision
    return SHEET_FORMS[key](None, data=facts | {"revision": revision}, **of_client(plan, key))


def of_client(plan: AftercarePlan, key: str) -> dict[str, Any]:
    """Return what a form needs to know of the client: languages to choose beside our own."""
    spoken = (plan.episode.client.language[:2], plan.answers.language)
    return {"also": spoken} if key == "language" else {}


def grid(plan: AftercarePlan, key: str) -> CardForm:
    """Return the form of a grid, as the plan has it."""
    rows = marks.grid_rows(plan, GRIDS[key])
    revision = marks.of_grid(rows, GRIDS[key]).revision
    return GRID_FORMS[key](None, data=rows | {"revision": revision})


def row(plan: AftercarePlan, key: str) -> CardForm:
    """Return the form for one more row, with what is known already."""
    return ROW_FORMS[key](None, data={"revision": 0, **known(plan, key)})


def known(plan: AftercarePlan, key: str) -> dict[str, Any]:
    """Return what is recorded elsewhere and likely meant."""
    client, program = plan.episode.client, plan.episode.placement.program
    leaves, counselor = plan.episode.leaves_on, client.counselor
    if key == "contacts":
        first = leaves + timedelta(days=2) if leaves else None
        return {"who": counselor.name if counselor else "", "first_on": first, "times": 4}
    if key == "week":
        return {"weekday": 1, "words": program.name if not plan.week else ""}
    if key == "doses":
        return {"last_on": leaves}
    return {}


def weeks_on(day: date, weeks: int) -> date:
    """Return the last day of so many weeks that begin on a day."""
    return day + timedelta(days=weeks * 7 - 1)


def now_says(plan: AftercarePlan, card: str) -> list[tuple[str, str]]:
    """Return what a card says now, each answer with what it is the answer to."""
    if card == "goals":
        return [("", f"{g.goal} {g.first_step}".strip()) for g in plan.goals]
    return answers(now(plan, card)) if card in SHEETS or card in GRIDS else []


def now(plan: AftercarePlan, card: str) -> CardForm:
    """Return the form of a sheet or grid, as the plan has it."""
    return sheet(plan, card) if card in SHEETS else grid(plan, card)


def answers(form: Form) -> list[tuple[str, str]]:
    """Return the answers of a form in words, each with its label."""
    found = []
    for field in form:
        if field.name.endswith(("csrf_token", "revision")):
            continue
        if isinstance(inside := getattr(field, "form", None), Form):
            inner = ", ".join(text for _label, text in answers(inside))
            found.append((str(field.label.text), inner))
        else:
            found.append((str(field.label.text), _text(field)))
    return [(label, text) for label, text in found if text]


def _text(field: Any) -> str:
    """Return one answer in words: the words of a choice, the lines of a list."""
    if field.data is None or field.data is False or field.data == "":
        return ""
    if hasattr(field, "iter_choices"):
        return next((str(c.label) for c in field.iter_choices() if c.selected), "")
    if field.data is True:
        return str(field.label.text)
    if isinstance(field.data, date):
        return formats.short_day(field.data)
    if isinstance(field.data, time):
        return formats.clock(field.data)
    return ", ".join(field.data) if isinstance(field.data, list) else str(field.data)
