"""Where a consent stands at an instant."""

from __future__ import annotations

import enum
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.consents.models import Consent, ConsentType, Ending
from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _


class Standing(enum.StrEnum):
    """What can be said of a consent."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    ENDED = "ended"
    REVOKED = "revoked"
    ON_FILE = "on_file"


STANDINGS: dict[Standing, LazyString] = {
    Standing.DRAFT: _("Not signed yet"),
    Standing.IN_FORCE: _("In force"),
    Standing.ENDED: _("Ended"),
    Standing.REVOKED: _("Taken back"),
    Standing.ON_FILE: _("On file, opens nothing"),
}
TONES = {
    Standing.DRAFT: "wait",
    Standing.IN_FORCE: "done",
    Standing.ENDED: "line",
    Standing.REVOKED: "late",
    Standing.ON_FILE: "line",
}


def ends_at(consent: Consent) -> datetime | None:
    """Return the first instant at which the last day is over where the clinic is.

    Nothing when no day ends it.
    """
    if consent.ending is not Ending.DAY or consent.ends_on is None:
        return None
    after = consent.ends_on + timedelta(days=1)
    return datetime.combine(after, time.min, ZoneInfo(consent.timezone))


def has_ended(consent: Consent, at: datetime) -> bool:
    """Say whether its day is over or its treatment has ended."""
    end = ends_at(consent)
    if end is not None:
        return at >= end
    if consent.ending is Ending.END_OF_TREATMENT:
        return consent.episode is None or not consent.episode.is_open
    return False


def standing(consent: Consent, at: datetime) -> Standing:
    """Return where a consent stands at an instant."""
    if consent.signed_at is None:
        return Standing.DRAFT
    if consent.revocation is not None:
        return Standing.REVOKED
    if consent.type is ConsentType.GENERAL:
        return Standing.ON_FILE
    return Standing.ENDED if has_ended(consent, at) else Standing.IN_FORCE
