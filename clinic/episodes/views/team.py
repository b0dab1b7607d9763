"""Who looks after a client."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from clinic.accounts.models import User
from clinic.accounts.policy import CLINICAL
from clinic.clients import actions
from clinic.clients import queries as clients
from clinic.clients.forms import CoverForm, FirstCounselorForm, HandOverForm
from clinic.clients.models import Client, Part
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.episodes.views.pages import back, bp, show


@bp.route("/clients/<uuid:client_id>/hand-over", methods=["GET", "POST"])
@allow(*CLINICAL)
def hand_over(client_id: UUID) -> ResponseReturnValue:
    """Give a client another counselor."""
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    kind = HandOverForm if client.counselor else FirstCounselorForm
    form = kind.offering(_others(client), client)
    act = partial(actions.hand_over, client, by=current_user, at=now())
    if form.done(lambda: act(to=form.chosen, reason=form.reason.data or ""), client.team):
        db.session.commit()
        return back(client)
    return _show(client, form, covering=False)


@bp.route("/clients/<uuid:client_id>/cover", methods=["GET", "POST"])
@allow(*CLINICAL)
def cover(client_id: UUID) -> ResponseReturnValue:
    """Let somebody cover for the counselor."""
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    form = CoverForm.offering(_others(client), client)
    act = partial(actions.cover, client, by=current_user, at=now())
    if form.done(lambda: act(form.chosen, reason=form.reason.data or ""), client.team):
        db.session.commit()
        return back(client)
    return _show(client, form, covering=True)


def _show(client: Client, form: CoverForm, *, covering: bool) -> ResponseReturnValue:
    """Show the form; where the team has changed meanwhile, with the team as it is now."""
    here = [member for member in client.care_team if member.until is None]
    team = here if form.status == 409 else None
    return show("episodes/hand_over.html", client, form, covering=covering, team=team)


@bp.post("/clients/<uuid:client_id>/team/<uuid:user_id>/release")
@allow(*CLINICAL)
def release(client_id: UUID, user_id: UUID) -> ResponseReturnValue:
    """Take somebody who covers off the care team."""
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    actions.release(client, _member(client, user_id), by=current_user, at=now())
    db.session.commit()
    return back(client)


def _others(client: Client) -> list[User]:
    """Return the counselors of the program but for the client's own."""
    return [each for each in clients.counselors(client.program_id) if each != client.counselor]


def _member(client: Client, user_id: UUID) -> User:
    """Return the one who covers; who does not is nobody here."""
    for member in client.care_team:
        if member.user_id == user_id and member.until is None and member.part is Part.COVERING:
            return member.user
    raise NoResultFound
