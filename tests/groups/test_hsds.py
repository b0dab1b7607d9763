"""HSDS 3 as nested JSON: each oddity in a file of its own."""

from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.core.clock import now
from clinic.groups.feeds import gathering, hsds_json
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import Attendance, Severity, Stated
from tests.groups.test_bmlt import apart

TODAY = now().date()
WEEKLY = {"id": "w1", "freq": "WEEKLY", "byday": "TU", "opens_at": "19:00", "closes_at": "20:30"}
HALL = {
    "id": "l1",
    "location_type": "physical",
    "name": "St. Mark's",
    "latitude": 45.5,
    "longitude": -122.6,
    "addresses": [
        {
            "id": "a1",
            "attention": "Jo Bee",
            "address_1": "12 Elm Street",
            "address_2": "Room 3",
            "city": "Portland",
            "state_province": "OR",
            "postal_code": "97205",
            "country": "US",
            "address_type": "physical",
        }
    ],
    "accessibility": [{"id": "x1", "description": "Wheelchair access on all levels."}],
}
LAMP = {
    "id": "s1",
    "name": "Lamp",
    "status": "active",
    "url": "https://lamp.example/",
    "email": "lamp@lamp.example",
    "phones": [{"id": "p1", "number": '"+1 503 555 0100"', "type": "voice"}],
    "languages": [{"id": "g1", "code": "spa"}],
    "organization": {"id": "o1", "name": "Elm"},
    "service_at_locations": [{"id": "sl1", "location": HALL, "schedules": [WEEKLY]}],
}


def batch(value, timezone="America/Los_Angeles"):
    document = Document(Shape.JSON, "json", value)
    assert hsds_json.recognises(document)
    return hsds_json.read(document, fellowship="", timezone=timezone)


def at(*schedules, location=HALL, **more):
    place = {"id": "sl1", "location": location, "schedules": list(schedules)}
    return {**LAMP, "service_at_locations": [place], **more}


def one(value):
    found = batch([value])
    assert found.unreadable == 0, found.issues
    return found.slots[0]


def when(**facts):
    return one(at({**WEEKLY, **facts}))


def test_a_service_is_read_with_all_its_facts():
    lamp = one(LAMP)

    assert (lamp.uid, lamp.group_key, lamp.partition) == ("sl1 w1", "id s1", "o1")
    assert (lamp.name, lamp.weekday, lamp.starts_at, lamp.minutes) == ("Lamp", 2, time(19), 90)
    assert (lamp.place.street, lamp.place.city, lamp.place.region) == (
        "12 Elm Street", "Portland", "OR",
    )  # fmt: skip
    assert lamp.place.room == "Room 3"
    assert (lamp.place.wheelchair, lamp.attendance) == (Stated.YES, Attendance.IN_PERSON)
    assert (lamp.group_phone, lamp.group_email) == ("+1 503 555 0100", "lamp@lamp.example")
    assert (lamp.website, lamp.languages) == ("https://lamp.example/", ["es"])
    assert lamp.timezone == "America/Los_Angeles"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda lamp: [lamp],
        lambda lamp: {"total_items": 1, "contents": [lamp]},
        lambda lamp: lamp,
        lambda lamp: {"services": [lamp]},
        lambda lamp: [{"id": "o1", "name": "Elm", "services": [lamp]}],
        lambda lamp: [{"id": "sl1", "service": {k: v for k, v in lamp.items() if "_at_" not in k},
                       "location": HALL, "schedules": [WEEKLY]}],
    ],
)  # fmt: skip
def test_services_come_in_several_wrappings(wrap):
    (lamp,) = batch(wrap(LAMP)).slots

    assert (lamp.uid, lamp.group_key, lamp.partition) == ("sl1 w1", "id s1", "o1")


def test_an_organizations_contact_serves_where_a_service_has_none():
    organization = {"id": "o1", "name": "Elm", "email": "all@elm.example", "website": "elm.example",
                    "phones": [{"number": "503 555 0111"}]}  # fmt: skip
    lamp = one({**LAMP, "phones": [], "email": "", "url": None, "organization": organization})

    assert (lamp.group_phone, lamp.group_email) == ("503 555 0111", "all@elm.example")


def test_no_person_is_imported():
    person = {"name": "Jo Bee", "email": "jo@bee.example", "phones": [{"number": "503 555 0199"}]}
    phones = [
        {"number": "503 555 0198", "contact_id": "c1"},
        {"number": "503 555 0197", "type": "fax"},
    ]
    found = batch([{**LAMP, "contacts": [person], "phones": phones, "email": None}])

    assert all(word not in repr(found) for word in ("Jo Bee", "jo@bee", "0199", "0198", "0197"))
    assert found.slots[0].group_phone == ""


def test_every_day_of_a_schedule_is_a_meeting():
    found = batch([at({**WEEKLY, "byday": "TH,FR"})]).slots

    assert [(slot.weekday, slot.uid) for slot in found] == [(4, "sl1 w1 4"), (5, "sl1 w1 5")]


