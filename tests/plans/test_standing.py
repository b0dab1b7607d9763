"""How far a plan has come, as the list of clients keeps it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.clients.models import Client, PlanState
from clinic.episodes import actions as episodes
from clinic.episodes.models import Disposition, LeavingReason, Setting
from clinic.plans import actions
from clinic.plans.models import PlanGoal
from clinic.referrals.models import ReferralState
from tests.make import NOON, TODAY
from tests.plans.tools import ON_PAPER, PDF


@pytest.fixture
def state(session):
    """Read what the list will say of a client's plan."""

    def read(client):
        session.flush()
        return session.scalar(sa.select(Client.plan_state).where(Client.id == client.id))

    return read


@pytest.fixture
def sign(counselor, desk, facts):
    def sign(plan):
        document = actions.prepare(plan, ON_PAPER, desk=desk, clinic=facts, by=counselor, at=NOON)
        paper = {"pdf": PDF, "pages": 6, "expected_revision": plan.revision}
        actions.finalize(plan, ON_PAPER, document=document, **paper, by=counselor, at=NOON)

    return sign


def leave(episode, by):
    facts = {"left_reason": LeavingReason.COMPLETED, "disposition": Disposition.UNAVAILABLE}
    episodes.leave(episode, left_on=TODAY, **facts, by=by, at=NOON)


def test_somebody_not_in_care_has_no_plan_to_speak_of(make, state):
    assert state(make.client()) is None


def test_a_plan_begins_unstarted_when_the_episode_opens(make, counselor, state):
    client = make.client(counselor=counselor)
    assert state(client) is None

    facts = {"setting": Setting.RESIDENTIAL, "admitted_on": TODAY}
    episodes.admit(client, **facts, by=counselor, at=NOON)

    assert state(client) is PlanState.NOT_STARTED


def test_an_episode_without_a_plan_is_not_started_either(episode, state):
    assert state(episode.client) is PlanState.NOT_STARTED


def test_the_first_word_is_progress_and_rubbed_out_is_none(draft, state):
    draft.goals.append(PlanGoal(position=1, goal="Be home for dinner"))
    assert state(draft.episode.client) is PlanState.IN_PROGRESS

    draft.goals.clear()

    assert state(draft.episode.client) is PlanState.NOT_STARTED


def test_a_plan_with_every_section_is_ready_until_a_group_falls_away(ready, state):
    assert state(ready.episode.client) is PlanState.READY

    ready.supports[0].referral.state = ReferralState.WITHDRAWN

    assert state(ready.episode.client) is PlanState.IN_PROGRESS


def test_a_signed_plan_is_signed_until_the_next_version(ready, sign, counselor, state):
    sign(ready)
    assert state(ready.episode.client) is PlanState.SIGNED

    actions.revise(ready, reason="New phone", by=counselor, at=NOON)

    assert state(ready.episode.client) is PlanState.READY


def test_who_left_with_a_signed_plan_keeps_it(ready, sign, counselor, state):
    sign(ready)
    actions.revise(ready, reason="New phone", by=counselor, at=NOON)

    leave(ready.episode, counselor)

    assert state(ready.episode.client) is PlanState.SIGNED


def test_who_left_without_one_is_in_no_list_of_plans(ready, counselor, state):
    leave(ready.episode, counselor)
    assert state(ready.episode.client) is None

    episodes.reopen(ready.episode, reason="Slip", by=counselor, at=NOON)

    assert state(ready.episode.client) is PlanState.READY


def test_who_comes_back_begins_with_what_still_helps(ready, sign, counselor, state):
    sign(ready)
    leave(ready.episode, counselor)

    later = NOON + timedelta(days=3)
    facts = {"setting": Setting.OUTPATIENT, "admitted_on": date(2026, 3, 5)}
    episodes.admit(ready.episode.client, **facts, by=counselor, at=later)

    assert state(ready.episode.client) is PlanState.IN_PROGRESS


def test_keeping_it_true_disturbs_nobody_who_corrects_the_record(draft, session):
    client = draft.episode.client
    before = client.revision

    draft.remember = "Call Ana."
    session.flush()

    session.refresh(client)
    assert client.revision == before
