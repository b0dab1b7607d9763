"""The gate: may this be told to this recipient, for this, now? One answer for every path."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.clients.policy import fold
from clinic.consents.models import Consent, ConsentType, Ending, Item, Purpose, RecipientKind
from clinic.consents.policy.kinds import ALWAYS, BOUNDS
from clinic.consents.policy.labels import ENDINGS, ITEMS, PURPOSES
from clinic.consents.policy.standing import has_ended
from clinic.consents.policy.statement import LONG, SHORT, VERSION
from clinic.consents.policy.validating import missing
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext


@dataclass(frozen=True)
class Recipient:
    """Who is to be told; ``group_id`` when it is a group of the directory."""

    kind: RecipientKind
    name: str
    group_id: UUID | None = None


@dataclass(frozen=True)
class Wish:
    """What somebody wants to tell whom, and what for.

    ``needs`` makes no sense without every one of its items; of ``wants`` goes out what may.
    """

    recipient: Recipient
    purpose: Purpose
    needs: frozenset[Item] = frozenset()
    wants: frozenset[Item] = frozenset()


@dataclass(frozen=True)
class Release:
    """The gate's yes: what may go out, and what has to go along with it (42 CFR 2.32).

    ``items`` are the only parts of a record that may be printed. ``statement`` holds the
    paragraphs for page 1, ``short`` the line for the foot of each page.
    """

    consent_id: UUID
    recipient: Recipient
    purpose: Purpose
    items: frozenset[Item]
    information: str
    patient_name: str
    discloser: str
    signed_on: date
    ending: Ending
    ends_on: date | None
    statement: tuple[str, ...] = LONG
    short: str = SHORT
    version: str = VERSION

    @property
    def scope(self) -> list[str]:
        """What may be told, in words, in the language spoken now."""
        return [str(ITEMS[item]) for item in Item if item in self.items]

    @property
    def purpose_words(self) -> str:
        """What for, in words."""
        return str(PURPOSES[self.purpose])

    @property
    def ending_words(self) -> str:
        """When the consent ends, in words, unless it is on ``ends_on``."""
        return str(ENDINGS[self.ending])


class Stop(enum.IntEnum):
    """Where a consent fails, the nearest miss last."""

    NO_CONSENT = 0
    GENERAL = 1
    RECIPIENT = 2
    REVOKED = 3
    ENDED = 4
    INCOMPLETE = 5
    PURPOSE = 6
    SCOPE = 7


class NotCovered(RuleBroken):
    """No consent covers it. ``stop`` says why, ``lacking`` which items are outside its scope."""

    def __init__(self, stop: Stop, words: str, lacking: frozenset[Item] = frozenset()) -> None:
        super().__init__(words)
        self.stop = stop
        self.lacking = lacking


def gate(consents: Iterable[Consent], wish: Wish, *, at: datetime) -> Release:
    """Return what may go out under one of a client's consents, the widest that fits.

    Raises :class:`NotCovered` with what is missing from the consent that comes nearest.
    """
    nearest = NotCovered(Stop.NO_CONSENT, _no_consent(wish.recipient))
    fitting: list[Release] = []
    for consent in consents:
        refusal = _refusal(consent, wish, at)
        if refusal is None:
            fitting.append(_release(consent, wish))
        elif refusal.stop >= nearest.stop:
            nearest = refusal
    if not fitting:
        raise nearest
    return max(fitting, key=lambda release: len(release.items))


def matches(consent: Consent, recipient: Recipient) -> bool:
    """Say whether a consent is about this recipient.

    The wording for all who treat or pay names a class, and neither a group, nor a volunteer, nor
    a relative belongs to it.
    """
    if consent.type is ConsentType.TPO:
        return recipient.kind in BOUNDS[consent.type].recipients
    if consent.recipient_kind is not recipient.kind:
        return False
    if recipient.kind is RecipientKind.GROUP:
        return recipient.group_id is not None and consent.group_id == recipient.group_id
    return fold(consent.recipient) == fold(recipient.name) != ""


def _refusal(consent: Consent, wish: Wish, at: datetime) -> NotCovered | None:
    """Return why a consent does not cover a wish, or nothing when it does."""
    stop = _stop(consent, wish, at)
    if stop is not None:
        return NotCovered(stop, _why(stop, consent, wish))
    if lacking := (wish.needs | ALWAYS) - _items(consent):
        return NotCovered(Stop.SCOPE, _outside(lacking), frozenset(lacking))
    return None


def _stop(consent: Consent, wish: Wish, at: datetime) -> Stop | None:
    if consent.signed_at is None or consent.signed_at > at:
        return Stop.NO_CONSENT
    if consent.type is ConsentType.GENERAL:
        return Stop.GENERAL
    if not matches(consent, wish.recipient):
        return Stop.RECIPIENT
    if consent.revocation is not None:
        return Stop.REVOKED
    if has_ended(consent, at):
        return Stop.ENDED
    if missing(consent, signed=True):
        return Stop.INCOMPLETE
    return Stop.PURPOSE if wish.purpose not in consent.purposes else None


def _why(stop: Stop, consent: Consent, wish: Wish) -> str:
    if stop is Stop.REVOKED:
        return gettext("The client took back the consent for %(who)s.", who=consent.recipient)
    if stop is Stop.ENDED:
        return gettext("The consent for %(who)s has ended.", who=consent.recipient)
    if stop is Stop.INCOMPLETE:
        gaps = " ".join(str(gap.words) for gap in missing(consent, signed=True))
        return gettext("This consent is not complete. %(gaps)s", gaps=gaps)
    if stop is Stop.PURPOSE:
        purpose = PURPOSES[wish.purpose]
        return gettext('The consent does not say "%(purpose)s".', purpose=purpose)
    if stop is Stop.GENERAL:
        return gettext("A general release is not enough. Record a consent that names who and what.")
    return _no_consent(wish.recipient)


def _no_consent(recipient: Recipient) -> str:
    return gettext("There is no consent for %(who)s. Record one first.", who=recipient.name)


def _outside(lacking: Iterable[Item]) -> str:
    words = ", ".join(str(ITEMS[item]) for item in Item if item in set(lacking))
    return gettext("The consent does not cover: %(items)s.", items=words)


def _items(consent: Consent) -> frozenset[Item]:
    """Return the items of a consent, without any word that is none."""
    return frozenset(item for item in Item if item.value in consent.items)


def _release(consent: Consent, wish: Wish) -> Release:
    if consent.signed_on is None or consent.ending is None:
        raise LookupError("the validator lets no such consent through")
    return Release(
        consent_id=consent.id,
        recipient=wish.recipient,
        purpose=wish.purpose,
        items=(wish.needs | wish.wants | ALWAYS) & _items(consent),
        information=consent.information,
        patient_name=consent.patient_name,
        discloser=consent.discloser,
        signed_on=consent.signed_on,
        ending=consent.ending,
        ends_on=consent.ends_on,
    )
