"""The tables of type codes, and the names of fellowships."""

import re

import pytest

from clinic.groups.feeds import codes
from clinic.groups.feeds.codes import meanings
from clinic.groups.policy import TRAITS

WORDS = {meanings.OPEN, meanings.CLOSED, meanings.WHEELCHAIR, meanings.CLOSED_PLACE}
TABLES = [table for table, _names in codes.FELLOWSHIPS.values()]


@pytest.mark.parametrize("table", [meanings.LABELS, meanings.EVERYWHERE, *TABLES])
def test_every_meaning_has_words_for_people_or_is_a_language(table):
    for said in table.values():
        for one in said.split():
            known = one in TRAITS or one in WORDS or one == meanings.DERIVED
            assert known or re.fullmatch("=[a-z]{2}", one), one


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_written_in_capitals(table):
    assert all(code == code.upper() for code in table)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("aa", "AA"),
        ("A.A.", "AA"),
        ("Alcoholics Anonymous", "AA"),
        ("alanon", "Al-Anon"),
        ("Co-Dependents Anonymous", "CoDA"),
        ("Narcotics Anonymous (NA)", "NA"),
        ("AA - Queer and Allies", "AA"),
        ("Knitters", ""),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_fellowship_is_known_by_its_names(name, short):
    assert codes.known(name) == short
