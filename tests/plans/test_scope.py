"""A copy of a plan for somebody else: only what the consent covers."""

import json
from dataclasses import fields, replace

import pytest

from clinic.consents.models import Item
from clinic.plans.document import ClinicFacts, PlanDocument, scope
from clinic.plans.document.parts import (
    CalendarDay,
    CalendarEntry,
    CrisisStep,
    HardTimes,
    LevelOfCare,
    LifeArea,
    Medicine,
    Medicines,
    PlannedContact,
    Safety,
    Sharing,
    Signature,
)
from clinic.plans.document.sample import sample
from clinic.plans.document.shape import ContactRule, WeekDay, WeekItem

ALWAYS = {Item.NAME, Item.TREATMENT}


@pytest.fixture
def whole(app):
    """A plan with something in every part, each with a word of its own."""
    marks = ("visit", "group", "call", "dose", "refill", "leave", "unheard-of")
    entries = tuple(CalendarEntry(mark, "7:00 pm", f"zz-{mark}") for mark in marks)
    return replace(
        sample(ClinicFacts.from_settings(app.config)),
        leaves_on="zz-leaves",
        remember="zz-remember",
        contact=ContactRule("zz-phone", "zz-best"),
        week=(WeekDay("Monday", (WeekItem("step", "", "zz-g"), WeekItem("visit", "", "zz-v"))),),
        medicines=Medicines(rows=(Medicine("zz-medicine"),), allergies="zz-allergy"),
        safety=Safety(naloxone="zz-naloxone"),
        hard_times=HardTimes(signs=("zz-sign",)),
        crisis=(CrisisStep("zz-step"),),
        contacts=(PlannedContact("zz-call-plan"),),
        life_areas=(LifeArea("zz-area", "zz-action"),),
        level=LevelOfCare("zz-level"),
        strengths=("zz-strength",),
        gains=("zz-gain",),
        taught=("zz-taught",),
        signatures=(Signature("client", "zz-signature"),),
        sharing=(Sharing("zz-other-recipient", "zz-what"),),
        calendar=(CalendarDay("2026-11-25", "Wed", "Nov 25", entries=entries),),
    )


def words(document):
    return json.dumps(document.as_json())


def test_11_every_part_of_a_plan_has_its_place():
    placed = [scope.HOUSE, scope.OURS, scope.MIXED, set(scope.NEEDS)]

    assert set().union(*placed) == {part.name for part in fields(PlanDocument)}
    assert sum(map(len, placed)) == len(fields(PlanDocument))


def test_11_a_narrow_consent_lets_out_nothing_else(whole):
    copy = scope.within(whole, ALWAYS)

    assert copy.client_name == whole.client_name
    assert "zz-" not in words(copy)
    assert (copy.groups, copy.goals, copy.people, copy.appointments) == ((), (), (), ())
    assert copy.first_days == ()


@pytest.mark.parametrize(
    ("item", "shown", "hidden"),
    [
        (Item.GROUPS, ("zz-group", "zz-g", "Thursday Steps"), ("zz-visit", "zz-v", "zz-call")),
        (
            Item.APPOINTMENTS,
            ("zz-visit", "zz-v", "zz-call", "zz-call-plan"),
            ("zz-group", "zz-dose"),
        ),
        (Item.MEDICINES, ("zz-medicine", "zz-dose", "zz-refill"), ("zz-naloxone", "zz-sign")),
        (Item.CONTACT, ("zz-phone", "zz-best"), ("Ana Reyes",)),
        (Item.PEOPLE, ("Ana Reyes",), ("zz-phone",)),
        (Item.GOALS, ("zz-remember", "zz-strength"), ("zz-area",)),
        (Item.HARD_TIMES, ("zz-sign", "zz-step"), ("zz-naloxone",)),
        (Item.LEVEL_OF_CARE, ("zz-level", "zz-leaves"), ("zz-medicine",)),
    ],
)
def test_11_each_item_opens_its_own_parts(whole, item, shown, hidden):
    said = words(scope.within(whole, {*ALWAYS, item}))

    assert [word for word in shown if f'"{word}' not in said] == []
    assert [word for word in hidden if f'"{word}"' in said or f"{word}," in said] == []


def test_11_what_is_between_client_and_clinic_goes_to_nobody(whole):
    said = words(scope.within(whole, set(Item)))

    for word in ("zz-taught", "zz-signature", "zz-other-recipient", "zz-unheard-of"):
        assert word not in said
    assert "zz-medicine" in said