@pytest.mark.parametrize(
    ("byday", "weeks"),
    [("2TU", (2,)), ("-1TU", (-1,)), ("1TU,3TU", (1, 3)), ("TU", ()), ("1TU,TU", ()),
     ("3TU,-1TU", (3, -1)), ("1TU,2TU,3TU,4TU,5TU", ()), ("+2TU", (2,))],
)  # fmt: skip
def test_weeks_of_the_month(byday, weeks):
    lamp = when(freq="MONTHLY", byday=byday)

    assert (lamp.weekday, lamp.weeks) == (2, list(weeks))


def test_a_week_counted_from_the_end_is_said_in_words():
    assert "-2TU" in when(byday="-2TU").recurrence_note


def test_every_other_week_is_said_in_words():
    lamp = when(interval=2, dtstart="2026-01-06")

    assert (lamp.weekday, lamp.weeks) == (2, [])
    assert "2 weeks" in lamp.recurrence_note
    assert "2026-01-06" in lamp.recurrence_note


def test_days_of_the_month_make_no_weekday():
    lamp = when(freq="MONTHLY", byday=None, bymonthday="2,3")

    assert (lamp.weekday, lamp.starts_at) == (None, None)
    assert "2,3" in lamp.recurrence_note


def test_a_weekly_schedule_without_days_is_held_on_the_day_it_starts():
    assert when(byday=None, dtstart="2026-01-06").weekday == 2


@pytest.mark.parametrize("name", ["valid_to", "until"])
def test_a_schedule_that_has_run_out_is_kept_as_not_meeting(name):
    lamp = when(**{name: "2005-01-01"})

    assert lamp.attendance is Attendance.SUSPENDED
    assert "2005-01-01" in lamp.recurrence_note


def test_a_schedule_that_still_runs_is_held():
    lamp = when(until=(TODAY + timedelta(days=90)).isoformat())

    assert lamp.attendance is Attendance.IN_PERSON


def test_a_schedule_of_one_day_to_come_is_no_weekly_meeting():
    day = (TODAY + timedelta(days=30)).isoformat()
    lamp = when(valid_from=day, valid_to=day)

    assert (lamp.weekday, lamp.starts_at) == (None, None)
    assert day in lamp.recurrence_note


def test_an_offset_is_no_time_zone():
    assert when(timezone=-5).timezone == "America/Los_Angeles"
    assert batch([LAMP], timezone="").slots[0].timezone == ""


@pytest.mark.parametrize("opens", ["19:00", "19:00:00", "19:00-08:00", "19:00:00Z", "19:00:00.000"])
def test_times_in_any_spelling(opens):
    assert when(opens_at=opens).starts_at == time(19)


def test_a_meeting_may_cross_midnight():
    assert when(opens_at="23:00", closes_at="00:30").minutes == 90


def test_no_end_is_taken_as_an_hour():
    assert (when(closes_at=None).minutes, when(closes_at=None).minutes_assumed) == (60, True)


@pytest.mark.parametrize(
    ("status", "attendance"),
    [("active", Attendance.IN_PERSON), ("inactive", Attendance.SUSPENDED),
     ("temporarily closed", Attendance.SUSPENDED), ("", Attendance.IN_PERSON)],
)  # fmt: skip
def test_the_status_of_a_service(status, attendance):
    assert one({**LAMP, "status": status}).attendance is attendance


def test_a_service_that_no_longer_exists_is_reported_and_not_held_as_present():
    found = batch([{**LAMP, "status": "defunct"}])

    assert (found.slots, found.unreadable, found.present) == ([], 0, frozenset())
    assert found.issues[0].severity is Severity.SKIPPED


VIRTUAL = {
    "id": "l2",
    "location_type": "virtual",
    "name": "Zoom",
    "url": "https://zoom.us/j/5551234567",
}


@pytest.mark.parametrize(
    ("location", "words", "attendance"),
    [
        (VIRTUAL, None, Attendance.ONLINE),
        ({**VIRTUAL, "url": "", "phones": [{"number": "503 555 0100"}]}, None, Attendance.PHONE),
        (HALL, "in-person or remotely via video", Attendance.HYBRID),
        (HALL, "online", Attendance.ONLINE),
        (HALL, "In person", Attendance.IN_PERSON),
        (HALL, "telephone", Attendance.PHONE),
        ({}, None, Attendance.NOT_STATED),
    ],
)
def test_how_people_take_part(location, words, attendance):
    assert one(at({**WEEKLY, "attending_type": words}, location=location)).attendance is attendance


def test_a_virtual_location_gives_the_address_to_open():
    lamp = one(at(WEEKLY, location=VIRTUAL))

    assert (lamp.conference_url, lamp.place) == ("https://zoom.us/j/5551234567", None)


@pytest.mark.parametrize(
    ("words", "stated"),
    [("Wheelchair access.", Stated.YES), ("Not wheelchair accessible", Stated.NO),
     ("No step. Wheelchair ramp", Stated.YES), ("Hearing loop", Stated.NOT_STATED)],
)  # fmt: skip
def test_access_has_three_values(words, stated):
    hall = {**HALL, "accessibility": [{"id": "x", "description": words}]}

    assert one(at(WEEKLY, location=hall)).place.wheelchair is stated


