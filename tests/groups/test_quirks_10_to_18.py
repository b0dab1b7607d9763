"""Oddities 10 to 18 of real feeds: ids that say nothing, names, codes, text, links."""

import pytest

from clinic.groups.feeds import grouping
from clinic.groups.models import Attendance, Openness
from tests.groups.feeds import LAMP, noted, one, parse

pytestmark = pytest.mark.usefixtures("session")
ZERO = "00000000-0000-0000-0000-000000000000"


def distinct(rows, **facts):
    return grouping.distinct(parse(rows, **facts).slots)


def test_quirk_10_an_id_that_all_rows_share_is_none():
    rows = [{**LAMP, "slug": ZERO, "name": f"Lamp {n}", "day": n % 7} for n in range(50)]

    slots, issues = distinct(rows)
    turned, _issues = distinct(rows[::-1])

    assert len({slot.uid_key for slot in slots}) == 50
    assert {slot.uid for slot in slots} == {slot.uid for slot in turned}
    assert not any(ZERO in slot.uid for slot in slots)
    assert issues == []


def test_quirk_10_a_row_without_an_id_is_known_by_what_it_says():
    rows = [{**LAMP, "slug": ""}, {**LAMP, "slug": None, "day": 3}]

    slots, _issues = distinct(rows)

    assert len({slot.uid for slot in slots}) == 2
    assert all("lamp" in slot.uid for slot in slots)


def test_quirk_11_one_id_for_several_meetings_is_told_apart_by_time():
    rows = [{**LAMP, "slug": "wso", "day": day} for day in (1, 2, 4)]

    slots, _issues = distinct(rows)

    assert [slot.uid for slot in slots] == ["wso 1 19:00", "wso 2 19:00", "wso 4 19:00"]


def test_quirk_12_the_same_meeting_under_two_ids_is_kept_and_shown():
    slots, issues = distinct([LAMP, {**LAMP, "slug": "lamp-2"}])

    assert len(slots) == 2
    assert [(issue.row, issue.severity.value) for issue in issues] == [(2, "review")]


def test_quirk_12_a_meeting_in_the_room_and_one_on_the_screen_are_two():
    online = {"slug": "b", "conference_url": "https://zoom.us/j/12345", "types": ["TC"]}

    slots, issues = distinct([LAMP, {**LAMP, **online}])

    assert [slot.attendance for slot in slots] == [Attendance.IN_PERSON, Attendance.ONLINE]
    assert issues == []


def test_quirk_12_a_row_that_stands_twice_is_taken_once():
    slots, issues = distinct([LAMP, LAMP])

    assert len(slots) == 1
    assert [issue.severity.value for issue in issues] == ["skipped"]


@pytest.mark.parametrize(
    ("name", "kept", "attendance"),
    [
        ("(SUSPENDED) Lamp", "Lamp", Attendance.SUSPENDED),
        ("[Cancelled until May] Lamp", "Lamp", Attendance.SUSPENDED),
        ("(ONLINE) Lamp", "Lamp", Attendance.ONLINE),
        ("Lamp (Zoom)", "Lamp", Attendance.ONLINE),
        ("Lamp (Hybrid)", "Lamp", Attendance.IN_PERSON),
        ("**ONLINE** Lamp", "Lamp", Attendance.ONLINE),
        ("Lamp (Closed)", "Lamp (Closed)", Attendance.IN_PERSON),
        ("Zoom-in Group", "Zoom-in Group", Attendance.IN_PERSON),
        ("(ONLINE)", "(ONLINE)", Attendance.IN_PERSON),
    ],
)
def test_quirk_13_a_state_beside_the_name_is_no_part_of_it(name, kept, attendance):
    found = one(name=name)

    assert (found.name, found.attendance) == (kept, attendance)


@pytest.mark.parametrize(
    "types", ["[open], women", ["[Open]", "w"], ["o", "W", "''"], "Open,Women", "Open; Women only"]
)
def test_quirk_14_codes_and_words_in_any_spelling(types):
    found = one(types=types)

    assert (found.openness, found.traits) == (Openness.OPEN, ["women"])


def test_quirk_14_an_unknown_code_is_kept_and_a_slip_is_understood():
    batch = parse([{**LAMP, "types": ["AC", "ASBI"]}])

    assert batch.slots[0].types == ["AC", "ASBI"]
    assert batch.slots[0].traits == ["literature"]
    assert noted(batch) == {("review", "types")}


def test_quirk_14_open_and_closed_together_are_closed():
    assert one(types=["O", "C"]).openness is Openness.CLOSED


