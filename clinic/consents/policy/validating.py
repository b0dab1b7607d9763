"""What a consent must say: the elements of 42 CFR 2.31(a), named where they are missing.

The one validator. It is asked when a consent is written, when it is signed, and each time
somebody relies on it (2.31(c)(2): a consent that is deficient on its face is none).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import NamedTuple

from clinic.consents.models import (
    Consent,
    ConsentType,
    Ending,
    Item,
    Purpose,
    RecipientKind,
    Signer,
)
from clinic.consents.policy.kinds import BOUNDS, NOTES
from clinic.core.errors import RuleBroken
from clinic.core.words import LazyString, gettext
from clinic.core.words import lazy_gettext as _


class Element(enum.StrEnum):
    """One thing that a consent must have, by the field of the form it belongs beside."""

    PATIENT = "patient_name"
    DISCLOSER = "discloser"
    INFORMATION = "items"
    RECIPIENT = "recipient"
    RECIPIENT_KIND = "recipient_kind"
    PURPOSE = "purposes"
    REVOKING = "revoking"
    EXPIRY = "ending"
    EXPIRY_DAY = "ends_on"
    REDISCLOSURE = "redisclosure"
    REFUSING = "refusing"
    SIGNATURE = "signature"
    DATE = "signed_on"
    RELATIONSHIP = "relationship_to_client"
    LEGAL_BASIS = "legal_basis"


class Gap(NamedTuple):
    """An element that is missing or wrong, and what to say of it."""

    element: Element
    words: LazyString | str


class Incomplete(RuleBroken):
    """A consent lacks elements; ``gaps`` holds all of them at once."""

    def __init__(self, gaps: list[Gap]) -> None:
        words = " ".join(str(gap.words) for gap in gaps)
        super().__init__(gettext("This consent is not complete. %(gaps)s", gaps=words))
        self.gaps = gaps


E, T = Element, ConsentType
SAY_WHO = _("Say who may be told.")


def refuse_incomplete(consent: Consent, *, signed: bool) -> None:
    """Raise :class:`Incomplete` unless nothing is missing."""
    if found := missing(consent, signed=signed):
        raise Incomplete(found)


def missing(consent: Consent, *, signed: bool) -> list[Gap]:
    """Return every element that a consent lacks; those of the signature only when ``signed``."""
    found = [*_people(consent)]
    if consent.type is not T.GENERAL:
        found += [*_scope(consent), *_recipient(consent), *_purpose(consent), *_ending(consent)]
        found += _statements(consent)
    return [*found, *_signature(consent)] if signed else found


def _people(consent: Consent) -> Iterator[Gap]:
    if _blank(consent.patient_name):
        yield Gap(E.PATIENT, _("Write the client's name."))
    if _blank(consent.discloser):
        yield Gap(E.DISCLOSER, _("Say who may tell."))


def _scope(consent: Consent) -> Iterator[Gap]:
    bounds, items = BOUNDS[consent.type], set(consent.items)
    if not items:
        yield Gap(E.INFORMATION, _("Say what may be told."))
        return
    if items & NOTES - bounds.items:
        yield Gap(E.INFORMATION, _("Counseling notes need a consent of their own."))
    elif items - bounds.items:
        yield Gap(E.INFORMATION, _("This kind of consent is for counseling notes only."))
    if NOTES & bounds.must - items:
        yield Gap(E.INFORMATION, _("Tick counseling notes: this consent is for them."))
    if {Item.NAME, Item.TREATMENT} - items:
        words = _("Tick the name and being in treatment: whoever hears from us learns both.")
        yield Gap(E.INFORMATION, words)


def _recipient(consent: Consent) -> Iterator[Gap]:
    if _blank(consent.recipient):
        yield Gap(E.RECIPIENT, SAY_WHO)
    if consent.type is T.TPO:
        return
    if consent.recipient_kind is None:
        yield Gap(E.RECIPIENT_KIND, _("Say who that is."))
    elif consent.recipient_kind not in BOUNDS[consent.type].recipients:
        yield Gap(E.RECIPIENT_KIND, _("This kind of consent is not for them."))
    elif (consent.recipient_kind is RecipientKind.GROUP) != (consent.group_id is not None):
        yield Gap(E.RECIPIENT, _("Choose a group of the directory."))


def _purpose(consent: Consent) -> Iterator[Gap]:
    if not consent.purposes:
        yield Gap(E.PURPOSE, _("Say what for."))
    elif set(consent.purposes) - BOUNDS[consent.type].purposes:
        if Purpose.PROCEEDINGS in consent.purposes:
            yield Gap(E.PURPOSE, _("Proceedings need a consent of their own."))
        else:
            yield Gap(E.PURPOSE, _("This kind of consent is not for that."))


def _ending(consent: Consent) -> Iterator[Gap]:
    if consent.ending is None:
        yield Gap(E.EXPIRY, _("Say when it ends."))
    elif consent.ending is Ending.DAY and consent.ends_on is None:
        yield Gap(E.EXPIRY_DAY, _("Choose the day on which it ends."))
    elif consent.ending is Ending.END_OF_TREATMENT and not (consent.episode_id or consent.episode):
        yield Gap(E.EXPIRY, _("The client is not in treatment now. Choose a day."))
    elif consent.ending is Ending.NONE and consent.type is not T.TPO:
        yield Gap(E.EXPIRY, _("This kind of consent has to end. Choose when."))


def _statements(consent: Consent) -> Iterator[Gap]:
    if _blank(consent.revoking):
        yield Gap(E.REVOKING, _("Say how it can be taken back."))
    if consent.type is T.TPO and _blank(consent.redisclosure):
        yield Gap(E.REDISCLOSURE, _("Say that it may be passed on."))
    if consent.type is T.TPO and _blank(consent.refusing):
        yield Gap(E.REFUSING, _("Say what follows from not signing."))


def _signature(consent: Consent) -> Iterator[Gap]:
    if consent.signing is None or consent.signer is None or _blank(consent.signature):
        yield Gap(E.SIGNATURE, _("Write the name of who signed."))
    if consent.signed_on is None:
        yield Gap(E.DATE, _("Say on which day it was signed."))
    if consent.signer is Signer.REPRESENTATIVE:
        if _blank(consent.relationship_to_client):
            yield Gap(E.RELATIONSHIP, _("Say who they are to the client."))
        if _blank(consent.legal_basis):
            yield Gap(E.LEGAL_BASIS, _("Say why they may sign: guardian, power of attorney."))


def _blank(words: str | None) -> bool:
    return not (words or "").strip()
