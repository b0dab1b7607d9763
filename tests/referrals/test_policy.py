"""Which step may follow which, and what waits."""

from datetime import date, timedelta

import pytest

from clinic.groups.models import Attendance, GroupStatus
from clinic.referrals import policy
from clinic.referrals.models import ReferralState, Why
from tests.make import NOON, TODAY

S = ReferralState


def test_every_state_says_what_may_follow():
    assert set(policy.NEXT) == set(S)


def test_a_referral_ends_where_nothing_follows():
    over = {state for state in S if state not in policy.OPEN}

    assert over == {S.COMPLETED, S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP, S.WITHDRAWN}


def test_the_database_calls_the_same_states_open(make):
    from clinic.referrals.models import Referral

    index = next(i for i in Referral.__table__.indexes if i.name == "uq_referrals_one_open")
    named = index.dialect_options["sqlite"]["where"].text

    assert named == f"state IN {tuple(state.value for state in policy.OPEN)}"


@pytest.mark.parametrize("state", policy.OPEN)
def test_an_open_referral_can_be_declined_and_withdrawn(state):
    for end in (S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP, S.WITHDRAWN):
        assert policy.may_follow(state, end)


def test_nobody_goes_before_saying_yes():
    assert not policy.may_follow(S.OFFERED, S.FIRST_ATTENDED)
    assert not policy.may_follow(S.OFFERED, S.COMPLETED)


def test_an_offer_waits_from_the_day_it_was_made():
    assert policy.waits_from(S.OFFERED, since=TODAY, first_on=None) == TODAY


def test_a_yes_waits_from_the_day_after_the_first_meeting():
    first_on = date(2026, 3, 5)

    assert policy.waits_from(S.AGREED, since=TODAY, first_on=first_on) == date(2026, 3, 6)


@pytest.mark.parametrize("state", sorted(set(S) - {S.OFFERED, S.AGREED}))
def test_an_answered_referral_waits_for_nothing(state):
    assert policy.waits_from(state, since=TODAY, first_on=TODAY) is None


@pytest.mark.parametrize(
    ("days", "tone"), [(0, "wait"), (4, "wait"), (5, "soon"), (7, "soon"), (8, "late")]
)
def test_a_wait_is_marked_soon_after_four_days_and_late_after_seven(make, days, tone):
    referral = make.referral()

    wait = policy.wait(referral, TODAY + timedelta(days=days))

    assert (wait.days, wait.tone) == (days, tone)


def test_a_referral_whose_first_meeting_is_to_come_does_not_wait(make):
    referral = make.referral(state=S.AGREED, first_on=date(2026, 3, 5))

    assert policy.wait(referral, date(2026, 3, 5)) is None
    assert policy.wait(referral, date(2026, 3, 6)).days == 0


def test_clients_and_groups_have_reasons_of_their_own():
    assert Why.FULL in policy.whys(S.DECLINED_BY_GROUP)
    assert Why.FULL not in policy.whys(S.DECLINED_BY_CLIENT)
    assert not policy.whys(S.AGREED)


def test_todays_meeting_counts_while_it_has_not_begun(make):
    meeting = make.group(weekday=1).meetings[0]

    assert policy.first_dates(meeting, NOON) == [TODAY, date(2026, 3, 9), date(2026, 3, 16)]
    assert policy.first_dates(meeting, NOON + timedelta(hours=9))[0] == date(2026, 3, 9)


def test_what_the_directory_says_differently_now_is_told(make):
    referral = make.referral(group=make.group("Harbor Evening", weekday=4))
    assert policy.moved(referral) == []

    referral.meeting.starts_at = referral.meeting.starts_at.replace(hour=18, minute=30)

    (fact,) = policy.moved(referral)
    assert (fact.told, fact.now) == ("Thursdays, 7:00 to 8:00 pm", "Thursdays, 6:30 to 7:30 pm")


HAPPENINGS = {
    "when": ("weeks", [1, 3], "First and third Thursdays, 7:00 to 8:00 pm"),
    "zone": ("timezone", "America/Denver", "America/Denver"),
    "link": ("conference_url", "https://example.org/new", "https://example.org/new"),
    "phone": ("conference_phone", "503 555 0199", "503 555 0199"),
    "ended": ("ended_at", NOON, "no longer meets"),
    "missing": ("missing_since", NOON + timedelta(days=1), "not in the feed since Tue, Mar 3"),
    "suspended": ("attendance", Attendance.SUSPENDED, "not meeting for now"),
}


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_each_fact_that_was_told_is_compared(make, happening):
    told = {"link": "https://example.org/old", "dial_in": "503 555 0100"}
    referral = make.referral(group=make.group(weekday=4), **told)
    meeting = referral.meeting
    meeting.conference_url, meeting.conference_phone = told.values()
    before = policy.says_now(referral)
    assert policy.moved(referral) == []

    field, value, words = HAPPENINGS[happening]
    setattr(meeting, field, value)

    assert [fact.now for fact in policy.moved(referral)] == [words]
    assert policy.says_now(referral) != before


def test_a_link_nobody_was_told_is_no_change(make):
    """Referrals from before links were kept have none."""
    referral = make.referral()
    before = policy.says_now(referral)

    referral.meeting.conference_url = "https://example.org/new"

    assert policy.moved(referral) == []
    assert policy.says_now(referral) == before


def test_a_meeting_missing_when_the_client_was_told_has_not_changed_since(make):
    referral = make.referral()
    referral.meeting.missing_since = NOON - timedelta(days=1)

    assert policy.moved(referral) == []


def test_a_pause_is_over_on_its_day(make):
    referral = make.referral()
    referral.group.status, referral.group.paused_until = GroupStatus.PAUSED, date(2026, 4, 1)

    assert policy.moved(referral, today=date(2026, 3, 31))[0].now == "paused"
    assert policy.moved(referral, today=date(2026, 4, 1)) == []


def test_a_merged_group_says_what_the_one_that_is_kept_says(make):
    referral = make.referral(group=make.group("Two Roads"))
    kept = make.group("Two Roads")
    referral.group.status, referral.group.merged_into = GroupStatus.RETIRED, kept
    assert policy.moved(referral) == []

    kept.name = "Two Rivers"
    (fact,) = policy.moved(referral)
    assert (fact.told, fact.now) == ("Two Roads", "Two Rivers")

    kept.name, kept.status = "Two Roads", GroupStatus.RETIRED
    assert policy.moved(referral)[0].now == "no longer meets"
