"""Each oddity of real feeds, in a row of its own."""

from datetime import time

import pytest

from clinic.groups.feeds.meetings import Reader
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.models import Attendance, Openness, Stated

HALL = "12 Elm Street, Portland, OR 97205, USA"


@pytest.fixture
def read(session):
    """Read one row; give back its first slot and what was noted."""

    def read(fellowship="AA", **facts):
        notes = Notes(1)
        row = {"slug": "lamp", "name": "Lamp", "day": 2, "time": "19:00", **facts}
        reader = Reader(fellowship=fellowship, timezone="America/Los_Angeles")
        found = reader.slots(row, notes)
        read.fields = [issue.field for issue in notes.issues]
        read.all = found
        return found[0]

    return read


@pytest.mark.parametrize("day", [2, "2", [2], ["2"], "Tuesday", "tuesdays", "Tue"])
def test_days_in_any_spelling(read, day):
    assert read(day=day).weekday == 2


def test_several_days_are_several_meetings(read):
    read(day=["0", "1"])

    assert [(one.weekday, one.uid) for one in read.all] == [(0, "lamp 0"), (1, "lamp 1")]


def test_what_stands_after_the_day_is_kept(read):
    found = read(day="Saturday - Only 2nd Saturday of the month")

    assert found.weekday == 6
    assert found.recurrence_note == "Only 2nd Saturday of the month"


@pytest.mark.parametrize("day", [7, -1, "7", "7pm", "Ongoing", True, 2.5, {"a": 1}, [[1]]])
def test_what_is_no_day_is_refused(read, day):
    with pytest.raises(Unreadable) as refused:
        read(day=day)

    assert refused.value.name == "day"


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("19:00", time(19)),
        ("19:00:00", time(19)),
        ("7:00 PM", time(19)),
        ("7 pm", time(19)),
        ("7:00 p.m.", time(19)),
        (1900, time(19)),
        (30, time(0, 30)),
        ("12:00 AM", time(0)),
        ("12:15 pm", time(12, 15)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("24:00", time(0)),
    ],
)
def test_times_in_any_spelling(read, value, at):
    assert read(time=value).starts_at == at


@pytest.mark.parametrize("value", ["25:61", "13:00 pm", "soon", 9999, [19], "7", "0:5"])
def test_what_is_no_time_is_refused(read, value):
    with pytest.raises(Unreadable) as refused:
        read(time=value)

    assert refused.value.name == "time"


@pytest.mark.parametrize(
    ("start", "end", "minutes", "assumed"),
    [
        ("19:00", "20:15", 75, False),
        ("19:00", "", 60, True),
        ("19:00", "later", 60, True),
        ("23:00", "00:00", 60, False),
        ("22:30", "00:00", 90, False),
        ("12:15", "01:15", 60, False),
        ("19:15", "08:15", 60, False),
        ("17:30", "16:30", 60, True),
        ("10:00", "10:00", 60, True),
        ("09:30", "22:30", 780, False),
    ],
)
def test_lengths_and_ends_before_starts(read, start, end, minutes, assumed):
    found = read(time=start, end_time=end)

    assert (found.minutes, found.minutes_assumed) == (minutes, assumed)


def test_a_meeting_longer_than_three_hours_is_to_be_looked_at(read):
    read(time="09:30", end_time="22:30")

    assert read.fields == ["end_time"]


def test_a_row_without_day_and_time_is_by_appointment(read):
    found = read(day=None, time=None)

    assert (found.weekday, found.starts_at) == (None, None)


def test_a_day_without_a_time_is_kept_in_words(read):
    found = read(time="")

    assert found.weekday is None
    assert found.recurrence_note == "Tuesday"


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        (None, "America/Los_Angeles"),
        ("America/Toronto ", "America/Toronto"),
        (" Europe/Moscow", "Europe/Moscow"),
        ("pacific/honolulu", "Pacific/Honolulu"),
        ("EST", "America/Los_Angeles"),
        ("localtime", "America/Los_Angeles"),
        ("posixrules", "America/Los_Angeles"),
        ("../etc/passwd", "America/Los_Angeles"),
        (["America/Toronto"], "America/Los_Angeles"),
    ],
)
def test_zones_are_checked(read, given, zone):
    assert read(timezone=given).timezone == zone


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Tom &amp; Jo&#039;s", "Tom & Jo's"),
        ("Tom &amp;amp; Jo", "Tom & Jo"),
        ("Ring <b>twice</b><br>Side door", "Ring twice\nSide door"),
        ('<a href="http://x.test">here</a>', "here"),
        ("a < b and c > d", "a < b and c > d"),
        ("</style><link rel=attachment href=file:///etc/passwd>", ""),
        ("\t \xa0 ", ""),
    ],
)
def test_text_is_made_plain(read, written, text):
    assert read(notes=written).notes == text


def test_a_name_made_of_tags_is_kept_as_it_stands(read):
    assert read(name="<img src=x onerror=alert(1)>").name == "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("name", [None, "", "  ", ["x"], {"a": 1}])
def test_a_row_without_a_name_is_refused(read, name):
    with pytest.raises(Unreadable):
        read(name=name)


def test_people_are_not_imported(read):
    found = read(
        notes="Ring twice.\nContact 1: Jo B | 555-0100",
        contact_1_name="Jo B",
        contact_1_phone="555-0100",
        feedback_emails=["jo@example.org"],
    )

    assert found.notes == "Ring twice."
    assert "Jo" not in str(found)
    assert "555" not in str(found)


def test_a_state_in_front_of_the_name_is_kept_apart(read):
    suspended = read(name="(SUSPENDED) Lamp", formatted_address=HALL)

    assert suspended.name == "Lamp"
    assert suspended.attendance is Attendance.SUSPENDED


