"""What the clinic corrected stands through a refresh, and follows the list again when asked."""

import sqlalchemy as sa

from clinic.groups import actions
from clinic.groups.models import GroupMeeting, PeerGroup
from tests.groups.imported import row, take
from tests.make import NOON

TABLE = row("table", "Table")


def test_a_name_comes_back_although_the_list_did_not_change(session, counselor):
    take([row("lamp"), TABLE])
    group = session.scalars(sa.select(PeerGroup).where(PeerGroup.name == "Lamp")).unique().one()
    actions.correct(group, name="Our Lamp", by=counselor, at=NOON)

    take([row("lamp"), TABLE])
    session.expire_all()
    assert group.name == "Our Lamp"

    actions.follow_feed(group, "name", by=counselor, at=NOON)
    take([row("lamp"), TABLE])
    session.expire_all()
    assert group.name == "Lamp"


def test_time_and_place_come_back_as_the_list_says_them_now(session, counselor):
    take([row("lamp"), TABLE])
    asked = sa.select(GroupMeeting).where(GroupMeeting.uid_key == "lamp")
    lamp = session.scalars(asked).unique().one()
    actions.correct_meeting(
        lamp,
        starts_at=lamp.starts_at.replace(hour=20),
        weekday=lamp.weekday,
        timezone=lamp.timezone,
        attendance=lamp.attendance,
        place="",
        street="40 Oak Street",
        city="Portland",
        by=counselor,
        at=NOON,
    )

    take([row("lamp", time="18:00"), TABLE])
    session.expire_all()
    assert (lamp.starts_at.hour, lamp.venue.street) == (20, "40 Oak Street")

    for field in ("starts_at", "venue"):
        actions.follow_feed_in_meeting(lamp, field, by=counselor, at=NOON)
    session.flush()
    assert (lamp.starts_at.hour, lamp.venue.street) == (18, "12 Elm Street")
    assert take([row("lamp", time="18:00"), TABLE]).same == 2
