"""Two entries of one group made one, and taken apart again."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken
from clinic.groups import actions, queries
from clinic.groups.models import Attendance, GroupMerge, GroupStatus, PeerGroup
from tests.make import NOON


@pytest.fixture
def kept(make):
    return make.group("Two Roads", weekday=4, fellowship="AA")


@pytest.fixture
def gone(make):
    return make.group("Two Roads Group", weekday=1, fellowship="AA")


def merge(gone, kept, by, at=NOON):
    return actions.merge(gone, kept, by=by, at=at)


def likely(group):
    return {each.group.name: each.why for each in queries.likely_same(group)}


def test_the_meetings_move_and_the_other_entry_says_where_it_went(session, gone, kept, supervisor):
    moved = gone.meetings[0]

    merge(gone, kept, supervisor)
    session.flush()
    session.expire_all()

    assert moved.group is kept
    assert {meeting.weekday for meeting in kept.meetings} == {1, 4}
    assert gone.meetings == []
    assert (gone.status, gone.merged_into) == (GroupStatus.RETIRED, kept)
    assert [change.field for change in queries.changes(gone.id)] == ["merged"]
    assert [change.field for change in queries.changes(kept.id)] == ["merged_in"]
    event = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "group.merged")).one()
    assert event.detail == {"into": str(kept.id)}


def test_a_referral_keeps_what_was_told_and_its_meeting(session, make, gone, kept, supervisor):
    referral = make.referral(group=gone)

    merge(gone, kept, supervisor)
    session.flush()
    session.expire_all()

    assert (referral.group_id, referral.group_name) == (gone.id, "Two Roads Group")
    assert referral.meeting.group_id == kept.id


@pytest.mark.parametrize("hours", [1, 24])
def test_a_merge_is_undone_within_a_day(session, gone, kept, supervisor, hours):
    gone.status, gone.paused_until = GroupStatus.PAUSED, date(2026, 4, 1)
    gone.status_reason = "Holidays"
    done = merge(gone, kept, supervisor)
    session.flush()
    session.expire_all()

    actions.unmerge(done, gone, by=supervisor, at=NOON + timedelta(hours=hours))
    session.flush()
    session.expire_all()

    assert [meeting.weekday for meeting in gone.meetings] == [1]
    assert [meeting.weekday for meeting in kept.meetings] == [4]
    assert gone.merged_into is None
    facts = (gone.status, gone.paused_until, gone.status_reason)
    assert facts == (GroupStatus.PAUSED, date(2026, 4, 1), "Holidays")
    assert queries.last_merge(gone.id) is None


def test_after_a_day_it_stays(gone, kept, supervisor):
    done = merge(gone, kept, supervisor)

    with pytest.raises(RuleBroken, match="for a day"):
        actions.unmerge(done, gone, by=supervisor, at=NOON + timedelta(hours=25))


def test_a_merge_is_undone_once(session, gone, kept, supervisor):
    done = merge(gone, kept, supervisor)
    actions.unmerge(done, gone, by=supervisor, at=NOON)

    with pytest.raises(RuleBroken, match="for a day"):
        actions.unmerge(done, gone, by=supervisor, at=NOON)


def test_what_was_merged_into_the_one_that_goes_goes_along(session, make, gone, kept, supervisor):
    first = make.group("Two Rds")
    merge(first, gone, supervisor)
    second = merge(gone, kept, supervisor)
    assert first.merged_into is kept

    actions.unmerge(second, gone, by=supervisor, at=NOON)

    assert first.merged_into is gone
    assert gone.merged_into is None


def test_a_warning_reaches_the_entry_that_stays_and_leaves_with_an_undo(gone, kept, supervisor):
    actions.warn_off(gone, reason="Unsafe", by=supervisor, at=NOON)

    done = merge(gone, kept, supervisor)
    assert kept.do_not_refer == "Unsafe"

    actions.unmerge(done, gone, by=supervisor, at=NOON)
    assert (kept.do_not_refer, gone.do_not_refer) == ("", "Unsafe")


def test_odd_pairs_are_refused(make, gone, kept, supervisor):
    with pytest.raises(RuleBroken, match="two different"):
        merge(kept, kept, supervisor)
    merge(gone, kept, supervisor)
    for pair in ((gone, make.group()), (make.group(), gone)):
        with pytest.raises(RuleBroken, match="merged already"):
            merge(*pair, supervisor)
    retired = make.group(status=GroupStatus.RETIRED)
    with pytest.raises(RuleBroken, match="retired"):
        merge(kept, retired, supervisor)


def test_a_merged_entry_is_not_restored_by_hand(gone, kept, supervisor):
    merge(gone, kept, supervisor)

    with pytest.raises(RuleBroken, match="merged into another"):
        actions.restore(gone, by=supervisor, at=NOON)


def test_likely_ones_are_alike_in_name_door_or_hour(make, kept):
    make.group("Two Road", fellowship="AA", weekday=4).meetings[0].venue.street = "1 Far Street"
    make.group("Evening Lamp", fellowship="", weekday=4)
    make.group("Something Else", fellowship="AA", weekday=2)
    make.group("Two Roads", fellowship="NA", weekday=4)
    make.group("Two Roads", fellowship="AA", status=GroupStatus.RETIRED)
    make.session.flush()

    assert likely(kept) == {
        "Two Road": "A name much like it",
        "Evening Lamp": "Same place, day and time",
    }


def test_online_groups_share_a_line_only_with_another_reason(make):
    def online(name, weekday, url):
        group = make.group(name, weekday=weekday, starts_at=time(8))
        meeting = group.meetings[0]
        meeting.venue, meeting.attendance, meeting.conference_url = None, Attendance.ONLINE, url
        make.session.flush()
        return group

    group = online("Morning Cup", 1, "https://example.org/j/77?pwd=a")
    online("Morning Cups", 3, "https://example.org/j/77")
    online("Owls", 3, "https://example.org/j/77")
    online("Larks", 1, "https://example.org/j/77?pwd=b")

    assert likely(group) == {
        "Larks": "Same place, day and time",
        "Morning Cups": "A name much like it, same place",
    }


def test_it_is_merged_and_undone_on_the_pages(browser, session, gone, kept, supervisor):
    session.commit()
    browser.sign_in(supervisor)
    found = browser.get(f"/groups/{gone.id}/merge")
    assert "A name much like it" in found.text
    assert "Two Roads" in browser.get(f"/groups/{gone.id}/merge?q=road").text
    assert "Nothing matches." in browser.get(f"/groups/{gone.id}/merge?q=zebra").text

    page = browser.submit(f"/groups/{gone.id}/merge/{kept.id}", keep=str(kept.id))
    assert "Two Roads Group is now part of Two Roads." in page.text

    old = browser.get(f"/groups/{gone.id}").text
    assert "This entry was merged into another one." in old
    assert f'href="/groups/{kept.id}"' in old
    assert "Mark as checked today" not in old

    browser.submit(f"/groups/{gone.id}/unmerge", at=f"/groups/{gone.id}")
    session.expire_all()
    assert session.get(PeerGroup, gone.id).merged_into_id is None
    assert session.scalars(sa.select(GroupMerge)).one().undone_at is not None


def test_two_entries_changed_meanwhile_are_looked_at_again(
    browser, session, gone, kept, supervisor
):
    session.commit()
    browser.sign_in(supervisor)
    where = f"/groups/{gone.id}/merge/{kept.id}"
    token = browser.get(where)
    assert token.status_code == 200
    kept.expect = "New words"
    session.commit()

    page = browser.submit(where, keep=str(kept.id), revision="1-1")

    assert "Somebody changed this" in page.text
    session.expire_all()
    assert session.get(PeerGroup, gone.id).merged_into_id is None


def test_the_page_shows_what_stands_in_both(browser, session, make, gone, kept, supervisor):
    gone.meetings[0].weekday = 4
    make.referral(group=gone)
    session.commit()
    browser.sign_in(supervisor)

    page = browser.get(f"/groups/{gone.id}/merge/{kept.id}").text

    assert page.count("(in both)") == 2
    assert "End the one that is wrong afterward." in page
    assert "1 open referral, " in page


def test_a_counselor_does_not_merge(browser, session, gone, kept, counselor):
    session.commit()
    browser.sign_in(counselor)

    assert browser.get(f"/groups/{gone.id}/merge").status_code == 403
    assert "Merge with another entry" not in browser.get(f"/groups/{gone.id}").text
