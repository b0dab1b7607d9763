"""Importing a Meeting Guide feed: all of it or nothing, said honestly, nothing lost."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups import actions, queries
from clinic.groups.feeds import limits
from clinic.groups.feeds.importing import import_feed
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import (
    DirectorySource,
    GroupChange,
    GroupKind,
    GroupMeeting,
    GroupNotes,
    ImportIssue,
    ImportRun,
    PeerGroup,
    Venue,
)
from tests.make import NOON

FEEDS = Path(os.environ.get("CLINIC_TEST_FEEDS", Path(__file__).parents[3] / "shared" / "feeds"))
ORANGE_COUNTY = FEEDS / "orange-county-2023-09-01.json"
ELM = "12 Elm Street, Portland, OR 97205, USA"
LAMP = {"slug": "lamp", "name": "Lamp", "day": 2, "time": "19:00", "formatted_address": ELM}
TABLE = {"slug": "table", "name": "Table", "day": 3, "time": "18:00", "formatted_address": ELM}


def run(rows, **changed):
    content = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    facts = {
        "source_name": "Portland",
        "fellowship": "AA",
        "timezone": "America/Los_Angeles",
        "by": None,
        "at": NOON,
        **changed,
    }
    return import_feed(content, **facts)


def meeting(slug):
    asked = sa.select(GroupMeeting).where(GroupMeeting.uid_key == slug)
    return db.session.scalars(asked.execution_options(populate_existing=True)).unique().one()


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_meetings_come_in_and_are_found(session):
    report = run([LAMP, TABLE])

    assert (report.read, report.new, report.groups) == (2, 2, 2)
    assert meeting("lamp").venue.one_line == "12 Elm Street, Portland"
    assert meeting("lamp").week_minute == 2 * 1440 + 19 * 60
    assert "12 elm street" in meeting("lamp").words
    assert meeting("lamp").group.kind is GroupKind.TWELVE_STEP


def test_the_same_file_twice_is_no_change(session):
    run([LAMP, TABLE])
    report = run([LAMP, TABLE], at=NOON + timedelta(days=1))

    assert (report.new, report.changed, report.same, report.missing) == (0, 0, 2, 0)
    assert count(GroupChange) == 0
    assert meeting("lamp").revision == 1


def test_the_same_facts_in_another_spelling_are_no_change(session):
    run([LAMP])
    report = run([{**LAMP, "slug": "LAMP", "day": "2", "time": "7:00 PM"}])

    assert (report.same, report.changed) == (1, 0)


def test_a_change_is_made_and_kept_in_the_history(session):
    run([LAMP])
    report = run([{**LAMP, "time": "18:30"}])

    change = session.scalars(sa.select(GroupChange)).one()
    assert report.changed == 1
    assert (change.field, change.before, change.after) == ("starts_at", "7:00 pm", "6:30 pm")
    assert meeting("lamp").week_minute == 2 * 1440 + 18 * 60 + 30


def test_a_vanished_meeting_is_marked_and_comes_back(session):
    run([LAMP, TABLE])
    gone = run([LAMP], at=NOON + timedelta(days=1), accept_held=True)
    missing_since = meeting("table").missing_since
    back = run([LAMP, TABLE], at=NOON + timedelta(days=2))

    assert (gone.missing, back.returned) == (1, 1)
    assert missing_since == NOON + timedelta(days=1)
    assert meeting("table").missing_since is None


def test_a_row_that_cannot_be_read_removes_nothing(session):
    run([LAMP, TABLE])
    report = run([LAMP, {**TABLE, "time": "25:61"}])

    skipped = session.scalars(sa.select(ImportIssue)).one()
    assert report.missing == 0
    assert meeting("table").missing_since is None
    assert meeting("table").starts_at.hour == 18
    assert (skipped.row, skipped.uid, skipped.field) == (2, "table", "time")


def test_rows_without_an_id_leave_open_what_is_missing(session):
    run([LAMP, TABLE])
    report = run([LAMP, {"name": "Who knows", "day": 9}])

    assert report.missing == 0
    assert report.missing_unknown


def test_what_the_clinic_corrected_stays(session, counselor):
    run([LAMP])
    lamp = meeting("lamp")
    facts = {name: getattr(lamp, name) for name in ("weekday", "timezone", "attendance")}
    place = {"place": "St. Mark's", "street": "40 Oak Street", "city": "Portland"}
    actions.correct_meeting(
        lamp, starts_at=lamp.starts_at.replace(hour=20), **facts, **place, by=counselor, at=NOON
    )
    actions.correct(lamp.group, name="The Lamp", by=counselor, at=NOON)
    lamp.group.own = GroupNotes(staff_notes="Ring twice")
    session.flush()

    run([{**LAMP, "name": "Lamp Group", "time": "18:00", "notes": "Tea"}])

    lamp = meeting("lamp")
    assert lamp.starts_at.hour == 20
    assert lamp.notes == "Tea"
    assert lamp.venue.street == "40 Oak Street"
    assert "40 oak street" in lamp.words
    assert lamp.group.name == "The Lamp"
    assert lamp.group.staff_notes == "Ring twice"


def test_a_group_is_renamed_when_all_its_meetings_agree(session):
    days = [{**LAMP, "slug": f"lamp{day}", "day": day} for day in (1, 2)]
    run(days)
    first = meeting("lamp1").group_id

    run([{**row, "name": "Bright Lamp"} for row in days])

    session.expire_all()
    assert meeting("lamp1").group_id == meeting("lamp2").group_id == first
    assert queries.get(first).name == "Bright Lamp"


def test_meetings_of_one_name_and_house_are_one_group(session):
    elsewhere = "9 Oak Street, Portland, OR 97205, USA"
    run(
        [
            LAMP,
            {**LAMP, "slug": "b", "day": 4},
            {**LAMP, "slug": "c", "formatted_address": elsewhere},
        ]
    )

    assert meeting("lamp").group_id == meeting("b").group_id != meeting("c").group_id
    assert meeting("lamp").venue_id == meeting("b").venue_id


def test_a_group_id_or_name_makes_a_group_but_a_district_does_not(session):
    run(
        [
            {**LAMP, "group_id": 7},
            {**TABLE, "group_id": 7},
            {**LAMP, "slug": "c", "name": "C", "group": "Home"},
            {**LAMP, "slug": "d", "name": "D", "group": "Home"},
            {**LAMP, "slug": "e", "name": "E", "group": "District 07"},
            {**LAMP, "slug": "f", "name": "F", "group": "District 07"},
        ]
    )

    assert meeting("lamp").group_id == meeting("table").group_id
    assert meeting("c").group_id == meeting("d").group_id
    assert meeting("c").group.name == "Home"
    assert meeting("e").group_id != meeting("f").group_id


def test_an_online_address_alone_makes_no_group(session):
    online = {"conference_url": "https://zoom.us/j/1234567890", "day": 2, "time": "19:00"}
    run([{**online, "slug": "a", "name": "A"}, {**online, "slug": "b", "name": "B"}])

    assert meeting("a").group_id != meeting("b").group_id
    assert meeting("a").group.kind is GroupKind.ONLINE


def test_rows_that_share_an_id_are_told_apart_whatever_their_order(session):
    rows = [LAMP, {**LAMP, "formatted_address": "9 Oak Street, Portland, OR 97205, USA"}]

    first, turned = run(rows), run(rows[::-1])

    assert (first.new, turned.same, turned.new, turned.missing) == (2, 2, 0, 0)


def test_a_row_that_stands_twice_is_taken_once(session):
    report = run([LAMP, LAMP])

    assert (report.new, report.counts["skipped"]) == (1, 1)


def test_sources_do_not_touch_each_other(session):
    run([LAMP])
    report = run([TABLE], source_name="Salem")

    assert report.missing == 0
    assert count(DirectorySource) == 2


def test_a_source_keeps_its_fellowship(session):
    run([LAMP])

    with pytest.raises(Refused):
        run([LAMP], fellowship="NA")


ATTACKS = {
    "empty": b"",
    "html": b"<html>captive portal</html>",
    "cut off": b'[{"name":"A"},{"na',
    "not a list": b'{"slug": "a"}',
    "deep": b"[" * 100_000,
    "deep and closed": b"[" * 200_000 + b"]" * 200_000,
    "long number": b'[{"day":' + b"9" * 5000 + b"}]",
    "nan": b'[{"latitude":NaN,"longitude":Infinity}]',
    "two keys": b'[{"slug":"a","slug":"b"}]',
    "surrogate": b'[{"name":"\\ud800"}]',
    "surrogate in a list": b'[{"types":["\\udfff"]}]',
    "nul": b'[{"name":"a\\u0000b"}]',
    "nul in a key": b'[{"a\\u0000b":1}]',
    "nothing readable": b'[{"day":1},5]',
}


@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_hostile_file_is_refused_and_changes_nothing(session, content):
    run([LAMP])
    session.commit()

    with pytest.raises(Refused) as refusal:
        run(content)
    session.rollback()

    assert str(refusal.value).endswith(".")
    assert count(GroupMeeting) == 1
    assert count(ImportRun) == 1


def test_a_file_too_large_is_refused_before_it_is_read(session, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 10)

    with pytest.raises(Refused):
        run([LAMP])


def test_too_many_rows_are_refused(session, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 1)

    with pytest.raises(Refused):
        run([LAMP, TABLE])


@pytest.mark.parametrize("zone", ["Moon/Base", "localtime"])
def test_a_zone_nobody_knows_is_refused(session, zone):
    with pytest.raises(Refused):
        run([LAMP], timezone=zone)


@pytest.mark.skipif(not ORANGE_COUNTY.exists(), reason="the Orange County file is not here")
def test_orange_county_comes_in_whole(session):
    content = ORANGE_COUNTY.read_bytes()

    first = run(content)
    again = run(content)

    assert (first.read, first.new, first.counts["skipped"]) == (1967, 1967, 0)
    assert (again.same, again.new, again.changed, again.missing) == (1967, 0, 0, 0)
    assert count(PeerGroup) == first.groups
    assert count(Venue) <= first.groups + 200


SF_MARIN = [FEEDS / f"sf-marin-2020-07-{day}.json" for day in (19, 21)]


@pytest.mark.skipif(not SF_MARIN[0].exists(), reason="the files of SF Marin are not here")
def test_every_meeting_of_sf_marin_stays_itself_though_every_id_was_re_cased(session):
    def ids():
        columns = (GroupMeeting.uid_key, GroupMeeting.id, GroupMeeting.group_id)
        return {tuple(row) for row in session.execute(sa.select(*columns))}

    run(SF_MARIN[0].read_bytes())
    before = ids()
    second = run(SF_MARIN[1].read_bytes())
    again = run(SF_MARIN[1].read_bytes())

    assert (second.status, second.new, second.missing) == ("applied", 0, 0)
    assert len(before) == 545
    assert ids() == before
    assert again.same == 545
