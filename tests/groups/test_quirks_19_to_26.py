"""Oddities 19 to 26 of real feeds: numbers, places, weeks, people, fellowships."""

import pytest

from clinic.groups.feeds.reading import Refused
from tests.groups.feeds import LAMP, noted, one, parse, skipped

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(
    ("given", "phone", "note"),
    [
        ("+16699006833,,226618444#", "+16699006833,,226618444#", ""),
        ("+1 669 900 6833,,#,,123*", "+1 669 900 6833,,#,,123*", ""),
        ("+1+16699006833", "+16699006833", ""),
        ("+11", "", "+11"),
        ("ID: 372 734 770 Password tea", "", "ID: 372 734 770 Password tea"),
    ],
)
def test_quirk_19_a_number_to_dial_is_one_or_a_note(given, phone, note):
    found = one(conference_phone=given)

    assert (found.conference_phone, found.conference_note) == (phone, note)


@pytest.mark.parametrize("given", [(0, 0), ("-", "-"), ("", ""), (None, 7), (95, 0), (True, True)])
def test_quirk_20_coordinates_that_are_none_are_left_out(given):
    place = one(latitude=given[0], longitude=given[1]).place

    assert (place.latitude, place.longitude) == (None, None)


def test_quirk_20_a_point_that_many_houses_share_is_left_out():
    rows = [
        {
            **LAMP,
            "slug": str(n),
            "formatted_address": f"{n} Elm Street, Portland, OR 97205, USA",
            "latitude": 45.5,
            "longitude": -122.6,
        }
        for n in range(1, 6)
    ]

    few, many = parse(rows[:4]), parse(rows)

    assert [slot.place.latitude for slot in few.slots] == [45.5] * 4
    assert [slot.place.latitude for slot in many.slots] == [None] * 5
    assert ("repaired", "latitude") in noted(many)


def test_quirk_20_an_online_meeting_has_no_place_whatever_its_point():
    facts = {"latitude": 34.2, "longitude": -118.5, "attendance_option": "online"}

    assert one(**facts).place is None


@pytest.mark.parametrize("address", ["Bucks County, PA, USA", "Portland, OR 97205, USA", "Oregon"])
def test_quirk_21_an_address_without_a_street_is_approximate(address):
    assert one(formatted_address=address).place.approximate


@pytest.mark.parametrize(
    ("street", "kept", "room"),
    [
        ("12 Elm Street, Room 4", "12 Elm Street", "Room 4"),
        ("12 Elm Street Suite B", "12 Elm Street", "Suite B"),
        ("12 Elm Street #7", "12 Elm Street", "#7"),
        ("12 Elm Street (rear)", "12 Elm Street", "rear"),
        ("12 Elm Street @ Oak", "12 Elm Street", ""),
        ("Room 4", "Room 4", ""),
    ],
)
def test_quirk_21_a_room_stands_apart_from_the_street(street, kept, room):
    place = one(formatted_address="", address=street, city="Portland", state="OR").place

    assert (place.street, place.room) == (kept, room)


@pytest.mark.parametrize("updated", ["8/29/2021", "8/25/2022 11:17:07 AM", None, "0000-00-00"])
def test_quirk_22_when_a_row_was_touched_is_no_fact(updated):
    assert one(updated=updated).content_hash == one().content_hash


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"<!DOCTYPE html><title>One moment</title>",
        b'{"code":"rest_forbidden","message":"Sorry, you are not allowed."}',
        b'{"error":"quota"}',
        b"null",
        b"",
        b"   ",
    ],
)
def test_quirk_23_an_answer_without_meetings_is_refused(content):
    with pytest.raises(Refused) as refusal:
        parse(content)

    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("notes", "weeks"),
    [
        ("Only 1st and 3rd Tuesdays", (1, 3)),
        ("Tea. Meets only the last Tuesday of the month.", (-1,)),
        ("1st & 3rd Tuesday only", (1, 3)),
        ("No meeting last Tuesday of the month", (1, 2, 3)),
        ("No meeting on the 1st Tuesday", (2, 3, 4, 5)),
        ("No meeting last Monday", ()),
        ("1st Sunday = speaker", ()),
        ("Open only on the 1st Tuesday", ()),
        ("Open on 1st Monday", ()),
        ("Speaker meeting only last Tuesday", ()),
        ("No meeting on 1st January", ()),
        ("Every other Tuesday", ()),
    ],
)
def test_quirk_24_only_explicit_words_limit_the_weeks(notes, weeks):
    assert tuple(one(notes=notes).weeks) == weeks


@pytest.mark.parametrize(
    "notes", ["Every other Tuesday", "No meeting last Monday", "Meets monthly"]
)
def test_quirk_24_what_may_limit_the_weeks_is_shown(notes):
    assert one(notes=notes).recurrence_note == notes


def test_quirk_25_people_are_not_imported():
    people = {
        "contact_1_name": "Jo B",
        "contact_1_email": "jo@example.org",
        "contact_1_phone": "555-0100",
        "feedback_emails": ["jo@example.org"],
        "Contact 2 Name": "Jo B",
        "author": "Jo B",
    }
    notes = "Ring twice. Contact 1: Jo B | 555-0100\nContact: Jo B 555-0100\nTea."
    batch = parse([{**LAMP, **people, "notes": notes, "group_notes": "Contact 2: Jo B | 555-0100"}])

    written = str(batch)

    assert batch.slots[0].notes == "Ring twice.\n\nTea."
    assert "Jo" not in written
    assert "555" not in written


def test_quirk_25_a_group_may_say_its_own_number():
    found = one(phone="503 555 0100", email="lamp@example.org")

    assert (found.group_phone, found.group_email) == ("503 555 0100", "lamp@example.org")


@pytest.mark.parametrize(
    ("stated", "fellowship", "traits"),
    [
        ("AA - Queer and Allies (See notes)", "AA", ["young_people"]),
        ("Al-Anon (families)", "Al-Anon", ["alateen"]),
        ("Knitters of Portland", "Knitters of Portland", []),
        ("", "AA", ["young_people"]),
    ],
)
def test_quirk_26_a_row_may_say_whose_meeting_it_is(stated, fellowship, traits):
    found = one(fellowship=stated, types=["Y"])

    assert (found.fellowship, found.traits) == (fellowship, traits)


def test_a_row_without_a_name_is_never_called_after_its_place():
    batch = parse([{**LAMP, "slug": "bare", "name": "", "location": "1648 Minnie Street"}, LAMP])

    assert [slot.name for slot in batch.slots] == ["Lamp"]
    assert skipped(batch) == [(1, "name")]
    assert batch.present == {"bare"}
