"""The client's view of a draft: one section at a time, for a screen that is turned round.

Nothing that staff keep for themselves is on it, not even hidden: no other client, no count or
search, no state of a section, no hint, no mark of risk. What the client writes in is the same
form as in the editor; the rest says what the paper will say.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit.actions import record
from clinic.core.clock import now
from clinic.core.db import db
from clinic.plans import policy
from clinic.plans.document import lines_of
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys, marks
from clinic.plans.policy.cards import SHEETS, section_of
from clinic.plans.policy.texts import READ
from clinic.plans.views import clash, fresh
from clinic.plans.views.keeping import keeping
from clinic.plans.views.said import said_now


def asked() -> bool:
    """Whether this page, or the form that came in, is the client's view."""
    return request.args.get("view") == "client"


def show(plan: AftercarePlan, code: int = 200, **given: Any) -> ResponseReturnValue:
    """Show one section; a form ``given`` stands in for the fresh one, words kept."""
    record("plan.opened", plan, by=current_user, at=now(), client_id=plan.episode.client_id)
    sections = sections_of(plan)
    wished = section_of(next(iter(given))) if given else request.args.get("section")
    place = sections.index(wished) if wished in sections else 0
    section = sections[place]
    clashed = clash.of_card(plan, *next(iter(given.items()))) if code == 409 else {}
    shown = {
        "section": section,
        "title": policy.title,
        "before": sections[place - 1] if place else "",
        "after": sections[place + 1] if place + 1 < len(sections) else "",
        "forms": fresh.forms(plan, more=request.args.get("more") == "goal") | given,
        "written": written_in(section),
        "lines": lines_of(said_now(plan), section),
        "page": clashed | {"back": {"view": "client", "section": section}},
        "keeping": keeping(plan),
    }
    db.session.commit()
    return render_template("plans/together.html", plan=plan, **shown), code


def kept(plan: AftercarePlan, card: str, **address: str) -> ResponseReturnValue:
    """Go back to the section that was saved; an open page gets less than the editor's does."""
    if "HX-Request" not in request.headers:
        address |= {"view": "client", "section": section_of(card)}
        client_id = plan.episode.client_id
        return redirect(url_for("plans.for_client", client_id=client_id, **address), 303)  # type: ignore[arg-type]
    at = now().astimezone(ZoneInfo(current_app.config["TIMEZONE"])).time()
    mark = marks.of_all(plan)[card]
    return render_template("plans/together_saved.html", card=card, revision=mark.revision, at=at)


def sections_of(plan: AftercarePlan) -> list[str]:
    """Return the sections for the client, in their order: what staff ask back is not one."""
    hidden = {keys.TEACH} if plan.answers.at_risk else {keys.TEACH, keys.STEPS}
    return [key for key in keys.ALL if key not in hidden]


def written_in(section: str) -> list[str]:
    """Return the cards of a section that hold nothing but texts the client reads."""
    whole = [key for key, sheet in SHEETS.items() if set(sheet.facts) == set(READ.get(key, ()))]
    return [key for key in ("goals", *whole) if section_of(key) == section]
