"""What a result line says: what is met, what is not, when and how far, in words."""

from datetime import date
from uuid import UUID

import pytest

from clinic.groups.models import Attendance, Stated
from clinic.groups.policy import (
    Busy,
    Person,
    Wish,
    first_moment,
    say,
    upcoming,
    when,
)
from tests.groups.weighed import TUESDAY_7PM, about, asking, meeting
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("session")
SCREEN = {"attendance": Attendance.ONLINE}


def said(found, ask, relaxed=(), stayed=0):
    return say(found, ask, relaxed, stayed)


def shown(found, ask):
    coming = next(iter(upcoming(found, after=ask.at, count=1)), None)
    return when(found, coming, ask)


def test_what_is_met_and_what_is_not_is_counted_in_words():
    ask = asking(wishes=(Wish.CHILDREN, Wish.STEP_FREE, Wish.EVENINGS))

    some = said(meeting(traits=["childcare"]), ask)
    everything = said(meeting(traits=["childcare"], wheelchair=Stated.YES), ask)

    assert some.matches == "Matches 2 of 3. Step-free: not stated, ask first"
    assert everything.matches == ""
    assert all(answer.met for answer in everything.asked)


def test_one_need_is_answered_without_counting():
    found = said(meeting(wheelchair=Stated.NO), asking(wishes=(Wish.STEP_FREE,)))

    assert found.matches == ""
    assert [answer.words for answer in found.asked] == ["Not step-free"]


def test_a_filter_that_was_let_go_is_answered_by_each_group():
    ask = asking(days=(3,), within=2, wishes=(Wish.CHILDREN,))

    found = said(meeting(traits=["childcare"], km=9.0), ask, ("within", "days"))

    assert found.matches == "Matches 1 of 3. Farther away. Another day"


def test_what_is_said_of_a_person_s_own_week():
    busy = Busy(UUID(int=9), TUESDAY_7PM + 1440, 60, "Thursday Steps")
    ask = about(busy=(busy,), free=frozenset({(2, "evening")}))

    free, overlapping = said(meeting(), ask), said(meeting(at=TUESDAY_7PM + 1440), ask)

    assert free.facts == ["Fills an empty Tuesday", "In a free time"]
    assert free.warnings == []
    assert overlapping.warnings == ["Overlaps Thursday Steps"]


def test_how_many_stayed_is_said_in_steps():
    assert said(meeting(), about(), stayed=10).facts[-1] == "10 or more clients of ours went"


def test_what_a_fellowship_is_about_is_said_only_when_it_is_something_else():
    ask = about(substances=("Alcohol",))

    assert said(meeting(fellowship="AA"), ask).facts == ["Fills an empty Tuesday"]
    assert "About something else: OA" in said(meeting(fellowship="OA"), ask).facts


def test_a_wish_is_not_said_twice():
    found = said(meeting(traits=["women"]), asking(wishes=(Wish.WOMEN_ONLY,)))

    assert found.facts == []


def test_an_online_group_is_shown_by_the_clinic_s_clock_with_its_own_beside_it():
    york = meeting(at=2 * 1440 + 22 * 60, timezone="America/New_York", **SCREEN)
    london = meeting(at=2 * 1440 + 30, timezone="Europe/London", **SCREEN)

    first, second = shown(york, asking()), shown(london, asking())

    assert (first.day, first.hours) == ("Tuesday", "7:00 to 8:00 pm")
    assert first.elsewhere == "10:00 pm in New York"
    assert (second.day, second.starts) == ("Monday", "4:30 pm")
    assert second.elsewhere == "12:30 am in London"


def test_a_group_in_person_keeps_its_own_clock():
    found = shown(meeting(timezone="America/New_York"), asking())

    assert (found.day, found.hours) == ("Tuesday", "7:00 to 8:00 pm")
    assert found.elsewhere == "New York time"


def test_the_same_wall_under_another_name_is_not_elsewhere():
    assert shown(meeting(timezone="America/Vancouver", **SCREEN), asking()).elsewhere == ""


def test_a_zone_nobody_says_is_not_guessed():
    found = shown(meeting(timezone="", **SCREEN), asking())

    assert (found.day, found.hours) == ("Tuesday", "7:00 to 8:00 pm")
    assert found.elsewhere == "Time zone not stated"


def test_a_meeting_by_appointment():
    assert shown(meeting(at=None), asking()).day == "By appointment"


def test_some_weeks_of_the_month_are_said():
    assert shown(meeting(weeks=[1, 3]), asking()).day == "First and third Tuesday"


def test_the_next_start_counts_from_the_day_the_client_leaves():
    later = Person(leaves_on=date(2026, 3, 6))

    assert first_moment(asking(later)).isoformat() == "2026-03-06T08:00:00+00:00"
    assert first_moment(asking(Person(leaves_on=date(2026, 2, 1)))) == NOON
    assert first_moment(asking()) == NOON
