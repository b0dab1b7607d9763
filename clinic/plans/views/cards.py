"""Single answers and grids of a draft: one form a card, saved as a whole."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.plans import actions, queries
from clinic.plans.forms import GRID_FORMS, SHEET_FORMS
from clinic.plans.policy import marks
from clinic.plans.policy.cards import GRIDS, SHEETS
from clinic.plans.views import fresh, page
from clinic.plans.views.blueprint import bp


@bp.post(f"/plans/<uuid:plan_id>/<any({','.join(SHEETS)}):card>")
@allow(*CLERICAL)
def sheet(plan_id: UUID, card: str) -> ResponseReturnValue:
    """Write the single answers of one card."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    kind, form = SHEETS[card], SHEET_FORMS[card](**fresh.of_client(plan, card))
    shown = marks.of_sheet(marks.sheet_facts(plan, kind), kind)
    mark = None if marks.of_sheet(form.answers(), kind) == shown else shown

    def write() -> None:
        actions.write_sheet(plan, kind, form.answers(), by=current_user, at=now())

    return page.keep(plan, card, form, write, mark=mark)


@bp.post(f"/plans/<uuid:plan_id>/<any({','.join(GRIDS)}):card>")
@allow(*CLERICAL)
def grid(plan_id: UUID, card: str) -> ResponseReturnValue:
    """Write the rows of one card that has a row for each of a few."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    kind, form = GRIDS[card], GRID_FORMS[card]()
    shown = marks.of_grid(marks.grid_rows(plan, kind), kind)
    mark = None if marks.of_grid(form.answers(), kind) == shown else shown

    def write() -> None:
        actions.write_grid(plan, kind, form.answers(), by=current_user, at=now())

    return page.keep(plan, card, form, write, mark=mark)
