"""Which meetings are one group, and that a group stays what it is when a feed changes its ways."""

import sqlalchemy as sa

from clinic.groups import actions
from clinic.groups.models import GroupStatus, PeerGroup
from tests.groups.imported import DAY, count, filler, meeting, meetings, row, take
from tests.make import NOON

LATER = NOON + DAY


def groups_of(*uids):
    return [meeting(uid).group_id for uid in uids]


def merge(session, gone, kept):
    """What merging by hand leaves behind."""
    for one in list(gone.meetings):
        one.group_id = kept.id
    gone.status, gone.merged_into_id = GroupStatus.RETIRED, kept.id
    session.flush()
    session.expire_all()


def test_groups_stay_themselves_when_a_feed_names_them_otherwise(session):
    rows = [row(f"{name}-{day}", name, day) for name in ("Lamp", "Table") for day in (1, 2, 3)]
    take(rows)
    before = {uid: one.group_id for uid, one in meetings().items()}

    report = take([{**one, "group": f"{one['name']} Home Group"} for one in rows], at=LATER)
    take([{**one, "group_id": len(one["name"])} for one in rows], at=LATER)
    new = take([*rows, row("lamp-5", "Lamp", 5, group_id=4)], at=LATER)

    assert report.groups == new.groups == 0
    assert {uid: one.group_id for uid, one in meetings().items() if uid in before} == before
    assert meeting("lamp-5").group_id == before["lamp-1"]
    assert meeting("lamp-1").group.key_aliases


def test_a_new_number_for_an_old_group_does_not_merge_two(session):
    take([row("a", "Lamp", 1, group_id=7), row("b", "Table", 2, group_id=8)])
    lamp, table = groups_of("a", "b")

    take(
        [
            row("a", "Lamp", 1, group_id=8),
            row("b", "Table", 2, group_id=7),
            row("c", "Lamp", 3, group_id=8),
            row("d", "Table", 4, group_id=7),
        ],
        at=LATER,
    )

    assert groups_of("a", "b", "c", "d") == [lamp, table, lamp, table]


def test_a_number_given_to_quite_another_group_makes_a_new_one(session):
    take([row("a", "Lamp", 1, group_id=7), *filler(5)])
    lamp = meeting("a").group_id

    take([row("z", "Harvest Moon", 5, "07:00", "9 Oak Road", group_id=7), *filler(5)], at=LATER)

    assert meeting("z").group_id != lamp
    assert meeting("z").group.source_key == "id 7"
    assert meeting("a").group.key_aliases == ["id 7"]


def test_new_meetings_of_a_merged_group_go_to_the_one_that_was_kept(session):
    take([row("a", "Lamp", 1), row("b", "Lamp Group", 2)])
    lamp, other = meeting("a").group, meeting("b").group
    merge(session, other, lamp)

    again = take([row("a", "Lamp", 1), row("b", "Lamp Group", 2)], at=LATER)
    take([row("a", "Lamp", 1), row("b", "Lamp Group", 2), row("c", "Lamp Group", 3)], at=LATER)

    assert (again.same, again.changed) == (2, 0)
    assert groups_of("a", "b", "c") == [lamp.id] * 3
    assert count(PeerGroup) == 2


def test_a_meeting_that_moves_house_stays_in_its_group(session):
    take([row("a", day=1), row("b", day=2)])
    lamp = meeting("a").group_id

    take([row("a", day=1, street="9 Oak Road"), row("b", day=2)], at=LATER)

    assert groups_of("a", "b") == [lamp, lamp]


def test_a_group_is_reached_by_what_all_its_meetings_say(session):
    site = {"website": "https://example.org/"}
    take([row("a", day=1, **site), row("b", day=2, **site)])

    one = take([row("a", day=1, website="https://example.net/"), row("b", day=2, **site)])
    assert meeting("a").group.website == "https://example.org/"
    both = take(
        [row(uid, day=n, website="https://example.net/") for n, uid in ((1, "a"), (2, "b"))]
    )

    session.expire_all()
    assert (one.changed, both.changed) == (0, 1)
    assert meeting("a").group.website == "https://example.net/"


def test_what_the_clinic_corrected_of_a_group_stays_until_it_follows_the_feed(session, counselor):
    take([row("a"), *filler(3)])
    actions.correct(meeting("a").group, name="The Lamp", by=counselor, at=NOON)
    group = meeting("a").group

    take([row("a"), *filler(3)], at=LATER)
    assert group.name == "The Lamp"
    group.local_fields = []
    take([row("a"), *filler(3)], at=LATER)

    session.expire_all()
    named = session.scalars(sa.select(PeerGroup.name).where(PeerGroup.id == group.id)).one()
    assert named == "Lamp"
