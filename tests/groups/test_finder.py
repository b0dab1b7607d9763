"""The finder: filters exclude, wishes order, the next start decides."""

import random
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinic.groups import queries
from clinic.groups.models import Attendance, GroupKind, GroupStatus, Joining, Stated
from clinic.groups.policy import FinderAsk, PartOfDay, Point, Wish
from clinic.groups.queries import pool, streams
from tests.make import NOON, TODAY

ASK = FinderAsk(at=NOON, zone="America/Los_Angeles")


def names(**facts):
    """The names of what fits, in order; of what only fits a wider question, nothing."""
    results = find(**facts)
    return [] if results.relaxed else [found.meeting.group.name for found in results.items]


def find(**facts):
    return queries.find(replace(ASK, **facts), stale_days=60)


@pytest.fixture(params=["few", "many"])
def either_way(request, monkeypatch):
    """A small directory and a large one are put in order by different hands."""
    if request.param == "many":
        monkeypatch.setattr(pool, "ENOUGH", 0)


@pytest.fixture
def at(make):
    """Make a group that meets so many minutes after the moment asked about."""

    def at(name, minutes, zone="America/Los_Angeles", **facts):
        wall = (NOON + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
        group = make.group(name, weekday=(wall.weekday() + 1) % 7, starts_at=wall.time(), **facts)
        group.meetings[0].timezone = zone
        make.session.flush()
        return group

    return at


@pytest.mark.usefixtures("either_way")
def test_what_starts_next_comes_first_over_all_zones(at):
    at("in a day", 1440)
    at("an hour ago", -60)
    at("ten minutes ago", -10)
    at("in an hour, in New York", 60, zone="America/New_York")
    at("in half an hour", 30)
    at("eleven minutes ago", -11)

    assert names() == [
        "ten minutes ago",
        "in half an hour",
        "in an hour, in New York",
        "in a day",
        "an hour ago",
        "eleven minutes ago",
    ]


@pytest.mark.usefixtures("either_way")
def test_meetings_by_appointment_come_last(make, at):
    make.group("when you like", weekday=None, starts_at=None)
    at("an hour ago", -60)

    assert names() == ["an hour ago", "when you like"]


@pytest.mark.usefixtures("either_way")
def test_pages_hold_every_meeting_once(at):
    for number in range(60):
        at(f"{number:02}", number * 60)

    pages = [names(page=page) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [25, 25, 10, 0]
    assert [int(name) for page in pages for name in page] == list(range(60))


@pytest.mark.usefixtures("either_way")
def test_wishes_order_and_hide_nothing(at):
    at("neither", 10)
    at("both", 300).meetings[0].traits = ["women", "child_friendly"]
    at("one", 100).meetings[0].traits = ["women"]
    wishes = (Wish.WOMEN_ONLY, Wish.CHILDREN)

    assert names(wishes=wishes) == ["both", "one", "neither"]


@pytest.mark.parametrize("status", [GroupStatus.RETIRED, GroupStatus.PAUSED])
def test_groups_that_cannot_be_offered_are_left_out(make, status):
    make.group("gone", status=status, paused_until=TODAY + timedelta(days=1))

    assert names() == []


def test_a_pause_ends_by_itself(make):
    make.group("back", status=GroupStatus.PAUSED, paused_until=TODAY)

    assert names() == ["back"]


def test_ended_and_suspended_meetings_are_left_out(make, session):
    make.group("ended").meetings[0].ended_at = NOON
    make.group("suspended").meetings[0].attendance = Attendance.SUSPENDED
    session.flush()

    assert names() == []


def test_each_filter_excludes(make, session):
    make.group("Lámp", weekday=2, kind=GroupKind.CLINICAL, joining=Joining.REFERRAL)
    online = make.group("Table", weekday=3, leader_name="Priya Nair", kind=GroupKind.MUTUAL)
    online.meetings[0].attendance = Attendance.ONLINE
    online.meetings[0].languages = ["es"]
    session.flush()

    assert names(text="lamp") == ["Lámp"]
    assert names(text="nair table") == ["Table"]
    assert names(text="elm street") == ["Lámp", "Table"]
    assert names(text="100%") == []
    assert names(kinds=(GroupKind.CLINICAL,)) == ["Lámp"]
    assert names(days=(3, 4)) == ["Table"]
    assert names(times=(PartOfDay.MORNING,)) == []
    assert names(times=(PartOfDay.MORNING, PartOfDay.EVENING)) == ["Lámp", "Table"]
    assert names(language="es") == ["Table"]
    assert names(attendance="in_person") == ["Lámp"]
    assert names(joining=(Joining.OPEN,)) == ["Table"]


def test_a_twelve_step_group_online_is_found_under_both_kinds(make):
    make.group("Night Owls", kind=GroupKind.ONLINE, fellowship="AA")

    assert names(kinds=(GroupKind.TWELVE_STEP,)) == ["Night Owls"]
    assert names(kinds=(GroupKind.ONLINE,)) == ["Night Owls"]


def test_what_a_meeting_says_to_each_wish(make, session):
    group = make.group("Lamp", weekday=2)
    group.meetings[0].venue.wheelchair = Stated.NO
    group.meetings[0].languages = ["en"]
    session.flush()
    wishes = (Wish.STEP_FREE, Wish.CHILDREN, Wish.EVENINGS, Wish.WEEKENDS)

    found = find(wishes=wishes, speaks="es").items[0]

    assert [(answer.words, answer.met) for answer in found.said.asked] == [
        ("Evenings or weekends", True),
        ("Not step-free", False),
        ("Children can wait: not stated", None),
        ("Not in Spanish", False),
    ]


@pytest.mark.usefixtures("either_way")
def test_words_and_order_agree_about_every_wish(make, session):
    for number, wish in enumerate(Wish):
        plain = make.group(f"no {number}", weekday=3, starts_at=None or NOON.time())
        plain.meetings[0].attendance = Attendance.IN_PERSON
        good = make.group(f"yes {number}", weekday=6 if wish is Wish.WEEKENDS else 2)
        good.meetings[0].attendance = Attendance.ONLINE
        good.meetings[0].traits = ["women", "men", "lgbtq", "secular", "childcare", "sign_language"]
        session.flush()

    for wish in Wish:
        found = find(wishes=(wish,)).items
        met = [item.said.asked[0].met is True for item in found]
        assert met == sorted(met, reverse=True), wish


@pytest.fixture
def placed(make):
    """Make a group at a place with coordinates, some km north of the middle of 97201."""

    def placed(name, north, **facts):
        group = make.group(name, **facts)
        venue = group.meetings[0].venue
        venue.latitude, venue.longitude = HOME.latitude + north / KM_A_DEGREE, HOME.longitude
        make.session.flush()
        return group

    return placed


HOME, KM_A_DEGREE = Point(45.5, -122.7), 111.195


@pytest.mark.usefixtures("either_way")
def test_a_distance_leaves_out_what_is_farther_but_not_what_is_online(placed, make):
    placed("near", 1)
    placed("far", 9)
    screen = make.group("screen")
    screen.meetings[0].attendance = Attendance.ONLINE
    screen.meetings[0].venue = None
    make.group("nowhere")
    make.session.flush()

    assert sorted(names(home=HOME, within=2)) == ["near", "screen"]
    assert sorted(names(home=HOME, within=10)) == ["far", "near", "screen"]
    assert sorted(names(within=2)) == ["far", "near", "nowhere", "screen"]


@pytest.mark.usefixtures("either_way")
def test_the_nearest_come_first_when_asked(placed):
    for name, km in (("third", 9), ("first", 1), ("second", 4)):
        placed(name, km)

    assert names(home=HOME, sort="nearest") == ["first", "second", "third"]


@pytest.mark.usefixtures("either_way")
def test_names_follow_the_alphabet_over_all_pages(make):
    for number in range(60):
        make.group(f"{'éE'[number % 2]} {number:02}")

    pages = [names(sort="name", page=page) for page in (1, 2, 3)]

    assert [name.split()[1] for page in pages for name in page] == [f"{n:02}" for n in range(60)]


@pytest.mark.usefixtures("either_way")
def test_pages_repeat_nothing_although_some_are_left_out(at):
    for number in range(90):
        group = at(f"{number:02}", 60)
        group.meetings[0].ended_at = NOON if number % 3 == 0 else None

    found = [name for page in (1, 2, 3) for name in names(page=page)]

    assert len(found) == len(set(found)) == 60


def test_what_is_left_out_is_counted_by_reason(make, session):
    make.group("open")
    make.group("gone").meetings[0].ended_at = NOON
    make.group("gone too").meetings[0].ended_at = NOON
    make.group("no", do_not_refer="They sell things")
    session.flush()

    found = find()

    assert [each.words for each in found.left_out] == [
        "2 no longer meet",
        "1 we do not refer to",
    ]
    assert found.left_out[1].groups[0][1:] == ("no", "They sell things")


def test_a_group_off_its_list_is_offered_for_thirty_days(make, session):
    make.group("lately").meetings[0].missing_since = NOON - timedelta(days=29)
    make.group("long ago").meetings[0].missing_since = NOON - timedelta(days=31)
    session.flush()

    assert names() == ["lately"]


def test_filters_are_let_go_one_alone_first_in_a_fixed_order(make):
    make.group("Lamp", weekday=2)

    assert find(days=(2,), times=(PartOfDay.MORNING,)).relaxed == ("times",)
    assert find(days=(3,), times=(PartOfDay.EVENING,)).relaxed == ("days",)
    assert find(days=(3,), times=(PartOfDay.MORNING,)).relaxed == ("times", "days")
    assert find(days=(2,)).relaxed == ()
    assert len(find(days=(3,), text="nobody", language="so").items) == 1


def test_reasons_to_leave_a_group_out_are_never_let_go(make):
    make.group("no", do_not_refer="They sell things")

    found = find(days=(3,))

    assert found.items == []


def test_days_and_hours_of_online_groups_are_by_the_clinic_s_clock(make, session):
    late = make.group("late in New York", weekday=3, starts_at=time(1))
    late.meetings[0].timezone = "America/New_York"
    late.meetings[0].attendance = Attendance.ONLINE
    there = make.group("early in New York", weekday=3, starts_at=time(1))
    there.meetings[0].timezone = "America/New_York"
    sunday = make.group("Sunday in Auckland", weekday=0, starts_at=time(9))
    sunday.meetings[0].timezone = "Pacific/Auckland"
    sunday.meetings[0].attendance = Attendance.ONLINE
    session.flush()

    assert names(days=(2,)) == ["late in New York"]
    assert names(days=(3,)) == ["early in New York"]
    assert names(days=(2,), times=(PartOfDay.EVENING,)) == ["late in New York"]
    assert names(days=(6,)) == ["Sunday in Auckland"]


def test_an_audience_and_a_fellowship_exclude(make, session):
    make.group("Women", fellowship="AA").meetings[0].traits = ["women"]
    make.group("All", fellowship="NA")
    session.flush()

    assert names(audience="women") == ["Women"]
    assert names(fellowship="NA") == ["All"]


def test_fellowships_are_listed_by_the_alphabet_alone(make):
    for name in ("SMART", "AA", "", "Recovery Dharma", "NA", "AA", "lifeRing"):
        make.group(fellowship=name)

    assert queries.fellowships() == ["AA", "lifeRing", "NA", "Recovery Dharma", "SMART"]


def test_an_area_s_middle_is_the_directory_s_own(placed, make):
    for north in (0, 1, 50):
        placed(f"at {north}", north).meetings[0].venue.postcode = "97201"
    rough = placed("rough", 90).meetings[0].venue
    rough.postcode, rough.approximate = "97201", True
    make.session.flush()

    found = queries.center_of("97201")

    assert found.latitude == pytest.approx(HOME.latitude + 1 / KM_A_DEGREE)


def test_an_area_without_groups_is_known_from_the_package(session):
    assert queries.center_of("10001").latitude == pytest.approx(40.75, abs=0.05)
    assert queries.center_of("00000") is None


@pytest.mark.parametrize("code", ["", "9720", "972011", "9720a", "٩٧٢٠١", "97 01"])
def test_what_is_no_area_is_nowhere(session, code):
    assert queries.center_of(code) is None


def test_the_nearest_over_a_directory_are_exact(placed):
    chance = random.Random(7)
    for number in range(60):
        group = placed(f"{number:02}", chance.uniform(-60, 60))
        group.meetings[0].venue.longitude += chance.uniform(-0.5, 0.5)
    ask = replace(ASK, home=HOME)
    source = streams.Stream(ask, streams.shifts_of(ask), NOON)

    found = streams.nearest_spots(source, HOME, 20, reach_km=1_000)

    every = streams.nearest_spots(source, HOME, 999, reach_km=20_100)
    assert len(every) == 60
    assert found[:20] == every[:20]


def test_a_rare_wish_is_found_among_many(make, session, monkeypatch):
    monkeypatch.setattr(pool, "ENOUGH", 0)
    monkeypatch.setattr(pool, "NEAREST", 5)
    for number in range(60):
        make.group(f"{number:02}", weekday=number % 7)
    make.group("signed", weekday=6, starts_at=time(23)).meetings[0].traits = ["sign_language"]
    make.group("en español", weekday=6, starts_at=time(23)).meetings[0].languages = ["es", "en"]
    session.flush()

    assert names(wishes=(Wish.SIGN_LANGUAGE,))[0] == "signed"
    assert names(speaks="es")[0] == "en español"


def test_online_meetings_of_the_whole_week_are_weighed_among_many(make, session, monkeypatch):
    monkeypatch.setattr(pool, "ENOUGH", 0)
    for number in range(pool.REMOTE + 1):
        make.group(f"{number:02}", weekday=0).meetings[0].attendance = Attendance.ONLINE
    make.group("on Friday", weekday=5).meetings[0].attendance = Attendance.ONLINE
    session.flush()
    ask = replace(ASK, home=Point(45.5, -122.6))

    weighed = pool.gather(ask, NOON, limit=1)

    assert not weighed.whole
    assert "on Friday" in {each.name for each in weighed.meetings}


def test_the_zones_of_the_directory(make, session):
    for zone in ("Europe/London", "America/Denver", "", "Europe/London"):
        make.group().meetings[0].timezone = zone
    session.flush()

    assert streams.zones() == ["America/Denver", "Europe/London"]
