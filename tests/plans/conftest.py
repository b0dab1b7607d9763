"""Fixtures of the plans room."""

from contextlib import contextmanager
from datetime import date, time
from hashlib import sha256

import pytest
import sqlalchemy as sa

from clinic.core.db import db
from clinic.plans.document import ClinicFacts
from clinic.plans.document.shape import CrisisLine
from clinic.plans.models import (
    AppointmentKind,
    PlanAppointment,
    PlanGoal,
    PlanPerson,
    PlanStatus,
    PlanSupport,
)
from clinic.plans.policy import Desk, Rules
from clinic.plans.printing import PrintedPlan
from clinic.plans.views import cards, clinic, early, editor, groups, page, rows, versions
from clinic.plans.views import check as check_views
from clinic.plans.views import paper as paper_views
from clinic.referrals.models import Companion, ReferralState
from tests.make import NOON, TODAY
from tests.plans.tools import PDF, complete, decide

PHONE = "503 555 0140"


@pytest.fixture
def desk():
    rules = Rules(safety_reviewed_on=TODAY)
    return Desk(today=TODAY, stale_days=60, crisis_lines=True, phone=PHONE, rules=rules)


@pytest.fixture
def facts():
    return ClinicFacts(
        name="Cedar Street Center",
        phone=PHONE,
        phone_note="Day and night.",
        crisis_lines=(CrisisLine("Now", "Call", "988"),),
        paper="Letter",
        timezone="America/Los_Angeles",
        map_search="https://maps.example/?q=",
    )


@pytest.fixture
def draft(make, episode):
    """An empty draft for Ada's client."""
    return make.plan(episode)


@pytest.fixture
def fill(make, program, counselor):
    """Fill a draft until nothing is left to fix or to look at."""

    def fill(plan):
        program.phone = PHONE
        group = make.group("Thursday Steps", weekday=4, starts_at=time(19), checked_on=TODAY)
        facts = {"first_on": date(2026, 3, 5), "companion": Companion.FAMILY}
        referral = make.referral(plan.episode, group, **facts)
        plan.remember = "When I want to drink, I call someone first."
        plan.goals.append(
            PlanGoal(position=1, goal="Be home for dinner", first_step="Cook Mondays")
        )
        plan.supports.append(PlanSupport(referral=referral, position=1))
        plan.appointments.append(
            PlanAppointment(
                kind=AppointmentKind.CLINIC_CALL,
                on=date(2026, 3, 9),
                starts_at=time(10),
                what="Call",
            )
        )
        plan.people.append(PlanPerson(position=1, name="Ana", phone="503 555 0114"))
        complete(plan, counselor, date(2026, 3, 8))
        decide(make.session, counselor, safety_reviewed_on="2026-03-02")
        make.session.flush()
        return plan

    return fill


@pytest.fixture
def ready(draft, fill):
    """A draft of Ada's client with nothing left to fix or to look at."""
    return fill(draft)


@pytest.fixture
def statements(session):
    """Collect the statements sent to the database inside a ``with`` block."""

    @contextmanager
    def collect():
        asked = []

        def listen(_connection, _cursor, statement, *_rest):
            asked.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", listen)
        yield asked
        sa.event.remove(db.engine, "before_cursor_execute", listen)

    return collect


@pytest.fixture
def noon(monkeypatch):
    """Every page is opened at noon of the day the tests are about."""
    everywhere = (
        cards,
        check_views,
        clinic,
        early,
        editor,
        groups,
        page,
        paper_views,
        rows,
        versions,
    )
    for views in everywhere:
        monkeypatch.setattr(views, "now", lambda: NOON, raising=False)


@pytest.fixture
def press(monkeypatch):
    """A press that prints nothing, and notes its orders and whether a transaction was open."""
    printed = []

    def print_plan(document):
        printed.append((document, db.session().in_transaction()))
        return PrintedPlan(PDF, sha256(PDF).hexdigest(), 6)

    for views in (check_views, paper_views):
        monkeypatch.setattr(views, "print_plan", print_plan)
    monkeypatch.setattr(check_views.pdf, "warm", lambda: None)
    return printed


@pytest.fixture
def ada(browser, counselor, session, press, noon):
    """Ada's browser, signed in."""
    session.commit()
    return browser.sign_in(counselor)


@pytest.fixture
def sign(make, counselor, session):
    """Sign a plan that prints these referrals, as the last version of its episode."""

    def sign(*referrals, version=1, **facts):
        supports = [PlanSupport(referral=each, position=n) for n, each in enumerate(referrals)]
        plan = make.plan(referrals[0].episode, version=version, supports=supports, **facts)
        plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, NOON, counselor
        plan.frozen = {}
        session.flush()
        return plan

    return sign


@pytest.fixture
def referral(make, episode):
    group = make.group("Harbor Evening", weekday=4)
    return make.referral(episode, group, state=ReferralState.AGREED)


@pytest.fixture
def plan(sign, referral):
    return sign(referral)
