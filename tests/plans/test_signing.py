"""Signing a plan off: what it takes, what it freezes, and what comes after."""

from datetime import date, time, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken, Stale
from clinic.groups.models import GroupStatus
from clinic.plans import actions, policy, queries
from clinic.plans.models import (
    AftercarePlan,
    PlanAppointment,
    PlanGoal,
    PlanPaper,
    PlanPerson,
    PlanSupport,
)
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS
from clinic.referrals.models import Companion, ReferralState
from tests.make import NOON, TODAY
from tests.plans.tools import ON_PAPER, PDF


@pytest.fixture
def sign(counselor, desk, facts):
    """Sign a plan off with an invented page."""

    def sign(plan, signed=ON_PAPER, *, pdf=PDF):
        document = actions.prepare(plan, signed, desk=desk, clinic=facts, by=counselor, at=NOON)
        revision = plan.revision
        return actions.finalize(
            plan,
            signed,
            document=document,
            pdf=pdf,
            pages=6,
            expected_revision=revision,
            by=counselor,
            at=NOON,
        )

    return sign


def keys(plan, desk):
    return [finding.key.split(":")[0] for finding in policy.check(plan, desk)]


def no_goals(plan):
    plan.goals.clear()


def no_step(plan):
    plan.goals[0].first_step = ""


def no_remember(plan):
    plan.remember = ""


def no_groups(plan):
    plan.supports.clear()


def no_appointments(plan):
    plan.appointments.clear()


def nobody_to_call(plan):
    plan.people.clear()


def group_moved(plan):
    plan.supports[0].referral.meeting.starts_at = time(18)


def group_paused(plan):
    plan.supports[0].referral.group.status = GroupStatus.PAUSED


def group_stale(plan):
    plan.supports[0].referral.group.own.checked_on = TODAY - timedelta(days=61)


def group_never_checked(plan):
    plan.supports[0].referral.group.own.checked_on = None


def goes_alone(plan):
    plan.supports[0].referral.companion = Companion.NOBODY


def first_time_passed(plan):
    plan.supports[0].referral.first_on = TODAY - timedelta(days=1)


def appointment_passed(plan):
    plan.appointments[0].on = TODAY - timedelta(days=1)


def number_too_short(plan):
    plan.people[0].phone = "55501"


def no_leaving_date(plan):
    plan.episode.leaves_on = None


@pytest.mark.parametrize(
    ("spoil", "key", "must_fix"),
    [
        (no_goals, "goals", True),
        (no_step, "step", False),
        (no_remember, "remember", False),
        (no_groups, "groups", False),
        (no_appointments, "appointments", False),
        (nobody_to_call, "people", False),
        (group_moved, "moved", False),
        (group_paused, "moved", False),
        (group_stale, "stale", False),
        (group_never_checked, "stale", False),
        (goes_alone, "alone", False),
        (first_time_passed, "first", False),
        (appointment_passed, "past", False),
        (number_too_short, "number", False),
        (no_leaving_date, "leaves", False),
    ],
)
def test_the_last_look_finds(ready, desk, session, spoil, key, must_fix):
    assert policy.check(ready, desk) == []

    spoil(ready)
    session.flush()

    assert [(f.key.split(":")[0], f.must_fix) for f in policy.check(ready, desk)] == [
        (key, must_fix)
    ]


@pytest.mark.parametrize(("fact", "key"), [("crisis_lines", "crisis"), ("phone", "reach")])
def test_a_plan_without_a_number_to_call_is_never_signed_off(ready, desk, fact, key):
    bare = policy.Desk(**{**desk.__dict__, fact: type(getattr(desk, fact))()})

    assert [(f.key, f.must_fix) for f in policy.check(ready, bare)] == [(key, True)]


@pytest.mark.parametrize("number", ["988", "503 555 0114", "+1 503-555-0114"])
def test_short_and_whole_numbers_are_fine(ready, desk, number):
    ready.people[0].phone = number

    assert keys(ready, desk) == []