@pytest.mark.parametrize(
    ("fellowship", "code", "traits"),
    [
        ("AA", "POA", ["proof_of_attendance"]),
        ("Al-Anon", "POA", ["parents"]),
        ("Alcoholics Anonymous", "Y", ["young_people"]),
        ("al-anon", "Y", ["alateen"]),
        ("ACA", "Y", ["literature", "step"]),
        ("Recovery Dharma", "CC", ["childcare"]),
        ("EDA", "CC", []),
        ("N.A.", "NS", ["no_smoking"]),
        ("NA", "GL", ["lgbtq"]),
        ("SCA", "GL", []),
        ("", "Y", []),
        ("Knitters", "Y", []),
    ],
)
def test_quirk_14_a_code_means_what_its_fellowship_means(fellowship, code, traits):
    found = one(types=[code], fellowship_of=fellowship)

    assert (found.types, found.traits) == ([code], traits)


def test_quirk_14_the_flag_for_online_is_no_fact():
    assert one(types=["O"]).content_hash == one(types=["O", "ONL"]).content_hash


def test_quirk_15_a_district_is_no_group():
    rows = [{**LAMP, "slug": str(n), "name": f"Lamp {n}", "group": "District 07"} for n in range(3)]

    slots = grouping.grouped(parse(rows).slots)

    assert [slot.group_name for slot in slots] == ["Lamp 0", "Lamp 1", "Lamp 2"]
    assert len({slot.group_key for slot in slots}) == 3


def test_quirk_15_a_group_of_many_names_and_streets_is_none():
    rows = [
        {
            **LAMP,
            "slug": str(n),
            "name": f"Lamp {n}",
            "group": "Central Office",
            "formatted_address": f"{n} Elm Street, Portland, OR 97205, USA",
        }
        for n in range(12)
    ]

    assert len({slot.group_key for slot in grouping.grouped(parse(rows).slots)}) == 12


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Tom &amp; Jo", "Tom & Jo"),
        ("Ring<br>twice", "Ring\ntwice"),
        ('<a href="https://x.test">here</a>', "here"),
        ("\t\t", ""),
        ("Zoom code#@-@#123 456", "123 456"),
        ("<script>alert(1)</script>Tea", "Tea"),
        ("a\u202eb\u200b", "ab"),
    ],
)
def test_quirk_16_markup_and_prompts_are_left_out(written, plain):
    assert one(notes=written).notes == plain


def test_quirk_17_old_windows_letters_are_read():
    batch = parse(b'[{"slug":"a","name":"Jos\xe9 \x93Lamp\x94"}]')

    assert batch.slots[0].name == "Jos\u00e9 \u201cLamp\u201d"
    assert noted(batch) == {("review", "")}


@pytest.mark.parametrize("name", ["Caf\ufffd", "Coco\u06eas", "Caf\u00c3\u00a9", "It\u00e2\u20acs"])
def test_quirk_17_garbled_letters_are_kept_and_shown(name):
    batch = parse([{**LAMP, "name": name}])

    assert batch.slots[0].name == name
    assert noted(batch) == {("review", "name")}


def test_quirk_17_blanks_of_all_kinds_are_blanks():
    assert one(name="Early\xa0 Birds").name == "Early Birds"


@pytest.mark.parametrize("mark", ["'", "\u2019"])
def test_quirk_17_a_capital_after_an_apostrophe_is_small(mark):
    assert one(name=f"Newcomer{mark}S Table").name == f"Newcomer{mark}s Table"


def test_quirk_17_lines_that_end_in_old_ways_and_break_within_quotes():
    content = b'slug,name,day,time,notes\rlamp,Lamp,2,19:00,"Ring\ntwice"\rb,B,3,18:00,\r'

    first, second = parse(content).slots

    assert first.notes == "Ring\ntwice"
    assert (second.uid, second.weekday) == ("b", 3)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ttps://zoom.us/j/123", "https://zoom.us/j/123"),
        ("HTTPS://zoom.us/j/123", "https://zoom.us/j/123"),
        ("https:", ""),
        ("https://zoom.us/j/ 123 456", "https://zoom.us/j/123456"),
        ("https://zoom.us/j/123 password tea", "https://zoom.us/j/123"),
        ("https://zoom.us/j/123 https://zoom.us/j/456", "https://zoom.us/j/123"),
        ("https://zoom.us/j/123https://zoom.us/j/456", "https://zoom.us/j/123"),
        ("https://zoom.us/j/123?pwd=a&amp;x=1", "https://zoom.us/j/123?pwd=a&x=1"),
        ("zoom.us/j/123", "https://zoom.us/j/123"),
        ("https://tinyurl.com/abc", "https://tinyurl.com/abc"),
        ("https://zoom.com/j/123", "https://zoom.com/j/123"),
        ("https://zoom.us@evil.test/j/1", ""),
        ("http://169.254.169.254/latest", ""),
        ("jo@example.org", ""),
    ],
)
def test_quirk_18_web_addresses_are_mended(given, kept):
    assert one(conference_url=given).conference_url == kept


def test_quirk_18_a_lobby_that_opens_no_meeting_is_to_be_looked_at():
    batch = parse([{**LAMP, "conference_url": "https://zoom.us/join"}])

    assert noted(batch) == {("review", "conference_url")}
