"""What we list, written for other programs; and read again, it is the same."""

import json
from dataclasses import fields
from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.groups import actions
from clinic.groups.feeds import hsds_json
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.places import Place
from clinic.groups.models import GroupMeeting, GroupStatus
from tests.groups.test_import import ELM, FEEDS, LAMP, TABLE, meeting, run
from tests.make import NOON

ZOOM = "https://zoom.us/j/5551234567?pwd=abc"
FACTS = [
    "name",
    "weekday",
    "starts_at",
    "minutes",
    "minutes_assumed",
    "timezone",
    "weeks",
    "recurrence_note",
    "attendance",
    "conference_url",
    "conference_note",
    "conference_phone",
    "openness",
    "languages",
    "traits",
    "types",
    "notes",
]
PLACE = [field.name for field in fields(Place)]
#: One row for each thing that an export has to carry.
ROWS = [
    {
        **LAMP,
        "types": ["O", "X", "S", "BE", "12x12", "odd"],
        "end_time": "20:30",
        "notes": "Tea.\nBring a cup.",
    },
    {**LAMP, "slug": "night", "name": "Night", "time": "23:00", "end_time": "00:30"},
    {
        "slug": "online",
        "name": "Online",
        "day": [1, 3],
        "time": "07:00",
        "conference_url": ZOOM,
        "conference_url_notes": "Password: light",
        "types": ["ONL", "C"],
        "timezone": "America/New_York",
    },
    {
        "slug": "phone",
        "name": "Phone",
        "day": 0,
        "time": "06:00",
        "conference_phone": "+1 503 555 0100",
    },
    {
        **TABLE,
        "slug": "both",
        "name": "Both",
        "conference_url": ZOOM,
        "latitude": 45.5,
        "longitude": -122.6,
    },
    {**TABLE, "slug": "home", "name": "Home", "group_id": 7, "website": "https://home.example/"},
    {
        **TABLE,
        "slug": "late",
        "name": "Late",
        "group": "Home Group",
        "location": "St. Mark's",
        "location_notes": "Side door",
    },
    {**TABLE, "slug": "closed", "name": "Closed", "types": ["TC"]},
    {"slug": "asked", "name": "By appointment", "formatted_address": ELM},
    {"slug": "day-only", "name": "Day only", "day": 5, "formatted_address": ELM},
    {
        "slug": "town",
        "name": "Town",
        "day": 4,
        "time": "12:00",
        "city": "Salem",
        "state": "OR",
        "approximate": "yes",
    },
    {
        "slug": "moved",
        "name": "Moved",
        "day": 6,
        "time": "09:00",
        "formatted_address": ELM,
        "conference_url": ZOOM,
        "attendance_option": "online",
    },
]


@pytest.fixture
def export(app, session):
    """Type the export command; give back what it printed."""

    def export(*options, source="Portland"):
        session.commit()
        done = app.test_cli_runner().invoke(args=["groups", "export", "--source", source, *options])
        export.code, export.said = done.exit_code, done.stderr
        return done.stdout

    return export


def lines(printed):
    return {row["source_uid"]: row for row in map(json.loads, printed.splitlines())}


def test_every_meeting_is_one_line(export, session):
    run(ROWS)
    lamp = lines(export("--json"))["lamp"]

    assert lamp["id"] == str(meeting("lamp").id)
    assert lamp["group_id"] == str(meeting("lamp").group_id)
    assert (lamp["name"], lamp["weekday"], lamp["start"]) == ("Lamp", 2, "19:00")
    assert (lamp["timezone"], lamp["status"]) == ("America/Los_Angeles", "active")
    assert (lamp["missing_since"], lamp["minutes"]) == (None, 90)
    assert lamp["place"]["street"] == "12 Elm Street"


def test_a_meeting_by_appointment_has_no_start(export, session):
    run(ROWS)

    assert lines(export("--json"))["asked"]["start"] is None


