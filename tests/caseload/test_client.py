from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import Asked, Stage
from clinic.episodes.models import Disposition, LeavingReason
from clinic.plans.models import PlanAppointment, PlanGoal
from clinic.referrals.models import ReferralState
from tests.make import NOON


@pytest.fixture(autouse=True)
def it_is_monday_noon(monkeypatch):
    monkeypatch.setattr("clinic.caseload.views.client.now", lambda: NOON)


@pytest.fixture
def maya(make, counselor):
    facts = {"phone": "(503) 555-0150", "voice_message": Asked.NO, "needs": ["evenings"]}
    return make.client("Maya", "Reyes", counselor=counselor, **facts)


@pytest.fixture
def care(make, maya):
    facts = {"substances": ["Alcohol"], "conditions": ["Depression"]}
    return make.episode(maya, leaves_on=date(2026, 3, 4), **facts)


def look(browser, session, user, client):
    session.commit()
    return browser.sign_in(user).get(f"/clients/{client.id}").text


def test_the_page_says_who_this_is_and_when_they_leave(browser, session, make, maya, care):
    make.plan(care)

    page = look(browser, session, maya.counselor, maya)

    assert "Before Maya leaves on Wednesday" in page
    assert "No voice messages" in page
    assert "(503) 555-0150" in page
    assert "Alcohol" in page


def test_the_title_names_nobody(browser, session, maya, care):
    page = look(browser, session, maya.counselor, maya)

    assert f"<title>M. R., client {maya.number} · Handrail</title>" in page


def test_what_intake_did_not_ask_is_to_do(browser, session, make, counselor):
    client = make.client("Tom", "Kowal", counselor=counselor, birth_year=None, born_on=None)

    page = look(browser, session, counselor, client)

    assert "Ask for a phone number" in page
    assert "Ask whether a voice message is OK" in page
    assert "Ask for the date of birth" in page
    assert "Admit to care" in page


def test_sections_of_the_plan_are_to_do_until_ready(browser, session, make, maya, care):
    plan = make.plan(care)

    before = look(browser, session, maya.counselor, maya)
    plan.goals.append(PlanGoal(position=1, goal="Be home", first_step="Call Ana"))
    after = look(browser, session, maya.counselor, maya)

    assert "No goals yet" in before
    assert "Not yet" in before
    assert "No goals yet" not in after
    assert "Not yet" not in after


def test_a_referral_without_answer_says_how_long_it_waits(browser, session, make, maya, care):
    make.referral(care, make.group("Two Roads"), waits_from=date(2026, 2, 27))

    page = look(browser, session, maya.counselor, maya)

    assert "Two Roads has no answer yet" in page
    assert "Waiting 3 days" in page


def test_after_a_first_meeting_somebody_asks_how_it_went(browser, session, make, maya, care):
    group, met = make.group("Two Roads"), date(2026, 3, 1)
    facts = {"state": ReferralState.AGREED, "first_on": met}
    make.referral(care, group, waits_from=met + timedelta(days=1), **facts)

    page = look(browser, session, maya.counselor, maya)

    assert "Ask how Two Roads went" in page
    assert "Waiting 0" not in page


def test_the_week_shows_groups_and_appointments_and_what_is_empty(
    browser, session, make, maya, care
):
    make.referral(care, make.group("Two Roads", weekday=2))
    plan = make.plan(care)
    plan.appointments.append(
        PlanAppointment(on=date(2026, 3, 6), starts_at=time(9), what="Day program")
    )

    page = look(browser, session, maya.counselor, maya)

    assert "Two Roads" in page
    assert "Day program" in page
    assert page.count("Nothing yet") == 5
    assert "find-a-group?day=3" in page


def test_after_leaving_the_first_card_says_what_came_of_it(browser, session, make, maya, care):
    make.referral(care, make.group("Two Roads"), state=ReferralState.ATTENDING)
    care.left_on = maya.left_on = date(2026, 2, 28)
    care.left_reason, care.disposition = LeavingReason.COMPLETED, Disposition.DECLINED
    maya.stage = Stage.LEFT

    page = look(browser, session, maya.counselor, maya)

    assert "Since Maya left" in page
    assert "No plan was signed off" in page
    assert "Goes regularly" in page
    assert "Before Maya leaves" not in page


def test_a_namesake_is_pointed_out(browser, session, make, maya, counselor):
    other = make.client("Maya", "Reyes", counselor=counselor, born_on=date(1971, 2, 3))

    page = look(browser, session, counselor, maya)

    assert "Somebody else here has the same name" in page
    assert f"Client {other.number}" in page


def test_intake_staff_read_no_clinical_part(browser, session, make, intake, maya, care):
    plan = make.plan(care, remember="Call before, not after.")
    plan.appointments.append(
        PlanAppointment(on=date(2026, 3, 6), starts_at=time(9), what="Day program")
    )

    page = look(browser, session, intake, maya)

    assert "Maya Reyes" in page
    for clinical in ("Alcohol", "Depression", "Day program", "Plan:", "Aftercare plan"):
        assert clinical not in page


@pytest.mark.parametrize("who", ["colleague", "stranger", "admin", "auditor"])
def test_the_page_is_shut_to_others(request, browser, session, maya, who):
    user = request.getfixturevalue(who)
    session.commit()

    answer = browser.sign_in(user).get(f"/clients/{maya.id}")

    assert answer.status_code in (403, 404)
    assert "Maya" not in answer.text


def test_who_opened_the_record_stands_in_the_log(browser, session, maya):
    look(browser, session, maya.counselor, maya)

    seen = session.scalar(sa.select(AuditEvent).where(AuditEvent.client_id == maya.id))

    assert (seen.act, seen.actor_id) == ("client.opened", maya.counselor.id)


def test_what_happened_stands_newest_first(browser, session, make, maya, care):
    make.referral(care, make.group("Two Roads"))
    care.admitted_on = care.placements[0].since = date(2026, 2, 9)

    page = look(browser, session, maya.counselor, maya)

    story = page[page.index("What has happened") :]
    assert story.index("Two Roads") < story.index("Came to")