@pytest.mark.parametrize(
    ("facts", "attendance"),
    [
        ({"formatted_address": HALL}, Attendance.IN_PERSON),
        ({"formatted_address": HALL, "conference_url": "https://zoom.us/j/1"}, Attendance.HYBRID),
        (
            {"formatted_address": "Portland, OR, USA", "conference_url": "https://zoom.us/j/1"},
            Attendance.ONLINE,
        ),
        (
            {"formatted_address": HALL, "conference_url": "https://zoom.us/j/1", "types": ["TC"]},
            Attendance.ONLINE,
        ),
        ({"formatted_address": HALL, "types": ["TC"]}, Attendance.SUSPENDED),
        ({"conference_phone": "+1 503 555 0100"}, Attendance.PHONE),
        ({"attendance_option": "hybrid"}, Attendance.HYBRID),
        ({"attendance_option": "inactive"}, Attendance.SUSPENDED),
        ({}, Attendance.NOT_STATED),
    ],
)
def test_how_people_take_part(read, facts, attendance):
    assert read(**facts).attendance is attendance


def test_an_online_meeting_has_no_place_to_go_to(read):
    facts = {"formatted_address": HALL, "attendance_option": "online", "location": "Zoom"}

    assert read(**facts).place is None


def test_an_address_is_taken_apart(read):
    place = read(formatted_address=HALL, location="St. Mark's Hall").place

    assert (place.name, place.street, place.city) == (
        "St. Mark's Hall",
        "12 Elm Street",
        "Portland",
    )
    assert (place.region, place.postcode, place.country) == ("OR", "97205", "USA")
    assert not place.approximate


def test_a_town_alone_is_an_approximate_place(read):
    place = read(formatted_address="Bucks County, PA, USA").place

    assert place.approximate
    assert (place.street, place.city) == ("", "Bucks County")


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        ("45.5", "-122.6", (45.5, -122.6)),
        (0, 0, (None, None)),
        ("-", "-", (None, None)),
        (95, -1000, (None, None)),
        (45.5, None, (None, None)),
        (1e999, 0, (None, None)),
        ("nan", "nan", (None, None)),
    ],
)
def test_coordinates_are_real_or_left_out(read, latitude, longitude, kept):
    place = read(formatted_address=HALL, latitude=latitude, longitude=longitude).place

    assert (place.latitude, place.longitude) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://zoom.us/j/1", "https://zoom.us/j/1"),
        ("ttps://zoom.us/j/1", "https://zoom.us/j/1"),
        ("HTTPS://zoom.us/j/1", "https://zoom.us/j/1"),
        ("https://zoom.us/j/1?a=1&amp;b=2", "https://zoom.us/j/1?a=1&b=2"),
        ("https://zoom.us/j/1, https://zoom.us/j/2", "https://zoom.us/j/1"),
        ("https:", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>1</script>", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        (["https://zoom.us"], ""),
    ],
)
def test_only_web_addresses_are_links(read, given, kept):
    assert read(conference_url=given).conference_url == kept


@pytest.mark.parametrize(
    ("given", "phone", "note"),
    [
        ("+1 503-555-0100,,123#", "+1 503-555-0100,,123#", ""),
        ("+1+15035550100", "+15035550100", ""),
        ("ID: 372 734 770 Password serenity", "", "ID: 372 734 770 Password serenity"),
        ("+11", "", "+11"),
    ],
)
def test_numbers_to_call_in(read, given, phone, note):
    found = read(conference_phone=given)

    assert (found.conference_phone, found.conference_note) == (phone, note)


def test_codes_are_read_in_the_language_of_the_fellowship(read):
    found = read(types=["W", "X", "S", "ZZ", "BE"])

    assert found.traits == ["newcomer", "women"]
    assert found.languages == ["es"]
    assert found.types == ["W", "X", "S", "ZZ", "BE"]
    assert read.fields == ["types"]


def test_codes_of_a_fellowship_we_do_not_know_are_only_kept(read):
    found = read(fellowship="Knitters", types=["Y", "W"])

    assert (found.types, found.traits) == (["Y", "W"], [])


@pytest.mark.parametrize("types", ["[open], women", ["[Open]", "w"], ["O", "W"], "Open,Women"])
def test_labels_and_small_letters_stand_for_codes(read, types):
    found = read(types=types)

    assert (found.openness, found.traits) == (Openness.OPEN, ["women"])


def test_open_and_closed_is_closed(read):
    assert read(types=["O", "C"]).openness is Openness.CLOSED


def test_a_missing_tag_is_not_a_no(read):
    assert read(formatted_address=HALL).place.wheelchair is Stated.NOT_STATED
    assert read(formatted_address=HALL, types=["X"]).place.wheelchair is Stated.YES


@pytest.mark.parametrize("slug", [None, "", [], {}])
def test_a_row_without_an_id_is_read(read, slug):
    assert read(slug=slug).uid == ""


def test_ids_are_compared_without_case(read):
    assert read(slug=" recRn T5 ").uid_key == read(slug="RECRN t5").uid_key
    assert read(slug=819).uid == "819"


def test_weeks_told_in_the_notes_are_to_be_looked_at(read):
    found = read(notes="Ring twice. No meeting last Tuesday of the month. Tea.")

    assert found.recurrence_note == "No meeting last Tuesday of the month"


@pytest.mark.parametrize("row", [None, 1, "x", [], True])
def test_what_is_no_row_is_refused(session, row):
    with pytest.raises(Unreadable):
        Reader(fellowship="AA", timezone="America/Los_Angeles").slots(row, Notes(1))
