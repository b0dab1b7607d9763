"""The invented clinic: complete enough to look around in, and never poured over a real one."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from clinic.accounts.models import Role, User
from clinic.clients.models import Client, Stage
from clinic.core.errors import RuleBroken
from clinic.demo import build
from clinic.groups.models import GroupKind, PeerGroup
from clinic.plans.models import AftercarePlan, PlanStatus
from clinic.referrals.models import Referral

ZONE = "America/Los_Angeles"


@pytest.fixture
def filled(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "CLINIC_PHONE", "(503) 555-0140")
    build.fill(at=datetime(2026, 11, 23, 17, tzinfo=UTC), zone=ZONE)
    session.commit()
    return session


@pytest.mark.slow
def test_every_screen_of_the_demo_has_something_to_show(filled):
    stages = set(filled.scalars(sa.select(Client.stage)))
    plans = set(filled.scalars(sa.select(AftercarePlan.status)))
    roles = {m.role for user in filled.scalars(sa.select(User)) for m in user.memberships}

    assert stages == {Stage.OUTPATIENT, Stage.RESIDENTIAL, Stage.LEFT}
    assert plans == {PlanStatus.DRAFT, PlanStatus.FINAL}
    assert roles == set(Role)
    assert set(filled.scalars(sa.select(PeerGroup.kind))) == set(GroupKind)
    assert len(set(filled.scalars(sa.select(Referral.state)))) >= 4


@pytest.mark.slow
def test_it_fills_in_the_evening_too_when_it_is_tomorrow_in_utc(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "CLINIC_PHONE", "(503) 555-0140")
    monkeypatch.setitem(app.config, "TIMEZONE", ZONE)

    build.fill(at=datetime(2026, 11, 24, 1, tzinfo=UTC), zone=ZONE)

    assert session.scalar(sa.select(sa.func.count()).select_from(Client)) > 0


def test_a_database_in_use_is_left_alone(make, session):
    make.user()
    session.commit()

    with pytest.raises(RuleBroken, match="in use"):
        build.fill(at=datetime(2026, 11, 23, 17, tzinfo=UTC), zone=ZONE)

    assert session.scalar(sa.select(sa.func.count()).select_from(Client)) == 0


def test_the_command_refuses_outside_demo_mode(app, session):
    result = app.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 1
    assert "CLINIC_MODE=demo" in result.output
