"""What every check is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from clinic.plans.models import AftercarePlan
from clinic.plans.policy.rules import Rules


@dataclass(frozen=True)
class Desk:
    """What the checks need to know beside the plan: the day, and the clinic's own facts.

    ``consents_end`` says, by referral, on which day the consent it relies on ends.
    ``copy_missing`` is the version signed last when no copy of it to the client is noted, else 0.
    """

    today: date
    stale_days: int
    crisis_lines: bool
    phone: str
    rules: Rules = field(default_factory=Rules)
    consents_end: Mapping[UUID, date] = field(default_factory=dict)
    copy_missing: int = 0


@dataclass(frozen=True)
class Finding:
    """Something found before signing off. ``anchor`` is the section where it is put right."""

    key: str
    words: str
    detail: str
    anchor: str
    must_fix: bool = False


Check = Callable[[AftercarePlan, Desk], Iterable[Finding]]
#: A check, with the words for the case that it found nothing.
Named = tuple[object, Check]