def test_lines_keep_their_ids_over_a_refresh(export, session):
    run([LAMP, TABLE])
    before = lines(export("--json"))
    run([{**LAMP, "slug": "LAMP", "time": "18:00"}, TABLE], at=NOON + timedelta(days=1))
    after = lines(export())

    assert after["LAMP"]["id"] == before["lamp"]["id"]
    assert after["LAMP"]["start"] == "18:00"


def test_each_status_is_told(export, session, counselor):
    run([*ROWS, {**LAMP, "slug": "gone"}, {**LAMP, "slug": "over", "name": "Over"}])
    run([*ROWS, {**LAMP, "slug": "over", "name": "Over"}], at=NOON + timedelta(days=1))
    meeting("over").ended_at = NOON
    meeting("night").group.status = GroupStatus.RETIRED
    meeting("phone").group.status = GroupStatus.PAUSED
    found = lines(export("--json"))

    told = {name: found[name]["status"] for name in ("lamp", "gone", "over", "closed")}
    assert told == {"lamp": "active", "gone": "missing", "over": "ended", "closed": "suspended"}
    assert found["night"]["status"] == "retired"
    assert found["phone"]["status"] == "paused"
    assert found["gone"]["missing_since"].startswith("2026-03-03T")


def test_feeds_hold_what_is_listed_now(export, session):
    run([LAMP, TABLE])
    run([LAMP], at=NOON + timedelta(days=1), accept_held=True)

    guide, services = json.loads(export("--format", "meeting-guide")), export("--format", "hsds")
    assert [row["slug"] for row in guide] == ["lamp"]
    assert [one["name"] for one in json.loads(services)["contents"]] == ["Lamp"]


@pytest.mark.parametrize("form", [["--json"], ["--format", "meeting-guide"], ["--format", "hsds"]])
def test_what_the_clinic_noted_is_not_exported(export, session, counselor, form):
    run([LAMP])
    actions.correct(
        meeting("lamp").group,
        staff_notes="Ring twice",
        staff_contact="Jo Bee",
        by=counselor,
        at=NOON,
    )
    printed = export(*form)

    assert "Lamp" in printed
    assert "Ring twice" not in printed
    assert "Jo Bee" not in printed


def test_a_source_nobody_knows_is_said(export):
    printed = export("--json", source="Nowhere")

    assert (export.code, printed) == (2, "")
    assert "There is no source called Nowhere." in export.said


def test_lines_or_a_feed(export):
    export("--json", "--format", "hsds")

    assert export.code == 2


def test_an_empty_source_is_an_empty_feed(export, session):
    run([LAMP])
    meeting("lamp").ended_at = NOON

    assert json.loads(export("--format", "meeting-guide")) == []
    assert json.loads(export("--format", "hsds"))["empty"] is True


def test_the_meeting_guide_feed_is_valid(export, session):
    run(ROWS)
    guide = json.loads(export("--format", "meeting-guide"))

    assert len({row["slug"] for row in guide}) == len(guide) == len(ROWS) + 1
    for row in guide:
        assert row["name"]
        assert row.get("day", 0) in range(7)
        assert ("day" in row) == ("time" in row) or row["slug"] == "day-only"
        assert row.get("approximate", "yes") in ("yes", "no")
        assert row.get("attendance_option", "online") in (
            "in_person",
            "hybrid",
            "online",
            "inactive",
        )
    assert next(row for row in guide if row["slug"] == "lamp")["types"] == ROWS[0]["types"]


@pytest.mark.parametrize(("part", "region"), [("Salem", "Salem"), ("1014", None)])
def test_a_part_that_goes_by_number_is_no_region(export, session, part, region):
    run([LAMP])
    meeting("lamp").partition = part

    assert json.loads(export("--format", "meeting-guide"))[0].get("region") == region


