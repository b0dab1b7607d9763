"""The clinic's own rules for plans: what they are, what holds until somebody decides otherwise.

A rule is kept as text, one row for each decision (:class:`clinic.plans.models.PlanRule`), and
read here by the type of its default: a number, a day, a word, or lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_type_hints

#: In our own words; a clinician reads and approves them before a plan carries them.
SAFETY_EN = (
    "My body is not used to it any more. The amount I took before can kill me now.",
    "I do not use alone. Somebody who can call 911 is with me.",
    "My naloxone is where others can find it. They know how to use it.",
    "If I do not wake up: call 911, give naloxone, stay with me.",
    "I can always come back. I call the clinic the same day.",
)
SAFETY_ES = (
    "Mi cuerpo ya no está acostumbrado. La cantidad de antes ahora me puede matar.",
    "No consumo a solas. Está conmigo alguien que puede llamar al 911.",
    "Mi naloxona está donde otros la encuentran. Saben usarla.",
    "Si no despierto: llamen al 911, denme naloxona, quédense conmigo.",
    "Siempre puedo volver. Llamo a la clínica el mismo día.",
)


@dataclass(frozen=True)
class Rules:
    """What holds in this clinic. Days are counted from the day of leaving.

    ``required`` holds the keys of sections without which no plan is signed off,
    ``teach_required`` the topics that the client tells back first. With ``approval`` a supervisor
    approves each plan before it is signed, with ``cosign`` one signs within ``countersign_days``.
    ``reading_grade_max`` is the US school grade above which a text for the client is looked at.
    ``closed_days`` holds lines such as "2026-12-24 Christmas Eve", ``holidays`` the country whose
    public holidays count ("US", or "US-OR" with a state), or nothing.
    """

    first_contact_days: int = 3
    first_appt_days: int = 7
    second_appt_days: int = 30
    plan_copy_due_days: int = 0
    summary_due_days: int = 15
    countersign_days: int = 10
    record_retention_years: int = 7
    naloxone_doses_min: int = 2
    triggers_min: int = 3
    reading_grade_max: int = 6
    required: tuple[str, ...] = ("goals", "crisis")
    teach_required: tuple[str, ...] = ("first", "call", "medicines", "safety")
    approval: bool = False
    cosign: bool = False
    holidays: str = "US"
    closed_days: tuple[str, ...] = ()
    safety_lines: tuple[str, ...] = SAFETY_EN
    safety_lines_es: tuple[str, ...] = SAFETY_ES
    safety_reviewed_on: date | None = None

    def safety(self, language: str) -> tuple[str, ...]:
        """Return the approved sentences in a language, or the English ones."""
        return self.safety_lines_es if self.safety_in(language) == "es" else self.safety_lines

    def safety_in(self, language: str) -> str:
        """Return the language in which the approved sentences are there for one who speaks this."""
        return "es" if language[:2] == "es" else "en"

    def closed(self) -> dict[date, str]:
        """Return the days on which the clinic is closed, with why."""
        found = {}
        for line in self.closed_days:
            day, _blank, why = line.strip().partition(" ")
            with suppress(ValueError):
                found[date.fromisoformat(day)] = why.strip()
        return found


NAMES = tuple(f.name for f in fields(Rules))
_KINDS = get_type_hints(Rules)


def read(kept: Mapping[str, str]) -> Rules:
    """Return the rules as decided; a rule nobody decided on, or not readable, has its default."""
    found: dict[str, Any] = {}
    for name in NAMES:
        if name in kept:
            with suppress(ValueError):
                found[name] = _value(_KINDS[name], kept[name])
    return Rules(**found)


def written(value: object) -> str:
    """Return a value as it is kept."""
    if isinstance(value, (tuple, list)):
        return "\n".join(str(line) for line in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _value(kind: Any, text: str) -> Any:
    if kind is bool:
        return text == "yes"
    if kind is int:
        return int(text)
    if kind is str:
        return text
    if kind == tuple[str, ...]:
        return tuple(line for line in text.split("\n") if line)
    return date.fromisoformat(text) if text else None
