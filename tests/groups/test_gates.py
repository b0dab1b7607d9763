"""What leaves a group out, and that it is said."""

from datetime import timedelta

import pytest

from clinic.groups.models import Attendance, GroupKind, GroupStatus, Openness
from clinic.groups.policy import Gate, Person, company, gate_of, left_out
from tests.groups.weighed import about, asking, meeting
from tests.make import NOON, TODAY

WOMEN, MEN = Person(company="women"), Person(company="men")


def gate(found, ask=None):
    return gate_of(found, ask or asking())


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, None),
        ({"ended_at": NOON}, Gate.ENDED),
        ({"missing_since": NOON - timedelta(days=31)}, Gate.MISSING),
        ({"missing_since": NOON - timedelta(days=30)}, None),
        ({"attendance": Attendance.SUSPENDED}, Gate.SUSPENDED),
        ({"status": GroupStatus.RETIRED}, Gate.RETIRED),
        ({"status": GroupStatus.PAUSED}, Gate.PAUSED),
        ({"status": GroupStatus.PAUSED, "paused_until": TODAY + timedelta(days=1)}, Gate.PAUSED),
        ({"status": GroupStatus.PAUSED, "paused_until": TODAY}, None),
        ({"do_not_refer": "The leader drinks"}, Gate.DO_NOT_REFER),
    ],
)
def test_what_the_directory_says(facts, found):
    assert gate(meeting(**facts)) is found


def test_the_weightiest_reason_is_said_alone():
    gone = meeting(ended_at=NOON, do_not_refer="No", attendance=Attendance.SUSPENDED)

    assert gate(gone) is Gate.ENDED


@pytest.mark.parametrize(
    ("traits", "person", "found"),
    [
        (["men"], WOMEN, Gate.MEN),
        (["women"], MEN, Gate.WOMEN),
        (["women"], WOMEN, None),
        (["women", "men"], MEN, None),
        (["women"], Person(), None),
        (["men"], Person(), None),
    ],
)
def test_a_group_for_one_gender(traits, person, found):
    assert gate(meeting(traits=traits), asking(person)) is found


@pytest.mark.parametrize(
    ("wishes", "pronouns", "found"),
    [
        (["women_only"], "", "women"),
        (["men_only"], "she/her", "men"),
        (["women_only", "men_only"], "she/her", ""),
        ([], "She / Her", "women"),
        ([], "he/him", "men"),
        ([], "they/them", ""),
        ([], "she/they", ""),
        ([], "", ""),
    ],
)
def test_company_is_read_and_never_guessed(wishes, pronouns, found):
    assert company(wishes, pronouns) == found


def test_groups_for_family_are_not_for_the_client():
    assert gate(meeting(traits=["family"]), about()) is Gate.FAMILY
    assert gate(meeting(fellowship="Al-Anon"), about()) is Gate.FAMILY
    assert gate(meeting(traits=["family"])) is None


def test_closed_groups_are_not_for_family():
    closed, family = meeting(openness=Openness.CLOSED), asking(Person(), audience="family")
    theirs = meeting(openness=Openness.CLOSED, traits=["family"])

    assert gate(closed, family) is Gate.MEMBERS
    assert gate(closed, about()) is None
    assert gate(theirs, family) is None


@pytest.mark.parametrize(
    ("year", "facts", "found"),
    [
        (1995, {"traits": ["young_people"]}, None),
        (1994, {"traits": ["young_people"]}, Gate.AGE),
        (None, {"traits": ["young_people"]}, None),
        (2006, {"traits": ["alateen"]}, None),
        (2005, {"traits": ["alateen"]}, Gate.AGE),
    ],
)
def test_groups_for_the_young(year, facts, found):
    """The youngest that a client can be counts: with the year alone nobody is shut out too soon."""
    assert gate(meeting(**facts), about(birth_year=year)) is found


def test_no_way_to_take_part():
    there, screen = meeting(), meeting(attendance=Attendance.ONLINE)
    both = meeting(attendance=Attendance.HYBRID)

    assert gate(there, about(travels=False)) is Gate.TRAVEL
    assert gate(screen, about(travels=False)) is None
    assert gate(screen, about(joins_online=False)) is Gate.DEVICE
    assert gate(there, about(joins_online=False)) is None
    assert gate(both, about(travels=False)) is None
    assert gate(both, about(joins_online=False)) is None


def test_a_kind_that_is_not_wanted():
    steps = meeting(kind=GroupKind.TWELVE_STEP)

    assert gate(steps, about(not_wanted=frozenset({GroupKind.TWELVE_STEP}))) is Gate.NOT_WANTED
    assert gate(steps, about(not_wanted=frozenset({GroupKind.CLINICAL}))) is None


@pytest.mark.usefixtures("session")
def test_reasons_are_counted_by_group_and_said_once():
    first, again = meeting(1, name="Lamp"), meeting(2, name="Lamp")
    again.group_id = first.group_id
    shut = meeting(3, name="Table", do_not_refer="They sell things")
    meets_too = meeting(4)
    gated = [(Gate.MEN, again), (Gate.ENDED, first), (Gate.DO_NOT_REFER, shut)]

    found = left_out([*gated, (Gate.ENDED, meets_too)], {meets_too.group_id})

    assert [(each.words, each.groups) for each in found] == [
        ("1 no longer meets", ((first.group_id, "Lamp", ""),)),
        ("1 we do not refer to", ((shut.group_id, "Table", "They sell things"),)),
    ]


@pytest.mark.usefixtures("session")
def test_every_reason_has_words():
    found = left_out([(gate, meeting(n)) for n, gate in enumerate(Gate)], ())

    assert len({each.words for each in found}) == len(Gate)
