"""Writing a consent before it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.clients.models import Client
from clinic.consents import policy
from clinic.consents.models import Consent, ConsentType, Ending, Item, Purpose, RecipientKind
from clinic.core.clock import local_date
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import queries as episodes
from clinic.groups import queries as groups
from clinic.groups.models import PeerGroup

#: So many years ahead a consent may end at most: it lasts no longer than it is needed.
LONGEST_YEARS = 10


@dataclass(frozen=True)
class Terms:
    """What the client agrees to. ``wording`` holds the fixed sentences in the language."""

    type: ConsentType
    items: tuple[Item, ...]
    purposes: tuple[Purpose, ...]
    wording: policy.Wording
    discloser: str
    timezone: str
    recipient_kind: RecipientKind | None = None
    recipient: str = ""
    group_id: UUID | None = None
    information: str = ""
    purpose_words: str = ""
    ending: Ending | None = None
    ends_on: date | None = None
    language: str = "en"


def draft(client: Client, terms: Terms, *, by: User, at: datetime) -> Consent:
    """Write down what a client may agree to. It opens nothing until it is signed.

    Raises :class:`clinic.consents.policy.Incomplete` naming every element that is missing.
    """
    consent = Consent(client_id=client.id, drafted_at=at, drafted_by_id=by.id)
    _write(consent, client, terms, at)
    db.session.add(consent)
    record("consent.drafted", consent, by=by, at=at, client_id=client.id)
    return consent


def rewrite(consent: Consent, terms: Terms, *, by: User, at: datetime) -> None:
    """Change what a draft says."""
    refuse_signed(consent)
    with db.session.no_autoflush:
        _write(consent, consent.client, terms, at)
    record("consent.rewritten", consent, by=by, at=at, client_id=consent.client_id)


def discard(consent: Consent, *, by: User, at: datetime) -> None:
    """Throw a draft away: nobody agreed to it."""
    refuse_signed(consent)
    record("consent.discarded", consent, by=by, at=at, client_id=consent.client_id)
    db.session.delete(consent)


def refuse_signed(consent: Consent) -> None:
    """Refuse to change what somebody has signed."""
    if consent.signed_at is not None:
        raise RuleBroken(
            gettext("This consent is signed and stays as it is. Take it back and record a new one.")
        )


def _write(consent: Consent, client: Client, terms: Terms, at: datetime) -> None:
    """Put the terms into a draft, whole or not at all."""
    name = f"{client.given_name} {client.family_name}".strip()
    for field, value in {**_people(terms), **_terms(terms), "patient_name": name}.items():
        setattr(consent, field, value)
    ends_with_care = terms.ending is Ending.END_OF_TREATMENT
    consent.episode = episodes.current(client.id) if ends_with_care else None
    policy.refuse_incomplete(consent, signed=False)
    _refuse_far_end(consent, at)


def _people(terms: Terms) -> dict[str, object]:
    """Return who tells and who is told: nobody by name where all who treat or pay are told."""
    group, by_name = _group(terms), terms.type is not ConsentType.TPO
    return {
        "discloser": terms.discloser.strip(),
        "recipient_kind": terms.recipient_kind if by_name else None,
        "recipient": _recipient(terms, group),
        "group_id": group.id if group else None,
        "redisclosure": "" if by_name else terms.wording.redisclosure,
        "refusing": "" if by_name else terms.wording.refusing,
    }


def _terms(terms: Terms) -> dict[str, object]:
    """Return what is told, what for, until when and how it is taken back."""
    return {
        "type": terms.type,
        "language": terms.language,
        "items": [item.value for item in Item if item in terms.items],
        "information": terms.information.strip(),
        "purposes": [purpose.value for purpose in Purpose if purpose in terms.purposes],
        "purpose_words": terms.purpose_words.strip(),
        "revoking": terms.wording.revoking,
        "ending": terms.ending,
        "ends_on": terms.ends_on if terms.ending is Ending.DAY else None,
        "timezone": terms.timezone,
    }


def _group(terms: Terms) -> PeerGroup | None:
    """Return the group that is told, if it is one of the directory."""
    if terms.recipient_kind is not RecipientKind.GROUP or terms.type is ConsentType.TPO:
        return None
    return groups.get(terms.group_id) if terms.group_id else None


def _recipient(terms: Terms, group: PeerGroup | None) -> str:
    """Return who is told: a class of people, a group as the directory names it, or as written."""
    if terms.type is ConsentType.TPO:
        return terms.wording.everyone
    return group.name if group else terms.recipient.strip()


def _refuse_far_end(consent: Consent, at: datetime) -> None:
    """Refuse an end that is over, or further away than anybody can mean."""
    if consent.ends_on is None:
        return
    today = local_date(at, consent.timezone)
    if consent.ends_on < today:
        raise RuleBroken(gettext("That day is over. Choose a later one."), field="ends_on")
    if consent.ends_on.year > today.year + LONGEST_YEARS:
        words = gettext("Choose a day within %(n)s years.", n=LONGEST_YEARS)
        raise RuleBroken(words, field="ends_on")
