"""The finder: filters exclude, wishes order, the next start decides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic.groups import queries
from clinic.groups.models import Attendance, GroupKind, GroupStatus, Joining, Stated
from clinic.groups.policy import FinderAsk, PartOfDay, Wish
from clinic.groups.queries import finder
from tests.make import NOON, TODAY

ASK = FinderAsk(at=NOON, zone="America/Los_Angeles")


def names(**facts):
    return [found.meeting.group.name for found in queries.find(replace(ASK, **facts)).items]


@pytest.fixture(params=["few", "many"])
def either_way(request, monkeypatch):
    """A small directory and a large one are put in order by different hands."""
    if request.param == "many":
        monkeypatch.setattr(finder, "COUNT_AT_MOST", 0)


@pytest.fixture
def at(make):
    """Make a group that meets so many minutes after the moment asked about."""

    def at(name, minutes, zone="America/Los_Angeles", **facts):
        wall = (NOON + timedelta(minutes=minutes)).astimezone(finder.ZoneInfo(zone))
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

    found = queries.find(replace(ASK, wishes=wishes, speaks="es")).items[0]

    assert [(answer.words, answer.met) for answer in found.answers] == [
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
        found = queries.find(replace(ASK, wishes=(wish,))).items
        met = [item.answers[0].met is True for item in found]
        assert met == sorted(met, reverse=True), wish
