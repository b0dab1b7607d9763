"""What a client is told of a group, and to which groups nobody is sent."""

from datetime import date

import pytest

from clinic.core.errors import RuleBroken
from clinic.groups.models import GroupStatus
from clinic.referrals import actions, policy
from tests.make import NOON
from tests.referrals.test_actions import FIRST, PLAIN


@pytest.fixture
def group(make):
    return make.group("Harbor Evening", weekday=4)


@pytest.fixture
def refer(episode, group, counselor):
    def refer(**facts):
        told = {"group": group, "meeting": group.meetings[0], "first_on": FIRST, **PLAIN, **facts}
        return actions.refer(
            episode, told.pop("group"), told.pop("meeting"), **told, by=counselor, at=NOON
        )

    return refer


def test_the_link_the_number_and_the_weeks_are_kept_as_told(refer, group):
    meeting = group.meetings[0]
    meeting.conference_url, meeting.conference_phone = "https://example.org/j", "503 555 0100"
    meeting.weeks = [1, 3]

    referral = refer()
    meeting.weeks, meeting.conference_url = [2], ""

    assert (referral.link, referral.dial_in) == ("https://example.org/j", "503 555 0100")
    assert referral.weeks == [1, 3]
    assert policy.told_when(referral) == "First and third Thursdays, 7:00 to 8:00 pm"


def test_a_group_that_meets_in_other_weeks_does_not_meet_that_day(refer, group):
    group.meetings[0].weeks = [2]

    with pytest.raises(RuleBroken, match="does not meet on that day"):
        refer()
    assert refer(first_on=date(2026, 3, 12)).first_on == date(2026, 3, 12)


def test_nobody_is_sent_to_a_group_marked_do_not_refer(refer, group):
    group.own.do_not_refer = "Members sell drugs at the door."

    with pytest.raises(RuleBroken, match="Do not refer to Harbor Evening: Members sell"):
        refer()


def test_a_merged_group_names_the_one_that_is_kept(refer, group, make):
    group.status, group.merged_into = GroupStatus.RETIRED, make.group("Harbor Night")

    with pytest.raises(RuleBroken, match="merged into Harbor Night"):
        refer()


def test_a_client_of_a_merged_group_is_not_sent_to_its_survivor_again(refer, group, make, session):
    refer()
    kept = make.group("Harbor Night", weekday=4)
    group.status, group.merged_into = GroupStatus.RETIRED, kept
    session.flush()

    with pytest.raises(RuleBroken, match="already an open referral"):
        refer(group=kept, meeting=kept.meetings[0])


def test_a_meeting_without_a_zone_has_no_dates_to_choose(refer, group):
    group.meetings[0].timezone = ""

    assert refer(first_on=None).first_on is None
