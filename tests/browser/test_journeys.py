"""The three daily jobs in a real browser, with their budgets of clicks."""

import re
from datetime import time, timedelta

import pypdf
import pytest

from clinic.core.clock import local_date, now
from clinic.groups.models import Joining
from clinic.plans.models import AppointmentKind, PlanAppointment, PlanGoal, PlanPerson, PlanSupport
from clinic.referrals.models import Companion
from tests.plans.tools import complete, decide, sign_off

TODAY = local_date(now(), "America/Los_Angeles")
RECORD = r"/clients/[0-9a-f-]{36}"


@pytest.fixture
def soon(make, counselor):
    """An episode that began two weeks ago and ends in five days."""
    client = make.client("Marisol", "Quintero", counselor=counselor)
    dates = {"admitted_on": TODAY - timedelta(14), "leaves_on": TODAY + timedelta(5)}
    return make.episode(client, **dates)


@pytest.fixture
def group(make):
    facts = {"joining": Joining.CONTACT_FIRST, "phone": "503 555 0199", "checked_on": TODAY}
    return make.group("Hillside Steps", weekday=4, starts_at=time(19), **facts)


@pytest.fixture
def ready(make, soon, group, program, counselor):
    """A draft plan with nothing left to fix or to look at."""
    program.phone = "503 555 0140"
    after = soon.leaves_on + timedelta(1)
    plan = make.plan(soon, remember="When I want to drink, I call someone first.")
    facts = {"first_on": after, "companion": Companion.FAMILY}
    plan.supports.append(PlanSupport(referral=make.referral(soon, group, **facts), position=1))
    goal = "Be home for dinner"
    plan.goals.append(PlanGoal(position=1, goal=goal, first_step="Cook on Mondays"))
    plan.people.append(PlanPerson(position=1, name="Ana", phone="503 555 0114"))
    plan.appointments.append(
        PlanAppointment(
            kind=AppointmentKind.CLINIC_CALL,
            on=after + timedelta(3),
            starts_at=time(10),
            what="Call from the clinic",
        )
    )
    complete(plan, counselor, after)
    decide(make.session, counselor, safety_reviewed_on=TODAY.isoformat(), holidays="")
    make.session.commit()
    return plan


def test_a_new_client_takes_two_clicks_and_typing(desk, intake, counselor):
    desk.sign_in(intake)

    desk.click("New client", role="link")
    desk.type("First name", "Marisol").type("Last name", "Quintero").type("Year", "1988")
    desk.pick("Residential").type("Started on", TODAY.isoformat())
    desk.click("Save", role="button")

    desk.arrives(RECORD)
    assert desk.heading.startswith("Marisol Quintero")
    assert desk.clicks <= 2


def test_a_referral_takes_three_clicks_from_the_finder(desk, make, counselor, soon, group):
    make.plan(soon)
    desk.sign_in(counselor).go(f"/clients/{soon.client_id}/find-a-group")

    desk.click(re.compile("Refer .*Hillside Steps"), role="link")
    desk.click("Create referral", role="button")

    desk.sees("Referral to Hillside Steps created.")
    assert desk.clicks <= 3
    desk.go(f"/clients/{soon.client_id}/plan").sees("Hillside Steps")
    desk.go(f"/clients/{soon.client_id}").sees("Hillside Steps")


def test_checking_and_printing_takes_three_clicks(desk, counselor, soon, ready):
    ready.teachbacks.clear()
    desk.session.commit()
    desk.sign_in(counselor).go(f"/clients/{soon.client_id}/plan")

    desk.click("Check and print", role="link")
    desk.click("All told back", role="button").sees("Told back")
    desk.type("Your name", counselor.name)
    desk.click("Sign off and print", role="button")

    desk.arrives(rf"/plans/{ready.id}\.pdf")
    assert desk.clicks <= 3
    paper = desk.fetch(f"/plans/{ready.id}.pdf")
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(paper).pages).split())
    assert "Hillside Steps" in words
    assert "7:00" in words
    assert "St. Mark" in words


def test_a_client_leaves_with_the_signed_plan(desk, counselor, soon, ready, browser):
    browser.sign_in(counselor)
    sign_off(browser, ready)
    browser.submit(f"/plans/{ready.id}/copies", at=f"/plans/{ready.id}")
    desk.sign_in(counselor).go(f"/episodes/{soon.id}/leave")

    desk.pick("Completed treatment").pick("The client has the plan")
    desk.click("Record leaving", role="button")

    desk.arrives(RECORD + ".*")
    desk.session.expire_all()
    assert soon.left_on == TODAY
