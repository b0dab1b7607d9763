"""Whatever a file holds, it ends in a refusal or in a batch that accounts for every row."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.groups.feeds import clinic_csv, columns, grouping, parsing, places
from clinic.groups.feeds.noted import Issue
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import Severity
from tests.groups.feeds import LAMP, sheet, table

pytestmark = pytest.mark.usefixtures("session")
quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
FIELDS = [*places.FIELDS, *columns.ALIASES, "_id", "group_notes", "regions", "openness"]
ODD = st.sampled_from(
    [
        "",
        " ",
        "\u202e",
        "<b>",
        "&#x0;",
        "\u0660",
        "\u00b2",
        "12:60",
        "99999",
        "1e999",
        "-1",
        "0.5",
        "nan",
        "https://[",
        "http://a:99999/",
        "https://a.b:x/",
        "Contact 1: x",
        "only 1st",
        "Monday,",
        "1,2",
        "12x12",
        "\u0130" * 300,
        "<script" * 50,
        10**400,
        -(10**30),
        1e308,
        True,
        None,
        [],
        {},
        [[]],
        [None],
        {"$oid": {}},
    ]
)
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)
VALUE = ODD | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ROWS = st.dictionaries(st.sampled_from(FIELDS), VALUE, max_size=12)


def read(content, **facts):
    """Parse bytes; check that a batch accounts for each row, and that it can be stored."""
    try:
        batch = parsing.parse(content, **{"fellowship": "AA", **facts})
    except Refused:
        return
    slots, doubles = grouping.distinct(batch.slots)
    slots = grouping.grouped(slots)
    skipped = {i.row for i in [*batch.issues, *doubles] if i.severity is Severity.SKIPPED}
    assert {slot.row for slot in slots} | skipped == set(range(1, batch.read + 1))
    assert len(skipped - {i.row for i in doubles}) == batch.unreadable
    assert len({slot.uid_key for slot in slots}) == len(slots)
    for slot in slots:
        check(slot)
    for issue in batch.issues:
        assert isinstance(issue, Issue)
        f"{issue}".encode()


def check(slot):
    """Check what the database asks of a meeting."""
    assert slot.name.strip()
    assert (slot.weekday is None) == (slot.starts_at is None)
    assert slot.weekday is None or 0 <= slot.weekday <= 6
    assert 0 < slot.minutes <= 1440
    assert set(slot.weeks) <= {1, 2, 3, 4, 5, -1}
    assert slot.conference_url == "" or slot.conference_url.startswith(("http://", "https://"))
    assert "\x00" not in repr(slot)
    assert len(slot.content_hash) == 64
    for place in (slot.place, slot.listed_at):
        if place is not None and place.latitude is not None:
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180


@quick
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_any_value_in_any_field(rows):
    read(json.dumps(rows).encode())


@quick
@given(st.sampled_from(FIELDS), VALUE)
def test_one_odd_value_in_a_sound_row(name, value):
    read(json.dumps([{**LAMP, name: value}, LAMP]).encode())


@quick
@given(VALUE)
def test_any_json(value):
    read(json.dumps(value).encode())
    read(json.dumps({"records": [{"fields": value}], "id": 1}).encode())
    read(json.dumps({"values": [["name", "day"], value]}).encode())


@quick
@given(st.binary(max_size=300))
def test_any_bytes(content):
    read(content)
    read(b"[" + content)
    read(b"PK\x03\x04" + content)


WHOLE = {
    "json": json.dumps([{**LAMP, "types": ["O"], "notes": "Tea"}] * 2).encode(),
    "csv": table([["name", "day", "time"], ["Lamp", 1, "19:00"], ["Table", 2, "7 pm"]]).encode(),
    "xlsx": sheet([["name", "day", "time"], ["Lamp", 1, "19:00"]]),
    "ours": clinic_csv.template().encode(),
}


@pytest.mark.parametrize("kind", WHOLE)
@quick
@given(st.data())
def test_a_sound_file_with_bytes_changed(kind, data):
    content = bytearray(WHOLE[kind])
    for _again in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)) | st.just(len(content)))
    read(bytes(content[:cut]))


CELL = TEXT | st.sampled_from(["1", "19:00", "Monday", "=1+1", '"', ",", "\n", "-", "Lamp"])
COLUMN = st.sampled_from(
    [*FIELDS, "Conference URL", "Meeting", "Zip", "x", "", *clinic_csv._FIELDS]
)


@quick
@given(
    st.lists(COLUMN, min_size=1, max_size=8),
    st.lists(st.lists(CELL, max_size=9), max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_table(header, rows, delimiter, encoding):
    written = table([header, *rows], delimiter=delimiter).encode(encoding, errors="replace")
    read(written)
    for name in ("meeting_guide_csv", "clinic_csv"):
        read(written, format=name)
