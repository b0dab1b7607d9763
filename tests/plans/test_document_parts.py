"""The further parts of a plan on paper, composed from the records."""

import json
from datetime import date, time

import pytest

from clinic.core import words
from clinic.episodes.models import Placement
from clinic.plans.document import compose
from clinic.plans.document import language as language_module
from clinic.plans.models import (
    Area,
    AreaState,
    ContactKind,
    Pace,
    PlanContact,
    PlanDose,
    PlanMedicine,
    PlanWeekItem,
    WeekKind,
)
from clinic.plans.policy.cards import CRISIS_STEPS
from clinic.plans.policy.rules import SAFETY_EN, SAFETY_ES, Rules
from tests.make import NOON, TODAY


@pytest.fixture
def written(facts):
    def written(plan, **said):
        return compose(plan, clinic=facts, at=NOON, today=TODAY, **said)

    return written


def test_medicines_say_how_much_when_and_where_the_next_ones_come_from(ready, written):
    ready.medicines[0].strength, ready.medicines[0].prescriber = "50 mg", "Dr. Li"
    ready.medicines[0].refill_on, ready.medicines[0].refill_at = date(2026, 3, 20), "Pine Street"
    ready.medicines.append(PlanMedicine(position=2, name="Old", stopped=True, note="Qz"))
    ready.answers.listed_on = TODAY

    found = written(ready).medicines

    assert (found.rows[0].name, found.rows[0].amounts.morning) == ("Sertraline 50 mg", "1")
    assert found.rows[0].refill == "by Fri, Mar 20, Pine Street"
    assert (found.rows[0].prescriber, found.rows[1].stopped) == ("Dr. Li", True)
    assert (found.allergies, found.as_of, found.confirmed_none) == (
        "Penicillin",
        "Mar 2, 2026",
        False,
    )
    assert "Qz" not in json.dumps(written(ready).as_json())


def test_none_is_printed_only_when_somebody_asked(draft, written):
    assert not written(draft).medicines.confirmed_none

    draft.answers.no_medicines = True

    assert written(draft).medicines.confirmed_none


def test_a_dose_says_what_covers_the_days_and_what_does_not(draft, written):
    dose = PlanDose(position=1, name="Methadone", last_on=date(2026, 3, 6), bridge_days=2)
    dose.next_on, dose.next_at, dose.place = date(2026, 3, 10), time(9), "Pine Street Clinic"
    draft.doses.append(dose)

    (found,) = written(draft).medicines.doses

    assert found.last == "Friday, March 6"
    assert found.next == "Tuesday, March 10, 9:00 am"
    assert found.bridge == "I have enough for 2 days."
    assert found.gap == "1 day is not covered. I call today."


def test_safety_has_the_approved_sentences_and_the_naloxone(ready, written):
    found = written(ready).safety

    assert found.lines == SAFETY_EN
    assert found.naloxone == "I got naloxone. 2 doses. It is kept here: Kitchen drawer"
    assert found.trained == ("Ana",)


def test_crisis_steps_are_printed_only_when_risk_is_marked(ready, written):
    for name in CRISIS_STEPS:
        setattr(ready.answers, name, [name])
    assert written(ready).crisis == ()

    ready.answers.at_risk = True

    assert [step.lines for step in written(ready).crisis] == [(name,) for name in CRISIS_STEPS]


def test_hard_times_contacts_areas_and_topics_stand_in_words(ready, written):
    row = next(row for row in ready.areas if row.area is Area.WORK)
    row.state, row.action, row.due_on = AreaState.OPEN, "Call Mr. Hale", date(2026, 3, 9)

    found = written(ready)

    assert found.hard_times.signs == ("I stop answering",)
    assert next((p.when, p.then) for p in found.hard_times.pairs) == ("Trigger 1", "Act 1")
    (contact,) = found.contacts
    assert (contact.what, contact.who) == ("Call", "Ada Rowe")
    assert contact.how_often == "Every week, from Sun, Mar 8, 4 times"
    assert contact.until == "Sun, Mar 29"
    (area,) = found.life_areas
    assert (area.area, area.action, area.by) == ("Work or school", "Call Mr. Hale", "Mon, Mar 9")
    assert len(found.taught) == 6


