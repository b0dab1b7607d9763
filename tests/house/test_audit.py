"""Whoever opens or changes a client's record leaves a line in the log."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import Supporter
from clinic.core.clock import local_date, now
from clinic.plans.models import PlanAppointment, PlanPerson, PlanSupport
from tests.tools.pages import Page

#: What an address may name, and the record it then belongs to.
OF_A_CLIENT = {"client_id", "episode_id", "plan_id", "referral_id"}


@pytest.fixture
def record(make, counselor, session):
    """A client with something on every page; the values that addresses may ask for."""
    today = local_date(now(), "America/Los_Angeles")
    client = make.client("Marisol", "Quintero", counselor=counselor)
    client.supporters.append(Supporter(position=1, name="Ana", phone="503 555 0114"))
    dates = {"admitted_on": today - timedelta(14), "leaves_on": today + timedelta(5)}
    episode = make.episode(client, **dates)
    plan = make.plan(episode, remember="Call someone first.")
    referral = make.referral(episode, first_on=today + timedelta(6))
    plan.supports.append(PlanSupport(referral=referral, position=1))
    plan.people.append(PlanPerson(position=1, name="Ana", phone="503 555 0114"))
    plan.appointments.append(PlanAppointment(on=today + timedelta(7), what="Clinic"))
    session.commit()
    return {
        "client_id": client.id,
        "episode_id": episode.id,
        "plan_id": plan.id,
        "referral_id": referral.id,
        "supporter_id": client.supporters[0].id,
        "user_id": counselor.id,
    }


def lines(session, client_id):
    """How many lines the log has about this client."""
    about = AuditEvent.client_id == client_id
    return session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(about))


def is_change(statement):
    """Whether a statement changes what the clinic knows."""
    return re.match(r"(INSERT INTO|UPDATE|DELETE FROM) (?!staff_sessions)", statement)


def pages(app, record):
    """Every address of this client that can be opened with what ``record`` holds."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            named = rule.arguments & OF_A_CLIENT and rule.arguments <= set(record)
            if "GET" in rule.methods and named:
                values = {name: record[name] for name in rule.arguments}
                yield app.url_map.bind("").build(rule.endpoint, values)


@pytest.mark.slow
def test_every_page_of_a_client_is_written_down(app, browser, session, counselor, record):
    browser.sign_in(counselor)
    silent, opened = [], 0

    for path in sorted(pages(app, record)):
        before = lines(session, record["client_id"])
        if browser.get(path).status_code == 200:
            opened += 1
            if lines(session, record["client_id"]) <= before:
                silent.append(path)

    assert silent == []
    assert opened > 10


@pytest.mark.slow
def test_every_change_of_a_record_is_written_down(
    app, browser, session, counselor, record, statements
):
    """Send every form that stands on those pages as it stands, and look in the log."""
    browser.sign_in(counselor)
    key, silent, sent = record["client_id"], [], 0
    forms = {}
    for path in sorted(pages(app, record)):
        response = browser.get(path)
        if response.status_code == 200 and response.mimetype == "text/html":
            page = Page(response.text)
            for form in page.forms():
                action = form.get("action") or path
                if re.search(r"[0-9a-f-]{36}", action):
                    forms.setdefault(action, page.values(form))

    for action, values in sorted(forms.items()):
        before = lines(session, key)
        with statements() as said:
            response = browser.post(action, data=values)
        assert response.status_code < 500, action
        if any(is_change(statement) for statement in said):
            sent += 1
            if lines(session, key) <= before:
                silent.append(action)

    assert silent == []
    assert sent > 2


def test_a_list_of_clients_says_whom_it_showed(browser, session, counselor, record):
    browser.sign_in(counselor)

    browser.get("/clients")
    found = session.scalars(
        sa.select(AuditEvent.detail).where(AuditEvent.act == "client.listed")
    ).all()

    assert str(record["client_id"]) in found[-1]["client_ids"]
