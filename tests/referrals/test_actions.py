"""Making a referral and noting what came of it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken
from clinic.episodes.models import Disposition, LeavingReason
from clinic.groups.models import GroupStatus
from clinic.referrals import actions, policy
from clinic.referrals.models import Companion, HowKnown, Mode, Referral, ReferralState, Why
from tests.make import NOON, TODAY

S = ReferralState
FIRST = date(2026, 3, 5)  # a Thursday
PLAIN = {
    "mode": Mode.INFORMATION,
    "companion": Companion.NOBODY,
    "companion_name": "",
    "note": "",
}


@pytest.fixture
def group(make):
    return make.group("Harbor Evening", weekday=4)


@pytest.fixture
def refer(episode, group, counselor):
    def refer(**facts):
        told = {"group": group, "meeting": group.meetings[0], "first_on": FIRST, **PLAIN, **facts}
        of = told.pop("episode", episode)
        return actions.refer(
            of, told.pop("group"), told.pop("meeting"), **told, by=counselor, at=NOON
        )

    return refer


def advance(referral, state, by, **facts):
    facts = {"on": TODAY, "how_known": HowKnown.CLIENT_SAID, "at": NOON, **facts}
    actions.advance(referral, state=state, by=by, **facts)


def acts(session):
    return list(session.scalars(sa.select(AuditEvent.act).order_by(AuditEvent.id)))


def test_a_referral_is_an_offer_that_waits_for_an_answer(refer):
    referral = refer()

    assert referral.state is S.OFFERED
    assert referral.waits_from == TODAY
    assert [step.state for step in referral.steps] == [S.OFFERED]


def test_a_client_may_say_yes_on_the_spot(refer):
    referral = refer(agreed=True)

    assert referral.state is S.AGREED
    assert [step.state for step in referral.steps] == [S.OFFERED, S.AGREED]
    assert referral.waits_from == FIRST + timedelta(days=1)


def test_what_the_client_was_told_stays_when_the_group_moves(refer, group, session):
    referral = refer()

    group.name = "Harbor Morning"
    group.meetings[0].weekday = 5
    session.flush()

    assert referral.group_name == "Harbor Evening"
    assert (referral.weekday, referral.place) == (4, "St. Mark's Hall, 12 Elm Street, Portland")


def test_making_a_referral_is_written_in_the_log(refer, session, episode):
    refer()

    event = session.scalars(sa.select(AuditEvent)).one()
    assert (event.act, event.client_id) == ("referrals.created", episode.client_id)


def test_rooms_above_hear_of_a_referral_in_the_same_transaction(refer):
    heard = []

    def hear(_sender, *, referral, by, at):
        heard.append(referral.id)

    with actions.made.connected_to(hear):
        referral = refer()

    assert heard == [referral.id]


def test_a_room_above_that_refuses_leaves_nothing_behind(refer, session):
    def refuse(_sender, **_facts):
        raise RuleBroken("No.")

    with actions.made.connected_to(refuse), pytest.raises(RuleBroken):
        refer()

    assert session.scalars(sa.select(Referral)).all() == []
    assert acts(session) == []


def test_a_client_who_left_is_not_referred(refer, episode):
    episode.left_on = TODAY
    episode.left_reason, episode.disposition = LeavingReason.COMPLETED, Disposition.DECLINED

    with pytest.raises(RuleBroken, match="left care"):
        refer()


@pytest.mark.parametrize(
    ("status", "said"), [(GroupStatus.PAUSED, "paused"), (GroupStatus.RETIRED, "no longer")]
)
def test_a_group_that_takes_nobody_is_not_referred_to(refer, group, status, said):
    group.status = status

    with pytest.raises(RuleBroken, match=said):
        refer()


def test_a_meeting_of_another_group_is_refused(refer, make):
    with pytest.raises(RuleBroken, match="another group"):
        refer(meeting=make.group(weekday=4).meetings[0])


def test_a_meeting_that_ended_is_refused(refer, group):
    group.meetings[0].ended_at = NOON

    with pytest.raises(RuleBroken, match="no longer takes place"):
        refer()


@pytest.mark.parametrize(
    "day", [None, date(2026, 2, 26), date(2026, 3, 6), date(2027, 3, 4), date(9999, 12, 30)]
)
def test_the_first_meeting_is_a_date_the_group_meets_on(refer, day):
    with pytest.raises(RuleBroken) as refusal:
        refer(first_on=day)

    assert refusal.value.field == "first_on"


def test_a_meeting_by_appointment_needs_no_date(refer, group):
    group.meetings[0].weekday = group.meetings[0].starts_at = None

    assert refer(first_on=None).first_on is None


def test_there_is_one_open_referral_to_a_group(refer):
    refer()

    with pytest.raises(RuleBroken, match="already an open referral to Harbor Evening"):
        refer()


def test_the_database_keeps_one_open_referral_to_a_group(refer, monkeypatch, session):
    refer()
    monkeypatch.setattr(actions.making, "_refuse_second", lambda *_: None)

    with pytest.raises(RuleBroken, match="already an open referral"):
        refer()

    assert session.scalar(sa.select(sa.func.count()).select_from(Referral)) == 1


def test_a_closed_referral_makes_room_for_another(refer, counselor):
    advance(refer(), S.DECLINED_BY_CLIENT, counselor, why=Why.NERVOUS)

    assert refer().state is S.OFFERED


def test_each_step_says_who_when_and_how_it_is_known(refer, counselor):
    referral = refer()

    advance(referral, S.AGREED, counselor, how_known=HowKnown.SUPPORTER_SAID)

    step = referral.steps[-1]
    assert (step.state, step.on, step.at) == (S.AGREED, TODAY, NOON)
    assert (step.by_id, step.how_known) == (counselor.id, HowKnown.SUPPORTER_SAID)


def test_a_referral_goes_all_the_way(refer, counselor, session):
    referral = refer()

    for state in (S.AGREED, S.FIRST_ATTENDED, S.ATTENDING, S.COMPLETED):
        advance(referral, state, counselor)

    assert referral.state is S.COMPLETED
    assert "referrals.completed" in acts(session)


def test_a_step_that_cannot_follow_is_refused(refer, counselor):
    with pytest.raises(RuleBroken, match='"Finished" cannot follow'):
        advance(refer(), S.COMPLETED, counselor)


def test_nothing_follows_a_withdrawn_referral(refer, counselor):
    referral = refer()
    actions.withdraw(referral, on=TODAY, by=counselor, at=NOON)

    with pytest.raises(RuleBroken):
        advance(referral, S.AGREED, counselor)


def test_tomorrow_cannot_be_noted(refer, counselor):
    with pytest.raises(RuleBroken) as refusal:
        advance(refer(), S.AGREED, counselor, on=TODAY + timedelta(days=2))

    assert refusal.value.field == "on"


def test_a_step_is_not_before_the_one_that_came_before(refer, counselor):
    with pytest.raises(RuleBroken, match="before the step"):
        advance(refer(), S.AGREED, counselor, on=TODAY - timedelta(days=1))


@pytest.mark.parametrize("state", policy.DECLINED)
def test_a_no_needs_a_reason(refer, counselor, state):
    with pytest.raises(RuleBroken) as refusal:
        advance(refer(), state, counselor)

    assert refusal.value.field == "why"


def test_something_else_needs_words(refer, counselor):
    with pytest.raises(RuleBroken) as refusal:
        advance(refer(), S.DECLINED_BY_CLIENT, counselor, why=Why.OTHER)

    assert refusal.value.field == "reason"


def test_a_group_is_not_nervous(refer, counselor):
    with pytest.raises(RuleBroken):
        advance(refer(), S.DECLINED_BY_GROUP, counselor, why=Why.NERVOUS)


def test_a_correction_changes_what_was_agreed(refer, counselor, session):
    referral = refer(agreed=True)

    actions.correct(
        referral,
        first_on=date(2026, 3, 12),
        companion=Companion.GREETER,
        companion_name="Carol",
        note="",
        by=counselor,
        at=NOON,
    )

    assert (referral.first_on, referral.companion_name) == (date(2026, 3, 12), "Carol")
    assert referral.waits_from == date(2026, 3, 13)
    detail = session.scalars(sa.select(AuditEvent.detail).order_by(AuditEvent.id.desc())).first()
    assert detail == {"fields": ["first_on", "companion", "companion_name"]}


def correct(referral, by, **facts):
    kept = {name: getattr(referral, name) for name in ("first_on", *list(PLAIN)[1:])}
    actions.correct(referral, **{**kept, **facts}, by=by, at=NOON)


def test_a_correction_that_changes_nothing_writes_nothing(refer, counselor, session):
    correct(refer(), counselor)

    assert acts(session) == ["referrals.created"]


def test_a_correction_needs_a_date_the_group_meets_on(refer, counselor):
    with pytest.raises(RuleBroken):
        correct(refer(), counselor, first_on=date(2026, 3, 6))


def test_a_first_meeting_that_has_been_keeps_its_date(refer, counselor):
    referral = refer(agreed=True)
    advance(referral, S.FIRST_ATTENDED, counselor)

    with pytest.raises(RuleBroken, match="has been"):
        correct(referral, counselor, first_on=date(2026, 3, 12))


def test_a_referral_that_is_over_is_not_corrected(refer, counselor):
    referral = refer()
    actions.withdraw(referral, on=TODAY, by=counselor, at=NOON)

    with pytest.raises(RuleBroken, match="over"):
        correct(referral, counselor, note="New")


def undo(referral, by, *, at=NOON, position=None):
    position = position or policy.standing(referral.steps)[-1].position
    actions.undo(referral, position=position, on=TODAY, by=by, at=at)


def test_only_the_last_step_is_taken_back(refer, counselor):
    referral = refer(agreed=True)
    advance(referral, S.FIRST_ATTENDED, counselor)

    with pytest.raises(RuleBroken):
        undo(referral, counselor, position=2)


def test_the_last_step_is_taken_back_and_the_history_says_so(refer, counselor):
    referral = refer()
    advance(referral, S.DECLINED_BY_CLIENT, counselor, why=Why.TIME)

    undo(referral, counselor)

    assert referral.state is S.OFFERED
    assert referral.waits_from == TODAY
    assert [step.takes_back for step in referral.steps] == [False, False, True]


def test_several_steps_are_taken_back_one_by_one(refer, counselor):
    referral = refer(agreed=True)
    advance(referral, S.FIRST_ATTENDED, counselor)

    undo(referral, counselor)
    undo(referral, counselor)

    assert referral.state is S.OFFERED
    with pytest.raises(RuleBroken):
        undo(referral, counselor)


def test_after_a_day_a_step_stays(refer, counselor):
    referral = refer(agreed=True)

    with pytest.raises(RuleBroken):
        undo(referral, counselor, at=NOON + timedelta(hours=25))


def test_nobody_takes_back_the_step_of_another(refer, colleague):
    referral = refer(agreed=True)

    with pytest.raises(RuleBroken):
        undo(referral, colleague)


def test_a_no_is_not_taken_back_beside_a_newer_referral(refer, counselor):
    referral = refer()
    advance(referral, S.DECLINED_BY_CLIENT, counselor, why=Why.TIME)
    refer()

    with pytest.raises(RuleBroken, match="already an open referral"):
        undo(referral, counselor)
