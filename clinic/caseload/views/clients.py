"""The list of clients, and the search in the top bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Role
from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.audit.actions import record
from clinic.caseload.queries import clients as listing
from clinic.caseload.views.blueprint import bp
from clinic.clients import queries
from clinic.clients.models import PlanState, Stage
from clinic.clients.policy import labels
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.words import gettext, ngettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.queries import progress

LEAVES = {"7": _("in 7 days"), "14": _("in 14 days"), "30": _("in 30 days")}
PLANS = {
    PlanState.NOT_STARTED.value: _("Not started"),
    PlanState.IN_PROGRESS.value: _("In progress"),
    PlanState.READY.value: _("Ready to sign"),
    PlanState.SIGNED.value: _("Signed"),
}
#: What may stand in the address, and which answers are known; anything else is left out.
KNOWN: dict[str, Any] = {
    "whose": ("mine",),
    "stage": [stage.value for stage in Stage],
    "leaves": LEAVES,
    "plan": PLANS,
    "language": labels.LANGUAGES,
    "sort": [way + name for name in listing.SORTS for way in ("", "-")],
}
#: Longest text that is looked for.
LONGEST = 100


@bp.get("/clients")
@allow(*CLERICAL)
def clients() -> ResponseReturnValue:
    """Show the clients this person may see, by name, day of leaving or day of admission."""
    asked = asked_for()
    ask = ask_of(asked)
    page, total = listing.page(current_user, ask), listing.count(current_user, ask)
    current = "-" * ask.down + ask.sort
    return _show(page.rows, asked=asked, pager=_pager(page, total, asked), text="", current=current)


@bp.post("/clients/search")
@allow(*CLERICAL)
def search() -> ResponseReturnValue:
    """Find clients by the beginning of a name or number; what is typed stays off addresses."""
    text = request.form.get("q", "")[:LONGEST]
    live = "HX-Request" in request.headers
    found = queries.search(current_user, text, limit=8 if live else listing.PAGE)
    if live:
        _note([client.id for client in found])
        return render_template("caseload/found.html", clients=found, text=text.strip())
    words = ngettext("%(num)s client", "%(num)s clients", len(found))
    pager = {"words": words, "newer_href": "", "older_href": ""}
    return _show(listing.chosen(found), asked={}, pager=pager, text=text, current="")


def _show(rows: Sequence[listing.Row], **page: Any) -> ResponseReturnValue:
    clinical = current_user.programs_as(*CLINICAL)
    plans = progress(
        [row.episode_id for row in rows if row.episode_id and row.program_id in clinical],
        crisis_lines=bool(current_app.config["CRISIS_LINES"]),
    )
    _note([row.id for row in rows])
    return render_template(
        "caseload/clients.html",
        rows=rows,
        plans=plans,
        clinical=clinical,
        labels=labels,
        choices={"leaves": LEAVES, "plan": PLANS},
        program_wide=bool(current_user.programs_as(Role.SUPERVISOR)),
        counsels=bool(current_user.programs_as(Role.COUNSELOR)),
        href=_href,
        **page,
    )


def _note(ids: list[UUID]) -> None:
    """Write down whom this page shows, once for all of them."""
    detail = {"client_ids": [str(key) for key in ids]}
    record("client.listed", "Client", by=current_user, at=now(), detail=detail)
    db.session.commit()


def asked_for() -> dict[str, str]:
    """Return the known answers in the address; nobody asks about plans they may not read."""
    given = {name: request.args.get(name, "") for name in KNOWN}
    if not current_user.programs_as(*CLINICAL):
        del given["plan"]
    return {name: value for name, value in given.items() if value in KNOWN[name]}


def ask_of(asked: dict[str, str]) -> listing.Ask:
    """Return the question that these answers put to the list."""
    sort = asked.get("sort", "leaves" if "leaves" in asked else "name")
    return listing.Ask(
        today=local_date(now(), current_app.config["TIMEZONE"]),
        mine=asked.get("whose") == "mine",
        stage=Stage(asked["stage"]) if "stage" in asked else None,
        leaves=int(asked.get("leaves", 0)),
        plan=PlanState(asked["plan"]) if "plan" in asked else None,
        language=asked.get("language", ""),
        sort=sort.removeprefix("-"),
        down=sort.startswith("-"),
        after=request.args.get("after", type=UUID),
        before=request.args.get("before", type=UUID),
    )


def _pager(page: listing.Page, total: int, asked: dict[str, str]) -> dict[str, str]:
    words = ngettext("%(num)s client", "%(num)s clients", total)
    if total > listing.MOST:
        words = gettext("%(n)s+ clients", n=f"{listing.MOST:,}")
    first, last = (page.rows[0].id, page.rows[-1].id) if page.rows else (None, None)
    return {
        "words": words,
        "newer_href": _href(asked, before=first) if page.newer and first else "",
        "older_href": _href(asked, after=last) if page.older and last else "",
    }


def _href(asked: dict[str, str], **changes: Any) -> str:
    """Return the address of the list with these answers changed."""
    answers = {name: value for name, value in {**asked, **changes}.items() if value}
    return url_for("caseload.clients", **answers)
