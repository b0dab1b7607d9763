"""BMLT's own JSON: each oddity in a file of its own."""

import json
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.groups.feeds import bmlt_json, grouping
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.models import Attendance, Openness, Severity, Stated
from tests.groups.test_import import FEEDS

NEW_YORK = FEEDS / "new-york-bmlt.json"
LAMP = {
    "id_bigint": "7",
    "worldid_mixed": "G00000007",
    "service_body_bigint": "3",
    "weekday_tinyint": "3",
    "venue_type": "1",
    "start_time": "19:00:00",
    "duration_time": "01:30:00",
    "time_zone": "",
    "formats": "O,St,WC",
    "lang_enum": "en",
    "latitude": "45.5",
    "longitude": "-122.6",
    "published": "1",
    "meeting_name": "Lamp",
    "location_text": "St. Mark's",
    "location_street": "12 Elm Street",
    "location_municipality": "Portland",
    "location_province": "OR",
    "location_postal_code_1": "97205",
    "location_nation": "USA",
}


def apart(found):
    """Give slots ids and groups, as the importer does with those of every format."""
    slots, _doubles = grouping.distinct(found.slots)
    return replace(found, slots=grouping.grouped(slots))


def batch(*rows, listed=None, fellowship="", timezone="America/New_York"):
    value = list(rows) if listed is None else {"meetings": list(rows), "formats": listed}
    document = Document(Shape.JSON, "json", value)
    assert bmlt_json.recognises(document) or not rows or "id_bigint" not in rows[0]
    return apart(bmlt_json.read(document, fellowship=fellowship, timezone=timezone))


def one(listed=None, **facts):
    found = batch({**LAMP, **facts}, listed=listed)
    assert found.unreadable == 0, found.issues
    return found.slots[0]


def test_a_meeting_is_read_with_all_its_facts():
    lamp = one()

    assert (lamp.uid, lamp.name, lamp.weekday) == ("7", "Lamp", 2)
    assert (lamp.starts_at, lamp.minutes, lamp.minutes_assumed) == (time(19), 90, False)
    assert (lamp.timezone, lamp.fellowship) == ("America/New_York", "NA")
    assert (lamp.openness, lamp.traits, lamp.types) == (Openness.OPEN, ["step"], ["O", "St", "WC"])
    assert lamp.place.wheelchair is Stated.YES
    assert (lamp.place.latitude, lamp.place.street) == (45.5, "12 Elm Street")
    assert (lamp.group_key, lamp.partition, lamp.languages) == ("id g00000007", "3", ["en"])


@pytest.mark.parametrize(("given", "day"), [("1", 0), ("7", 6), (1, 0)])
def test_days_are_counted_from_one(given, day):
    assert one(weekday_tinyint=given).weekday == day


