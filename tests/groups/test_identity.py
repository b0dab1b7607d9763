"""Ids do not identify: what became of real feeds, in small."""

import pytest

from clinic.groups.models import ChangeKind, GroupMeeting, PeerGroup
from tests.groups.imported import (
    DAY,
    changes,
    count,
    doubts,
    filler,
    last_run,
    meeting,
    meetings,
    row,
    take,
    try_to,
)
from tests.make import NOON

LATER = NOON + DAY


def kept(before):
    """Whether these meetings are still all there, each in its group."""
    now = {one.id: one.group_id for one in meetings().values()}
    return all(now.get(one.id) == one.group_id for one in before.values())


def test_every_id_in_other_letters_is_no_change(session):
    take([row("recRnT5GA"), row("recZ", "Table", 3)])
    before = {uid: (one.id, one.group_id) for uid, one in meetings().items()}

    again = [row("recrnt5ga", types=["ONL"]), row("RECZ", "Table", 3)]
    report = try_to(again, at=LATER)

    assert (report.status, report.same, report.new, report.missing) == ("applied", 2, 0, 0)
    assert {uid: (one.id, one.group_id) for uid, one in meetings().items()} == before
    assert meeting("recz").source_uid == "RECZ"


def test_a_feed_with_other_ids_is_known_by_what_it_says(session):
    take(filler(30))
    before = meetings()

    held = try_to([{**one, "slug": f"x{n}"} for n, one in enumerate(filler(30))], at=LATER)
    report = take([{**one, "slug": f"x{n}"} for n, one in enumerate(filler(30))], at=LATER)

    assert held.status == "held"
    assert "100 % of the ids are new (30 of 30)" in held.reason
    assert (report.rematched, report.new, report.missing) == (30, 0, 0)
    assert {one.id for one in meetings().values()} == {one.id for one in before.values()}
    assert meeting("x3").uid_aliases == ["filler-3"]


def test_an_earlier_id_that_comes_back_is_known(session):
    take([row("a"), row("z", "Table")])
    first = meeting("a").id
    take([row("b"), row("z", "Table")], at=LATER)

    report = take([row("a", time="18:30"), row("z", "Table")], at=LATER + DAY)

    assert (report.rematched, report.new) == (1, 0)
    assert meeting("a").id == first
    assert meeting("a").uid_aliases == ["b"]


def test_two_meetings_that_exchange_their_ids_stay_themselves(session):
    thursday, friday = {"day": 4, "time": "19:00"}, {"day": 5, "time": "20:00"}
    take([row("eleventh", **thursday), row("eleventh-2", **friday)])
    first, second = meeting("eleventh").id, meeting("eleventh-2").id

    report = take([row("eleventh", **friday), row("eleventh-2", **thursday)], at=LATER)

    assert (report.rematched, report.changed, report.missing) == (2, 0, 0)
    assert (meeting("eleventh-2").id, meeting("eleventh").id) == (first, second)
    assert meeting("eleventh-2").weekday == 4
    assert set(doubts()) == {"eleventh", "eleventh-2"}


def test_three_ids_that_go_round_are_followed(session):
    names = ("Lamp", "Table", "Stone")
    take([row(uid, name, n) for n, (uid, name) in enumerate(zip("abc", names, strict=True))])
    before = {one.name: one.id for one in meetings().values()}

    report = take(
        [row(uid, name, n) for n, (uid, name) in enumerate(zip("bca", names, strict=True))],
        at=LATER,
    )

    assert report.rematched == 3
    assert {one.name: one.id for one in meetings().values()} == before


def test_an_id_given_to_another_meeting_follows_the_old_one(session):
    take([row("lamp"), row("z", "Stone", 6)])
    lamp = meeting("lamp").id

    report = take(
        [row("lamp", "Table", 5, "07:30", "9 Oak Road"), row("lamp-2"), row("z", "Stone", 6)],
        at=LATER,
    )

    assert (report.rematched, report.new, report.missing) == (1, 1, 0)
    assert meeting("lamp-2").id == lamp
    assert meeting("lamp").name == "Table"
    assert meeting("lamp").group_id != meeting("lamp-2").group_id


def test_an_id_under_which_everything_is_new_is_kept_and_pointed_out(session):
    take([row("lamp"), row("z", "Stone", 6)])
    lamp = meeting("lamp").id

    report = take([row("lamp", "Table", 5, "07:30", "9 Oak Road"), row("z", "Stone", 6)])

    assert (report.changed, report.new, report.missing) == (1, 0, 0)
    assert meeting("lamp").id == lamp
    assert "may be another meeting" in doubts()["lamp"]


