"""What changed since the last copy: said in full, in the client's language, and nothing dropped."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.core.words import LOCALES
from clinic.plans.document import PlanDocument, changes
from clinic.plans.document.parts import Amounts, Changed, CrisisStep, Medicine, Medicines
from clinic.plans.document.sample import sample
from clinic.plans.document.shape import GroupCard, WeekDay, WeekItem

#: What says nothing of the plan itself, or says in signs what stands beside it in words.
APART = {
    *("language", "paper", "size", "draft", "version", "printed_on", "printed_iso"),
    *("short_name", "first_name", "client_number", "signatures", "changes", "since"),
    *("untranslated", "events", "went", "link_leads", "mark", "iso", "kind"),
}
#: The same said once more, by day.
AGAIN = {"first_days", "week", "by_appointment", "calendar"}
#: Said with yes, no and nothing.
CODES = {"voice_message"}


@pytest.fixture
def printed(app, facts):
    steps = tuple(CrisisStep(f"Step {n}", (f"Line {n}",)) for n in (1, 2))
    with app.app_context():
        yield {tongue: replace(sample(facts, language=tongue), crisis=steps) for tongue in LOCALES}


def leaves(value, path=()):
    """Where every text and every yes or no of a document stands."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in APART:
                yield from leaves(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from leaves(each, (*path, n))
    else:
        yield path


def put(value, path, new):
    """The same document with something else in one place."""
    if not path:
        return new(value) if callable(new) else new
    if is_dataclass(value):
        name = path[0]
        return replace(value, **{name: put(getattr(value, name), path[1:], new)})
    n = path[0]
    return (*value[:n], put(value[n], path[1:], new), *value[n + 1 :])


def is_fixed(path):
    """What a day is called follows from the day, and codes of levels are not for the client."""
    is_day = path[0] in ("week", "calendar") and path[-1] == "name"
    return is_day or path[-1] in ("now_code", "next_code")


def stopped(plan, path):
    """How much there is of a medicine that nobody takes any more is not printed."""
    amount = "amounts" in path or path[-1] == "as_needed"
    return amount and plan.medicines.rows[path[2]].stopped


def other(value):
    if isinstance(value, bool):
        return not value
    return {"yes": "no", "no": "yes", "not_asked": "yes"}.get(value, f"{value} zz")


def lists(value, path=()):
    """Where every list with something in it stands."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in APART:
                yield from lists(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        if value:
            yield path
        for n, each in enumerate(value):
            yield from lists(each, (*path, n))


def text(lines):
    return " | ".join(f"{line.what} {line.before} {line.after}" for line in lines)


@pytest.mark.parametrize("language", ["en", "es"])
def test_whatever_differs_in_one_place_has_a_line(printed, language):
    plan = printed[language]

    places = [path for path in leaves(plan) if not is_fixed(path) and not stopped(plan, path)]
    silent = [path for path in places if not changes(plan, put(plan, path, other))]

    assert len(places) > 300
    assert silent == []


def test_whatever_is_gone_new_or_in_another_order_has_a_line(printed):
    plan, silent = printed["en"], []
    for path in lists(plan):
        shorter = put(plan, path, lambda items: items[1:])
        turned = put(plan, path, lambda items: items[::-1])
        if not changes(plan, shorter) or not changes(shorter, plan):
            silent.append(path)
        if turned != plan and not changes(plan, turned) and path[-1] not in DAYS:
            silent.append(path)

    assert silent == []


#: Lists that have one order only, that of the days and hours.
DAYS = {"entries", "items", "trained", "lines"}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_several_things_at_once_are_all_said(printed, data):
    plan = printed["en"]
    plain = [
        path
        for path in leaves(plan)
        if path[0] not in AGAIN and path[-1] not in CODES and not is_fixed(path)
    ]
    chosen = data.draw(st.lists(st.sampled_from(plain), min_size=2, max_size=6, unique=True))
    after, marks = plan, []
    for n, path in enumerate(chosen):
        value = plan
        for step in path:
            value = getattr(value, step) if isinstance(step, str) else value[step]
        if isinstance(value, str):
            after = put(after, path, f"qz{n}qz")
            marks.append((f"qz{n}qz", path))
    said = text(changes(plan, after))

    assert [path for mark, path in marks if mark not in said and not stopped(after, path)] == []


def test_the_same_plan_has_not_changed(printed):
    assert changes(printed["en"], printed["en"]) == ()


def test_a_medicine_started_stopped_or_taken_otherwise_is_said(printed):
    plan = replace(
        printed["en"],
        medicines=Medicines(rows=(Medicine("A 5 mg", amounts=Amounts("1")), Medicine("B"))),
    )
    new = Medicine("C 10 mg", amounts=Amounts(bedtime="half"), refill="by Mon, Mar 9")
    rows = (Medicine("A 5 mg", amounts=Amounts("2", evening="1")), Medicine("B", stopped=True), new)

    assert changes(plan, replace(plan, medicines=Medicines(rows=rows))) == (
        Changed("A 5 mg", "Morning: 1", "Morning: 2, Evening: 1"),
        Changed("B", "", "I no longer take it"),
        Changed("My medicines", "", "C 10 mg, Bedtime: half, Refill: by Mon, Mar 9"),
    )


def test_a_group_that_moved_is_said_fact_by_fact(printed):
    card = GroupCard("step", "Harbor", "Thursdays, 7:00 pm", "12 Elm Street")
    plan = replace(printed["en"], groups=(card,))
    moved = replace(card, when="Fridays, 7:00 pm", first_time="Friday, March 6")
    night = GroupCard("online", "Night Owls", "Mondays, 9:00 pm", "Online")

    assert changes(plan, replace(plan, groups=(moved, night))) == (
        Changed("Harbor", "Thursdays, 7:00 pm", "Fridays, 7:00 pm"),
        Changed("Harbor: First time", "", "Friday, March 6"),
        Changed("My groups", "", "Night Owls, Mondays, 9:00 pm, Where: Online, What: Online group"),
    )


def test_two_of_one_name_are_told_apart_by_what_stayed(printed):
    visits = printed["en"].appointments[:1] * 2
    first, second = (replace(v, when=w) for v, w in zip(visits, ("Nov 27", "Dec 4"), strict=True))
    between = replace(first, when="Nov 30")
    plan = replace(printed["en"], appointments=(first, second))

    (line,) = changes(plan, replace(plan, appointments=(first, between, second)))

    assert (line.before, "Nov 30" in line.after) == ("", True)


def test_the_days_speak_only_when_nothing_else_explains_them(printed):
    plan = printed["en"]
    later = replace(plan, first_days=plan.first_days[1:], goals=plan.goals[1:])

    assert {line.what for line in changes(plan, replace(plan, first_days=()))} == {
        "My first 3 days"
    }
    assert {line.what for line in changes(plan, later)} == {"My goals, in my words"}


def test_the_week_of_ones_own_is_never_taken_for_a_group(printed):
    week = (WeekDay("Monday", morning=(WeekItem("own", "9:00 am", "Swim"),)),)
    plan = replace(printed["en"], week=week)
    later = replace(plan, week=(WeekDay("Monday"),), goals=plan.goals[1:])

    assert Changed("My week", "Monday, 9:00 am Swim", "") in changes(plan, later)


def test_lines_are_in_the_language_of_the_new_copy(printed):
    plan = printed["es"]
    care = replace(plan.medicines, allergies="Penicilina")

    (line,) = changes(plan, replace(plan, medicines=care))

    assert line == Changed("Alergias", plan.medicines.allergies, "Penicilina")


def test_two_languages_are_compared_in_the_one_of_the_old_copy(printed):
    old, new = printed["en"], printed["es"]
    language = Changed("Idioma", "inglés", "español")

    assert changes(old, new, as_before=old) == (language,)

    moved = put(old, ("groups", 0, "when"), "Fridays, 7:00 pm")
    said = changes(old, new, as_before=moved)

    assert said == (
        language,
        Changed(new.groups[0].name, old.groups[0].when, new.groups[0].when),
    )


def test_two_languages_as_they_stand_say_too_much_and_never_too_little(printed):
    said = text(changes(printed["en"], printed["es"]))

    assert printed["es"].groups[0].when in said
    assert printed["es"].medicines.doses[0].next in said


def test_parts_an_older_document_did_not_have_are_new(printed):
    kept = {n: v for n, v in printed["en"].as_json().items() if n not in ("medicines", "safety")}
    old = PlanDocument.from_json(kept)

    said = changes(old, printed["en"])

    assert {line.what for line in said} >= {"My medicines", "My next dose", "If I use again"}
    assert all(line.before == "" for line in said)