def test_nobody_needs_to_go_along_to_a_group_already_known(ready, desk):
    goes_alone(ready)
    ready.supports[0].referral.state = ReferralState.ATTENDING

    assert keys(ready, desk) == []


def test_what_must_be_fixed_blocks(ready, sign):
    no_goals(ready)

    with pytest.raises(RuleBroken, match="Fix this first: Write at least one goal"):
        sign(ready)


def test_what_should_be_looked_at_blocks_until_it_is_let_stand(ready, sign, desk, counselor):
    no_groups(ready)
    with pytest.raises(RuleBroken, match="Look at this first: Groups: no groups yet"):
        sign(ready)

    actions.accept(ready, "groups", desk=desk, by=counselor, at=NOON)
    plan = sign(ready)

    stood = {"words": "Groups: no groups yet", "by": "Ada Rowe", "at": NOON.isoformat()}
    assert plan.accepted == {"groups": stood}


def test_letting_stand_can_be_taken_back(ready, desk, counselor):
    no_groups(ready)
    actions.accept(ready, "groups", desk=desk, by=counselor, at=NOON)

    actions.look_again(ready, "groups", by=counselor, at=NOON)

    assert [f.key for f in policy.open_findings(ready, desk)] == ["groups"]


@pytest.mark.parametrize("key", ["goals", "nonsense"])
def test_only_what_was_found_and_may_stand_can_be_let_stand(ready, desk, counselor, key):
    no_goals(ready)

    with pytest.raises(RuleBroken, match="no longer there"):
        actions.accept(ready, key, desk=desk, by=counselor, at=NOON)


def test_signing_off_freezes_words_and_page(ready, sign, session, counselor):
    plan = sign(ready)

    paper = session.scalar(sa.select(PlanPaper))
    assert plan.is_final
    assert (plan.finalized_by, plan.finalized_at, plan.taught_back) == (counselor, NOON, True)
    assert plan.frozen["remember"].startswith("When I want to drink")
    assert plan.frozen["draft"] is False
    assert (paper.pdf, paper.sha256, paper.pages) == (PDF, sha256(PDF).hexdigest(), 6)
    event = session.scalar(sa.select(AuditEvent).where(AuditEvent.act == "plan.finalized"))
    assert event.detail["sha256"] == paper.sha256


def test_signing_off_twice_makes_one_version(ready, sign, session, counselor):
    first = sign(ready)

    again = actions.finalize(
        ready,
        ON_PAPER,
        document=None,
        pdf=b"other",
        pages=1,
        expected_revision=0,
        by=counselor,
        at=NOON,
    )

    assert again is first
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanPaper)) == 1


def test_a_change_while_it_prints_stops_the_signing(ready, desk, facts, counselor):
    document = actions.prepare(ready, ON_PAPER, desk=desk, clinic=facts, by=counselor, at=NOON)
    shown = ready.revision
    other = {"remember": "Other"}
    actions.write_sheet(ready, SHEETS["words"], other, by=counselor, at=NOON)

    with pytest.raises(Stale):
        actions.finalize(
            ready,
            ON_PAPER,
            document=document,
            pdf=PDF,
            pages=1,
            expected_revision=shown,
            by=counselor,
            at=NOON,
        )

    assert not ready.is_final


