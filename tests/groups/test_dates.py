"""When meetings come round, by the wall clock of their own zone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.core.formats import weekday_of
from clinic.core.words import speaking
from clinic.groups.policy import hours, meets_line, next_dates, upcoming

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


@dataclass
class Slot:
    weekday: int | None = 2
    starts_at: time | None = time(19)
    minutes: int = 60
    timezone: str = "America/New_York"
    weeks: list[int] = field(default_factory=list)


slots = st.builds(
    Slot,
    weekday=st.integers(0, 6),
    starts_at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    timezone=st.sampled_from(ZONES),
)
moments = st.datetimes(
    datetime.fromisoformat("1990-01-01"),
    datetime.fromisoformat("2035-01-01"),
    timezones=st.just(UTC),
    allow_imaginary=False,
)


@given(slots, moments)
def test_every_date_is_the_weekday_at_the_wall_time(slot, after):
    zone = ZoneInfo(slot.timezone)
    for one in upcoming(slot, after=after):
        wall = one.starts.astimezone(zone)
        assert weekday_of(one.on) == slot.weekday
        assert wall.date() == one.on
        assert one.shifted == (wall.time() != slot.starts_at)


@given(slots, moments)
def test_dates_come_in_order_and_none_is_left_out(slot, after):
    found = upcoming(slot, after=after, count=5)

    assert found[0].starts >= after - timedelta(minutes=10)
    assert found[0].starts - after < timedelta(days=15)
    gaps = {two.on - one.on for one, two in pairwise(found)}
    assert gaps <= {timedelta(days=7), timedelta(days=14)}


@given(slots, moments)
def test_asking_at_the_start_gives_that_very_meeting(slot, after):
    first = upcoming(slot, after=after, count=1)[0]

    for late in (0, 10):
        again = upcoming(slot, after=first.starts + timedelta(minutes=late), count=1)[0]
        assert again == first
    later = upcoming(slot, after=first.starts + timedelta(minutes=11), count=1)[0]
    assert later.on > first.on


def test_a_meeting_keeps_its_hour_when_the_clocks_change():
    found = upcoming(Slot(weekday=2), after=datetime(2026, 3, 1, tzinfo=UTC), count=2)

    assert [one.on for one in found] == [date(2026, 3, 3), date(2026, 3, 10)]
    assert [one.starts.hour for one in found] == [0, 23]


def test_a_time_that_does_not_exist_that_day_is_shown_shifted():
    slot = Slot(weekday=0, starts_at=time(2, 30))

    found = upcoming(slot, after=datetime(2026, 3, 7, tzinfo=UTC), count=2)

    assert found[0].shifted
    assert found[0].starts.astimezone(ZoneInfo(slot.timezone)).time() == time(3, 30)
    assert not found[1].shifted


def test_a_time_that_comes_twice_is_taken_the_first_time():
    slot = Slot(weekday=0, starts_at=time(1, 30))

    found = upcoming(slot, after=datetime(2026, 10, 31, 12, tzinfo=UTC), count=1)[0]

    assert found.starts == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_day_that_a_zone_left_out_is_left_out():
    slot = Slot(weekday=5, timezone="Pacific/Apia")

    found = next_dates(slot, after=datetime(2011, 12, 25, tzinfo=UTC), count=1)

    assert found == [date(2012, 1, 6)]


def test_a_meeting_is_now_for_ten_minutes():
    slot = Slot(timezone="UTC")
    start = datetime(2026, 3, 3, 19, tzinfo=UTC)
    one = upcoming(slot, after=start, count=1)[0]

    assert one.is_now(start)
    assert one.is_now(start + timedelta(minutes=10))
    assert not one.is_now(start + timedelta(minutes=11))
    assert not one.is_now(start - timedelta(minutes=1))


def test_midnight_after_ten_minutes_past_belongs_to_the_day_before():
    slot = Slot(weekday=1, starts_at=time(23, 55), timezone="UTC")

    found = next_dates(slot, after=datetime(2026, 3, 3, 0, 2, tzinfo=UTC), count=1)

    assert found == [date(2026, 3, 2)]


def test_a_meeting_by_appointment_has_no_dates(session):
    slot = Slot(weekday=None, starts_at=None)

    assert next_dates(slot, after=datetime(2026, 3, 3, tzinfo=UTC)) == []
    assert meets_line(slot) == "By appointment"


@pytest.mark.parametrize(
    ("at", "minutes", "words"),
    [
        (time(19), 60, "7:00 to 8:00 pm"),
        (time(11, 30), 60, "11:30 am to 12:30 pm"),
        (time(23), 90, "11:00 pm to 12:30 am"),
        (time(6), 1440, "6:00 am to 6:00 am"),
    ],
)
def test_hours_are_said_as_people_say_them(session, at, minutes, words):
    assert hours(Slot(starts_at=at, minutes=minutes)) == words


def test_the_line_names_the_day(session):
    assert meets_line(Slot(weekday=4)) == "Thursdays, 7:00 to 8:00 pm"


@given(slots, moments, st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1))
def test_in_some_weeks_only_those_weeks_come(slot, after, weeks):
    slot.weeks = sorted(weeks)
    days = [one.on for one in upcoming(slot, after=after, count=3)]

    for day in days:
        number, is_last = (day.day - 1) // 7 + 1, (day + timedelta(days=7)).month != day.month
        assert number in weeks or (is_last and -1 in weeks)
        assert weekday_of(day) == slot.weekday


@pytest.mark.parametrize(
    ("weeks", "days"),
    [
        ([1, 3], [date(2026, 3, 5), date(2026, 3, 19), date(2026, 4, 2)]),
        ([-1], [date(2026, 3, 26), date(2026, 4, 30), date(2026, 5, 28)]),
        ([5], [date(2026, 4, 30), date(2026, 7, 30), date(2026, 10, 29)]),
        ([4, -1], [date(2026, 3, 26), date(2026, 4, 23), date(2026, 4, 30)]),
        ([], [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 19)]),
        ([0, 9], [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 19)]),
    ],
)
def test_weeks_of_the_month_are_counted_by_the_calendar(weeks, days):
    slot = Slot(weekday=4, weeks=weeks)

    assert next_dates(slot, after=datetime(2026, 3, 1, tzinfo=UTC), count=3) == days


def test_a_meeting_that_began_today_keeps_its_week_for_ten_minutes():
    slot = Slot(weekday=4, weeks=[1], timezone="UTC")
    start = datetime(2026, 3, 5, 19, tzinfo=UTC)

    assert next_dates(slot, after=start + timedelta(minutes=10), count=1) == [date(2026, 3, 5)]
    assert next_dates(slot, after=start + timedelta(minutes=11), count=1) == [date(2026, 4, 2)]


def test_seven_in_the_evening_in_new_york_is_three_hours_of_london():
    """The measured case: the clocks of two places change on different days."""
    found = upcoming(Slot(weekday=2), after=datetime(2026, 3, 1, tzinfo=UTC), count=5)

    london = [one.starts.astimezone(ZoneInfo("Europe/London")) for one in found]
    said = {wall.date(): wall.hour for wall in london}
    assert said[date(2026, 3, 4)] == 0
    assert said[date(2026, 3, 10)] == 23
    assert said[date(2026, 4, 1)] == 0


@pytest.mark.parametrize("gap", [timedelta(days=6, hours=23)])
def test_a_week_over_the_change_of_clocks_is_an_hour_shorter(gap):
    one, two = upcoming(Slot(weekday=2), after=datetime(2026, 3, 1, tzinfo=UTC), count=2)

    assert two.starts - one.starts == gap


def test_midnight_is_the_beginning_of_the_day_that_is_named():
    slot = Slot(weekday=6, starts_at=time(0), timezone="America/Los_Angeles")

    found = upcoming(slot, after=datetime(2026, 3, 6, 12, tzinfo=UTC), count=1)[0]

    assert found.on == date(2026, 3, 7)
    assert found.starts == datetime(2026, 3, 7, 8, tzinfo=UTC)


def test_no_zone_no_dates():
    assert next_dates(Slot(timezone=""), after=datetime(2026, 3, 3, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        ([1, 3], "First and third Thursdays, 7:00 to 8:00 pm"),
        ([3, 1], "First and third Thursdays, 7:00 to 8:00 pm"),
        ([1, 2, -1], "First, second and last Thursdays, 7:00 to 8:00 pm"),
        ([-1], "Last Thursday of the month, 7:00 to 8:00 pm"),
        ([7], "Thursdays, 7:00 to 8:00 pm"),
    ],
)
def test_the_line_names_the_weeks(session, weeks, words):
    assert meets_line(Slot(weekday=4, weeks=weeks)) == words


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(19), "Cada sábado, 7:00 a 8:00 p. m."),
        (time(11, 30), "Cada sábado, 11:30 a. m. a 12:30 p. m."),
    ],
)
def test_the_line_is_spanish_where_spanish_is_spoken(app, at, said):
    with app.app_context(), speaking("es"):
        assert meets_line(Slot(weekday=6, starts_at=at)) == said
