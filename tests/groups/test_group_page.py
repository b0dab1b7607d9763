"""The page of a group: what it says, to whom, and what staff do there."""

from datetime import datetime, time, timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken
from clinic.groups import actions
from clinic.groups.models import Attendance, GroupKind, Stated
from clinic.plans.models import PlanStatus, PlanSupport
from clinic.referrals.models import ReferralState
from tests.make import NOON, TODAY


@pytest.fixture(autouse=True)
def it_is_monday_noon(monkeypatch):
    monkeypatch.setattr("clinic.groups.views.group.now", lambda: NOON)


@pytest.fixture
def group(make, counselor):
    group = make.group("Two Roads", weekday=4, checked_on=TODAY, checked_by_id=counselor.id)
    make.session.flush()
    return group


@pytest.fixture
def look(browser, session, group):
    def look(user):
        session.commit()
        return browser.sign_in(user).get(f"/groups/{group.id}").text

    return look


@pytest.fixture
def signed(make, session, group, counselor):
    """Ada's client has the group on paper."""
    referral = make.referral(group=group, state=ReferralState.AGREED)
    referral.client.care_team[0].user = counselor
    referral.client.program_id = counselor.memberships[0].program_id
    support = PlanSupport(referral=referral, position=1)
    plan = make.plan(referral.episode, supports=[support], frozen={})
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, NOON, counselor
    session.flush()
    return plan


def test_the_facts_stand_in_words(look, group, counselor):
    group.leader_name, group.expect, group.ask_for = "Priya Nair", "A circle.", "Ana"
    group.own.staff_contact = "Desk 503 555 0101"

    page = look(counselor)

    for words in ("Checked Mar 2, Ada Rowe", "Mar 2, 2026, Ada Rowe", "Priya Nair", "A circle."):
        assert words in page
    assert "For staff, never printed" in page
    assert "Step-free: not stated." in page


@pytest.mark.parametrize(
    ("stated", "words"), [(Stated.YES, "Step-free."), (Stated.NO, "Not step-free.")]
)
def test_access_has_three_values(look, group, counselor, stated, words):
    group.meetings[0].venue.wheelchair = stated

    assert words in look(counselor)


def test_the_next_four_dates_name_the_clock_they_follow(look, group, counselor):
    page = look(counselor)

    for day in ("Thu, Mar 5", "Thu, Mar 12", "Thu, Mar 19", "Thu, Mar 26"):
        assert f"<b>{day}</b>" in page
    assert "Thu, Apr 2" not in page
    assert "Los Angeles time" in page
    assert f"/groups/{group.id}/calendar.ics" in page


def test_an_online_group_s_own_clock_stands_beside_ours(look, group, counselor):
    meeting = group.meetings[0]
    meeting.venue, meeting.attendance = None, Attendance.ONLINE
    meeting.timezone, meeting.starts_at = "Europe/London", time(3)

    page = look(counselor)

    assert "London time, Wed, Mar 4, 7:00 pm here" in page
    assert "London time, Wed, Mar 11, 8:00 pm here" in page


def test_a_date_on_which_the_clocks_change_says_so(look, group, counselor):
    group.meetings[0].weekday, group.meetings[0].starts_at = 0, time(2, 30)

    assert "The clocks change: it starts at 3:30 am" in look(counselor)


def test_without_a_zone_no_dates_are_offered(look, group, counselor):
    group.meetings[0].timezone = ""

    page = look(counselor)

    assert "No time zone is known, so no dates are offered." in page
    assert "No dates can be worked out." in page
    assert "calendar.ics" not in page


def test_a_meeting_gone_from_the_feed_says_call_first(look, group, counselor):
    group.meetings[0].missing_since = datetime.fromisoformat("2025-11-03T20:00+00:00")

    assert "Not in the feed since Mon, Nov 3. Call before you send anybody." in look(counselor)


