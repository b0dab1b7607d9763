"""Three people's work from the first form to the printed page, as the clinic does it."""

import pytest
import sqlalchemy as sa

from clinic.clients.models import Client
from clinic.core.formats import weekday_of
from clinic.groups.feeds.importing import import_feed
from clinic.groups.models import GroupMeeting, PeerGroup
from clinic.groups.policy import hours
from clinic.referrals.models import Referral, ReferralState
from tests.journeys.desk import (
    leave,
    note_copy,
    now,
    record_client,
    refer,
    sign_off,
    today,
    words_of,
    write_plan,
)
from tests.tools import beside

FEED = "feeds/orange-county-2023-09-01.json"


@pytest.fixture
def desk(browser, counselor, program, session):
    """Ada, signed in; her program can be called."""
    program.phone = "(503) 555-0100"
    session.commit()
    return browser.sign_in(counselor)


@pytest.fixture
def group(make):
    return make.group("Thursday Steps", weekday=4, phone="(503) 555-0172")


def test_intake_records_a_client_for_a_counselor(browser, intake, counselor, session):
    session.commit()
    browser.sign_in(intake)

    client = record_client(browser, counselor=counselor.id)

    page = browser.get(client)
    assert "Maya Reyes" in page.text
    browser.sign_in(counselor)
    assert "Maya Reyes" in browser.get(client).text


def test_a_counselor_finds_a_group_refers_and_has_it_in_plan_and_week(desk, group, session):
    client = record_client(desk)

    page = refer(desk, client, "Thursday")

    assert "Referral to Thursday Steps created." in page.text
    assert "Said yes" in desk.get(f"{client}/referrals").text
    assert "Thursday Steps" in desk.get(f"{client}/plan").text
    week = desk.get(client).text
    assert "Thursday Steps" in week
    assert "7:00" in week


def test_a_plan_is_signed_printed_and_the_client_leaves_with_it(desk, group, session):
    client = record_client(desk)
    refer(desk, client, "Thursday")
    plan = write_plan(desk, client)

    said = words_of(sign_off(desk, plan))

    assert "Thursday Steps" in said
    assert "7:00" in said
    assert "St. Mark" in said
    assert "12 Elm Street" in said
    assert "No copy to the client is noted." in leave(desk, client).text
    note_copy(desk, client)
    page = leave(desk, client)
    assert page.status_code == 200, page.text
    assert session.scalars(sa.select(Client)).unique().one().left_on == today()


def test_nobody_leaves_with_a_plan_that_was_not_signed(desk, session):
    client = record_client(desk)

    page = leave(desk, client)

    assert "to fix" in page.text
    assert session.scalars(sa.select(Client)).unique().one().left_on is None


@beside.needs(FEED)
def test_a_plan_names_day_time_and_place_of_a_meeting_from_a_real_feed(desk, session):
    feed = (beside.SHARED / FEED).read_bytes()
    report = import_feed(
        feed,
        source_name="Orange County",
        fellowship="AA",
        timezone="America/Los_Angeles",
        by=None,
        at=now(),
    )
    session.commit()
    assert report.read == 1_967
    meeting = _a_meeting_in_a_place(session)
    client = record_client(desk)
    address = f"{client}/referrals/new?meeting={meeting.id}"
    desk.submit(address, agreed=True)
    referral = session.scalars(sa.select(Referral)).unique().one()
    assert (referral.state, weekday_of(referral.first_on)) == (
        ReferralState.AGREED,
        meeting.weekday,
    )

    said = words_of(sign_off(desk, write_plan(desk, client)))

    for words in (meeting.group.name, hours(meeting).split(" to ")[0], meeting.venue.street):
        assert words in said, f"{words!r} is not in the plan: {said[:2000]}"
    assert ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")[meeting.weekday] in said


def _a_meeting_in_a_place(session):
    asked = (
        sa.select(GroupMeeting)
        .join(GroupMeeting.group)
        .join(GroupMeeting.venue)
        .where(GroupMeeting.weekday == 3, GroupMeeting.venue.property.mapper.class_.street != "")
        .order_by(PeerGroup.name_key, GroupMeeting.starts_at)
    )
    return session.scalars(asked).unique().first()
