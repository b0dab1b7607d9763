"""Whom a member of staff may see."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from clinic.accounts.models import Membership, Role
from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.clients import actions, queries
from clinic.clients.models import Part, Stage
from tests.make import NOON


def sees(user, client, roles=CLERICAL):
    try:
        return queries.get(client.id, viewer=user, roles=roles) is client
    except NoResultFound:
        return False


@pytest.fixture
def client(make, counselor):
    return make.client(counselor=counselor)


def test_the_clients_own_counselor_sees_the_record(client, counselor):
    assert sees(counselor, client)


def test_a_colleague_who_covers_sees_the_record(client, counselor, colleague):
    assert not sees(colleague, client)

    actions.cover(client, colleague, by=counselor, at=NOON)

    assert sees(colleague, client)


def test_a_colleague_who_no_longer_covers_does_not(client, counselor, colleague):
    actions.cover(client, colleague, by=counselor, at=NOON)

    actions.release(client, colleague, by=counselor, at=NOON)

    assert not sees(colleague, client)


def test_the_supervisor_and_intake_of_the_program_see_the_record(client, supervisor, intake):
    assert sees(supervisor, client)
    assert sees(intake, client)


def test_intake_staff_never_come_in_by_a_clinical_door(client, intake):
    assert not sees(intake, client, CLINICAL)


def test_nobody_else_sees_the_record(client, stranger, admin, auditor):
    assert not sees(stranger, client)
    assert not sees(admin, client)
    assert not sees(auditor, client)


@pytest.mark.parametrize(("days", "seen"), [(0, True), (13, True), (15, False)])
def test_intake_staff_see_a_client_for_two_weeks_after_leaving(client, intake, days, seen):
    client.stage = Stage.LEFT
    client.left_on = datetime.now(UTC).date() - timedelta(days=days)

    assert sees(intake, client) is seen


def test_a_care_team_counts_only_in_programs_where_one_is_a_counselor(
    make, client, counselor, session
):
    counselor.memberships[:] = [Membership(program=make.program(), role=Role.COUNSELOR)]
    session.flush()

    assert not sees(counselor, client)


def test_rights_do_not_add_up_across_programs(make, client, stranger, session):
    stranger.memberships.append(Membership(program=make.program(), role=Role.SUPERVISOR))
    session.flush()

    assert not sees(stranger, client)


def test_one_person_may_supervise_here_and_counsel_there(make, client, supervisor, session):
    there = make.program()
    supervisor.memberships.append(Membership(program=there, role=Role.COUNSELOR))
    own, other = make.client(program=there), make.client(program=there)
    actions.assign(own, supervisor, Part.COVERING, supervisor, NOON)

    assert sees(supervisor, client)
    assert sees(supervisor, own)
    assert not sees(supervisor, other)
