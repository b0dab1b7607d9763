from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import CareTeamMember
from clinic.core.db import db
from clinic.episodes.models import Episode
from tests.make import NOON, TODAY


@pytest.fixture(autouse=True)
def it_is_monday_noon(monkeypatch):
    monkeypatch.setattr("clinic.caseload.views.today.now", lambda: NOON)


@pytest.fixture
def maya(make, counselor):
    client = make.client("Maya", "Reyes", counselor=counselor)
    make.plan(make.episode(client, leaves_on=date(2026, 3, 4)))
    return client


def today(browser, session, user):
    session.commit()
    return browser.sign_in(user).get("/").text


def test_a_counselor_reads_who_leaves_and_what_is_left_of_the_plan(
    browser, session, counselor, maya
):
    page = today(browser, session, counselor)

    assert "Maya Reyes" in page
    assert "Next to leave" in page
    assert "Wednesday" in page
    assert "2 of 16 sections ready" in page


def test_somebody_past_the_day_to_leave_is_called_late(browser, session, make, counselor):
    client = make.client("Tom", "Kowal", counselor=counselor)
    make.episode(client, leaves_on=TODAY - timedelta(days=1))

    page = today(browser, session, counselor)

    assert "1 person is past the day to leave" in page
    assert "Should have left" in page
    assert "Nothing is late" not in page


def test_a_referral_waits_on_today_until_somebody_answers(browser, session, make, maya):
    episode = make.episode(make.client("Rosa", "Delgado", counselor=maya.counselor))
    make.referral(episode, make.group("Two Roads"), waits_from=TODAY - timedelta(days=8))

    page = today(browser, session, maya.counselor)

    assert "1 referral has waited more than a week" in page
    assert "Two Roads" in page
    assert "8 days" in page


def test_a_first_meeting_stands_on_its_day_of_the_week_strip(browser, session, make, maya):
    episode = make.episode(make.client("Rosa", "Delgado", counselor=maya.counselor))
    make.referral(episode, make.group("Two Roads"), first_on=date(2026, 3, 5))

    page = today(browser, session, maya.counselor)

    assert "first time at Two Roads" in page


def test_a_quiet_day_says_so(browser, session, counselor):
    page = today(browser, session, counselor)

    assert "Nothing is late and no one leaves this week." in page
    assert "Nobody is waiting for an answer." in page
    assert "No clients yet." in page


def test_a_colleague_does_not_see_the_clients_of_another(browser, session, colleague, maya):
    assert "Maya" not in today(browser, session, colleague)


def test_a_stranger_does_not_see_the_clients_of_another_program(browser, session, stranger, maya):
    assert "Maya" not in today(browser, session, stranger)


def test_intake_staff_see_who_leaves_but_nothing_of_the_plan(browser, session, intake, maya):
    maya.recorded_at = NOON

    page = today(browser, session, intake)

    assert "Maya Reyes" in page
    assert "Recorded lately" in page
    assert "sections ready" not in page
    assert "Continue plan" not in page


def test_a_supervisor_sees_the_program_and_who_has_no_counselor(
    browser, session, make, supervisor, maya
):
    alone = make.client("Noor", "Haddad", counselor=maya.counselor)
    session.execute(
        sa.update(CareTeamMember).where(CareTeamMember.client_id == alone.id).values(until=NOON)
    )

    page = today(browser, session, supervisor)

    assert "Maya Reyes" in page
    assert "Without a counselor" in page
    assert "Noor Haddad" in page


def test_people_without_clients_see_their_own_desk(browser, session, admin, maya):
    page = today(browser, session, admin)

    assert "Your desk" in page
    assert "Maya" not in page


def test_whom_today_named_stands_in_the_log(browser, session, counselor, maya):
    today(browser, session, counselor)

    seen = session.scalar(sa.select(AuditEvent).where(AuditEvent.act == "caseload.today"))

    assert seen.actor_id == counselor.id
    assert seen.detail == {"clients": [str(maya.id)]}


def test_today_asks_as_often_for_twenty_clients_as_for_one(browser, session, make, counselor, maya):
    make.referral(session.scalar(sa.select(Episode)), waits_from=TODAY, first_on=TODAY)
    session.commit()
    browser.sign_in(counselor)

    def asked():
        count = 0

        def one(*_args):
            nonlocal count
            count += 1

        sa.event.listen(db.engine, "before_cursor_execute", one)
        browser.get("/")
        sa.event.remove(db.engine, "before_cursor_execute", one)
        return count

    one = asked()
    for number in range(20):
        client = make.client(f"Person {number}", "Vale", counselor=counselor)
        episode = make.episode(client)
        make.plan(episode)
        make.referral(episode, waits_from=TODAY, first_on=TODAY)
    session.commit()

    assert asked() == one


def test_strangers_are_sent_to_the_sign_in_page(browser):
    assert browser.get("/").headers["Location"].startswith("/sign-in")
