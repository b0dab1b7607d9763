"""Printing all plans of a list, or of a day of leaving: choosing what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLINICAL
from clinic.audit.actions import record
from clinic.caseload.queries import clients as listing
from clinic.caseload.views.blueprint import bp
from clinic.caseload.views.clients import LONGEST, ask_of, asked_for
from clinic.clients import queries
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.plans import actions
from clinic.plans import queries as plans
from clinic.plans.forms import BatchForm
from clinic.plans.policy.batches import MOST, WHAT_WORDS


@dataclass(frozen=True)
class Chosen:
    """The clients of a list whose treatment this person may read about, and their plans."""

    rows: Sequence[listing.Row]
    found: Mapping[UUID, plans.Printable]

    def _those(self, kind: bool | None) -> list[listing.Row]:
        kinds = {key: plan.is_final for key, plan in self.found.items()}
        return [row for row in self.rows if kinds.get(row.episode_id) is kind]  # type: ignore[arg-type]

    @property
    def signed(self) -> list[listing.Row]:
        """Those with a signed plan."""
        return self._those(True)

    @property
    def drafts(self) -> list[listing.Row]:
        """Those with a plan that nobody has signed yet."""
        return self._those(False)

    @property
    def without(self) -> list[listing.Row]:
        """Those with no plan at all."""
        return self._those(None)


@bp.get("/clients/print")
@allow(*CLINICAL)
def choose_print() -> ResponseReturnValue:
    """Ask what to print of the list with these filters, or of those who leave on a day."""
    return _show(BatchForm(), _chosen(), 200)


@bp.post("/clients/print")
@allow(*CLINICAL)
def print_plans() -> ResponseReturnValue:
    """Put the plans of the list together; without an answer, as from a search, ask first."""
    form, chosen = BatchForm(), _chosen()
    if "what" not in request.form:
        return _show(BatchForm(None), chosen, 200)
    keys = [row.episode_id for row in chosen.rows if row.episode_id]
    made: list[Any] = []

    def make() -> None:
        made.append(actions.make_batch(keys, **form.answers(), by=current_user, at=now()))

    if not form.done(make):
        return _show(form, chosen, 422)
    db.session.commit()
    return redirect(url_for("plans.batch", batch_id=made[0].id), 303)


def _chosen() -> Chosen:
    """Return whom the search, the day or the filters name, at most one more than fit."""
    if text := _sought():
        rows = listing.chosen(queries.search(current_user, text, limit=listing.PAGE))
    else:
        ask = ask_of(asked_for())
        rows = listing.first(current_user, replace(ask, on=_day()), MOST + 1)
    here = current_user.programs_as(*CLINICAL)
    rows = [row for row in rows if row.program_id in here][: MOST + 1]
    found = plans.printable([row.episode_id for row in rows if row.episode_id], viewer=current_user)
    return Chosen(rows, found)


def _sought() -> str:
    return request.form.get("q", "")[:LONGEST].strip()


def _day() -> date | None:
    return request.args.get("on", type=date.fromisoformat)


def _show(form: BatchForm, chosen: Chosen, code: int) -> ResponseReturnValue:
    at, day = now(), _day()
    detail = {"client_ids": [str(row.id) for row in chosen.rows]}
    record("client.listed", "Client", by=current_user, at=at, detail=detail)
    earlier = plans.batches(current_user, at)
    db.session.commit()
    asked = asked_for() | ({"on": day.isoformat()} if day else {})
    way = {"asked": asked, "text": _sought(), "day": day, "most": MOST, "whats": WHAT_WORDS}
    shown = {"form": form, "chosen": chosen, "earlier": earlier}
    return render_template(
        "caseload/print.html", **shown, **way
    ), form.status if code == 200 else code
