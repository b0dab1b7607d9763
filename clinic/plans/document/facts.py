"""What is known beside a plan: the clinic's settings, the client's last copy, the consents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clinic.consents.models import Consent
from clinic.plans.document.shape import CrisisLine, PlanDocument


@dataclass(frozen=True)
class Beside:
    """What stands beside a plan when it is composed: the last copy, the consents in force."""

    last: PlanDocument | None = None
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True)
class ClinicFacts:
    """The clinic's part of a plan. ``map_search`` is an address that ends where a place goes."""

    name: str
    phone: str
    phone_note: str
    crisis_lines: tuple[CrisisLine, ...]
    paper: str
    timezone: str
    map_search: str

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> ClinicFacts:
        """Read them from the app's settings."""
        return cls(
            name=settings["CLINIC_NAME"],
            phone=settings["CLINIC_PHONE"],
            phone_note=settings["CLINIC_PHONE_NOTE"],
            crisis_lines=tuple(
                CrisisLine(line["when"], line["do"], line["number"])
                for line in settings["CRISIS_LINES"]
            ),
            paper=settings["PAPER"],
            timezone=settings["TIMEZONE"],
            map_search=settings["MAP_SEARCH"],
        )
