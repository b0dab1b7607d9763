"""The page Clients to tell, and where it is named."""

from datetime import time

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import CareTeamMember, Part
from clinic.groups.models import GroupStatus
from clinic.plans.models import Telling
from tests.make import NOON


def later(meeting):
    meeting.starts_at = time(20)


@pytest.fixture
def at_noon(noon, monkeypatch):
    for views in ("plans.views.tellings", "caseload.views.today", "caseload.views.client"):
        monkeypatch.setattr(f"clinic.{views}.now", lambda: NOON)


def test_the_page_says_what_was_and_what_is(browser, plan, referral, counselor, session, at_noon):
    later(referral.meeting)
    session.commit()
    browser.sign_in(counselor)

    page = browser.get("/to-tell")

    assert "<del>Thursdays, 7:00 to 8:00 pm</del>" in page.text
    assert "<ins>Thursdays, 8:00 to 9:00 pm</ins>" in page.text
    assert "Printed Mar 2, 2026, version 1" in page.text
    assert "No phone number" in page.text
    title = page.text.partition("<title>")[2].partition("</title>")[0]
    assert title == "Clients to tell · Handrail"
    listed = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.act == "plan.to_tell_listed")
    ).one()
    assert listed.detail == {"client_ids": [str(plan.episode.client_id)]}


def test_one_press_marks_a_client_as_told_and_one_takes_it_back(
    browser, plan, referral, counselor, session, at_noon
):
    later(referral.meeting)
    session.commit()
    browser.sign_in(counselor)
    told = f"/plans/{plan.id}/groups/{referral.id}/told"

    page = browser.submit(told, at="/to-tell", how="in_person")
    assert "Nobody has anything old on paper." in page.text
    assert "You told, within a day" in page.text

    page = browser.submit(f"{told}/undo", at="/to-tell")
    assert "Nobody has anything old on paper." not in page.text


def test_the_page_of_one_group_keeps_to_it(
    browser, plan, referral, counselor, session, at_noon, make
):
    later(referral.meeting)
    other = make.group("Elsewhere")
    session.commit()
    browser.sign_in(counselor)

    assert "Harbor Evening" in browser.get(f"/to-tell?group={referral.group_id}").text
    assert "Harbor Evening" not in browser.get(f"/to-tell?group={other.id}").text
    assert "Harbor Evening" in browser.get("/to-tell?group=x").text
    assert browser.get(f"/to-tell?group={referral.id}").status_code == 404


def test_the_page_of_the_kept_group_lists_those_of_the_merged_one(
    browser, plan, referral, counselor, session, at_noon, make
):
    kept = make.group("Harbor Night")
    referral.group.status, referral.group.merged_into = GroupStatus.RETIRED, kept
    referral.client.phone = "(503) 555-0150"
    session.commit()
    browser.sign_in(counselor)

    page = browser.get(f"/to-tell?group={kept.id}").text

    assert "<del>Harbor Evening</del>" in page
    assert "Leave no message: not asked" in page


def test_today_and_the_client_s_page_say_it(
    browser, plan, referral, counselor, supervisor, session, at_noon
):
    later(referral.meeting)
    session.commit()

    browser.sign_in(counselor)
    assert "1 client has an old time on paper." in browser.get("/").text
    client = browser.get(f"/clients/{plan.episode.client_id}").text
    assert "Harbor Evening has changed" in client
    assert "When: Thursdays, 8:00 to 9:00 pm" in client
    browser.sign_in(supervisor)
    assert "1 client has an old time on paper." in browser.get("/").text


def test_cover_may_tell_and_nobody_else(
    browser, plan, referral, colleague, stranger, session, at_noon
):
    later(referral.meeting)
    client = plan.episode.client
    member = CareTeamMember(client=client, user=colleague, part=Part.COVERING, since=NOON)
    session.add(member)
    session.commit()
    told = f"/plans/{plan.id}/groups/{referral.id}/told"

    browser.sign_in(stranger)
    assert browser.post(told, data={"how": "phone"}).status_code in (400, 404)
    browser.sign_in(colleague)
    assert "marked as told" in browser.submit(told, at="/to-tell", how="phone").text


def test_an_unknown_way_of_telling_is_refused(browser, plan, referral, counselor, session, at_noon):
    later(referral.meeting)
    session.commit()
    browser.sign_in(counselor)
    page = browser.submit(f"/plans/{plan.id}/groups/{referral.id}/told", at="/to-tell", how="dove")

    assert "Say how you told them." in page.text
    assert session.scalar(sa.select(sa.func.count(Telling.id))) == 0
