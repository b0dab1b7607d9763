"""Fields that most forms need."""

import pytest

from clinic.core.fields import dialed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5035550177", "(503) 555-0177"),
        ("503 555 0177", "(503) 555-0177"),
        ("+1 503.555.0177", "(503) 555-0177"),
        ("(503) 555-0177", "(503) 555-0177"),
        ("503-555-0177 x12", "503-555-0177 x12"),
        ("555-0177", "555-0177"),
        ("988", "988"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("٥٠٣٥٥٥٠١٧٧", "٥٠٣٥٥٥٠١٧٧"),
        ("", ""),
    ],
)
def test_numbers_are_written_one_way_and_strange_ones_left_alone(typed, kept):
    assert dialed(typed) == kept
