"""Days and times in the language of the page."""

from datetime import date, time

import pytest

from clinic.core import formats

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("locale", "short", "long", "calendar", "clock"),
    [
        ("en_US", "Wed, Nov 25", "Wednesday, November 25", "Nov 25, 2026", "7:00 pm"),
        ("es_US", "mié, 25 nov", "miércoles, 25 de noviembre", "25 nov 2026", "7:00 p. m."),
        ("es", "mié, 25 nov", "miércoles, 25 de noviembre", "25 nov 2026", "7:00 p. m."),
    ],
)
def test_a_day_and_a_time_are_written_as_people_write_them(locale, short, long, calendar, clock):
    assert formats.short_day(DAY, locale) == short
    assert formats.long_day(DAY, locale) == long
    assert formats.calendar_day(DAY, locale) == calendar
    assert formats.clock(time(19), locale) == clock


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Dr. Ortiz, (503) 555-0167", "Dr. Ortiz, (503)~555-0167"),
        ("503 555 0140", "503~555 0140"),
        ("from 9:00 am to 12:00 pm.", "from 9:00~am to 12:00~pm."),
        ("9:00 a. m. a 12:00 p. m.", "9:00~a.~m. a 12:00~p.~m."),
        ("Bus 14 to Alder, room 12 a", "Bus 14 to Alder, room 12 a"),
    ],
)
def test_no_line_ends_inside_a_number_or_a_time(words, kept):
    assert formats.unbroken(words) == kept.replace("~", "\N{NO-BREAK SPACE}")