@pytest.mark.parametrize(
    ("name", "value"),
    [("weekday_tinyint", "0"), ("weekday_tinyint", "8"), ("weekday_tinyint", True),
     ("weekday_tinyint", "Sunday"), ("start_time", "25:00:00"), ("start_time", ""),
     ("meeting_name", ["x"])],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_reported_and_present(name, value):
    found = batch(LAMP, {**LAMP, "id_bigint": "8", name: value})

    issue = next(one for one in found.issues if one.severity is Severity.SKIPPED)
    assert (found.read, len(found.slots), found.unreadable) == (2, 1, 1)
    assert (issue.row, issue.uid, issue.field) == (2, "8", name)
    assert issue.reason
    assert found.present == {"8"}


def test_what_is_no_row_leaves_open_what_is_missing():
    assert batch(LAMP, 5).present == {""}


@pytest.mark.parametrize(
    ("given", "minutes", "assumed"),
    [("24:00:00", 1440, False), ("00:00:00", 60, True), ("", 60, True), (None, 60, True),
     ("25:00:00", 60, True), ("01:00", 60, False), ("soon", 60, True), (["x"], 60, True)],
)  # fmt: skip
def test_lengths(given, minutes, assumed):
    lamp = one(duration_time=given)

    assert (lamp.minutes, lamp.minutes_assumed) == (minutes, assumed)


def test_a_meeting_may_cross_midnight():
    lamp = one(start_time="23:30:00", duration_time="01:30:00")

    assert (lamp.starts_at, lamp.minutes) == (time(23, 30), 90)


def test_a_meeting_without_day_and_time_is_by_appointment():
    lamp = one(weekday_tinyint="", start_time="")

    assert (lamp.weekday, lamp.starts_at) == (None, None)


def test_a_zone_of_its_own_is_kept():
    assert one(time_zone="Europe/Berlin").timezone == "Europe/Berlin"


def test_nobody_says_the_zone():
    assert batch(LAMP, timezone="").slots[0].timezone == ""


def test_the_fellowship_may_be_told():
    assert batch(LAMP, fellowship="Nar-Anon").slots[0].fellowship == "Nar-Anon"


ZOOM = "https://zoom.us/j/5551234567"


@pytest.mark.parametrize(
    ("facts", "attendance"),
    [
        ({"venue_type": "1"}, Attendance.IN_PERSON),
        ({"venue_type": "2", "virtual_meeting_link": ZOOM}, Attendance.ONLINE),
        ({"venue_type": "2", "phone_meeting_number": "+1 555 010 0000"}, Attendance.PHONE),
        ({"venue_type": "3", "virtual_meeting_link": ZOOM}, Attendance.HYBRID),
        ({"venue_type": "", "formats": "VM", "virtual_meeting_link": ZOOM}, Attendance.ONLINE),
        ({"venue_type": "", "formats": "VM,HY"}, Attendance.HYBRID),
        ({"venue_type": "", "virtual_meeting_link": ZOOM}, Attendance.HYBRID),
        ({"venue_type": "", "formats": "TC"}, Attendance.SUSPENDED),
        ({"venue_type": "1", "formats": "TC,VM", "virtual_meeting_link": ZOOM}, Attendance.ONLINE),
        ({"venue_type": ""}, Attendance.IN_PERSON),
        ({"published": "0"}, Attendance.SUSPENDED),
        ({"published": 0}, Attendance.SUSPENDED),
        ({"meeting_name": "(SUSPENDED) Lamp"}, Attendance.SUSPENDED),
    ],
)
def test_how_people_take_part(facts, attendance):
    assert one(**facts).attendance is attendance


def test_a_virtual_meeting_has_no_place_and_no_point_on_the_map():
    """Servers give their own center to what has no address."""
    lamp = one(venue_type="2", virtual_meeting_link=ZOOM)

    assert lamp.place is None
    assert lamp.listed_at.latitude is None


def test_a_town_alone_has_no_point_on_the_map():
    lamp = one(location_street="", location_text="")

    assert (lamp.place.latitude, lamp.place.approximate) == (None, True)


def test_prompts_in_front_of_values_are_taken_off():
    lamp = one(location_info="Hint#@-@#Hint#@-@#Side door", comments="Note#@-@#Tea")

    assert (lamp.place.directions, lamp.notes) == ("Side door", "Tea")


def test_no_person_is_imported():
    found = batch(
        {**LAMP, "contact_name_1": "Jo Bee", "contact_phone_1": "555", "email_contact": "j@x.test"}
    )

    assert "Jo Bee" not in repr(found)
    assert "j@x.test" not in repr(found)


@pytest.mark.parametrize("world", ["G00000007-dup", "g00000007 ", "G00000007-dup2"])
def test_a_world_id_makes_a_group_whatever_its_spelling(world):
    found = batch(LAMP, {**LAMP, "id_bigint": "8", "worldid_mixed": world, "meeting_name": "L."})

    assert len({slot.group_key for slot in found.slots}) == 1


def test_without_a_world_id_a_name_in_a_service_body_is_a_group():
    bare = {**LAMP, "worldid_mixed": "", "location_street": "1 Oak"}
    found = batch(bare, {**bare, "id_bigint": "8", "location_street": "2 Oak"},
                  {**bare, "id_bigint": "9", "service_body_bigint": "4"})  # fmt: skip

    keys = [slot.group_key for slot in found.slots]
    assert keys[0] == keys[1] != keys[2]


def test_what_nobody_named_is_no_group_of_a_service_body():
    bare = {**LAMP, "worldid_mixed": "", "meeting_name": "NA Meeting", "location_street": "1 Oak"}
    found = batch(bare, {**bare, "id_bigint": "8", "location_street": "2 Oak"})

    assert len({slot.group_key for slot in found.slots}) == 2


def test_a_group_is_called_as_most_of_its_meetings_are():
    rows = [{**LAMP, "id_bigint": str(n), "meeting_name": "Lamp" if n else "Zed"} for n in range(3)]

    assert {slot.group_name for slot in batch(*rows).slots} == {"Lamp"}


def test_a_group_without_a_world_id_is_called_alike_whatever_its_case():
    bare = {**LAMP, "worldid_mixed": ""}
    rows = [bare, {**bare, "id_bigint": "8", "meeting_name": "LAMP"}, {**bare, "id_bigint": "9"}]

    assert {slot.group_name for slot in batch(*rows).slots} == {"Lamp"}


def test_the_address_of_the_server_is_part_of_the_id():
    uri = "https://bmlt.example/main/"

    lamp = one(root_server_uri=uri)

    assert lamp.uid == "https://bmlt.example/main 7"
    assert lamp.partition == "https://bmlt.example/main/ 3"


def fmt(number, key, world="", name="", **more):
    return {"id": number, "key_string": key, "world_id": world, "name_string": name, **more}


def test_formats_are_read_by_their_world_id_where_a_list_is_given():
    listed = [fmt("1", "G", "CLOSED"), fmt("2", "N", "BEG"), fmt("3", "O", "")]
    lamp = one(listed, formats="G,N,O", format_shared_id_list="1,2,3")

    assert (lamp.openness, lamp.traits) == (Openness.CLOSED, ["newcomer"])
    assert lamp.types == ["G", "N", "O"]


def test_a_language_format_names_the_language():
    listed = [fmt("1", "SPA", "LANG", "Spanish"), fmt("2", "GS", "LANG", "Sign language")]
    lamp = one(listed, formats="SPA,GS")

    assert (lamp.languages, lamp.traits) == (["es"], ["sign_language"])


def test_without_a_language_format_the_record_says_the_language():
    assert one(lang_enum="de").languages == ["de"]
    assert one(formats="ES").languages == ["es"]


def test_weeks_of_the_month():
    assert one(formats="Wo1,Wo3").weeks == [1, 3]
    assert one(formats="Wo1,Wo2,Wo3,Wo4,Wo5").weeks == []
    assert one(formats="O-2").weeks == [2]
    assert one(formats="O-L").weeks == [-1]


def test_a_closed_meeting_may_be_open_in_some_weeks():
    lamp = one(formats="C,O-1")

    assert (lamp.weeks, lamp.openness) == ([], Openness.CLOSED)
    assert "1" in lamp.recurrence_note


def test_a_code_that_leaves_the_weeks_unclear_is_shown_and_changes_nothing():
    lamp = one(formats="FC1-1")

    assert lamp.weeks == []
    assert "FC1-1" in lamp.recurrence_note
    only = [fmt("1", "FC1-1", "", "Only first week")]
    assert one(only, formats="FC1-1").weeks == [1]


def test_holidays_are_said():
    assert one(formats="CH").recurrence_note == "Closed on holidays."


@pytest.mark.skipif(not NEW_YORK.exists(), reason="the New York file is not here")
def test_new_york_comes_in_whole():
    """Every row is a meeting, and the groups are those that the file itself names.

    1,479 rows carry one of 1,231 world ids as written. Two of these differ from another only by a
    blank behind: 1,229 groups. The other 76 rows have 60 names within their service bodies, two of
    them alike but for their case: 59 groups more, 1,288 in all.
    """
    rows = json.loads(NEW_YORK.read_bytes())
    found = batch(*rows)

    worlds = {row["worldid_mixed"] for row in rows if row["worldid_mixed"].strip()}
    same = {world.strip().upper() for world in worlds}
    names = {
        (row["meeting_name"].strip().casefold(), row["service_body_bigint"])
        for row in rows
        if not row["worldid_mixed"].strip()
    }
    assert (len(worlds), len(same), len(names)) == (1231, 1229, 59)
    assert (found.read, len(found.slots), found.unreadable) == (1555, 1555, 0)
    assert len({slot.group_key for slot in found.slots}) == 1288
    assert sum(slot.attendance is Attendance.SUSPENDED for slot in found.slots) == 42
    assert {slot.uid for slot in found.slots} == {row["id_bigint"] for row in rows}
    assert all(slot.weekday == int(row["weekday_tinyint"]) - 1
               for slot, row in zip(found.slots, rows, strict=True))  # fmt: skip


def test_other_files_are_not_taken_for_bmlt():
    guide = Document(Shape.JSON, "json", [{"slug": "a", "name": "A", "day": 1}])

    assert not bmlt_json.recognises(guide)
    assert not bmlt_json.recognises(Document(Shape.JSON, "json", {"meetings": 5}))


odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30),
    st.lists(st.text(max_size=3), max_size=3), st.dictionaries(st.text(max_size=3), st.none()),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(
    [*LAMP, "comments", "virtual_meeting_link", "phone_meeting_number", "root_server_uri",
     "format_shared_id_list"], odd)), max_size=4), odd)  # fmt: skip
def test_no_value_breaks_the_reading(rows, listed):
    document = Document(Shape.JSON, "json", {"meetings": [LAMP, *rows], "formats": listed})

    found = apart(bmlt_json.read(document, fellowship="", timezone=""))

    assert found.read == len(rows) + 1
    assert len({slot.uid_key for slot in found.slots}) == len(found.slots)
    for slot in found.slots:
        assert slot.content_hash
        assert (slot.weekday is None) == (slot.starts_at is None)
        assert 0 < slot.minutes <= 1440
