"""What leaves the house with a referral, as plain values: a letter, and a sheet about a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic.clients.models import Asked
from clinic.consents.document import House
from clinic.consents.models import Item
from clinic.consents.policy import Release
from clinic.core.formats import full_day
from clinic.core.words import LOCALES, gettext, speaking
from clinic.referrals import policy
from clinic.referrals.models import Referral


@dataclass(frozen=True)
class Letter:
    """What a group is told about a client: only what the release lets out, the rest is empty."""

    release: Release
    language: str
    paper: str
    clinic: str
    phone: str
    made_iso: str
    made_on: str
    group: str
    client_name: str = ""
    first_on: str = ""
    meets: str = ""
    contact_phone: str = ""
    best_time: str = ""
    voice_message: str = ""
    sent: bool = False


def letter(
    referral: Referral, release: Release, house: House, *, today: date, sent: bool
) -> Letter:
    """Return the letter to a group, in English: nobody knows the language of the group."""
    with speaking("en"):
        return Letter(
            release=release,
            language="en",
            paper=house.paper,
            clinic=house.name,
            phone=referral.made_by.phone or house.phone,
            made_iso=today.isoformat(),
            made_on=full_day(today),
            group=release.recipient.name,
            sent=sent,
            **_of_client(referral, release),
        )


def _of_client(referral: Referral, release: Release) -> dict[str, str]:
    """Return the parts of a client's record that are inside the release, and no others."""
    told: dict[str, str] = {}
    if Item.NAME in release.items:
        told["client_name"] = release.patient_name
    if Item.GROUPS in release.items:
        told["meets"] = policy.told_when(referral)
        told["first_on"] = full_day(referral.first_on) if referral.first_on else ""
    if Item.CONTACT in release.items:
        client = referral.client
        told["contact_phone"], told["best_time"] = client.phone, client.best_time
        told["voice_message"] = _voice_message(client.voice_message)
    return told


def _voice_message(answer: Asked) -> str:
    if answer is Asked.YES:
        return gettext("You may leave a voice message.")
    return gettext("Do not leave a voice message.")


@dataclass(frozen=True)
class Handout:
    """A group's own facts for the client to carry. It does not say whose it is."""

    language: str
    paper: str
    clinic: str
    phone: str
    made_iso: str
    group: str
    when: str
    where: str
    group_phone: str
    ask_for: str
    expect: str
    first_on: str


def handout(referral: Referral, house: House, *, today: date) -> Handout:
    """Return the sheet about a group, in the client's language, with nothing about the client.

    It carries no name of the clinic either: whoever finds it learns of a group and no more.
    """
    language = referral.client.language if referral.client.language in LOCALES else "en"
    group = referral.group
    with speaking(language):
        return Handout(
            language=language,
            paper=house.paper,
            clinic="",
            phone="",
            made_iso=today.isoformat(),
            group=referral.group_name,
            when=policy.told_when(referral),
            where=referral.place,
            group_phone=group.phone,
            ask_for=group.ask_for,
            expect=group.expect,
            first_on=full_day(referral.first_on) if referral.first_on else "",
        )
