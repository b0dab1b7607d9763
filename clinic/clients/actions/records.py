"""Recording a client, and correcting what the record says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa

from clinic.accounts.models import Program, User
from clinic.audit.actions import record
from clinic.clients import policy
from clinic.clients.models import Asked, Client, ClientChange, ClientName
from clinic.core.db import db, next_number
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext

NAMES = ("given_name", "family_name", "preferred_name")
WHERE = frozenset({"street", "city", "postcode", "address_confidential"})


class Facts(TypedDict, total=False):
    """What staff may write about a client; what is left out stays as it is."""

    given_name: str
    family_name: str
    preferred_name: str
    born_on: date | None
    birth_year: int | None
    pronouns: str
    language: str
    interpreter: bool
    large_print: bool
    phone: str
    best_time: str
    voice_message: Asked
    mail: Asked
    contact_note: str
    street: str
    city: str
    postcode: str
    address_confidential: bool
    needs: list[str]
    needs_note: str
    area_postcode: str
    free_times: list[str]
    can_travel: Asked
    can_join_online: Asked
    proof_needed: Asked
    medication: Asked
    kinds_not_wanted: list[str]


def register(*, program: Program, by: User, at: datetime, **facts: Unpack[Facts]) -> Client:
    """Record a new client in a program and give them the next number."""
    if not policy.may_record(by, program.id):
        raise RuleBroken(gettext("You cannot record clients in this program."), field="program")
    known = _checked({}, dict(facts), at)
    client = Client(
        **known,
        number=next_number("client"),
        program=program,
        program_id=program.id,
        name_key=policy.name_key(known["given_name"], known.get("family_name", "")),
        recorded_at=at,
        recorded_by_id=by.id,
    )
    db.session.add(client)
    db.session.flush()
    _keep_names(client)
    record("client.registered", client, by=by, at=at, client_id=client.id)
    return client


def correct(
    client: Client, *, by: User, at: datetime, reason: str = "", **facts: Unpack[Facts]
) -> list[str]:
    """Write what the record should say; return the names of the fields that changed.

    ``reason`` is why somebody from outside the care team changes a confidential address.
    """
    before = {name: getattr(client, name) for name in Facts.__annotations__}
    known = _checked(before, {**before, **facts}, at)
    changed = [name for name, value in known.items() if value != before[name]]
    if WHERE & set(changed) and policy.owes_reason(by, client) and not reason.strip():
        raise RuleBroken(gettext("Write why this address changes."), field="reason")
    for name in changed:
        setattr(client, name, known[name])
        change = ClientChange(client_id=client.id, at=at, by_id=by.id, field=name)
        change.before, change.after = _text(before[name]), _text(known[name])
        change.reason = reason.strip() if name in WHERE else ""
        db.session.add(change)
    if set(changed) & set(NAMES):
        client.name_key = policy.name_key(client.given_name, client.family_name)
        _keep_names(client)
    if changed:
        detail = {"fields": changed}
        record("client.corrected", client, by=by, at=at, client_id=client.id, detail=detail)
    return changed


def _checked(before: dict[str, Any], facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Return the facts with the birth year that follows from the date; refuse the impossible."""
    for name in NAMES:
        facts[name] = (facts.get(name) or "").strip()
    if not policy.words(facts["given_name"]):
        raise RuleBroken(gettext("Write the client's name."), field="given_name")
    if born_on := facts.get("born_on"):
        facts["birth_year"] = born_on.year
    elif facts.get("birth_year") != before.get("birth_year"):
        facts["born_on"] = None
    year = facts.get("birth_year")
    if year and (year > at.year or (born_on and born_on > at.date())):
        raise RuleBroken(gettext("This day is in the future. Check the year."), field="birth_year")
    if year is None:
        raise RuleBroken(
            gettext("Write the date of birth, or the year if that is all you know."),
            field="birth_year",
        )
    return facts


def _keep_names(client: Client) -> None:
    """Keep one row for each word of the client's names, for search and duplicates."""
    db.session.execute(sa.delete(ClientName).where(ClientName.client_id == client.id))
    db.session.add_all(
        ClientName(
            client_id=client.id, program_id=client.program_id, key=word, sound=policy.sound(word)
        )
        for word in policy.words(client.given_name, client.family_name, client.preferred_name)
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
