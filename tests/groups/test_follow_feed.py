"""What the clinic corrected stands beside what the list says, and can be read from it again."""

from datetime import time

import pytest

from clinic.core.errors import RuleBroken
from clinic.groups import actions
from clinic.groups.models import Attendance, DirectorySource, GroupMeeting, Openness, Stated
from tests.make import NOON

FACTS = {
    "weekday": 2,
    "starts_at": time(19),
    "minutes": 60,
    "timezone": "America/Los_Angeles",
    "weeks": [],
    "attendance": Attendance.IN_PERSON,
    "openness": Openness.NOT_STATED,
    "place": "St. Mark's Hall",
    "street": "12 Elm Street",
    "city": "Portland",
}


@pytest.fixture
def group(make, session):
    source = DirectorySource(name="Area list", created_at=NOON)
    session.add(source)
    group = make.group("Two Roads", source=source)
    group.meetings[0].source_id = source.id
    session.flush()
    return group


@pytest.fixture
def meeting(group):
    return group.meetings[0]


def correct(meeting, by, **facts):
    actions.correct_meeting(meeting, by=by, at=NOON, **{**FACTS, **facts})


def follow(meeting, field, by):
    actions.follow_feed_in_meeting(meeting, field, by=by, at=NOON)


def test_what_the_list_said_is_kept_beside_the_correction(meeting, counselor):
    correct(meeting, counselor, starts_at=time(18, 30), weeks=[1, 3])

    assert meeting.local_fields == ["starts_at", "weeks"]
    assert meeting.feed_facts == {"starts_at": "19:00", "weeks": []}


def test_another_order_is_no_correction(meeting, counselor):
    meeting.traits, meeting.weeks = ["step_study", "newcomer"], [3, 1]

    correct(meeting, counselor, minutes=90, traits=["newcomer", "step_study"], weeks=[1, 3])

    assert meeting.local_fields == ["minutes"]
    assert (meeting.traits, meeting.weeks) == (["step_study", "newcomer"], [3, 1])


def test_a_second_correction_keeps_what_the_list_said_first(meeting, counselor):
    correct(meeting, counselor, minutes=90)
    correct(meeting, counselor, minutes=45)

    assert meeting.feed_facts == {"minutes": 60}


def test_the_list_s_value_is_put_back(meeting, counselor, session):
    correct(meeting, counselor, minutes=90, openness=Openness.OPEN, weeks=[2])

    for field in ("minutes", "openness", "weeks"):
        follow(meeting, field, counselor)
    session.flush()
    session.expire_all()

    assert (meeting.minutes, meeting.openness, meeting.weeks) == (60, Openness.NOT_STATED, [])
    assert (meeting.local_fields, meeting.feed_facts) == ([], {})


def test_day_and_time_go_together(meeting, counselor):
    correct(meeting, counselor, weekday=None, starts_at=None)

    follow(meeting, "weekday", counselor)

    assert (meeting.weekday, meeting.starts_at) == (2, time(19))
    assert meeting.local_fields == []


def test_half_a_time_is_refused(meeting, counselor):
    meeting.local_fields, meeting.feed_facts = ["weekday"], {"weekday": None}

    with pytest.raises(RuleBroken, match="a day without a time"):
        follow(meeting, "weekday", counselor)
    assert meeting.weekday == 2


def test_the_place_of_the_list_is_put_back_whole(group, meeting, counselor, session):
    meeting.venue.latitude, meeting.venue.longitude = 45.5, -122.6
    other = GroupMeeting(
        group=group,
        source_id=meeting.source_id,
        timezone="America/Los_Angeles",
        first_seen_at=NOON,
        seen_at=NOON,
        venue=meeting.venue,
    )
    session.add(other)
    session.flush()
    correct(meeting, counselor, street="9 Oak Street", wheelchair=Stated.YES)
    assert other.feed_facts["venue"]["street"] == "12 Elm Street"

    follow(meeting, "venue", counselor)

    assert meeting.venue.one_line == "St. Mark's Hall, 12 Elm Street, Portland"
    assert (meeting.venue.latitude, meeting.venue.wheelchair) == (45.5, Stated.NOT_STATED)
    assert other.venue.street == "9 Oak Street"
    assert "venue" in other.local_fields


def test_a_meeting_that_had_no_place_has_none_again(meeting, counselor):
    meeting.venue, meeting.attendance = None, Attendance.ONLINE
    correct(meeting, counselor)

    follow(meeting, "venue", counselor)

    assert meeting.venue is None


def test_what_was_not_corrected_needs_no_way_back(meeting, counselor):
    with pytest.raises(RuleBroken, match="already"):
        follow(meeting, "minutes", counselor)
    with pytest.raises(RuleBroken, match="already"):
        actions.follow_feed(meeting.group, "name", by=counselor, at=NOON)


def test_a_meeting_written_by_hand_has_no_list(make, counselor):
    meeting = make.group().meetings[0]
    correct(meeting, counselor, minutes=90)

    assert (meeting.local_fields, meeting.feed_facts) == ([], {})


def test_the_form_shows_both_values_with_a_way_back(browser, session, meeting, counselor):
    correct(meeting, counselor, starts_at=time(18, 30))
    session.commit()
    browser.sign_in(counselor)
    where = f"/groups/meetings/{meeting.id}"

    page = browser.get(where).text
    assert "Corrected by us" in page
    assert "Here: 6:30 pm" in page
    assert "Area list says: 7:00 pm" in page

    page = browser.submit(f"{where}/follow/starts_at", at=where).text
    assert "Corrected by us" not in page
    session.expire_all()
    assert session.get(GroupMeeting, meeting.id).starts_at == time(19)


def test_a_fact_of_the_group_is_read_from_the_list_again(browser, session, group, counselor):
    actions.correct(group, name="Two Rivers", by=counselor, at=NOON)
    session.commit()
    browser.sign_in(counselor)
    where = f"/groups/{group.id}/correct"

    page = browser.get(where).text
    assert "Here: Two Rivers" in page
    assert "Area list brings its own" in page

    assert "Corrected by us" not in browser.submit(f"/groups/{group.id}/follow/name", at=where).text
    session.expire_all()
    assert group.local_fields == []
    assert "Read from the list again" in browser.get(f"/groups/{group.id}").text


def test_weeks_of_the_month_are_chosen_on_the_form(browser, session, meeting, counselor):
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit(f"/groups/meetings/{meeting.id}", weeks=["1", "3"]).text

    assert "First and third Tuesdays, 7:00 to 8:00 pm" in page
    session.expire_all()
    assert session.get(GroupMeeting, meeting.id).weeks == [1, 3]


def test_a_week_that_is_none_is_refused(browser, session, meeting, counselor):
    session.commit()
    browser.sign_in(counselor)
    where = f"/groups/meetings/{meeting.id}"
    page = browser.submit(where, weeks=["7"])

    assert "1 thing to fix" in page.text
