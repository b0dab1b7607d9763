"""Consents that open something at an instant, and how long they will."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from clinic.consents.models import Consent, Ending
from clinic.consents.policy import Recipient, Standing, matches, missing, standing
from clinic.consents.queries.consents import signed

Key = TypeVar("Key")


def in_force(client_id: UUID, *, at: datetime) -> list[Consent]:
    """Return the consents of a client that open something at this instant, the newest first.

    One that was taken back, has ended or lacks an element of 42 CFR 2.31 opens nothing.
    """
    return [each for each in signed(client_id) if _opens(each, at)]


def last_days(
    client_id: UUID, recipients: Mapping[Key, Recipient], *, at: datetime
) -> dict[Key, date]:
    """Return, for each recipient a consent in force names, the last day on which it holds.

    With several consents for one recipient the longest counts. A recipient of whom no consent in
    force speaks, or one that no known day ends, is left out.
    """
    if not recipients:
        return {}
    consents = in_force(client_id, at=at)
    found = {}
    for key, recipient in recipients.items():
        days = [_last_day(each) for each in consents if matches(each, recipient)]
        known = [day for day in days if day is not None]
        if known and len(known) == len(days):
            found[key] = max(known)
    return found


def _opens(consent: Consent, at: datetime) -> bool:
    return standing(consent, at) is Standing.IN_FORCE and not missing(consent, signed=True)


def _last_day(consent: Consent) -> date | None:
    """Return the last day; of one that ends with treatment, the day the client is to leave."""
    if consent.ending is Ending.END_OF_TREATMENT:
        return consent.episode.leaves_on if consent.episode else None
    return consent.ends_on
