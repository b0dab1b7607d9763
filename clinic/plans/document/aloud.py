"""What the paper says of its sections, line by line, to read from a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from clinic.core.words import gettext, speaking
from clinic.plans.document.apart.base import HEADINGS
from clinic.plans.document.apart.words import STEPS
from clinic.plans.document.parts import Medicine
from clinic.plans.document.shape import PlanDocument, WeekDay
from clinic.plans.policy import keys


class Line(NamedTuple):
    """One line: what it is, and what belongs to it."""

    words: str
    more: str = ""


Lines = Mapping[str, Callable[[PlanDocument], Iterable[Line]]]


def lines_of(document: PlanDocument, section: str) -> tuple[Line, ...]:
    """Return what the paper says of a section, in its language; nothing staff keep for themselves.

    Sections written on the screen itself (goals, the one thing to remember) have no lines here.
    """
    with speaking(document.language):
        return tuple(_of(_LINES, section, document))


def all_lines(document: PlanDocument) -> dict[str, tuple[Line, ...]]:
    """Return the lines of each section that has some, what is written on the screen included."""
    with speaking(document.language):
        found = {
            key: tuple(line for lines in (_WRITTEN, _LINES) for line in _of(lines, key, document))
            for key in keys.ALL
        }
    return {key: lines for key, lines in found.items() if lines}


def _of(lines: Lines, key: str, document: PlanDocument) -> Iterable[Line]:
    return lines[key](document) if key in lines else ()


def _joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def _week(document: PlanDocument) -> Iterator[Line]:
    for day in document.week:
        if items := _of_day(day):
            yield Line(day.name, _joined(*items))
    for item in document.by_appointment:
        yield Line(item.words, gettext("By appointment"))


def _of_day(day: WeekDay) -> list[str]:
    items = (*day.morning, *day.afternoon, *day.evening)
    return [f"{item.clock} {item.words}".strip() for item in items]


def _groups(document: PlanDocument) -> Iterator[Line]:
    for each in document.groups:
        first = f"{gettext('My first time:')} {each.first_time}" if each.first_time else ""
        yield Line(each.name, _joined(each.when, each.where, first, each.expect))


def _medicines(document: PlanDocument) -> Iterator[Line]:
    for each in document.medicines.rows:
        yield (
            Line(gettext("I no longer take:"), each.name)
            if each.stopped
            else Line(each.name, _how(each))
        )
    for dose in document.medicines.doses:
        yield Line(dose.name, _joined(dose.next, dose.place, dose.phone, dose.bridge))
    if document.medicines.confirmed_none:
        yield Line(gettext("No daily medicines on my list."))
    if document.medicines.allergies:
        yield Line(gettext("Allergies:"), document.medicines.allergies)


def _how(medicine: Medicine) -> str:
    at = medicine.amounts
    times = (
        (gettext("Morning"), at.morning),
        (gettext("Midday"), at.noon),
        (gettext("Evening"), at.evening),
        (gettext("Bedtime"), at.bedtime),
    )
    amounts = (f"{label}: {amount}" for label, amount in times if amount)
    return _joined(medicine.what_for, *amounts, medicine.as_needed, medicine.refill)


def _safety(document: PlanDocument) -> Iterator[Line]:
    said = (*document.safety.lines, document.safety.naloxone, ", ".join(document.safety.trained))
    return (Line(words) for words in said if words)


def _level(document: PlanDocument) -> Iterator[Line]:
    said = (document.level.now, document.level.next, document.level.why)
    return (Line(words) for words in said if words)


def _crisis(document: PlanDocument) -> Iterator[Line]:
    for line in document.crisis_lines:
        yield Line(line.number, _joined(line.when, line.do))
    if document.clinic_phone:
        yield Line(document.clinic_phone, gettext("I want to use, or I have used"))


def _headed(holder: object, parts: Iterable[str]) -> Iterator[Line]:
    for part in parts:
        if words := getattr(holder, part):
            yield Line(str(HEADINGS[part]), _joined(*words))


_LINES: Lines = {
    keys.WEEK: _week,
    keys.GROUPS: _groups,
    keys.APPOINTMENTS: lambda d: (Line(a.what, _joined(a.when, a.who)) for a in d.appointments),
    keys.CONTACTS: lambda d: (Line(c.what, _joined(c.how_often, c.who)) for c in d.contacts),
    keys.MEDICINES: _medicines,
    keys.SAFETY: _safety,
    keys.HARD: lambda d: (Line(pair.when, pair.then) for pair in d.hard_times.pairs),
    keys.STEPS: lambda d: (Line(step.title, _joined(*step.lines)) for step in d.crisis),
    keys.PEOPLE: lambda d: (Line(p.name, _joined(p.phone, p.good_for)) for p in d.people),
    keys.AREAS: lambda d: (Line(a.area, _joined(a.action, a.who, a.by)) for a in d.life_areas),
    keys.LEVEL: _level,
    keys.CRISIS: _crisis,
}
#: What is written on the screen that is read together, and has lines only elsewhere.
_WRITTEN: Lines = {
    keys.HARD: lambda d: _headed(d.hard_times, STEPS),
    keys.STRENGTHS: lambda d: _headed(d, ("strengths", "gains")),
}