DOUBTS = {
    "recurrence_note": ("Only 1st", "Check which weeks: Only 1st"),
    "starts_at": (time(0), "Starts at midnight."),
    "minutes_assumed": (True, "Length not stated."),
    "minutes": (200, "Said to last over three hours."),
    "venue": (None, "Place not stated."),
}


@pytest.mark.parametrize("field", DOUBTS)
def test_what_an_entry_leaves_open_is_said(look, group, counselor, field):
    value, words = DOUBTS[field]
    assert words not in look(counselor)

    setattr(group.meetings[0], field, value)

    assert words in look(counselor)


def test_the_map_gets_the_address_and_nothing_else(look, group, counselor, app):
    page = unescape(look(counselor))

    assert f'href="{app.config["MAP_SEARCH"]}12+Elm+Street%2C+Portland"' in page
    assert 'rel="noreferrer noopener"' in page
    group.meetings[0].venue.street = ""
    assert app.config["MAP_SEARCH"] not in unescape(look(counselor))


def test_clients_are_named_to_those_who_may_know(
    look, signed, counselor, colleague, supervisor, intake, admin, auditor, session
):
    name = signed.episode.client.name
    for user in (counselor, supervisor):
        page = look(user)
        assert name in page
        assert "1 client has it on paper." in page
    for user in (colleague, intake, admin, auditor):
        page = look(user)
        assert name not in page
        assert str(signed.episode.client_id) not in page
        assert "1 client, of others." in page
    noted = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.act == "group.clients_listed")
    ).all()
    assert {event.actor_id for event in noted} == {counselor.id, supervisor.id}
    assert noted[0].detail == {"client_ids": [str(signed.episode.client_id)]}


def test_after_a_change_it_says_whom_to_tell(look, signed, group, counselor, colleague):
    group.meetings[0].starts_at = time(20)

    page = look(counselor)
    assert "1 client has something old about this group on paper." in page
    assert f"/to-tell?group={group.id}" in page

    page = look(colleague)
    assert "1 client has something old about this group on paper." in page
    assert "/to-tell" not in page


def test_a_warning_is_made_and_taken_back(browser, session, group, counselor, supervisor):
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit(f"/groups/{group.id}/do-not-refer", reason="Selling at the door").text
    assert "Do not refer: Selling at the door" in page
    assert "Ada Rowe, Mar 2, 2026" in page
    assert "Take back" not in page

    browser.sign_in(supervisor)
    clear = f"/groups/{group.id}/do-not-refer/clear"
    page = browser.submit(clear, at=f"/groups/{group.id}").text
    assert "Only staff see this" not in page
    assert "Selling at the door" in page  # in the history
    session.expire_all()
    assert (group.do_not_refer, group.own.do_not_refer_since) == ("", None)


def test_a_warning_needs_a_reason(browser, session, group, counselor):
    session.commit()
    browser.sign_in(counselor)

    assert "Say why." in browser.submit(f"/groups/{group.id}/do-not-refer", reason=" ").text
    with pytest.raises(RuleBroken, match="already"):
        actions.clear_warning(group, by=counselor, at=NOON)


def test_a_group_paused_until_a_day_comes_back_on_it(look, group, counselor, monkeypatch):
    day = TODAY + timedelta(days=3)
    actions.pause(group, paused_until=day, reason="Holidays", by=counselor, at=NOON, today=TODAY)
    assert "Paused until Thu, Mar 5" in look(counselor)

    later = NOON + timedelta(days=3)
    monkeypatch.setattr("clinic.groups.views.group.now", lambda: later)
    page = look(counselor)
    assert "Paused until" not in page.partition("History")[0]
    assert "Reason: Holidays<" not in page


def test_an_online_group_has_no_map(look, group, counselor, app):
    group.kind = GroupKind.ONLINE
    group.meetings[0].attendance = Attendance.ONLINE

    assert app.config["MAP_SEARCH"] not in unescape(look(counselor))