def test_a_final_plan_takes_no_change(ready, sign, make, desk, counselor):
    plan = sign(ready)
    referral, by_at = plan.supports[0].referral, {"by": counselor, "at": NOON}
    for change in (
        lambda: actions.write_goals(plan, [], **by_at),
        *(
            lambda sheet=each: actions.write_sheet(plan, sheet, {}, **by_at)
            for each in SHEETS.values()
        ),
        *(lambda grid=each: actions.write_grid(plan, grid, {}, **by_at) for each in GRIDS.values()),
        *(lambda kind=each: actions.keep_row(plan, kind, {}, **by_at) for each in LISTS.values()),
        *(
            lambda kind=each: actions.remove_row(plan, None, kind, **by_at)
            for each in LISTS.values()
        ),
        *(
            lambda kind=each: actions.move_row(plan, None, kind, earlier=True, **by_at)
            for each in LISTS.values()
        ),
        lambda: actions.attach(plan, referral, **by_at),
        lambda: actions.detach(plan, referral, **by_at),
        lambda: actions.move(plan, referral, earlier=True, **by_at),
        lambda: actions.accept(plan, "groups", desk=desk, **by_at),
        lambda: actions.look_again(plan, "groups", **by_at),
    ):
        with pytest.raises(RuleBroken, match="signed off"):
            change()


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(AftercarePlan).values(remember="Other"),
        sa.update(AftercarePlan).values(status="draft", finalized_at=None),
        sa.delete(AftercarePlan),
        sa.update(PlanPaper).values(pdf=b"other"),
        sa.delete(PlanPaper),
        sa.update(PlanGoal).values(goal="Other"),
        sa.delete(PlanGoal),
        sa.delete(PlanSupport),
        sa.update(PlanAppointment).values(on=date(2026, 4, 1)),
        sa.delete(PlanAppointment),
        sa.update(PlanPerson).values(name="Other"),
        sa.delete(PlanPerson),
    ],
    ids=str,
)
def test_the_database_refuses_to_change_a_final_plan(ready, sign, session, statement):
    sign(ready)
    session.flush()

    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(statement)


def test_the_database_refuses_a_new_part_of_a_final_plan(ready, sign, session):
    plan = sign(ready)
    session.add(PlanGoal(plan_id=plan.id, position=2, goal="Other"))

    with pytest.raises(DBAPIError, match="never changes"):
        session.flush()


def test_a_part_cannot_be_carried_into_a_final_plan(ready, sign, make, session):
    plan, other = sign(ready), make.plan()
    stray = PlanGoal(plan_id=other.id, position=1, goal="Other")
    session.add(stray)
    session.flush()
    stray.plan_id = plan.id

    with pytest.raises(DBAPIError, match="never changes"):
        session.flush()


def test_the_next_version_starts_with_everything_the_last_one_held(ready, sign, counselor):
    plan = sign(ready)

    draft = actions.revise(plan, reason=" Thursday Steps moved ", by=counselor, at=NOON)

    assert (draft.version, draft.change_reason, draft.is_final) == (
        2,
        "Thursday Steps moved",
        False,
    )
    assert (draft.remember, draft.accepted) == (plan.remember, {})
    assert [(g.goal, g.first_step) for g in draft.goals] == [("Be home for dinner", "Cook Mondays")]
    assert [s.referral_id for s in draft.supports] == [s.referral_id for s in plan.supports]
    assert [(a.on, a.starts_at, a.what) for a in draft.appointments] == [
        (date(2026, 3, 9), time(10), "Call")
    ]
    assert [(p.name, p.phone) for p in draft.people] == [("Ana", "503 555 0114")]
    assert queries.newest(plan.episode_id) is draft


def test_a_next_version_needs_a_reason(ready, sign, counselor):
    plan = sign(ready)

    with pytest.raises(RuleBroken, match="Say why") as refusal:
        actions.revise(plan, reason="  ", by=counselor, at=NOON)

    assert refusal.value.field == "reason"


def test_a_draft_has_no_next_version(draft, counselor):
    with pytest.raises(RuleBroken, match="still a draft"):
        actions.revise(draft, reason="x", by=counselor, at=NOON)


def test_there_is_one_next_version_at_a_time(ready, sign, counselor):
    plan = sign(ready)
    actions.revise(plan, reason="x", by=counselor, at=NOON)

    with pytest.raises(RuleBroken, match="begun already"):
        actions.revise(plan, reason="y", by=counselor, at=NOON)


def test_a_list_calls_a_signed_plan_signed(ready, sign):
    plan = sign(ready)

    progress = queries.progress([plan.episode_id])[plan.episode_id]

    assert (progress.is_final, progress.words, progress.plan_id) == (
        True,
        "Plan signed off",
        plan.id,
    )
