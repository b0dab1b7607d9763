"""The table that BMLT servers make for NA World Services."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.groups.feeds import naws_csv
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.models import Attendance, Openness, Stated
from tests.groups.test_bmlt import ZOOM, apart

NAWS = {
    "Committee": "G00000007",
    "CommitteeName": "Lamp",
    "AddDate": "",
    "AreaRegion": "AR63",
    "ParentName": "Elm Area",
    "ContactName": "Jo Bee",
    "ContactPhone": "555 0100",
    "Room": "Timer",
    "Closed": "OPEN",
    "WheelChr": "TRUE",
    "Day": "Tuesday",
    "Time": "1930",
    "Language1": "ES",
    "Place": "St. Mark's",
    "Address": "12 Elm Street",
    "City": "Portland",
    "LocBorough": "",
    "State": "OR",
    "Zip": "97205",
    "Country": "USA",
    "Directions": "Side door",
    "Format1": "STEP",
    "Format2": "VM",
    "Delete": "",
    "Longitude": "-122.6",
    "Latitude": "45.5",
    "VirtualMeetingLink": ZOOM,
    "TimeZone": "America/Los_Angeles",
    "bmlt_id": "7",
    "unpublished": "",
}


def naws(*rows):
    document = Document(Shape.TABLE, "csv", tables={"": list(rows)})
    assert naws_csv.recognises(document)
    return apart(naws_csv.read(document, fellowship="", timezone=""))


def test_a_naws_row_is_read():
    lamp = naws({**NAWS, "Format2": "W"}).slots[0]

    assert (lamp.uid, lamp.weekday, lamp.starts_at) == ("7", 2, time(19, 30))
    assert (lamp.timezone, lamp.fellowship) == ("America/Los_Angeles", "NA")
    assert (lamp.openness, lamp.traits) == (Openness.OPEN, ["step", "women"])
    assert (lamp.group_key, lamp.partition, lamp.languages) == ("id g00000007", "AR63", ["es"])
    assert (lamp.place.street, lamp.place.wheelchair) == ("12 Elm Street", Stated.YES)


def test_a_deleted_row_is_no_meeting_and_hides_nothing():
    found = naws(NAWS, {**NAWS, "bmlt_id": "8", "Delete": "D"})

    assert (found.read, len(found.slots), found.unreadable) == (2, 1, 0)
    assert found.present == frozenset()
    assert "8" not in {slot.uid for slot in found.slots}


def test_no_contact_of_a_naws_table_is_imported():
    assert "Jo Bee" not in repr(naws(NAWS))
    assert "555 0100" not in repr(naws(NAWS))


@pytest.mark.parametrize(
    ("given", "at"), [("930", time(9, 30)), ("0000", time(0)), ("30", time(0, 30))]
)
def test_hours_without_their_zeros(given, at):
    assert naws({**NAWS, "Time": given}).slots[0].starts_at == at


@pytest.mark.parametrize(("name", "value"), [("Day", "Someday"), ("Time", "2561"), ("Time", "")])
def test_a_naws_row_that_cannot_be_read_is_present(name, value):
    found = naws(NAWS, {**NAWS, "bmlt_id": "8", name: value})

    assert (found.unreadable, found.present) == (1, {"8"})


def test_rows_without_bmlt_id_share_the_id_of_their_group():
    rows = [{**NAWS, "bmlt_id": "", "Day": day} for day in ("Monday", "Friday")]
    found = naws(*rows)

    assert len({slot.uid_key for slot in found.slots}) == 2
    assert all(slot.uid.startswith("G00000007 ") for slot in found.slots)


def test_what_has_a_column_of_its_own_is_a_trait():
    assert "institutional" in naws({**NAWS, "Institutional": "TRUE"}).slots[0].traits
    assert naws({**NAWS, "WheelChr": "FALSE", "Format2": ""}).slots[0].place.wheelchair is (
        Stated.NOT_STATED
    )


def test_an_unpublished_meeting_is_not_meeting_now():
    assert naws({**NAWS, "unpublished": "1"}).slots[0].attendance is Attendance.SUSPENDED


def test_other_tables_are_not_taken_for_naws():
    table = Document(Shape.TABLE, "csv", tables={"": [{"slug": "a", "name": "A"}]})

    assert not naws_csv.recognises(table)


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(NAWS, st.text(max_size=20))))
def test_no_value_breaks_the_reading_of_a_table(row):
    assert naws_csv.read(
        Document(Shape.TABLE, "csv", tables={"": [NAWS, row]}), fellowship="", timezone=""
    ).read == 2  # fmt: skip
