"""From the records to the words on paper.

The client's address is never among them, confidential or not, nor their number in treatment,
what they are treated for, or any note staff keep for themselves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from clinic.clients.models import Client
from clinic.core import clock, formats
from clinic.core.words import speaking
from clinic.plans.document import calendar, care, groups, medicines, week
from clinic.plans.document.changes import since
from clinic.plans.document.facts import Beside, ClinicFacts
from clinic.plans.document.language import language_of, untranslated
from clinic.plans.document.shape import Appointment, ContactRule, Goal, Person, PlanDocument
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
    """Write down what the plan says at this moment, in the client's language or the one given.

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
    referrals = [support.referral for support in live_supports(plan)]
    return PlanDocument(
        language=language,
        draft=not plan.is_final,
        **_head(plan, clinic, at),
        **_words(plan),
        **_days(plan, referrals, rules),
        **_care(plan, rules, language),
        groups=tuple(groups.card(r, facts=clinic, today=today) for r in referrals),
        sharing=sharing(beside.consents),
        untranslated=untranslated(plan, language),
    )


def short_name(client: Client) -> str:
    """Return "Maya R.", for the foot of a page that may be left lying about."""
    initial = f" {client.family_name[0]}." if client.family_name else ""
    return f"{client.first_name}{initial}"


def _head(plan: AftercarePlan, clinic: ClinicFacts, at: datetime) -> dict[str, Any]:
    client, episode = plan.episode.client, plan.episode
    counselor, printed = client.counselor, clock.local_date(at, clinic.timezone)
    return {
        "paper": clinic.paper,
        "clinic_name": clinic.name,
        "clinic_phone": episode.placement.program.phone or clinic.phone,
        "clinic_phone_note": clinic.phone_note,
        "crisis_lines": clinic.crisis_lines,
        "client_name": client.name,
        "short_name": short_name(client),
        "first_name": client.first_name,
        "client_number": client.number,
        "leaves_on": formats.full_day(episode.leaves_on) if episode.leaves_on else "",
        "counselor_name": counselor.name if counselor else "",
        "counselor_phone": counselor.phone if counselor else "",
        "version": plan.version,
        "printed_on": formats.calendar_day(printed),
        "printed_iso": printed.isoformat(),
    }


def _words(plan: AftercarePlan) -> dict[str, Any]:
    client = plan.episode.client
    return {
        "remember": plan.remember.strip(),
        "goals": tuple(Goal(g.goal, g.first_step) for g in plan.goals),
        "why": _lines(plan.why),
        "helps": _lines(plan.helps),
        "people": tuple(_person(p) for p in plan.people),
        "contact": ContactRule(client.phone, client.best_time, client.voice_message.value),
        "strengths": tuple(plan.answers.strengths),
        "gains": tuple(plan.answers.gains),
    }


def _days(plan: AftercarePlan, referrals: list[Referral], rules: Rules) -> dict[str, Any]:
    return {
        "first_days": week.first_days(plan, referrals),
        "week": week.usual(plan, referrals),
        "by_appointment": tuple(week.item(r) for r in referrals if r.weekday is None),
        "appointments": tuple(_appointment(a) for a in plan.appointments),
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


def _appointment(appointment: PlanAppointment) -> Appointment:
    day = formats.short_day(appointment.on)
    at = f", {formats.clock(appointment.starts_at)}" if appointment.starts_at else ""
    who = (appointment.who, appointment.place, appointment.phone)
    return Appointment(f"{day}{at}", appointment.what, ", ".join(part for part in who if part))


def _person(person: PlanPerson) -> Person:
    name = ", ".join(part for part in (person.name, person.relation) if part)
    return Person(name, person.phone, person.good_for)
