"""From the records to the words on paper.

The client's address is never among them, confidential or not, nor their number in treatment,
what they are treated for, or any note staff keep for themselves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from clinic.core import formats
from clinic.core.words import speaking
from clinic.plans.document import calendar, care, groups, medicines, week
from clinic.plans.document.changes import since
from clinic.plans.document.events import events
from clinic.plans.document.facts import Beside, ClinicFacts
from clinic.plans.document.head import head
from clinic.plans.document.language import language_of, size_of, untranslated
from clinic.plans.document.shape import Appointment, Goal, Person, PlanDocument
from clinic.plans.document.sharing import sharing
from clinic.plans.models import AftercarePlan, PlanAppointment, PlanPerson
from clinic.plans.policy import live_supports
from clinic.plans.policy.rules import Rules
from clinic.referrals.models import Referral

ALONE = Beside()


def compose(
    plan: AftercarePlan,
    *,
    clinic: ClinicFacts,
    at: datetime,
    today: date,
    rules: Rules | None = None,
    final: bool = False,
    language: str = "",
    beside: Beside = ALONE,
) -> PlanDocument:
    """Write down what the plan says at this moment, in the plan's language or the one given.

    ``final`` leaves off the word "draft": say so when the document is composed to be signed.
    ``rules`` left out: those of a new clinic. ``beside`` holds the copy that the client had last,
    so that the document says what is new since, and the consents that say who may see what.
    """

    def said(tongue: str) -> PlanDocument:
        with speaking(tongue):
            return _said(plan, clinic, at, today, rules or Rules(), beside, tongue)

    document = said(language or language_of(plan))
    if final:
        document = replace(document, draft=False)
    last = beside.last
    if last is None:
        return document
    same = document if last.language == document.language else said(last.language)
    return since(last, document, as_last=same)


def _said(
    plan: AftercarePlan,
    clinic: ClinicFacts,
    at: datetime,
    today: date,
    rules: Rules,
    beside: Beside,
    language: str,
) -> PlanDocument:
    supports = live_supports(plan)
    referrals = [support.referral for support in supports]
    return PlanDocument(
        language=language,
        size=size_of(plan).value,
        draft=not plan.is_final,
        **head(plan.episode.client, plan.episode.placement.program, clinic, at),
        version=plan.version,
        leaves_on=formats.full_day(plan.episode.leaves_on) if plan.episode.leaves_on else "",
        **_words(plan),
        **_days(plan, referrals, rules),
        **_care(plan, rules, language),
        groups=tuple(
            groups.card(s.referral, facts=clinic, today=today, placed=not s.omit_place)
            for s in supports
        ),
        sharing=sharing(beside.consents),
        untranslated=untranslated(plan, language, rules),
        events=events(plan, supports, clinic.timezone),
    )


def _words(plan: AftercarePlan) -> dict[str, Any]:
    return {
        "remember": plan.remember.strip(),
        "goals": tuple(Goal(g.goal, g.first_step) for g in plan.goals),
        "why": _lines(plan.why),
        "helps": _lines(plan.helps),
        "people": tuple(_person(p) for p in plan.people),
        "strengths": tuple(plan.answers.strengths),
        "gains": tuple(plan.answers.gains),
    }


def _days(plan: AftercarePlan, referrals: list[Referral], rules: Rules) -> dict[str, Any]:
    return {
        "first_days": week.first_days(plan, referrals),
        "week": week.usual(plan, referrals),
        "by_appointment": tuple(week.item(r) for r in referrals if r.weekday is None),
        "appointments": tuple(appointment(a) for a in plan.appointments),
        "contacts": care.contacts(plan),
        "calendar": calendar.thirty_days(plan, referrals, rules),
    }


def _care(plan: AftercarePlan, rules: Rules, language: str) -> dict[str, Any]:
    return {
        "medicines": medicines.medicines(plan),
        "safety": medicines.safety(plan, rules, language),
        "hard_times": care.hard_times(plan),
        "crisis": care.crisis(plan),
        "life_areas": care.life_areas(plan),
        "level": care.level(plan),
        "taught": care.taught(plan),
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def appointment(booked: PlanAppointment) -> Appointment:
    """Write down an appointment: when, what, with whom and where."""
    day = formats.short_day(booked.on)
    at = f", {formats.clock(booked.starts_at)}" if booked.starts_at else ""
    who = (booked.who, booked.place, booked.phone)
    return Appointment(f"{day}{at}", booked.what, ", ".join(part for part in who if part))


def _person(person: PlanPerson) -> Person:
    name = ", ".join(part for part in (person.name, person.relation) if part)
    return Person(name, person.phone, person.good_for)
