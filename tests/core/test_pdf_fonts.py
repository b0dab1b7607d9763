"""Characters on paper: those our fonts have, and those they lack."""

import pytest

from clinic.core.pdf import fonts, missing


def test_latin_greek_and_cyrillic_letters_can_be_printed():
    assert missing("Zoë Łukasz Nguyễn Ñandú “quoted” ½ € Ωμέγα Жанна") == []


def test_missing_characters_are_named_once_each():
    assert missing("李明, 李 and 🙂🙂") == ["李", "明", "🙂"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("plain", "plain"),
        ("李明 Li", "� Li"),
        ("a 🙂‍🙂️ b", "a � b"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("line\nbreak\tand tab", "line\nbreak\tand tab"),
        ("x\x00\x07\x1b\x7f\ufeff\u202ey", "xy"),
        ("half \ud83d pair", "half  pair"),
        ("\U0010ffff", "�"),
    ],
)
def test_a_run_of_missing_characters_prints_as_one_mark(typed, printed):
    assert fonts.printable(typed) == printed


def test_the_mark_itself_can_be_printed():
    assert missing(fonts.REPLACEMENT) == []
