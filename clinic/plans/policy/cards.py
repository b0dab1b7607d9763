"""The cards of a plan: which facts each form holds, and on which record they stand.

Three kinds: a *sheet* is one form of single answers; a *grid* has one row for each of a fixed
few (areas of life, topics of teach-back); a *list* has rows that are added, changed, moved and
taken out. Forms, actions, marks and the next version all go by these tables.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from clinic.plans.models import (
    AftercarePlan,
    Area,
    PlanAppointment,
    PlanArea,
    PlanContact,
    PlanDose,
    PlanMedicine,
    PlanPair,
    PlanPerson,
    PlanTeachback,
    PlanWeekItem,
    Topic,
)
from clinic.plans.policy import keys


@dataclass(frozen=True)
class Sheet:
    """One form of single answers. ``section`` is where its card stands."""

    key: str
    section: str
    facts: tuple[str, ...]
    own: bool = False

    def record(self, plan: AftercarePlan) -> Any:
        """Return what holds the answers: the plan itself, or its row of answers."""
        return plan if self.own else plan.answers


@dataclass(frozen=True)
class Grid:
    """One row for each member of ``each``, kept under the column ``by``; ``state`` says it is."""

    key: str
    section: str
    model: type[PlanArea] | type[PlanTeachback]
    attribute: str
    by: str
    each: type[enum.StrEnum]
    state: str
    facts: tuple[str, ...]

    def rows(self, plan: AftercarePlan) -> list[Any]:
        """Return the rows that were answered."""
        found: list[Any] = getattr(plan, self.attribute)
        return found


@dataclass(frozen=True)
class RowList:
    """A list of rows: ``called`` names one, ``sorts`` orders those that have an order of theirs."""

    key: str
    section: str
    model: type[Any]
    noun: str
    facts: tuple[str, ...]
    called: Callable[[Any], str]
    sorts: Callable[[Any], Any] | None = None

    def rows(self, plan: AftercarePlan) -> list[Any]:
        """Return the rows in their order."""
        found: list[Any] = getattr(plan, self.key)
        return found

    def find(self, plan: AftercarePlan, row_id: uuid.UUID) -> Any:
        """Return the row with this key, or None when the plan has no such row in the list."""
        return next((row for row in self.rows(plan) if row.id == row_id), None)


CRISIS_STEPS = (
    *("crisis_signs", "crisis_alone", "crisis_around"),
    *("crisis_people", "crisis_services", "crisis_safer"),
)
SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet("words", keys.REMEMBER, ("remember", "why", "helps"), own=True),
        Sheet("language", keys.REMEMBER, ("language",)),
        Sheet("print", keys.REMEMBER, ("prints_in", "size")),
        Sheet("list", keys.MEDICINES, ("no_medicines", "allergies", "listed_on")),
        Sheet(
            "safety",
            keys.SAFETY,
            ("overdose_risk", "naloxone", "naloxone_doses", "naloxone_kept", "naloxone_trained"),
        ),
        Sheet("hard", keys.HARD, ("signs", "acts", "places", "callers")),
        Sheet("steps", keys.STEPS, ("at_risk", *CRISIS_STEPS)),
        Sheet(
            "level",
            keys.LEVEL,
            ("level_words", "next_words", "next_level", "next_edition", "best_level", "level_why"),
        ),
        Sheet("strengths", keys.STRENGTHS, ("strengths", "gains")),
    )
}
GRIDS = {
    grid.key: grid
    for grid in (
        Grid(
            *("areas", keys.AREAS, PlanArea, "areas", "area", Area, "state"),
            ("state", "action", "owner", "due_on"),
        ),
        Grid(
            *("teach", keys.TEACH, PlanTeachback, "teachbacks", "topic", Topic, "told"),
            ("told", "interpreter", "why"),
        ),
    )
}
LISTS = {
    kind.key: kind
    for kind in (
        RowList(
            *("week", keys.WEEK, PlanWeekItem, "week_item"),
            ("kind", "weekday", "starts_at", "minutes", "words"),
            lambda row: row.words,
        ),
        RowList(
            *("appointments", keys.APPOINTMENTS, PlanAppointment, "appointment"),
            ("kind", "on", "starts_at", "what", "who", "place", "phone"),
            lambda row: row.what,
            sorts=lambda row: (row.on, row.starts_at or time.min),
        ),
        RowList(
            *("contacts", keys.CONTACTS, PlanContact, "contact"),
            ("kind", "first_on", "pace", "times", "who", "until"),
            lambda row: row.who,
        ),
        RowList(
            *("medicines", keys.MEDICINES, PlanMedicine, "medicine"),
            (
                *("name", "strength", "what_for", "morning", "noon", "evening", "bedtime"),
                *("as_needed", "refill_on", "refill_at", "prescriber", "phone", "stopped", "note"),
            ),
            lambda row: f"{row.name} {row.strength}".strip(),
        ),
        RowList(
            *("doses", keys.MEDICINES, PlanDose, "dose"),
            ("name", "last_on", "next_on", "next_at", "place", "phone", "bridge_days"),
            lambda row: row.name,
        ),
        RowList(
            *("pairs", keys.HARD, PlanPair, "pair"),
            ("trigger", "response"),
            lambda row: row.trigger,
        ),
        RowList(
            *("people", keys.PEOPLE, PlanPerson, "person"),
            ("name", "relation", "phone", "good_for"),
            lambda row: row.name,
        ),
    )
}


def list_of(row: object) -> RowList:
    """Return the list that a row belongs to."""
    return next(kind for kind in LISTS.values() if isinstance(row, kind.model))


def section_of(card: str) -> str:
    """Return the section in which the form of a card stands."""
    for cards in (SHEETS, GRIDS, LISTS):
        if card in cards:
            return str(cards[card].section)
    return card
