"""Looking at what a file would do, deciding on it, and taking it back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken
from clinic.groups import actions
from clinic.groups.actions import imports
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import (
    ChangeKind,
    DirectorySource,
    GroupChange,
    GroupMeeting,
    GroupNotes,
    ImportFile,
    ImportRun,
    PeerGroup,
    RunStatus,
    Venue,
)
from tests.groups.imported import (
    DAY,
    changes,
    count,
    filler,
    last_run,
    meeting,
    meetings,
    packed,
    row,
    tables,
    take,
)
from tests.make import NOON

LATER = NOON + DAY
SOME = [
    row("lamp"),
    row("table", "Table", 3, notes="Tea", website="https://example.org/table"),
    row("stone", "Stone", 5),
    *filler(20),
]
#: Everything a run can do at once: changed, moved, renamed, new id, gone, exchanged ids, new.
OTHERS = [
    row("lamp", "Bright Lamp", time="18:30", street="9 Pine Street"),
    row("candle", "Table", 3, notes="Coffee", website="https://example.org/t"),
    row("new", "New", 4, street="77 Pine Street"),
    {**filler(20)[1], "slug": "filler-0"},
    {**filler(20)[0], "slug": "filler-1"},
    {**filler(20)[2], "slug": "FILLER-2"},
    *filler(20)[3:],
]


@pytest.fixture
def source(session):
    take(SOME)
    session.commit()
    return session.scalars(sa.select(DirectorySource)).one()


def look(source, rows, by, at=LATER):
    return imports.preview(packed(rows), source=source, origin="feed.json", by=by, at=at)


def of_kind(run, kind):
    return {one.title: one for one in changes(run, kind)}


def test_a_look_changes_nothing_and_shows_everything(session, source, supervisor):
    before = tables()

    run = look(source, OTHERS, supervisor)

    assert tables() == before
    assert (run.status, run.reasons, run.origin) == (RunStatus.PREVIEWED, [], "feed.json")
    kinds = {kind: len(changes(run, kind)) for kind in ChangeKind}
    assert kinds == {
        ChangeKind.NEW: 1,
        ChangeKind.CHANGED: 3,  # one meeting, and two groups
        ChangeKind.REMATCHED: 3,
        ChangeKind.MISSING: 1,
        ChangeKind.RETURNED: 0,
        ChangeKind.AMBIGUOUS: 0,
    }
    lamp = next(one for one in changes(run, ChangeKind.CHANGED) if one.meeting_id)
    assert lamp.meeting_id == meeting("lamp").id
    assert lamp.before == {"name": "Lamp", "starts_at": "19:00", "street": "12 Elm Street"}
    assert lamp.after == {"name": "Bright Lamp", "starts_at": "18:30", "street": "9 Pine Street"}
    assert run.counts["read"] == len(OTHERS)


def test_a_file_that_cannot_be_taken_leaves_no_run(session, source, supervisor):
    with pytest.raises(Refused):
        look(source, b"<html>", supervisor)
    session.rollback()

    assert count(ImportRun) == 1


def test_what_was_looked_at_is_applied(session, source, supervisor):
    run = look(source, OTHERS, supervisor)

    imports.apply(run, by=supervisor, at=LATER + DAY)

    assert (run.status, run.decided_by_id) == (RunStatus.APPLIED, supervisor.id)
    assert meeting("lamp").starts_at.hour == 18
    assert meeting("lamp").group.name == "Bright Lamp"
    assert meeting("stone").missing_since == LATER + DAY
    assert count(ImportFile) == 0
    assert session.scalar(sa.select(AuditEvent.act).where(AuditEvent.act == "groups.imported"))


def test_the_file_is_compared_with_the_directory_of_the_moment(session, source, supervisor):
    run = look(source, OTHERS, supervisor)
    take([*SOME, row("new", "New", 4, street="77 Pine Street")], at=LATER)

    imports.apply(run, by=supervisor, at=LATER + DAY)

    assert run.counts["new"] == 0
    assert count(GroupMeeting) == len(SOME) + 1


def test_a_change_left_out_stays_as_it_is_and_is_offered_again(session, source, supervisor):
    run = look(source, OTHERS, supervisor)
    left = [
        one
        for kind, title in (
            (ChangeKind.NEW, "New"),
            (ChangeKind.CHANGED, "Bright Lamp"),
            (ChangeKind.CHANGED, "Lamp"),
            (ChangeKind.MISSING, "Stone"),
            (ChangeKind.REMATCHED, "Filler 0"),
        )
        for one in changes(run, kind)
        if one.title == title
    ]
    assert len(left) == 5

    imports.apply(run, leave_out={one.id for one in left}, by=supervisor, at=LATER + DAY)
    again = look(source, OTHERS, supervisor, LATER + 2 * DAY)

    assert (meeting("lamp").starts_at.hour, meeting("lamp").group.name) == (19, "Lamp")
    assert meeting("stone").missing_since is None
    assert "new" not in meetings()
    assert meeting("candle").notes == "Coffee"
    assert {"New"} == set(of_kind(again, ChangeKind.NEW))
    assert {"Stone"} == set(of_kind(again, ChangeKind.MISSING))
    assert "Bright Lamp" in of_kind(again, ChangeKind.CHANGED)


def correct(uid, by, at=LATER, **facts):
    one = meeting(uid)
    names = ("weekday", "starts_at", "timezone", "attendance")
    said = {name: getattr(one, name) for name in names} | facts
    place = {"place": "", "street": one.venue.street, "city": one.venue.city}
    actions.correct_meeting(one, **{**place, **said}, by=by, at=at)
    return one


def test_a_correction_of_ours_wins_and_what_the_feed_says_is_kept(session, source, supervisor):
    lamp = meeting("lamp")
    correct("lamp", supervisor, starts_at=lamp.starts_at.replace(hour=20), street="40 Oak Street")
    actions.correct(lamp.group, name="The Lamp", by=supervisor, at=LATER)
    run = look(source, OTHERS, supervisor)

    imports.apply(run, by=supervisor, at=LATER + DAY)

    lamp = meeting("lamp")
    assert (lamp.starts_at.hour, lamp.venue.street) == (20, "40 Oak Street")
    assert lamp.name == "Bright Lamp"
    assert lamp.group.name == "The Lamp"
    assert lamp.feed_facts["starts_at"] == "18:30"
    assert lamp.feed_facts["venue"]["street"] == "9 Pine Street"
    assert "40 oak street" in lamp.words


def test_the_feed_wins_where_somebody_wants_it(session, source, supervisor):
    lamp = meeting("lamp")
    correct("lamp", supervisor, starts_at=lamp.starts_at.replace(hour=20), street="40 Oak Street")
    actions.correct(lamp.group, name="The Lamp", by=supervisor, at=LATER)
    run = look(source, OTHERS, supervisor)
    feed = {one.id for one in changes(run, ChangeKind.CHANGED)}
    groups = {one.group_id for one in changes(run, ChangeKind.CHANGED) if not one.meeting_id}

    imports.apply(run, take_feed=feed, by=supervisor, at=LATER + DAY)

    lamp = meeting("lamp")
    assert (lamp.starts_at.hour, lamp.venue.street) == (18, "9 Pine Street")
    assert (lamp.local_fields, lamp.feed_facts) == ([], {})
    assert "9 pine street" in lamp.words
    assert (lamp.group.name == "Bright Lamp") is (lamp.group_id in groups)


def test_a_corrected_meeting_is_still_known_by_what_the_feed_said(session, source, supervisor):
    first = correct("lamp", supervisor, starts_at=NOON.time().replace(hour=9)).id

    take([row("other-id"), *SOME[1:]], at=LATER + DAY)

    assert meeting("other-id").id == first
    assert meeting("other-id").starts_at.hour == 9


def test_a_decided_run_cannot_be_decided_again(session, source, supervisor):
    run = look(source, OTHERS, supervisor)
    imports.discard(run, by=supervisor, at=LATER)

    assert (run.status, count(ImportFile)) == (RunStatus.DISCARDED, 0)
    for decide in (imports.apply, imports.discard):
        with pytest.raises(RuleBroken):
            decide(run, by=supervisor, at=LATER)
    with pytest.raises(RuleBroken):
        imports.content_of(run)


def apply_others(source, by, at=LATER):
    run = look(source, OTHERS, by, at)
    return imports.apply(run, by=by, at=at + timedelta(minutes=1))


def test_undoing_puts_every_row_back(session, source, supervisor):
    baseline, before = source.baseline, tables()

    run = apply_others(source, supervisor)
    changed = tables()
    imports.undo(run, by=supervisor, at=LATER + timedelta(hours=3))

    assert changed != before
    assert tables() == before
    assert run.status is RunStatus.UNDONE
    session.refresh(source)
    assert source.baseline == baseline


def test_after_undoing_the_same_file_does_the_same_again(session, source, supervisor):
    first = apply_others(source, supervisor)
    imports.undo(first, by=supervisor, at=LATER + timedelta(hours=1))

    second = apply_others(source, supervisor, LATER + timedelta(hours=2))
    restore = [run.counts.pop("restore") for run in (first, second)]

    assert first.counts == second.counts
    assert restore[0]["quiet"] == restore[1]["quiet"]


def test_runs_are_undone_one_after_the_other(session, source, supervisor):
    states = [tables()]
    runs = []
    for hours, rows in enumerate((OTHERS, SOME[1:], OTHERS)):
        at = LATER + timedelta(hours=hours)
        runs.append(imports.apply(look(source, rows, supervisor, at), by=supervisor, at=at))
        states.append(tables())

    with pytest.raises(RuleBroken):
        imports.undo(runs[0], by=supervisor, at=at)
    for run in reversed(runs):
        assert tables() == states.pop()
        imports.undo(run, by=supervisor, at=at)
    assert tables() == states.pop()


def test_a_run_is_undone_within_a_day_only(session, source, supervisor):
    run = apply_others(source, supervisor)

    with pytest.raises(RuleBroken):
        imports.undo(run, by=supervisor, at=LATER + timedelta(hours=25))
    with pytest.raises(RuleBroken):
        imports.undo(look(source, SOME, supervisor), by=supervisor, at=LATER)


def test_undoing_keeps_what_was_corrected_since(session, source, supervisor):
    run = apply_others(source, supervisor)
    lamp, at = meeting("lamp"), LATER + timedelta(hours=1)
    said = {"starts_at": lamp.starts_at.replace(hour=20), "street": "40 Oak Street"}
    correct("lamp", supervisor, at, **said)
    actions.correct(lamp.group, ask_for="Mo", by=supervisor, at=at)
    revision = meeting("lamp").revision

    imports.undo(run, by=supervisor, at=LATER + timedelta(hours=3))

    lamp = meeting("lamp")
    assert (lamp.starts_at.hour, lamp.venue.street) == (20, "40 Oak Street")
    assert (lamp.name, lamp.group.name, lamp.group.ask_for) == ("Lamp", "Lamp", "Mo")
    assert lamp.revision > revision


def test_undoing_keeps_what_is_in_use_already(session, source, supervisor):
    run = apply_others(source, supervisor)
    new = meeting("new")
    session.add(
        GroupNotes(group_id=new.group_id, staff_contact="", staff_notes="Ring", do_not_refer="")
    )
    actions.correct_meeting(
        new,
        weekday=4,
        starts_at=new.starts_at.replace(hour=20),
        timezone=new.timezone,
        attendance=new.attendance,
        place="",
        street="77 Pine Street",
        city="Portland",
        by=supervisor,
        at=LATER + timedelta(hours=1),
    )

    imports.undo(run, by=supervisor, at=LATER + timedelta(hours=3))

    kept = meeting("new")
    assert kept.missing_since == LATER + timedelta(hours=3)
    assert kept.group.staff_notes == "Ring"
    assert session.get(Venue, kept.venue_id)


def test_undoing_brings_what_had_returned_back_among_the_missing(session, source, supervisor):
    take(SOME[1:], at=LATER)
    before = tables()
    run = imports.apply(look(source, SOME, supervisor), by=supervisor, at=LATER + DAY)
    returned = session.scalars(sa.select(GroupChange).where(GroupChange.field == "returned")).all()

    imports.undo(run, by=supervisor, at=LATER + DAY)

    assert [one.meeting_id for one in returned] == [meeting("lamp").id]
    assert tables() == before
    assert meeting("lamp").missing_since == LATER


def test_undoing_a_first_import_leaves_an_empty_directory(session, supervisor):
    source = DirectorySource(name="New", fellowship="AA", created_at=NOON)
    session.add(source)
    session.flush()
    run = imports.apply(look(source, SOME, supervisor), by=supervisor, at=LATER)

    imports.undo(run, by=supervisor, at=LATER)

    assert [count(model) for model in (GroupMeeting, PeerGroup, Venue)] == [0, 0, 0]


def test_the_history_names_what_went_missing(session, source, supervisor):
    apply_others(source, supervisor)

    fields = {one.field for one in session.scalars(sa.select(GroupChange))}
    assert {"missing", "starts_at", "venue", "name"} <= fields
    assert last_run().status is RunStatus.APPLIED