def test_a_postal_address_is_not_where_people_go():
    postal = {**HALL, "addresses": [{**HALL["addresses"][0], "address_type": "postal"}]}
    lamp = one(at(WEEKLY, location=postal))

    assert (lamp.place.street, lamp.place.city, lamp.place.approximate) == ("", "Portland", True)


def test_a_places_opening_hours_are_not_those_of_a_service():
    hall = {**HALL, "schedules": [{**WEEKLY, "byday": "MO"}]}

    assert one(at(location=hall)).weekday is None


def test_a_service_without_schedule_is_by_appointment():
    assert one({**LAMP, "service_at_locations": []}).weekday is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"byday": "XX"}, "byday"), ({"opens_at": "25:61"}, "opens_at"), ({"byday": "9"}, "byday")],
)
def test_a_schedule_that_cannot_be_read_is_reported_and_present(facts, field):
    found = batch([at({**WEEKLY, **facts}, {**WEEKLY, "id": "w2"})])

    issue = next(one for one in found.issues if one.severity is Severity.SKIPPED)
    assert (found.read, found.unreadable, len(found.slots)) == (2, 1, 1)
    assert (issue.row, issue.field, issue.uid) == (1, field, "sl1 w1")
    assert found.present == {"sl1 w1"}


def test_what_is_no_service_is_reported():
    assert batch([LAMP, 5, {"id": "s2", "organization": {}}]).unreadable == 2


OFFICIAL = {
    "id": "s9", "name": "Counselling", "status": "active", "eligibility_description": "All",
    "phones": [{"id": "p", "number": '"+44 1234 234567"', "extension": 100, "type": "voice"}],
    "service_at_locations": [{"id": "sl9", "location": {**HALL, "latitude": 100, "longitude": 101},
        "schedules": [{**WEEKLY, "valid_from": "2005-01-01", "valid_to": "2005-01-01", "count": 3,
            "dtstart": "2005-01-01", "until": "2005-01-01", "timezone": 3, "byday": "TH,FR",
            "interval": 1, "bymonthday": "2,3,4", "byweekno": "41,42"}]}],
}  # fmt: skip


def test_an_example_that_makes_no_sense_is_survived():
    """Valid by its schema: off the map, over before it began, a number in quotes."""
    found = batch([OFFICIAL])

    assert [slot.weekday for slot in found.slots] == [4, 5]
    assert {slot.attendance for slot in found.slots} == {Attendance.SUSPENDED}
    assert found.slots[0].place.latitude is None
    assert found.slots[0].group_phone == "+44 1234 234567 x100"


def test_a_few_lines_cannot_make_millions_of_rows(monkeypatch):
    monkeypatch.setattr(gathering, "MAX_ROWS", 100)
    many = [{"id": str(n), "location": {}} for n in range(50)]

    with pytest.raises(Refused):
        batch([{**LAMP, "service_at_locations": many, "schedules": [WEEKLY] * 50}])


def test_what_all_meetings_of_a_service_say_is_held_once():
    schedules = [{**WEEKLY, "id": f"w{n}"} for n in range(1_000)]
    found = batch([at(*schedules, description="Tea. " * 900)])

    assert len(found.slots) == 1_000
    assert len({id(slot.notes) for slot in found.slots}) == 1


def test_a_number_without_end_holds_nobody_up():
    phones = [{"number": "5" * 90_000 + "!"}]

    assert one({**LAMP, "phones": phones}).group_phone == ""


def test_other_files_are_not_taken_for_hsds():
    for value in ([{"id": 1, "slug": "a", "name": "A", "day": 1}], {"meetings": []}, [], 5, None):
        assert not hsds_json.recognises(Document(Shape.JSON, "json", value))


odd = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
              st.sampled_from(["TU", "2MO", "19:00", "2026-01-01", "virtual", "online"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(
        ["id", "name", "location", "schedules", "addresses", "phones", "number", "attributes",
         "taxonomy_term", "byday", "opens_at", "url", "accessibility", "description", "code"]),
        inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip
FIELDS = [*LAMP, *WEEKLY, "schedules", "attributes", "locations", "service", "services", "valid_to",
          "interval", "until", "dtstart", "closes_at", "weekday", "bymonthday"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), odd), st.dictionaries(st.sampled_from(FIELDS), odd))
def test_no_value_breaks_the_reading(service, schedule):
    value = [LAMP, {**LAMP, **service}, at({**WEEKLY, **schedule})]

    document = Document(Shape.JSON, "json", value)
    found = apart(hsds_json.read(document, fellowship="", timezone=""))

    assert found.slots
    assert len({slot.uid_key for slot in found.slots}) == len(found.slots)
    for slot in found.slots:
        assert slot.content_hash
        assert (slot.weekday is None) == (slot.starts_at is None)
        assert 0 < slot.minutes <= 1440
