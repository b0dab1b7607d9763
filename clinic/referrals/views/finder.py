"""The finder: groups that suit one client."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.clients.models import Client
from clinic.core.access import allow
from clinic.core.db import db
from clinic.core.formats import clock, weekday_name
from clinic.core.words import gettext as _
from clinic.groups.policy import LANGUAGES, WISHES, FinderAsk, Wish, weeks_words
from clinic.groups.views.finding import asked, present
from clinic.referrals import policy, queries
from clinic.referrals.models import Referral
from clinic.referrals.views.blueprint import bp

MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)


@bp.get("/clients/<uuid:client_id>/find-a-group")
@allow(*CLERICAL)
def find(client_id: UUID) -> ResponseReturnValue:
    """Find a group for a client: what the client needs comes first, nothing is hidden."""
    client = clients.get(client_id, viewer=current_user)
    ask = _asked_for(client)
    finder = present(ask, ".find", client_id=client.id)
    going = [r for r in queries.for_client(client.id) if r.state in policy.OPEN]
    record("finder.opened", client, by=current_user, at=ask.at, client_id=client.id)
    db.session.commit()
    return render_template(
        "referrals/find.html",
        client=client,
        finder=finder,
        needs=_needs(client),
        days=_week(client, going),
        going={referral.group_id: referral for referral in going},
    )


def _asked_for(client: Client) -> FinderAsk:
    """Start from what the client needs; afterwards from what the form says."""
    ask = asked(request.args)
    if "asked" in request.args:
        return ask
    speaks = client.language if client.language in LANGUAGES and client.language != "en" else ""
    wishes = tuple(Wish(need) for need in client.needs if need in set(Wish))
    return replace(ask, wishes=ask.wishes or wishes, speaks=ask.speaks or speaks)


def _needs(client: Client) -> str:
    """Return the client's needs in words, or nothing when none are recorded."""
    words = [str(WISHES[Wish(need)]) for need in client.needs if need in set(Wish)]
    if client.language in LANGUAGES and client.language != "en":
        words.append(str(LANGUAGES[client.language]))
    return ", ".join(word if word.startswith("LGBTQ") else _lower(word) for word in words)


def _lower(word: str) -> str:
    return (
        word if word in {str(name) for name in LANGUAGES.values()} else word[:1].lower() + word[1:]
    )


def _week(client: Client, going: list[Referral]) -> list[dict[str, Any]]:
    """Return the client's week as it repeats, with a way to fill each empty day."""
    return [
        {
            "date": None,
            "name": weekday_name(day, width="abbreviated"),
            "today": False,
            "closed": "",
            "items": [_item(referral) for referral in going if referral.weekday == day],
            "empty_href": url_for(".find", client_id=client.id, day=day),
        }
        for day in MONDAY_FIRST
    ]


def _item(referral: Referral) -> dict[str, str]:
    return {
        "kind": referral.group.kind.value,
        "words": referral.group_name,
        "note": _hour(referral),
        "href": url_for(".show", referral_id=referral.id),
        "initials": "",
    }


def _hour(referral: Referral) -> str:
    if referral.starts_at is None:
        return _("By appointment")
    at, weeks = clock(referral.starts_at), weeks_words(referral.weeks)
    return _("%(weeks)s, %(time)s", weeks=weeks, time=at) if weeks else at
