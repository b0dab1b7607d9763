"""The calendar file the client holds: what it says, when, and that it gives nothing away."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from clinic.plans import actions
from clinic.plans.document import PlanDocument, compose
from clinic.plans.document.events import events
from clinic.plans.models import AppointmentKind, PlanAppointment, PlanDose, PlanMedicine
from clinic.plans.printing.ics import calendar_file
from tests.make import NOON, TODAY
from tests.plans.tools import sign_off

HOME = ZoneInfo("America/Los_Angeles")


def entries(file):
    return list(Calendar.from_ical(file).walk("VEVENT"))


def named(file, words):
    return [entry for entry in entries(file) if entry["SUMMARY"] == words]


def days(entry, count):
    """The first dates of an event, as any calendar works them out, in universal time."""
    start = entry.start
    rule = entry["RRULE"].to_ical().decode()
    wall = rrulestr(rule, dtstart=start.replace(tzinfo=None))
    return [at.replace(tzinfo=start.tzinfo).astimezone(UTC) for at in wall[:count]]


@pytest.fixture
def document(ready, facts):
    return compose(ready, clinic=facts, at=NOON, today=TODAY, final=True)


@pytest.fixture
def told(ready, make):
    """The plan's referral, to be changed as a test likes: what the file says of it."""

    def told(**facts):
        for name, value in facts.items():
            setattr(ready.supports[0].referral, name, value)
        return events(ready, ready.supports, "America/Los_Angeles")

    return told


def groups(found):
    return [event for event in found if event.mark == "group"]


def test_a_weekly_group_keeps_its_hour_when_the_clocks_change(document):
    (group,) = named(calendar_file(document, words=True), "Thursday Steps")

    found = days(group, 36)

    assert found[0] == datetime(2026, 3, 6, 3, tzinfo=UTC)  # Thursday, 7 pm, before the change
    assert found[1] == datetime(2026, 3, 13, 2, tzinfo=UTC)  # an hour earlier for the world
    assert {at.astimezone(HOME).time() for at in found} == {time(19)}
    assert {at.astimezone(HOME).weekday() for at in found} == {3}


def test_the_zone_inside_the_file_says_the_same_as_the_world(document):
    (zone,) = Calendar.from_ical(calendar_file(document)).walk("VTIMEZONE")
    written = zone.to_tz()

    for day in (date(2026, 3, 5), date(2026, 3, 12), date(2026, 11, 5), date(2030, 7, 4)):
        noon = datetime.combine(day, time(12))
        assert noon.replace(tzinfo=written).utcoffset() == noon.replace(tzinfo=HOME).utcoffset()
    assert zone["TZID"] == "America/Los_Angeles"


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ([1, 3], ["2026-03-05", "2026-03-19", "2026-04-02", "2026-04-16"]),
        ([-1], ["2026-03-26", "2026-04-30", "2026-05-28", "2026-06-25"]),
        ([5], ["2026-04-30", "2026-07-30", "2026-10-29", "2026-12-31"]),
        ([4, -1], ["2026-03-26", "2026-04-23", "2026-04-30", "2026-05-28"]),
    ],
)
def test_a_group_of_some_weeks_of_the_month_comes_round_in_those(document, told, weeks, expected):
    first = date.fromisoformat(expected[0])
    file = calendar_file(replace(document, events=told(weeks=weeks, first_on=first)), words=True)

    (group,) = named(file, "Thursday Steps")

    assert [at.astimezone(HOME).date().isoformat() for at in days(group, 4)] == expected


def test_a_first_meeting_out_of_step_stands_alone(document, told):
    found = groups(told(weeks=[3], first_on=date(2026, 3, 5)))

    assert [event.starts for event in found] == ["2026-03-05T19:00", "2026-03-19T19:00"]
    assert [event.rule for event in found] == ["", "FREQ=MONTHLY;BYDAY=3TH"]
    assert len({event.uid for event in found}) == 2


def test_a_group_by_appointment_is_met_once_and_one_without_a_day_never(told):
    (once,) = groups(told(weekday=None, starts_at=None))

    assert (once.starts, once.rule) == ("2026-03-05", "")
    assert groups(told(first_on=None)) == []


def test_a_group_keeps_the_zone_it_meets_by(document, told):
    file = calendar_file(replace(document, events=told(timezone="America/New_York")))

    zones = {str(entry["TZID"]) for entry in Calendar.from_ical(file).walk("VTIMEZONE")}

    assert zones == {"America/Los_Angeles", "America/New_York"}


