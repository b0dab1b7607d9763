"""Filling an empty clinic with the invented one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from clinic.accounts import passwords
from clinic.accounts.models import Membership, Program, Role, User
from clinic.core.clock import local_date
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.demo import care, people, writing
from clinic.demo.groups import open_groups
from clinic.plans import actions as plans


def is_empty() -> bool:
    """Say whether nobody has used this database yet."""
    return not db.session.scalar(sa.select(sa.func.count()).select_from(User))


def fill(*, at: datetime, zone: str) -> None:
    """Write staff, groups, clients, referrals and plans, in one transaction.

    Raises :class:`RuleBroken` when somebody already uses this database.
    """
    if not is_empty():
        raise RuleBroken("This database is in use; the demo clinic needs an empty one.")
    today = local_date(at, zone)
    staff = _staff(at)
    groups = open_groups(by=staff["ravi"], at=at - timedelta(days=250), today=today, zone=zone)
    _decide(staff, at - timedelta(days=250), today)
    stage = care.Stage(staff, groups, at, today)
    for person in people.CLIENTS:
        care.record(person, stage)


def _decide(staff: dict[str, User], at: datetime, today: date) -> None:
    """Have the sentences about overdose approved, and goals ready to start from."""
    approved = {"safety_reviewed_on": today - timedelta(days=40)}
    plans.decide(approved, by=staff["uma"], at=at)
    for goal in writing.GOALS:
        plans.keep_template(None, program=None, **goal, by=staff["uma"], at=at)


def _staff(at: datetime) -> dict[str, User]:
    """Make the programs and the people who work there."""
    programs = {
        people.CLINIC: Program(
            name=people.CLINIC, phone="(503) 555-0140", address="88 Cedar Street, Portland"
        ),
        people.HARBOR: Program(
            name=people.HARBOR, phone="(503) 555-0145", address="3 Pier Road, Portland"
        ),
    }
    hidden = passwords.conceal(people.PASSWORD)
    staff = {}
    for key, name, phone, role, program in people.STAFF:
        user = User(
            email=f"{key}@demo.test", name=name, phone=phone, password_hash=hidden, created_at=at
        )
        user.memberships.append(Membership(program=programs[program], role=Role(role)))
        staff[key] = user
    db.session.add_all(staff.values())
    db.session.flush()
    return staff
