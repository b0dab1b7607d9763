"""The calendar file of a group."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from clinic.groups.document import entries
from clinic.groups.models import Attendance, GroupStatus
from clinic.groups.printing import calendar
from tests.make import NOON


def read(group, at=NOON):
    file = Calendar.from_ical(calendar(entries(group, after=at), at=at))
    return file, [part for part in file.walk() if part.name == "VEVENT"]


def test_a_weekly_meeting_repeats_by_the_wall_clock_of_its_zone(make):
    group = make.group("Two Roads", weekday=4, starts_at=time(19))

    file, (event,) = read(group)

    assert event["dtstart"].dt == datetime(2026, 3, 5, 19, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert event["dtstart"].params["TZID"] == "America/Los_Angeles"
    assert event["rrule"] == {"FREQ": ["WEEKLY"], "BYDAY": ["TH"]}
    assert event["duration"].dt == timedelta(hours=1)
    assert event["location"] == "St. Mark's Hall, 12 Elm Street, Portland"
    zones = [part["tzid"] for part in file.walk() if part.name == "VTIMEZONE"]
    assert zones == ["America/Los_Angeles"]


@pytest.mark.parametrize(
    ("weeks", "days", "first"),
    [([1, 3], ["1TH", "3TH"], 5), ([-1], ["-1TH"], 26), ([2, -1], ["2TH", "-1TH"], 12)],
)
def test_some_weeks_of_the_month(make, weeks, days, first):
    group = make.group(weekday=4)
    group.meetings[0].weeks = weeks

    _file, (event,) = read(group)

    rule = event["rrule"]
    assert (rule["FREQ"], [str(day) for day in rule["BYDAY"]]) == (["MONTHLY"], days)
    assert event["dtstart"].dt.day == first


def test_the_id_of_an_event_stays_the_same(make):
    group = make.group()
    _file, (before,) = read(group)
    group.name, group.meetings[0].starts_at = "Other", time(8)
    _file, (after,) = read(group, NOON + timedelta(days=40))

    assert before["uid"] == after["uid"] == f"{group.meetings[0].id}@handrail"


def test_a_first_date_that_the_clocks_shift_is_passed_over(make):
    group = make.group(weekday=0, starts_at=time(2, 30))
    group.meetings[0].timezone = "America/New_York"

    _file, (event,) = read(group, datetime(2026, 3, 7, tzinfo=UTC))

    assert event["dtstart"].dt.date().isoformat() == "2026-03-15"


@pytest.mark.parametrize(
    "fact",
    [
        {"ended_at": NOON},
        {"attendance": Attendance.SUSPENDED},
        {"timezone": ""},
        {"weekday": None, "starts_at": None},
    ],
)
def test_what_has_no_dates_is_left_out(make, fact):
    group = make.group()
    for name, value in fact.items():
        setattr(group.meetings[0], name, value)

    assert read(group)[1] == []


def test_hostile_text_stays_text(make):
    group = make.group("A\r\nBEGIN:VEVENT\r\nUID:evil;b,c\\n")
    group.meetings[0].conference_note = "x\nEND:VCALENDAR"

    _file, (event,) = read(group)

    assert event["summary"].splitlines()[1] == "BEGIN:VEVENT"
    assert "END:VCALENDAR" in event["description"]


def test_it_is_sent_as_a_file_that_names_nothing(browser, session, make, counselor):
    group = make.group("Two Roads")
    make.referral(group=group)
    session.commit()
    browser.sign_in(counselor)

    answer = browser.get(f"/groups/{group.id}/calendar.ics")

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == "attachment; filename=dates.ics"
    assert b"SUMMARY:Two Roads" in answer.data
    assert b"Vale" not in answer.data


def test_a_merged_group_sends_the_dates_of_the_one_that_is_kept(make, session):
    kept, gone = make.group("Kept"), make.group("Gone")
    gone.status, gone.merged_into = GroupStatus.RETIRED, kept

    _file, (event,) = read(gone)

    assert event["summary"] == "Kept"
