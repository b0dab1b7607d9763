"""HSDS 1 to 3 as tables."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.groups.feeds import hsds_csv
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.hsds import nesting
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import Stated
from tests.groups.test_hsds import HALL, WEEKLY, batch

ADDRESS = {"location_id": "l1", "address_1": "12 Elm Street", "city": "Portland",
           "state_province": "OR", "postal_code": "97205", "country": "US"}  # fmt: skip


def package(**tables):
    document = Document(Shape.PACKAGE, "zip", tables=tables)
    assert hsds_csv.recognises(document)
    return hsds_csv.read(document, fellowship="AA", timezone="America/Los_Angeles")


def test_tables_of_version_1_are_read():
    found = package(
        services=[{"id": "s1", "organization_id": "o1", "name": "Lamp", "status": "active"}],
        organizations=[{"id": "o1", "name": "Elm", "email": "all@elm.example"}],
        locations=[{"id": "l1", "name": "St. Mark's", "latitude": "45.5", "longitude": "-122.6"}],
        services_at_location=[{"id": "sl1", "service_id": "s1", "location_id": "l1"}],
        physical_addresses=[{"id": "a1", **ADDRESS}],
        regular_schedules=[
            {"id": f"r{day}", "service_id": "s1", "location_id": "l1", "weekday": day,
             "service_at_location_id": "sl1", "opens_at": "09:00:00", "closes_at": "10:00:00"}
            for day in ("1", "7")
        ],
        phones=[{"id": "p1", "service_id": "s1", "number": "503 555 0100"},
                {"id": "p2", "contact_id": "c1", "service_id": "s1", "number": "503 555 0199"}],
        contacts=[{"id": "c1", "service_id": "s1", "name": "Jo Bee"}],
        languages=[{"id": "g1", "service_id": "s1", "language": "Spanish"}],
        accessibility_for_disabilities=[
            {"id": "x", "location_id": "l1", "accessibility": "wheelchair"}
        ],
    )  # fmt: skip

    monday, sunday = found.slots
    assert (monday.weekday, sunday.weekday) == (1, 0)
    assert (monday.uid, monday.group_key, monday.partition) == ("sl1 r1", "id s1", "o1")
    assert (monday.place.street, monday.place.wheelchair) == ("12 Elm Street", Stated.YES)
    assert (monday.group_phone, monday.group_email) == ("503 555 0100", "all@elm.example")
    assert (monday.languages, monday.fellowship) == (["es"], "AA")
    assert "Jo Bee" not in repr(found)


def test_a_service_may_name_its_location_itself():
    found = package(
        services=[{"id": "s1", "location_id": "l1", "name": "Lamp"}],
        locations=[{"id": "l1", "name": "St. Mark's"}],
        addresses=[ADDRESS],
        regular_schedules=[{"service_id": "s1", "weekday": "Sunday", "opens_at": "9:00 AM"}],
    )

    assert (found.slots[0].weekday, found.slots[0].starts_at) == (0, time(9))
    assert found.slots[0].place.street == "12 Elm Street"


def test_a_schedule_of_no_service_is_reported():
    found = package(
        services=[{"id": "s1", "name": "Lamp"}],
        schedules=[{**WEEKLY, "service_id": "s2"}, {**WEEKLY, "id": "w2", "location_id": "l1"}],
    )

    assert (found.read, found.unreadable, len(found.slots)) == (2, 1, 1)


def test_tables_may_come_as_json():
    found = batch(
        {
            "service": [{"id": "s1", "name": "Lamp"}],
            "location": [{k: v for k, v in HALL.items() if k != "addresses"}],
            "address": [ADDRESS],
            "service_at_location": [{"id": "sl1", "service_id": "s1", "location_id": "l1"}],
            "schedule": [{**WEEKLY, "service_at_location_id": "sl1"}],
        }
    )

    assert [(slot.uid, slot.weekday) for slot in found.slots] == [("sl1 w1", 2)]
    assert found.slots[0].place.street == "12 Elm Street"


def test_a_package_without_services_is_not_taken_for_hsds():
    assert not hsds_csv.recognises(Document(Shape.PACKAGE, "zip", tables={"a": []}))


def test_tables_in_which_all_belongs_to_all_are_refused():
    same = {"id": "1", "service_id": "1", "location_id": "1", "service_at_location_id": "1"}
    names = ("services", "service_at_locations", "schedules", "locations", "phones")
    tables = {name: [{**same, "name": "A"} for _ in range(5_000)] for name in names}

    with pytest.raises(Refused):
        package(**tables)


NAMES = [*nesting._SINGULAR]


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.dictionaries(
    st.sampled_from(["id", "service_id", "location_id", "service_at_location_id", "name", "byday",
                     "opens_at", "weekday", "number", "link_id"]),
    st.sampled_from(["", "1", "2", "TU", "19:00", "x"]), max_size=5), max_size=4)))  # fmt: skip
def test_no_table_breaks_the_reading(tables):
    document = Document(Shape.PACKAGE, "zip", tables=tables)

    assert hsds_csv.read(document, fellowship="", timezone="").read >= 0
