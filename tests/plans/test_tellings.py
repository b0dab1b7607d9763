"""A group has changed: who holds the old time on paper, and who was told."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import Stage
from clinic.core.errors import RuleBroken
from clinic.groups.models import Attendance, GroupStatus, Venue
from clinic.groups.queries import Concerned, concerned_by, holders_of, use_of
from clinic.plans import actions, queries
from clinic.plans.models import HowTold, PlanSupport, Telling
from clinic.referrals.models import ReferralState
from tests.make import NOON, TODAY


def waiting(viewer, **asked):
    return [row.referral for row in queries.to_tell(viewer, TODAY, **asked)]


def later(meeting, hour=20):
    meeting.starts_at = time(hour)


def tell(plan, referral, by, at=NOON, how=HowTold.PHONE):
    return actions.tell(plan, referral, how=how, by=by, at=at, today=TODAY)


def test_nobody_is_to_tell_while_the_paper_is_true(plan, counselor):
    assert waiting(counselor) == []


HAPPENINGS = {
    "time": lambda r: later(r.meeting),
    "day": lambda r: setattr(r.meeting, "weekday", 5),
    "length": lambda r: setattr(r.meeting, "minutes", 90),
    "weeks": lambda r: setattr(r.meeting, "weeks", [1, 3]),
    "zone": lambda r: setattr(r.meeting, "timezone", "America/Denver"),
    "street": lambda r: setattr(r.meeting.venue, "street", "9 Oak Street"),
    "place": lambda r: setattr(r.meeting, "venue", Venue(name="Hall", city="Salem")),
    "no place": lambda r: setattr(r.meeting, "venue", None),
    "name": lambda r: setattr(r.group, "name", "Harbor Night"),
    "ended": lambda r: setattr(r.meeting, "ended_at", NOON),
    "missing": lambda r: setattr(r.meeting, "missing_since", NOON + timedelta(days=1)),
    "suspended": lambda r: setattr(r.meeting, "attendance", Attendance.SUSPENDED),
    "retired": lambda r: setattr(r.group, "status", GroupStatus.RETIRED),
}


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_whatever_changes_of_what_was_printed_is_to_tell(
    plan, referral, counselor, session, happening
):
    HAPPENINGS[happening](referral)
    session.flush()

    assert waiting(counselor) == [referral]


@pytest.mark.parametrize("happening", ["notes", "phone", "languages"])
def test_what_was_not_printed_of_a_meeting_is_no_news(
    plan, referral, counselor, session, happening
):
    record = referral.group if happening == "phone" else referral.meeting
    setattr(record, happening, ["es"] if happening == "languages" else "New")
    session.flush()

    assert waiting(counselor) == []


def test_only_the_last_signed_plan_counts(sign, referral, make, plan, counselor, session):
    other = make.referral(plan.episode, make.group())
    sign(other, version=2)
    make.plan(plan.episode, version=3, supports=[PlanSupport(referral=referral, position=1)])
    later(referral.meeting)
    session.flush()

    assert waiting(counselor) == []


def test_who_no_longer_goes_need_not_be_told(plan, referral, counselor, session):
    later(referral.meeting)
    referral.state = ReferralState.DECLINED_BY_CLIENT
    session.flush()

    assert waiting(counselor) == []


@pytest.mark.parametrize(("days", "count"), [(80, 1), (100, 0)])
def test_who_left_is_told_for_ninety_days(plan, referral, counselor, session, days, count):
    client = plan.episode.client
    client.stage, client.left_on = Stage.LEFT, TODAY - timedelta(days=days)
    later(referral.meeting)
    session.flush()

    assert len(waiting(counselor)) == count


def test_each_sees_their_own(
    plan, referral, counselor, colleague, supervisor, stranger, intake, session
):
    later(referral.meeting)
    session.flush()

    assert [len(waiting(each)) for each in (counselor, supervisor)] == [1, 1]
    assert [len(waiting(each)) for each in (colleague, stranger, intake)] == [0, 0, 0]


def test_who_was_told_is_told_again_when_it_changes_again(plan, referral, counselor, session):
    later(referral.meeting)
    telling = tell(plan, referral, counselor)
    assert waiting(counselor) == []
    assert telling.facts[0]["now"] == "Thursdays, 8:00 to 9:00 pm"

    later(referral.meeting, 21)
    session.flush()
    assert waiting(counselor) == [referral]

    later(referral.meeting, 20)
    session.flush()
    assert waiting(counselor) == []


def test_who_was_told_is_told_when_the_paper_is_right_after_all(plan, referral, counselor, session):
    later(referral.meeting)
    tell(plan, referral, counselor)
    later(referral.meeting, 19)
    session.flush()

    (row,) = queries.to_tell(counselor, TODAY)
    assert row.changes == []
    assert row.last.by is counselor

    tell(plan, referral, counselor, at=NOON + timedelta(minutes=1))
    assert waiting(counselor) == []


def test_told_twice_stands_once(plan, referral, counselor, session):
    later(referral.meeting)

    assert tell(plan, referral, counselor) is tell(plan, referral, counselor)
    assert session.scalar(sa.select(sa.func.count(Telling.id))) == 1


def test_there_is_nothing_to_tell_of_what_has_not_changed(plan, referral, counselor):
    with pytest.raises(RuleBroken, match="Nothing has changed"):
        tell(plan, referral, counselor)


def test_a_group_must_stand_in_a_signed_plan(plan, referral, make, counselor):
    other = make.referral(plan.episode)
    draft = make.plan(plan.episode, version=2, supports=[])
    for wrong, about in ((plan, other), (draft, referral)):
        later(about.meeting)
        with pytest.raises(RuleBroken, match="no signed plan"):
            tell(wrong, about, counselor)


def test_a_telling_is_taken_back_by_who_noted_it_within_a_day(
    plan, referral, counselor, supervisor, session
):
    later(referral.meeting)
    tell(plan, referral, counselor)
    for by, at in ((supervisor, NOON), (counselor, NOON + timedelta(hours=25))):
        with pytest.raises(RuleBroken, match="Only the person"):
            actions.take_back(plan, referral, by=by, at=at)

    actions.take_back(plan, referral, by=counselor, at=NOON + timedelta(hours=23))

    assert waiting(counselor) == [referral]
    acts = session.scalars(sa.select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts[-2:] == ["plan.change_told", "plan.telling_taken_back"]
    with pytest.raises(RuleBroken, match="Only the person"):
        actions.take_back(plan, referral, by=counselor, at=NOON + timedelta(hours=23))


def test_it_takes_the_same_few_queries_for_many(
    sign, make, counselor, statements, session, referral, plan
):
    def count():
        session.flush()
        session.expire_all()
        _known = counselor.memberships[0].role
        with statements() as sent:
            assert queries.to_tell(counselor, TODAY)
        return len(sent)

    later(referral.meeting)
    few = count()
    for _number in range(5):
        more = make.referral(make.episode(counselor=counselor), make.group())
        sign(more)
        later(more.meeting)

    assert count() == few <= 6


def test_a_group_says_who_uses_it(plan, referral, make, session):
    draft = make.plan(plan.episode, version=2)
    draft.supports.append(PlanSupport(referral=referral, position=1))
    session.flush()

    use = use_of([referral.group_id, make.group().id])

    assert set(use) == {referral.group_id, referral.meeting_id}
    for key in use:
        assert (use[key].referrals, use[key].plans, use[key].papers) == (1, 1, 1)


def test_a_draft_that_drops_a_group_leaves_it_on_paper(plan, referral, make):
    make.plan(plan.episode, version=2)

    use = use_of([referral.group_id])[referral.group_id]

    assert (use.referrals, use.plans, use.papers) == (1, 0, 1)


def test_use_of_a_merged_group_is_use_of_the_one_that_is_kept(plan, referral, make, session):
    kept = make.group("Harbor Night")
    referral.group.status, referral.group.merged_into = GroupStatus.RETIRED, kept
    session.flush()

    use = use_of([kept.id])

    assert use[kept.id].papers == use[referral.meeting_id].papers == 1


def test_thousands_of_groups_are_asked_in_few_queries(plan, referral, statements):
    keys = [referral.group_id, *(referral.group_id.__class__(int=n) for n in range(2000))]

    with statements() as sent:
        assert use_of(keys)[referral.group_id].papers == 1

    assert len(sent) <= 5 * 4


def test_holders_are_named_to_those_who_may_know(
    plan, referral, counselor, colleague, intake, admin, session
):
    later(referral.meeting)
    session.flush()

    def ask(viewer):
        return holders_of(referral.group_id, viewer=viewer, today=TODAY)

    own = ask(counselor)
    assert [holder.name for holder in own.named] == [plan.episode.client.name]
    assert (own.others, own.papers, own.to_tell, own.mine) == (0, 1, 1, 1)
    for viewer in (colleague, intake, admin):
        other = ask(viewer)
        assert (other.named, other.others, other.papers) == ((), 1, 1)
        assert (other.to_tell, other.mine) == (1, 0)


def test_after_a_run_the_counselors_concerned_are_counted(
    plan, referral, sign, make, counselor, session
):
    assert concerned_by([referral.group_id], today=TODAY) == Concerned(0, 0)

    second = make.referral(make.episode(counselor=counselor), referral.group)
    third = make.referral(make.episode(), referral.group)
    sign(second), sign(third)
    later(referral.meeting)
    session.flush()

    assert concerned_by([referral.group_id], today=TODAY) == Concerned(3, 2)
