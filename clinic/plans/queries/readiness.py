"""The rules of ``policy.sections`` in SQL, as conditions on a row of plans."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from clinic.clients.models import Asked
from clinic.plans.models import (
    Area,
    AreaState,
    Naloxone,
    PlanAnswers,
    PlanAppointment,
    PlanArea,
    PlanContact,
    PlanGoal,
    PlanMedicine,
    PlanPair,
    PlanPerson,
    PlanSupport,
    PlanTeachback,
    PlanWeekItem,
)
from clinic.plans.policy import keys
from clinic.plans.policy.cards import CRISIS_STEPS, GRIDS, LISTS, SHEETS
from clinic.plans.policy.rules import Rules
from clinic.plans.policy.sections import LIVE
from clinic.plans.policy.teach import DONE, LEFT_OUT, topics
from clinic.referrals.models import Referral, ReferralState

Condition = sa.ColumnElement[bool]
#: About the paper, not about what it says.
PRINTING = ("language", "print")


class Least(NamedTuple):
    """What the clinic asks of a plan, as values or as parameters of a statement."""

    triggers: Any
    topics: Any
    topic_count: Any


def least(decided: Rules) -> Least:
    """Return what these rules ask for."""
    found = topics(decided)
    return Least(sa.literal(decided.triggers_min), found, sa.literal(len(found)))


def some(*conditions: Any) -> sa.Exists:
    """Return that there is a row of which all of this is true."""
    return sa.exists().where(*conditions)


def ready(plan: Any, least: Least) -> dict[str, Condition]:
    """Return, by the key of each section that staff fill, when it is ready."""
    return {
        keys.GOALS: _each(plan, PlanGoal, sa.func.trim(PlanGoal.first_step) != ""),
        keys.REMEMBER: _said(plan.remember),
        keys.WEEK: some(PlanWeekItem.plan_id == plan.id) | _live(plan),
        keys.GROUPS: _live(plan) | _declined(plan),
        keys.APPOINTMENTS: some(PlanAppointment.plan_id == plan.id),
        keys.CONTACTS: some(PlanContact.plan_id == plan.id),
        keys.MEDICINES: _medicines(plan),
        keys.SAFETY: _answered(
            plan,
            (PlanAnswers.naloxone != Naloxone.NOT_ASKED) | (PlanAnswers.overdose_risk == Asked.NO),
        ),
        keys.HARD: _count(plan, PlanPair, _said(PlanPair.response)) >= least.triggers,
        keys.STEPS: _answered(plan, sa.not_(PlanAnswers.at_risk) | _lines(*CRISIS_STEPS)),
        keys.PEOPLE: some(PlanPerson.plan_id == plan.id, _said(PlanPerson.phone)),
        keys.AREAS: _areas(plan),
        keys.LEVEL: _answered(plan, _level()),
        keys.STRENGTHS: _answered(plan, _lines("strengths", "gains")),
        keys.TEACH: _told(plan, least),
    }


def begun(plan: Any) -> Condition:
    """Return when anything at all was written into a plan."""
    tables = [kind.model for kind in LISTS.values()]
    tables += [PlanGoal, PlanSupport, *(grid.model for grid in GRIDS.values())]
    lines = [name for name in _answer_names() if isinstance(_column(name).type, sa.JSON)]
    texts = [name for name in _answer_names() if isinstance(_column(name).type, sa.Text)]
    return sa.or_(
        _said(plan.remember + plan.why + plan.helps),
        *(some(table.plan_id == plan.id) for table in tables),
        _answered(
            plan,
            PlanAnswers.no_medicines
            | PlanAnswers.at_risk
            | (PlanAnswers.naloxone != Naloxone.NOT_ASKED)
            | sa.or_(*(_has_lines(name) for name in lines), *(_said(_column(n)) for n in texts)),
        ),
    )


def _answer_names() -> list[str]:
    sheets = (sheet for sheet in SHEETS.values() if not sheet.own and sheet.key not in PRINTING)
    return [name for sheet in sheets for name in sheet.facts]


def _column(name: str) -> Any:
    return getattr(PlanAnswers, name)


def _said(column: Any) -> Condition:
    said: Condition = sa.func.trim(column) != ""
    return said


def _has_lines(name: str) -> Condition:
    return sa.cast(_column(name), sa.Text) != "[]"


def _lines(*names: str) -> Condition:
    return sa.and_(*(_has_lines(name) for name in names))


def _answered(plan: Any, condition: Any) -> Condition:
    return some(PlanAnswers.plan_id == plan.id, condition)


def _each(plan: Any, table: Any, whole: Any) -> Condition:
    """Return that there are rows, and none that is not whole."""
    of_plan = table.plan_id == plan.id
    return some(of_plan) & ~some(of_plan, ~whole)


def _count(plan: Any, table: Any, condition: Any) -> Any:
    counted = sa.select(sa.func.count()).select_from(table)
    return counted.where(table.plan_id == plan.id, condition).correlate(plan).scalar_subquery()


def _live(plan: Any) -> Condition:
    attached = sa.and_(PlanSupport.plan_id == plan.id, PlanSupport.referral_id == Referral.id)
    return some(attached, Referral.state.in_(LIVE))


def _declined(plan: Any) -> Condition:
    no = Referral.state == ReferralState.DECLINED_BY_CLIENT
    return some(Referral.episode_id == plan.episode_id, no)


def _medicines(plan: Any) -> Condition:
    of_plan = PlanMedicine.plan_id == plan.id
    times = (PlanMedicine.morning, PlanMedicine.noon, PlanMedicine.evening, PlanMedicine.bedtime)
    silent = sa.and_(*(~_said(column) for column in (*times, PlanMedicine.as_needed)))
    asked = some(of_plan) | _answered(plan, PlanAnswers.no_medicines)
    return asked & ~some(of_plan, ~PlanMedicine.stopped, silent)


def _areas(plan: Any) -> Condition:
    reviewed: Condition = _count(plan, PlanArea, sa.true()) >= len(Area)
    open_ = (PlanArea.state == AreaState.OPEN, ~_said(PlanArea.action))
    return reviewed & ~some(PlanArea.plan_id == plan.id, *open_)


def _told(plan: Any, least: Least) -> Condition:
    row = PlanTeachback
    settled = row.told.in_(DONE) | (row.told.in_(LEFT_OUT) & _said(row.why))
    told: Condition = _count(plan, row, row.topic.in_(least.topics) & settled) >= least.topic_count
    return told


def _level() -> Condition:
    best, arranged = sa.func.trim(PlanAnswers.best_level), sa.func.trim(PlanAnswers.next_level)
    same = (best == "") | (best == arranged)
    return _said(PlanAnswers.next_words) & (same | _said(PlanAnswers.level_why))
