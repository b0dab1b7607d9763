"""What plans do when a client is admitted, referred, or leaves."""

from datetime import date

import pytest

from clinic.core.errors import RuleBroken
from clinic.episodes import actions as episodes
from clinic.episodes.models import Disposition, LeavingReason, Setting
from clinic.plans import actions, queries
from clinic.plans.models import CopyWay, PlanCopy
from clinic.referrals import actions as referrals
from clinic.referrals.models import Companion, Mode
from tests.make import NOON
from tests.plans.tools import ON_PAPER

LEAVING = {"left_on": date(2026, 3, 2), "left_reason": LeavingReason.COMPLETED}


def test_a_draft_begins_with_the_episode(make, counselor):
    client = make.client(counselor=counselor)

    episode = episodes.admit(
        client,
        setting=Setting.OUTPATIENT,
        admitted_on=date(2026, 3, 2),
        leaves_on=None,
        leaves_at=None,
        level="",
        edition="",
        substances=[],
        conditions=[],
        by=counselor,
        at=NOON,
    )

    plan = queries.draft(episode.id)
    assert (plan.version, plan.is_final) == (1, False)


@pytest.fixture
def refer(make, episode, counselor):
    def refer():
        group = make.group()
        return referrals.refer(
            episode,
            group,
            group.meetings[0],
            first_on=date(2026, 3, 3),
            mode=Mode.INFORMATION,
            companion=Companion.NOBODY,
            companion_name="",
            note="",
            by=counselor,
            at=NOON,
        )

    return refer


def test_a_referral_made_is_in_the_draft(draft, refer):
    referral = refer()

    assert [s.referral for s in draft.supports] == [referral]


def test_a_referral_without_a_draft_is_just_a_referral(refer):
    assert refer().id


def test_nobody_leaves_with_a_plan_that_was_not_signed_off(draft, episode, counselor):
    with pytest.raises(RuleBroken, match="No plan is signed off") as refusal:
        episodes.leave(
            episode, **LEAVING, disposition=Disposition.PLAN_GIVEN, by=counselor, at=NOON
        )

    assert refusal.value.field == "disposition"


SAID = {"disposition_why": "I have my own.", "disposition_with": "Lena Ortiz, Alder House"}


@pytest.mark.parametrize("why", sorted(set(Disposition) - {Disposition.PLAN_GIVEN}))
def test_a_client_may_leave_without_a_plan_when_it_is_said_why(draft, episode, counselor, why):
    said = {**SAID, "disposition_on": date(2026, 3, 1)}
    episodes.leave(episode, **LEAVING, **said, disposition=why, by=counselor, at=NOON)

    assert episode.disposition is why


@pytest.fixture
def signed(ready, counselor, desk, facts):
    document = actions.prepare(ready, ON_PAPER, desk=desk, clinic=facts, by=counselor, at=NOON)
    paper = {"pdf": b"%PDF", "pages": 1, "expected_revision": ready.revision}
    return actions.finalize(ready, ON_PAPER, document=document, **paper, by=counselor, at=NOON)


def test_a_client_leaves_with_a_signed_plan_whose_copy_is_noted(signed, episode, counselor):
    actions.note_copy(signed, way=CopyWay.BY_HAND, given_on=date(2026, 3, 2), by=counselor, at=NOON)

    episodes.leave(episode, **LEAVING, disposition=Disposition.PLAN_GIVEN, by=counselor, at=NOON)

    assert not episode.is_open


def test_a_plan_was_not_given_when_only_somebody_else_got_a_copy(
    signed, episode, counselor, session
):
    given = {"way": CopyWay.FAX, "given_on": date(2026, 3, 2), "noted_at": NOON, "by": counselor}
    session.add(PlanCopy(plan_id=signed.id, to_client=False, to_whom="Dr. Li", **given))

    with pytest.raises(RuleBroken, match="No copy to the client is noted") as refusal:
        episodes.leave(
            episode, **LEAVING, disposition=Disposition.PLAN_GIVEN, by=counselor, at=NOON
        )

    assert refusal.value.field == "disposition"
    assert episode.is_open