def test_levels_of_care_stand_in_plain_words_and_have_their_codes(ready, written):
    placement: Placement = ready.episode.placement
    placement.level, placement.edition = "3.5", "4"
    ready.answers.level_words, ready.answers.next_level = "I live here", "2.1"
    ready.answers.level_why = "Too far"

    level = written(ready).level
    assert (level.now, level.now_code) == ("I live here", "ASAM 3.5, edition 4")
    assert (level.next, level.next_code) == ("Day program", "level 2.1")
    assert level.why == ""

    ready.answers.best_level = "2.5"
    assert written(ready).level.why == "Too far"


def test_the_week_holds_program_hours_and_ideas(ready, written):
    hours = {"kind": WeekKind.PROGRAM, "weekday": 1, "starts_at": time(9), "minutes": 180}
    ready.week.append(PlanWeekItem(position=2, words="Day program", **hours))

    days = {day.name: day for day in written(ready).week}

    assert [(i.kind, i.clock, i.words) for i in days["Monday"].morning] == [
        ("program", "9:00 am", "Day program")
    ]
    assert [(i.kind, i.clock, i.words) for i in days["Sunday"].evening] == [("idea", "", "Swim")]


def test_the_calendar_marks_thirty_days_from_leaving(ready, written):
    ready.medicines[0].refill_on = date(2026, 3, 20)
    ready.doses.append(PlanDose(position=1, name="Methadone", next_on=date(2026, 3, 7)))
    visit = {"kind": ContactKind.VISIT, "first_on": date(2026, 3, 10), "pace": Pace.ONCE}
    ready.contacts.append(PlanContact(position=2, times=1, who="", **visit))
    closed = Rules(closed_days=("2026-03-13 Staff day",))

    days = written(ready, rules=closed).calendar

    marks = {day.iso: [entry.mark for entry in day.entries] for day in days if day.entries}
    assert (len(days), days[0].iso, days[-1].iso) == (30, "2026-03-06", "2026-04-04")
    assert marks["2026-03-06"] == ["leave"]
    assert marks["2026-03-07"] == ["dose"]
    assert marks["2026-03-08"] == ["call"]
    assert marks["2026-03-09"] == ["call"]
    assert marks["2026-03-10"] == ["visit"]
    assert marks["2026-03-12"] == ["group"]
    assert marks["2026-03-20"] == ["refill"]
    assert next(d.closed for d in days if d.iso == "2026-03-13") == "Staff day"


def test_the_clients_language_is_used_when_its_words_are_there(ready, written, monkeypatch):
    ready.episode.client.language = "es"
    monkeypatch.setattr(language_module, "LOCALES", {"en": "en_US"})
    assert written(ready).language == "en"

    monkeypatch.setattr(language_module, "LOCALES", {"en": "en_US", "es": "es_US"})
    found = written(ready)

    assert (found.language, found.leaves_on) == ("es", "viernes, 6 de marzo de 2026")
    assert found.safety.lines == SAFETY_ES
    assert {"goals", "remember", "medicines", "hard"} <= set(found.untranslated)
    ready.answers.language = "es"
    assert written(ready).untranslated == ()


def test_a_language_is_left_again(app):
    with app.test_request_context():
        before = words.current_locale()
        with words.speaking("es"):
            assert words.current_locale() == "es_US"
        assert words.current_locale() == before


def test_the_clients_address_is_in_no_part(ready, written):
    client = ready.episode.client
    client.street, client.city, client.postcode = "QzStreet", "QzCity", "QzPost"

    assert "Qz" not in json.dumps(written(ready).as_json())
