"""Oddities 1 to 9 of real feeds: containers, days, times, zones, ids."""

import json
from datetime import time

import pytest

from clinic.groups.feeds import grouping
from clinic.groups.feeds.reading import Refused
from tests.groups.feeds import HALL, LAMP, noted, one, parse, skipped

pytestmark = pytest.mark.usefixtures("session")
TABLE = {**LAMP, "slug": "table", "name": "Table", "day": 3}
CELLS = [
    ["ID", "Name", "Day", "Time", "Address"],
    ["lamp", "Lamp", "2", "19:00", HALL],
    ["table", "Table", "3", "19:00", HALL],
]


def in_airtable(row):
    fields = {name: [value] for name, value in row.items()}
    return {"id": "rec1", "createdTime": "2024", "fields": fields}


CONTAINERS = {
    "list": [LAMP, TABLE],
    "sheet": {"range": "A1:E3", "values": CELLS},
    "beside others": {"meetings": [LAMP, TABLE], "warnings": ["x"]},
    "airtable": {"records": [in_airtable(LAMP), in_airtable(TABLE)], "offset": "x"},
    "lines": b"\n".join(json.dumps(row).encode() for row in (LAMP, TABLE)),
    "mark": b"\xef\xbb\xbf" + json.dumps([LAMP, TABLE]).encode(),
}


@pytest.mark.parametrize("content", CONTAINERS.values(), ids=CONTAINERS.keys())
def test_quirk_1_rows_are_found_in_any_container(content):
    batch = parse(content)

    assert [slot.uid for slot in batch.slots] == ["lamp", "table"]
    assert [slot.starts_at for slot in batch.slots] == [time(19), time(19)]
    assert batch.read == 2


def test_quirk_1_an_id_of_mongo_is_an_id():
    row = {name: value for name, value in LAMP.items() if name != "slug"}

    assert parse([{"_id": {"$oid": "64aa"}, **row}]).slots[0].uid == "64aa"


def test_quirk_1_what_follows_the_list_is_left_out_and_said():
    batch = parse(json.dumps([LAMP]).encode() + b"\n<!-- cached -->")

    assert len(batch.slots) == 1
    assert noted(batch) == {("review", "")}


@pytest.mark.parametrize(
    ("day", "weekday"),
    [(2, 2), ("0", 0), ([6], 6), (["6"], 6), ("Sunday", 0), ("wednesdays", 3), ("Thurs", 4)],
)
def test_quirk_2_days_in_any_spelling(day, weekday):
    assert one(day=day).weekday == weekday


def test_quirk_2_a_list_of_days_loses_none_and_keeps_no_day_twice():
    rows = [
        {**LAMP, "slug": "a", "day": [0, 1]},
        {**LAMP, "slug": "b", "day": ["2", "3"]},
        {**LAMP, "slug": "c", "day": 4},
        {**LAMP, "slug": "d", "day": [5]},
        {**LAMP, "slug": "e", "day": "Friday, Saturday"},
    ]

    found = [(slot.uid, slot.weekday) for slot in parse(rows).slots]

    assert found == [
        ("a 0", 0),
        ("a 1", 1),
        ("b 2", 2),
        ("b 3", 3),
        ("c", 4),
        ("d", 5),
        ("e 5", 5),
        ("e 6", 6),
    ]


@pytest.mark.parametrize("day", ["7", 7, "7pm", "Ongoing", "Some day"])
def test_quirk_2_what_is_no_day_skips_the_row_and_nothing_else(day):
    batch = parse([LAMP, {**TABLE, "day": day}])

    assert [slot.uid for slot in batch.slots] == ["lamp"]
    assert skipped(batch) == [(2, "day")]
    assert (batch.unreadable, batch.present) == (1, {"table"})


def test_quirk_2_words_after_the_day_limit_the_weeks():
    found = one(day="Saturday - Only 2nd Saturday of the month")

    assert (found.weekday, found.weeks) == (6, [2])


@pytest.mark.parametrize(
    ("given", "at"),
    [("11:00 AM", time(11)), ("6:30 pm", time(18, 30)), ("19:00:00", time(19)), (1700, time(17))],
)
def test_quirk_3_times_in_any_spelling(given, at):
    assert one(time=given).starts_at == at


