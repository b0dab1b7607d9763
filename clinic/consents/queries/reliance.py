"""Asking the rooms above what relies on a consent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from blinker import Signal

from clinic.consents.models import Consent

#: Sent with consent=; each room above answers with a list of :class:`Relying`.
relying = Signal()


@dataclass(frozen=True)
class Relying:
    """Something open that needs this consent: words, and the page it lies on."""

    words: str
    endpoint: str
    key: dict[str, UUID]


def relied_on(consent: Consent) -> list[Relying]:
    """Return everything open that relies on a consent."""
    answers = relying.send(consent, consent=consent)
    return [item for _room, found in answers for item in found]
