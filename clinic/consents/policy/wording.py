"""The fixed sentences of a consent, kept with each as it was signed."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.core.words import gettext, speaking


@dataclass(frozen=True)
class Wording:
    """What a consent says about itself, in the client's language.

    ``redisclosure`` and ``refusing`` belong to consents for all who treat or pay
    (42 CFR 2.31(a)(4)(iii) and (a)(10)); ``everyone`` names that class (2.31(a)(4)(i)).
    """

    revoking: str
    redisclosure: str
    refusing: str
    everyone: str


def wording(language: str, *, clinic: str, phone: str) -> Wording:
    """Return the sentences in a language; ``phone`` may be empty."""
    with speaking(language):
        return Wording(_revoking(clinic, phone), _redisclosure(), _refusing(), _everyone())


def _revoking(clinic: str, phone: str) -> str:
    where = f"{clinic}, {phone}" if phone else clinic
    return gettext(
        "I can take this consent back at any time. I tell %(where)s in writing, or I tell any "
        "member of staff. It then stops at once. What was shared before that cannot be called "
        "back.",
        where=where,
    )


def _redisclosure() -> str:
    return gettext(
        "Who receives my record for treatment, payment or health care operations may pass it on "
        "as the HIPAA rules allow. They may not use it in civil, criminal, administrative or "
        "legislative proceedings against me."
    )


def _refusing() -> str:
    return gettext(
        "I do not have to sign. If I do not sign, I can still be treated here. My providers may "
        "then know less about each other's care, and I may have to pay what a health plan would "
        "have paid."
    )


def _everyone() -> str:
    return gettext(
        "My treating providers, health plans, third-party payers, and people helping to operate "
        "this program"
    )