def test_the_hsds_feed_is_valid(export, session):
    run(ROWS)
    page = json.loads(export("--format", "hsds"))

    assert page["total_items"] == len(page["contents"])
    for service in page["contents"]:
        assert {"id", "name", "status", "organization"} <= set(service)
        for at in service["service_at_locations"]:
            assert at["id"]
            for address in at.get("location", {}).get("addresses", []):
                assert address["address_type"] == "physical"
            assert all(term["taxonomy_term"]["description"] for term in at["attributes"])
            for schedule in at["schedules"]:
                assert schedule["freq"] in ("WEEKLY", "MONTHLY")
                assert "timezone" not in schedule
    ids = [at["id"] for one in page["contents"] for at in one["service_at_locations"]]
    assert sorted(ids) == sorted(str(key) for key in session.scalars(sa.select(GroupMeeting.id)))


def test_a_meeting_guide_feed_read_again_is_no_change(export, session):
    run(ROWS)
    guide = export("--format", "meeting-guide").encode()
    again = run(guide, at=NOON + timedelta(days=1))

    assert (again.new, again.changed, again.missing, again.returned) == (0, 0, 0, 0)
    assert again.same == len(ROWS) + 1


@pytest.mark.parametrize("name", ["orange-county-2023-09-01", "sf-marin-2020-07-19"])
def test_a_real_feed_exported_and_read_again_is_no_change(export, session, name):
    """Four meetings of Orange County name another website or phone than their group's first."""
    file = FEEDS / f"{name}.json"
    if not file.exists():
        pytest.skip("the file is not here")
    first = run(file.read_bytes())
    guide = export("--format", "meeting-guide").encode()
    again = run(guide, at=NOON + timedelta(days=1))

    assert (again.new, again.missing, again.same + again.changed) == (0, 0, first.new)
    assert again.changed <= 4


def read_hsds(printed):
    document = Document(Shape.JSON, "json", json.loads(printed))
    assert hsds_json.recognises(document)
    found = hsds_json.read(document, fellowship="AA", timezone="America/Los_Angeles")
    assert found.unreadable == 0
    assert not found.issues
    return {slot.uid: slot for slot in found.slots}


def test_an_hsds_feed_says_all_that_we_know_of_a_meeting(export, session):
    run(ROWS)
    found = read_hsds(export("--format", "hsds"))

    assert len(found) == len(ROWS) + 1
    for slot in found.values():
        known = meeting(slot.uid_key)
        for name in FACTS:
            assert getattr(slot, name) == getattr(known, name), (slot.uid, name)
        for name in PLACE:
            assert getattr(slot.place, name, None) == getattr(known.venue, name, None), slot.uid


def test_an_hsds_feed_tells_groups_apart_as_we_do(export, session):
    run(ROWS)
    found = read_hsds(export("--format", "hsds"))

    for slot in found.values():
        group = meeting(slot.uid_key).group
        assert (slot.group_name, slot.group_key) == (group.name, group.source_key)


@pytest.mark.parametrize("form", ["meeting-guide", "hsds"])
def test_a_feed_of_ours_goes_into_another_source_and_stays_the_same(app, export, tmp_path, form):
    """The facts are kept; and read twice, or under its own name, it is no change."""
    run(ROWS)
    file = tmp_path / "feed.json"
    file.write_text(export("--format", form), encoding="utf-8")
    before = lines(export("--json"))

    def imported(source):
        options = ["--fellowship", "AA", "--timezone", "America/Los_Angeles", "--json"]
        done = app.test_cli_runner().invoke(
            args=["groups", "import", str(file), "--source", source, *options]
        )
        return json.loads(done.stdout)

    assert imported("Salem")["new"] == len(before)
    own = {"id", "group_id", "first_seen", "seen", "partition"}
    for uid, row in lines(export("--json", source="Salem")).items():
        assert {k: row[k] for k in row.keys() - own} == {
            k: before[uid][k] for k in row.keys() - own
        }
    for source in ("Salem", "Portland"):
        again = imported(source)
        assert (again["new"], again["changed"], again["missing"]) == (0, 0, 0), source
