"""Our own table for lists that are kept by hand."""

import csv
import io

import pytest
import sqlalchemy as sa

from clinic.groups.feeds import clinic_csv, grouping
from clinic.groups.feeds.importing import import_feed
from clinic.groups.models import Attendance, GroupKind, Joining, Leader, Openness, PeerGroup, Stated
from tests.groups.feeds import noted, parse, sheet
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("session")


def example():
    return list(csv.reader(io.StringIO(clinic_csv.template())))


def filled(**changed):
    header, row = example()
    facts = dict(zip(header, row, strict=True)) | changed
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows([header, [facts[name] for name in header]])
    return written.getvalue().encode()


def test_the_empty_table_with_its_example_is_read_without_a_word():
    batch = parse(clinic_csv.template().encode(), fellowship="", timezone="")

    assert batch.format == "clinic_csv"
    assert (batch.read, batch.unreadable) == (1, 0)
    assert {severity for severity, _field in noted(batch)} <= {"repaired"}


def test_the_example_says_what_its_columns_mean():
    (slot,) = parse(clinic_csv.template().encode(), fellowship="").slots

    assert (slot.name, slot.group_name, slot.fellowship) == ("Lamplight", "Lamplight", "LifeRing")
    assert (slot.weekday, f"{slot.starts_at:%H:%M}", slot.minutes) == (2, "19:00", 60)
    assert (slot.weeks, slot.timezone) == ([1, 3], "America/Los_Angeles")
    assert (slot.attendance, slot.openness) == (Attendance.IN_PERSON, Openness.OPEN)
    assert (slot.place.street, slot.place.room) == ("12 Elm Street", "Room 4")
    assert slot.place.wheelchair is Stated.YES
    assert slot.languages == ["en", "es"]
    assert slot.traits == ["newcomer", "secular"]
    assert (slot.group_phone, slot.group_email) == ("503 555 0100", "lamplight@example.org")


def test_facts_of_the_group_come_along():
    (slot,) = parse(filled(**{"Led by": "Counselor", "Leader's name": "Priya"})).slots

    assert dict(slot.group_facts) == {
        "kind": GroupKind.MUTUAL,
        "leader": Leader.COUNSELOR,
        "leader_name": "Priya",
        "joining": Joining.CONTACT_FIRST,
        "expect": "A circle of ten people. Nobody has to speak.",
    }


def test_words_we_do_not_know_are_left_out_and_said():
    batch = parse(filled(**{"Kind of group": "Choir", "Weeks of the month": "sometimes"}))

    assert "kind" not in dict(batch.slots[0].group_facts)
    assert batch.slots[0].weeks == []
    assert {("repaired", "kind"), ("repaired", "weeks")} <= noted(batch)


def test_days_of_one_group_are_one_group():
    header, row = example()
    other = ["Thursday" if cell == "Tuesday" else cell for cell in row]

    slots = grouping.grouped(grouping.distinct(parse(sheet([header, row, other])).slots)[0])

    assert [slot.weekday for slot in slots] == [2, 4]
    assert len({slot.group_key for slot in slots}) == 1


def test_a_row_without_a_group_or_with_an_odd_day_is_skipped():
    assert parse(filled(Group="", Place="")).unreadable == 1
    assert parse(filled(Day="Someday")).unreadable == 1


def test_a_group_is_made_as_the_table_says(session):
    facts = {"source_name": "Our list", "fellowship": "LifeRing", "timezone": "America/Los_Angeles"}

    import_feed(filled(**{"Led by": "Social worker"}), **facts, by=None, at=NOON)

    group = session.scalars(sa.select(PeerGroup)).one()
    assert (group.kind, group.leader) == (GroupKind.MUTUAL, Leader.SOCIAL_WORKER)
    assert (group.joining, group.expect[:8]) == (Joining.CONTACT_FIRST, "A circle")
