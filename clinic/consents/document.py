"""The words of a consent and of an accounting, cut loose from the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.clients.models import Client
from clinic.consents.models import Consent, Disclosure, Ending, Item, Purpose, Signer, Signing
from clinic.consents.policy.labels import ENDINGS, ITEMS, PURPOSES, RECIPIENTS, TYPES
from clinic.core.formats import calendar_day, clock, full_day
from clinic.core.words import LOCALES, speaking


@dataclass(frozen=True)
class House:
    """The clinic's part: its name and phone, paper size and the time on its wall."""

    name: str
    phone: str
    paper: str
    timezone: str

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> House:
        """Read it from the app's settings."""
        names = ("CLINIC_NAME", "CLINIC_PHONE", "PAPER", "TIMEZONE")
        return cls(*(settings[name] for name in names))


@dataclass(frozen=True)
class ConsentDocument:
    """Everything the printed consent says, in the client's language.

    ``signature`` is what was typed; empty with ink on paper, and before anybody signed.
    """

    language: str
    paper: str
    clinic: str
    phone: str
    type: str
    patient_name: str
    discloser: str
    items: tuple[str, ...]
    information: str
    recipient: str
    recipient_kind: str
    purposes: tuple[str, ...]
    purpose_words: str
    revoking: str
    ending: str
    redisclosure: str
    refusing: str
    signature: str = ""
    signed_by: str = ""
    signed_on: str = ""
    on_paper: bool = False
    relationship: str = ""
    legal_basis: str = ""
    number: int = 0
    general: bool = False
    made_iso: str = ""


def compose(consent: Consent, house: House) -> ConsentDocument:
    """Return the words of a consent as it stands."""
    with speaking(consent.language):
        return ConsentDocument(**_facts(consent, house), **_signed(consent))


def _facts(consent: Consent, house: House) -> dict[str, Any]:
    kind = consent.recipient_kind
    chosen_items = [ITEMS[item] for item in Item if item.value in consent.items]
    chosen_purposes = [PURPOSES[each] for each in Purpose if each.value in consent.purposes]
    return {
        "language": consent.language if consent.language in LOCALES else "en",
        "paper": house.paper,
        "clinic": house.name,
        "phone": house.phone,
        "type": str(TYPES[consent.type]),
        "patient_name": consent.patient_name,
        "discloser": consent.discloser,
        "items": tuple(map(str, chosen_items)),
        "information": consent.information,
        "recipient": consent.recipient,
        "recipient_kind": str(RECIPIENTS[kind]) if kind else "",
        "purposes": tuple(map(str, chosen_purposes)),
        "purpose_words": consent.purpose_words,
        "revoking": consent.revoking,
        "ending": ending_words(consent.ending, consent.ends_on),
        "redisclosure": consent.redisclosure,
        "refusing": consent.refusing,
        "number": consent.client.number,
        "general": consent.type.value == "general",
        "made_iso": consent.drafted_at.date().isoformat(),
    }


def _signed(consent: Consent) -> dict[str, Any]:
    stands_in = consent.signer is Signer.REPRESENTATIVE
    return {
        "signature": consent.signature if consent.signing is Signing.ELECTRONIC else "",
        "signed_by": consent.signature,
        "signed_on": full_day(consent.signed_on) if consent.signed_on else "",
        "on_paper": consent.signing is Signing.PAPER,
        "relationship": consent.relationship_to_client if stands_in else "",
        "legal_basis": consent.legal_basis if stands_in else "",
    }


def ending_words(ending: Ending | None, ends_on: date | None) -> str:
    """Return when a consent ends, in words, in the language spoken now."""
    if ends_on is not None:
        return full_day(ends_on)
    return str(ENDINGS[ending]) if ending else ""


@dataclass(frozen=True)
class ToldRow:
    """One line of an accounting."""

    when: str
    recipient: str
    what: str
    items: str
    purpose: str
    by: str
    consent: str
    statement: str


@dataclass(frozen=True)
class AccountingDocument:
    """The accounting of disclosures of one client over some days."""

    language: str
    paper: str
    clinic: str
    phone: str
    client_name: str
    number: int
    since: str
    until: str
    made_on: str
    made_iso: str
    rows: tuple[ToldRow, ...]


def told_row(row: Disclosure, timezone: str) -> ToldRow:
    """Return one disclosure in words, in the language spoken now."""
    at = row.at.astimezone(ZoneInfo(timezone))
    return ToldRow(
        when=f"{calendar_day(at.date())}, {clock(at.time())}",
        recipient=row.recipient,
        what=row.what,
        items=", ".join(str(ITEMS[item]) for item in Item if item.value in row.items),
        purpose=str(PURPOSES[row.purpose]),
        by=row.by.name,
        consent=short_key(row.consent_id),
        statement=row.statement,
    )


def account(
    client: Client,
    rows: Sequence[Disclosure],
    house: House,
    *,
    since: date,
    until: date,
    today: date,
) -> AccountingDocument:
    """Return an accounting in the client's language."""
    language = client.language if client.language in LOCALES else "en"
    with speaking(language):
        return AccountingDocument(
            language=language,
            paper=house.paper,
            clinic=house.name,
            phone=house.phone,
            client_name=f"{client.given_name} {client.family_name}".strip(),
            number=client.number,
            since=full_day(since),
            until=full_day(until),
            made_on=calendar_day(today),
            made_iso=today.isoformat(),
            rows=tuple(told_row(row, house.timezone) for row in rows),
        )


def short_key(key: UUID) -> str:
    """Return the last eight characters of a key, by which staff name a consent aloud."""
    return key.hex[-8:].upper()