def test_appointments_calls_doses_and_refills_are_there(ready, facts):
    ready.doses.append(PlanDose(position=1, name="Depot", next_on=TODAY, next_at=time(9)))
    ready.medicines.append(PlanMedicine(position=2, name="Old", refill_on=TODAY, stopped=True))
    ready.medicines[0].refill_on = date(2026, 3, 20)
    document = compose(ready, clinic=facts, at=NOON, today=TODAY, final=True)

    marks = [(event.mark, event.starts) for event in document.events if event.mark != "group"]

    assert marks == [
        ("dose", "2026-03-02T09:00"),
        ("call", "2026-03-08"),
        ("call", "2026-03-09T10:00"),
        ("call", "2026-03-15"),
        ("refill", "2026-03-20"),
        ("call", "2026-03-22"),
        ("call", "2026-03-29"),
    ]
    whole = [entry for entry in entries(calendar_file(document)) if "RRULE" not in entry]
    assert len(whole) == 7
    assert {type(entry.start) for entry in whole} == {date, datetime}


def test_it_says_nothing_of_treatment_unless_asked(document):
    plain = calendar_file(document).decode()

    assert {entry["SUMMARY"] for entry in entries(plain)} == {"Meeting", "Call"}
    for word in ("Steps", "Cedar", "Ada Rowe", "Mark", "Handrail", "clinic", "LOCATION", "ALARM"):
        assert word.lower() not in plain.lower()
    assert "Thursday Steps" in calendar_file(document, words=True).decode()


def test_it_speaks_the_language_of_the_plan(document):
    spanish = entries(calendar_file(replace(document, language="es")))

    assert {entry["SUMMARY"] for entry in spanish} == {"Reuni\u00f3n", "Llamada"}


def test_a_later_version_changes_what_a_calendar_holds(ready, ada, counselor, facts, session):
    session.commit()
    sign_off(ada, ready)
    first = PlanDocument.from_json(session.merge(ready).frozen)
    ready = session.merge(ready)
    later = actions.revise(ready, reason="New day", by=counselor, at=NOON)
    later.appointments[0].on = date(2026, 3, 11)
    session.flush()

    second = compose(later, clinic=facts, at=NOON, today=TODAY, final=True)

    assert {e.uid for e in second.events} == {e.uid for e in first.events}
    before, after = [
        {str(entry["UID"]): entry for entry in entries(calendar_file(each))}
        for each in (first, second)
    ]
    moved = [uid for uid in before if before[uid].start != after[uid].start]
    assert len(moved) == 1
    assert {int(entry["SEQUENCE"]) for entry in after.values()} == {2}
    keys = {str(ready.id), str(ready.episode_id), str(ready.supports[0].referral_id)}
    assert not keys & set(before)


def test_the_same_document_gives_the_same_bytes(document):
    stored = PlanDocument.from_json(document.as_json())

    assert calendar_file(stored) == calendar_file(document)
    assert {entry["DTSTAMP"].dt for entry in entries(calendar_file(stored))} == {
        datetime(2026, 3, 2, tzinfo=UTC)
    }


def test_appointments_that_are_alike_are_two_all_the_same(ready):
    alike = {"on": date(2026, 3, 12), "what": "Call", "kind": AppointmentKind.CLINIC_CALL}
    ready.appointments.append(PlanAppointment(**alike))

    found = events(ready, [], "UTC")

    assert len({event.uid for event in found}) == len(found) == 6


def test_hostile_words_stay_words(document):
    nasty = "A,b;c\\d\r\nATTENDEE:mailto:x@y.test\x00\u202e" + "\u00e9" * 90
    hostile = tuple(replace(event, words=nasty, place=nasty) for event in document.events)

    file = calendar_file(replace(document, events=hostile), words=True)

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\nATTENDEE" not in file.replace(b"\r\n ", b"")
    assert b"\x00" not in file
    assert b"\n" not in file.replace(b"\r\n", b"")
    for entry in entries(file):
        assert "ATTENDEE" not in entry
        assert str(entry["SUMMARY"]).startswith("A,b;c\\d  ATTENDEE:mailto:x@y.test")


def test_an_event_that_lasts_says_so(document):
    (group,) = named(calendar_file(document, words=True), "Thursday Steps")

    assert group["DURATION"].dt == timedelta(minutes=60)


def test_the_page_sends_it_under_a_name_that_tells_nothing(ada, ready, session):
    session.commit()
    assert ada.get(f"/plans/{ready.id}/calendar.ics").status_code == 404
    sign_off(ada, ready)
    assert f"/plans/{ready.id}/calendar.ics" in ada.get(f"/plans/{ready.id}").text

    answer = ada.get(f"/plans/{ready.id}/calendar.ics")

    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    assert len(entries(answer.data)) == 6
    assert b"Thursday Steps" in ada.get(f"/plans/{ready.id}/calendar.ics?words=y").data


def test_a_plan_signed_before_there_were_events_has_no_file(document):
    stored = document.as_json()
    del stored["events"]

    assert calendar_file(PlanDocument.from_json(stored)) == b""