def test_quirk_3_a_day_without_time_is_kept_in_words():
    found = one(time="")

    assert (found.weekday, found.starts_at, found.recurrence_note) == (None, None, "Tuesday")


@pytest.mark.parametrize("midnight", ["00:00", "23:59", "24:00"])
def test_quirk_3_midnight_keeps_its_day_and_is_to_be_looked_at(midnight):
    batch = parse([{**LAMP, "time": midnight}])

    assert batch.slots[0].weekday == 2
    assert ("review", "time") in noted(batch)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("22:30", "00:30", 120),
        ("12:15", "01:15", 60),
        ("19:15", "08:15", 60),
        ("17:30", "16:30", 60),
        ("09:30", "22:30", 780),
        ("00:00", "23:59", 1440),
        ("23:00", "23:59", 60),
    ],
)
def test_quirk_4_ends_before_starts_are_mended_or_left_out(start, end, minutes):
    assert one(time=start, end_time=end).minutes == minutes


def test_quirk_4_a_guessed_length_says_so():
    assert one(time="17:30", end_time="16:30").minutes_assumed
    assert not one(time="22:30", end_time="00:30").minutes_assumed


@pytest.mark.parametrize(
    ("words", "minutes", "assumed"),
    [
        ("1hr ", 60, False),
        ("1hr 30mins", 90, False),
        ("0hr 5mins", 5, False),
        ("1 hour", 60, False),
        ("1.5 hours", 90, False),
        ("01:15:00", 75, False),
        ("90", 90, False),
        ("", 60, True),
        ("a while", 60, True),
    ],
)
def test_quirk_5_lengths_in_words(words, minutes, assumed):
    found = one(duration=words)

    assert (found.minutes, found.minutes_assumed) == (minutes, assumed)


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        ("America/Toronto ", "America/Toronto"),
        (" Europe/Moscow", "Europe/Moscow"),
        ("pacific/honolulu", "Pacific/Honolulu"),
        ("EST", "America/Los_Angeles"),
        ("localtime", "America/Los_Angeles"),
        ("posixrules", "America/Los_Angeles"),
        ("zone.tab", "America/Los_Angeles"),
        (None, "America/Los_Angeles"),
    ],
)
def test_quirk_6_zones_are_known_by_name_or_not_at_all(given, zone):
    assert one(timezone=given).timezone == zone


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("1 Peach Street, Atlanta, GA 30303, USA", "America/New_York"),
        ("1 Oak Street, Portland, OR 97205, USA", ""),
        ("1 High Street, Leeds, United Kingdom", "Europe/London"),
        ("1 Hay Street, Perth, WA 6000, Australia", ""),
    ],
)
def test_quirk_6_a_state_of_one_zone_tells_it_where_nobody_else_does(address, zone):
    assert one(formatted_address=address, zone="").timezone == zone


def test_quirk_6_an_online_meeting_is_never_placed_in_a_zone():
    facts = {"formatted_address": "Atlanta, GA, USA", "conference_url": "https://zoom.us/j/12345"}

    assert one(**facts, zone="").timezone == ""


@pytest.mark.parametrize("slug", [819, "819", "a" * 98, "st.-john's-", "!!"])
def test_quirk_7_any_id_is_kept_as_it_stands(slug):
    assert one(slug=slug).uid == str(slug)


def test_quirk_8_one_id_at_two_houses_is_two_meetings_in_either_order():
    rows = [LAMP, {**LAMP, "formatted_address": "9 Oak Street, Portland, OR 97205, USA"}]

    ids = [
        {slot.uid for slot in grouping.distinct(parse(some).slots)[0]}
        for some in (rows, rows[::-1])
    ]

    assert len(ids[0]) == 2
    assert ids[0] == ids[1]


def test_quirk_9_ids_that_differ_by_case_are_one_id():
    assert one(slug="recRN").uid_key == one(slug="RECrn").uid_key
    assert one(slug="recRN").content_hash == one(slug="RECrn").content_hash


@pytest.mark.parametrize(
    "content",
    [b"[]", b'{"meetings": []}', b'{"values": [["Name","Day"]]}', b'{"records": []}'],
)
def test_an_empty_container_is_refused(content):
    with pytest.raises(Refused):
        parse(content)
