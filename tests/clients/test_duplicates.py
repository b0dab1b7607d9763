"""Noticing that a new client was here before."""

from datetime import date

import pytest

from clinic.clients import queries

BORN = date(1992, 3, 14)


@pytest.fixture
def maya(make, counselor):
    facts = {"preferred_name": "May", "born_on": BORN, "birth_year": 1992}
    return make.client("John María", "Reyes", counselor=counselor, **facts)


def numbers(viewer, *sought, **facts):
    return [each.number for each in queries.likely_duplicates(viewer, *sought, **facts)]


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("John", "Reyes"),
        ("Jon", "Reyes"),
        ("John", "Reyez"),
        ("Reyes", "John"),
        ("Maria", "REYES"),
        ("May", "Reyes"),
        ("Jhon", "Ryes"),
    ],
)
def test_a_name_with_a_slip_is_noticed(maya, intake, given, family):
    assert numbers(intake, given, family, BORN) == [maya.number]


@pytest.mark.parametrize("born", [date(1982, 3, 14), date(1992, 3, 15), date(1992, 8, 14)])
def test_a_birth_date_one_digit_off_is_noticed(maya, intake, born):
    assert numbers(intake, "John", "Reyes", born) == [maya.number]


def test_a_birth_date_with_day_and_month_swapped_is_noticed(make, counselor, intake):
    client = make.client("Ada", "Moon", counselor=counselor, born_on=date(1990, 5, 4))

    assert numbers(intake, "Ada", "Moon", date(1990, 4, 5)) == [client.number]


def test_a_birth_year_will_do(maya, intake):
    assert numbers(intake, "Jon", "Reyes", birth_year=1992) == [maya.number]


def test_a_name_alone_will_do(maya, intake):
    assert numbers(intake, "John", "Reyes") == [maya.number]


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("John", "Reyes", date(1961, 11, 2)),
        ("Peter", "Quint", BORN),
        ("Olga", "Reyes", date(1992, 9, 30)),
        ("", "", BORN),
        ("...", "", BORN),
    ],
)
def test_another_person_is_not_taken_for_this_one(maya, intake, given, family, born):
    assert numbers(intake, given, family, born) == []


def test_only_name_year_and_number_are_told(maya, colleague):
    (likely,) = queries.likely_duplicates(colleague, "John", "Reyes", BORN)

    assert (likely.name, likely.birth_year, likely.number) == ("May Reyes", 1992, maya.number)
    assert not likely.open
    assert set(vars(likely)) == {"client_id", "name", "birth_year", "number", "open", "score"}


def test_the_own_counselor_may_open_the_record(maya, counselor):
    (likely,) = queries.likely_duplicates(counselor, "John", "Reyes", BORN)

    assert likely.open


def test_other_programs_and_other_roles_learn_nothing(maya, stranger, admin, auditor):
    for user in (stranger, admin, auditor):
        assert numbers(user, "John", "Reyes", BORN) == []


def test_the_likeliest_come_first_and_few(make, counselor, intake):
    for year in (1990, 1991, 1992, 1992, 1993):
        make.client("Ann", "Ames", counselor=counselor, born_on=date(year, 1, 2), birth_year=year)

    found = queries.likely_duplicates(intake, "Ann", "Ames", date(1992, 1, 2))

    assert [each.birth_year for each in found][:2] == [1992, 1992]
    assert len(found) == 3
