"""The order in which groups are offered: a test for each fact that is weighed."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest

from clinic.groups.models import Attendance, GroupKind, Stated
from clinic.groups.policy import Busy, Person, Wish, rank
from clinic.groups.policy.fellowships import is_about
from clinic.groups.policy.ranking import fills_empty_day, in_free_time, overlaps
from tests.groups.weighed import TUESDAY_7PM, about, asking, meeting
from tests.make import NOON, TODAY

WEDNESDAY_7PM = TUESDAY_7PM + 1440


def order(meetings, ask, **more):
    """The numbers of meetings in the order they are offered, whatever order they came in."""
    found = {
        tuple(each.id.int for each in rank(list(given), ask, stale_days=60, **more))
        for given in permutations(meetings)
    }
    assert len(found) == 1
    return list(found.pop())


def busy(at=TUESDAY_7PM, minutes=60, group=9):
    return Busy(UUID(int=group), at, minutes, "Day program")


#: (what is known of the client and asked for, the facts of the one before, of the one after)
BETTER = {
    "not in the plan": (about(going=frozenset({UUID(int=2)})), {}, {"traits": ["newcomer"]}),
    "no overlap": (about(busy=(busy(),)), {"at": TUESDAY_7PM + 60}, {}),
    "fills an empty day": (about(busy=(busy(at=0),)), {}, {"at": 700}),
    "in a free time": (about(free=frozenset({(2, "evening")})), {}, {"at": TUESDAY_7PM - 600}),
    "near": (about(), {"km": 0.9}, {"km": 1.1}),
    "near before unknown": (about(), {"km": 0.9}, {"km": None}),
    "unknown before far": (about(), {"km": None}, {"km": 20.0}),
    "within reach before all wishes": (
        asking(wishes=(Wish.LGBTQ, Wish.SECULAR)),
        {"km": 150.0},
        {"km": 1400.0, "traits": ["lgbtq", "secular"]},
    ),
    "language": (asking(speaks="es"), {"languages": ["es"]}, {"languages": ["en"]}),
    "language not stated": (asking(speaks="es"), {"languages": []}, {"languages": ["en"]}),
    "language alone": (asking(speaks="es"), {"languages": ["es"]}, {"languages": ["en", "es"]}),
    "way to take part": (
        asking(wishes=(Wish.ONLINE,)),
        {"attendance": Attendance.ONLINE},
        {"attendance": Attendance.IN_PERSON},
    ),
    "audience": (asking(wishes=(Wish.LGBTQ,)), {"traits": ["lgbtq"]}, {}),
    "substance": (about(substances=("Alcohol",)), {"fellowship": "AA"}, {"fellowship": "CMA"}),
    "co-occurring": (about(co_occurring=True), {"traits": ["dual_diagnosis"]}, {}),
    "co-occurring, clinical": (about(co_occurring=True), {"kind": GroupKind.CLINICAL}, {}),
    "medication": (about(medication=True), {"traits": ["medication_friendly"]}, {}),
    "newcomer": (about(is_new=True), {"traits": ["newcomer"]}, {}),
    "access": (asking(wishes=(Wish.STEP_FREE,)), {"wheelchair": Stated.YES}, {}),
    "access not stated": (asking(wishes=(Wish.STEP_FREE,)), {}, {"wheelchair": Stated.NO}),
    "proof": (about(proof=True), {"traits": ["proof_of_attendance"]}, {}),
    "checked by us": (about(), {"checked_on": TODAY}, {"listed": True}),
    "in the latest run": (about(), {"listed": True}, {}),
    "stale is not checked": (
        about(),
        {"listed": True},
        {"checked_on": TODAY - timedelta(days=61)},
    ),
    "not missing": (about(), {}, {"missing_since": NOON}),
    "clients stayed": (about(stayed=lambda _groups: {UUID(int=1): 5}), {}, {}),
    "need before distance": (
        asking(wishes=(Wish.CHILDREN,)),
        {"traits": ["childcare"], "km": 30.0},
        {"km": 0.5},
    ),
}


@pytest.mark.parametrize("name", BETTER)
def test_what_comes_first(name):
    ask, before, after = BETTER[name]
    first = meeting(1, name="Z", **({"at": TUESDAY_7PM + 1} | before))
    second = meeting(2, name="A", **({"at": TUESDAY_7PM} | after))

    assert order([first, second], ask) == [1, 2]


@pytest.mark.parametrize(
    ("fellowship", "substances", "found"),
    [
        ("AA", ["Alcohol"], True),
        ("AA", ["Opioids", "Alcohol"], False),
        ("HA", ["fentanyl"], True),
        ("CMA", ["Methamphetamine"], True),
        ("HA", ["Methadone"], True),
        ("NA", ["Opioids"], True),
        ("SMART", ["Alcohol"], True),
        ("", ["Alcohol"], True),
        ("OA", ["Alcohol"], False),
        ("AA", [], None),
        ("AA", ["something else"], None),
    ],
)
def test_what_a_fellowship_is_about(fellowship, substances, found):
    assert is_about(fellowship, substances) is found


def test_secular_and_other_fellowships_are_equal_where_all_are_welcome():
    person = about(substances=("Alcohol",))
    named = [
        meeting(n, name="Same", fellowship=name)
        for n, name in enumerate(("AA", "NA", "SMART", "Recovery Dharma", ""))
    ]

    assert order(named, person) == [0, 1, 2, 3, 4]
    assert order(list(reversed(named)), person) == [0, 1, 2, 3, 4]


def test_equals_stand_by_next_start_then_distance_then_name():
    far, near = {"waits": 5, "km": 0.9}, {"waits": 5, "km": 0.5}
    meetings = [
        meeting(1, name="Bell", **near),
        meeting(2, name="Able", **near),
        meeting(3, name="Able", **far),
        meeting(4, name="Able", waits=4, km=0.9),
    ]

    assert order(meetings, about()) == [4, 2, 1, 3]


def test_the_other_orders():
    meetings = [
        meeting(1, name="Bell", waits=3, km=None),
        meeting(2, name="âble", waits=9, km=2.0),
        meeting(3, name="Cape", waits=None, km=1.0),
    ]
    ask = {"home": object()}

    assert order(meetings, asking(sort="name")) == [2, 1, 3]
    assert order(meetings, asking(sort="soonest")) == [1, 2, 3]
    assert order(meetings, asking(sort="nearest", **ask)) == [3, 2, 1]
    assert order(meetings, asking(sort="nearest")) == [1, 2, 3]


def test_what_overlaps():
    person = Person(busy=(busy(minutes=90),))

    assert overlaps(meeting(at=TUESDAY_7PM + 89), person)
    assert not overlaps(meeting(at=TUESDAY_7PM + 90), person)
    assert overlaps(meeting(at=TUESDAY_7PM - 59), person)
    assert not overlaps(meeting(at=TUESDAY_7PM - 60), person)
    assert not overlaps(meeting(9), person)
    assert overlaps(meeting(at=7 * 1440 - 30), Person(busy=(busy(at=10),)))
    assert not overlaps(meeting(at=None), person)


def test_empty_days_and_free_times():
    person = Person(busy=(busy(),), free=frozenset({(2, "evening"), (3, "morning")}))

    assert not fills_empty_day(meeting(), person)
    assert fills_empty_day(meeting(at=WEDNESDAY_7PM), person)
    assert not fills_empty_day(meeting(at=None), person)
    assert in_free_time(meeting(), person) == "inside"
    assert in_free_time(meeting(at=2 * 1440 + 16 * 60 + 30), person) == "touching"
    assert in_free_time(meeting(at=WEDNESDAY_7PM), person) == "outside"
    assert in_free_time(meeting(at=2 * 1440 + 23 * 60 + 30), person) == "inside"
    assert in_free_time(meeting(at=None), person) == ""
    assert in_free_time(meeting(), Person()) == ""


def test_page_one_covers_several_days():
    tuesdays = [meeting(n, km=0.5) for n in range(1, 31)]
    fridays = [meeting(n, at=TUESDAY_7PM + 3 * 1440, km=5.0) for n in range(31, 34)]

    found = rank(tuesdays + fridays, about(), stale_days=60)

    assert {33, 32, 31} <= {each.id.int for each in found[:25]}
    assert len({each.id for each in found}) == 33


def test_page_one_is_not_one_group_s_alone():
    nightly = [meeting(n, at=TUESDAY_7PM + n, km=0.5) for n in range(1, 5)]
    for each in nightly:
        each.group_id = UUID(int=100)
    other = meeting(9, km=10.0)

    assert order([*nightly, other], about()) == [1, 2, 9, 3, 4]


def test_no_day_is_put_before_a_better_fit():
    ask = asking(Person(), wishes=(Wish.CHILDREN,))
    good = [meeting(n, traits=["childcare"]) for n in range(1, 31)]
    other_day = meeting(31, at=WEDNESDAY_7PM)

    found = rank([*good, other_day], ask, stale_days=60)

    assert found[-1] is other_day


def test_page_one_has_a_way_to_join_from_home():
    near = [meeting(n, at=n * 300, km=0.5) for n in range(1, 31)]
    screen = meeting(99, at=9_000, attendance=Attendance.ONLINE)

    found = rank([*near, screen], about(), stale_days=60)

    assert found[24] is screen
    assert len(found) == 31


def test_what_is_in_the_plan_is_never_pulled_forward():
    mine = meeting(99, at=9_000, attendance=Attendance.ONLINE)
    near = [meeting(n, at=n * 300, km=0.5) for n in range(1, 31)]

    found = rank([*near, mine], about(going=frozenset({mine.group_id})), stale_days=60)

    assert found[-1] is mine
