"""Under which consents somebody else may have a copy of a plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinic.consents import queries as consents
from clinic.consents.models import Consent, Item
from clinic.plans.document import scope


def covering(client_id: UUID, *, at: datetime) -> list[Consent]:
    """Return a client's consents in force that let out anything of a plan, the newest first."""
    return [
        consent
        for consent in consents.in_force(client_id, at=at)
        if scope.tells({item for item in Item if item.value in consent.items})
    ]