def test_an_earlier_id_is_not_enough_for_quite_another_meeting(session):
    take([row("a"), row("z", "Stone", 6)])
    take([row("b"), row("z", "Stone", 6)])
    lamp = meeting("b").id

    report = take([row("b"), row("a", "Table", 5, "07:30", "9 Oak Road"), row("z", "Stone", 6)])

    assert report.new == 1
    assert meeting("a").id != lamp


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({}, True),
        ({"street": "9 Oak Road"}, True),
        ({"time": "20:00"}, True),
        ({"name": "Bright Lamp"}, True),
        ({"name": "(SUSPENDED) Lamp"}, True),
        ({"name": "LÁMP (Online)"}, True),
        ({"day": 3, "time": "20:00"}, False),
        ({"name": "Table", "time": "20:00"}, False),
        ({"street": "9 Oak Road", "time": "20:00"}, False),
    ],
)
def test_under_another_id_only_so_much_may_be_new(session, changed, known):
    take([row("a"), row("z", "Stone", 6)])
    lamp = meeting("a").id

    report = take([row("b", **changed), row("z", "Stone", 6)])

    assert (report.rematched, report.new) == ((1, 0) if known else (0, 1))
    assert (meeting("b").id == lamp) is known


def test_an_online_meeting_is_known_by_its_room(session):
    online = {"formatted_address": "", "conference_url": "https://zoom.us/j/123456789?pwd=1"}
    take([{**row("a"), **online}])
    lamp = meeting("a").id

    take(
        [{**row("b", "Candle"), **online, "conference_url": "https://us02web.zoom.us/j/123456789"}]
    )

    assert meeting("b").id == lamp


def test_fellowships_that_share_a_house_are_not_mixed_up(session):
    take([row("a", fellowship="AA")], fellowship="")
    lamp = meeting("a").id

    report = take([row("b", fellowship="NA")], fellowship="")

    assert report.new == 1
    assert meeting("b").id != lamp


def test_what_several_rows_may_be_is_left_alone_and_does_not_multiply(session):
    take([row("a"), row("z", "Stone", 6)])
    lamp = meeting("a").id
    twins = [row("b", notes="Upstairs"), row("c", notes="Downstairs"), row("z", "Stone", 6)]

    first = take(twins, at=LATER)
    again = take(twins, at=LATER + DAY)
    other = take([{**one, "slug": one["slug"] * 2} for one in twins], at=LATER + DAY)

    assert [one.ambiguous for one in (first, again, other)] == [2, 2, 2]
    assert [one.missing for one in (first, again)] == [0, 0]
    assert count(GroupMeeting) == 2
    assert meeting("a").id == lamp
    assert meeting("a").missing_since is None
    assert len(changes(last_run(), ChangeKind.AMBIGUOUS)) == 2


def test_names_in_brackets_come_and_go_without_a_trace(session):
    rows = filler(25)
    suspended = [{**one, "name": f"(SUSPENDED) {one['name']}"} for one in rows]
    take(suspended)
    before = meetings()

    report = try_to([{**one, "slug": f"{one['slug']}x"} for one in rows[:5]] + rows[5:], at=LATER)

    assert (report.status, report.new, report.missing) == ("applied", 0, 0)
    assert report.rematched == 5
    assert kept(before)


def test_rows_that_all_have_one_id_are_told_apart(session):
    zero = "00000000-0000-0000-0000-000000000000"
    rows = [{**one, "slug": zero} for one in filler(25)]
    rows.append({**rows[0], "name": "Upstairs"})
    first = take(rows)
    before = meetings()

    again = take(rows[::-1], at=LATER)
    moved = take([{**rows[0], "time": "21:45"}, *rows[1:]], at=LATER)

    assert (first.new, again.same) == (26, 26)
    assert (moved.rematched, moved.new, moved.missing) == (1, 0, 0)
    assert kept(before)


def test_a_meeting_that_goes_from_one_day_to_two_stays_and_goes_back(session):
    take([row("a", day=[2]), row("z", "Stone", 6)])
    lamp = meeting("a").id

    two = take([row("a", day=[2, 4], time="19:30"), row("z", "Stone", 6)])
    one = take([row("a", day=2, time="19:30"), row("z", "Stone", 6)], at=LATER)

    assert (two.rematched, two.new, two.missing) == (1, 1, 0)
    assert (one.rematched, one.new, one.missing) == (1, 0, 1)
    assert meeting("a").id == lamp
    assert count(PeerGroup) == 2


def test_a_vanished_meeting_that_returns_under_another_id_is_the_old_one(session):
    take([row("a"), *filler(9)])
    lamp = meeting("a").id
    gone = try_to(filler(9), at=LATER)

    back = try_to([row("b"), *filler(9)], at=LATER + DAY)

    assert (gone.missing, back.returned, back.rematched) == (1, 1, 1)
    assert meeting("b").id == lamp
    assert meeting("b").missing_since is None


def test_a_meeting_ended_by_hand_stays_ended(session):
    take([row("a"), *filler(9)])
    meeting("a").ended_at = NOON
    session.flush()

    take([row("a", time="18:00"), *filler(9)], at=LATER)
    gone = take(filler(9), at=LATER)
    take([row("b", time="18:00"), *filler(9)], at=LATER)

    assert gone.missing == 0
    assert meeting("b").ended_at == NOON
    assert count(GroupMeeting) == 10


def test_a_new_time_is_no_guess_where_a_namesake_may_have_a_new_day(session):
    take([row("a", day=1, time="10:30"), row("b", day=2, time="07:30"), row("z", "Table")])

    report = take([row("c", day=2, time="10:30"), row("z", "Table")], at=LATER)

    assert (report.new, report.rematched, report.missing) == (1, 0, 2)
