"""A copy the client got is noted in time, and what is due after leaving is said."""

from datetime import date, timedelta

import pytest

from clinic.clients.models import Stage
from clinic.episodes.models import Disposition, LeavingReason
from clinic.plans import policy, queries
from clinic.plans.models import CopyWay, PlanCopy, PlanStatus
from clinic.plans.policy import Rules, copy_due, kept_until, summary_due
from tests.make import NOON, TODAY
from tests.plans.tools import decide


@pytest.fixture(autouse=True)
def it_is_monday_noon(monkeypatch, noon):
    for page in ("client", "today"):
        monkeypatch.setattr(f"clinic.caseload.views.{page}.now", lambda: NOON)


@pytest.fixture
def signed(make, episode, counselor, session):
    """A plan signed for a client who leaves today."""
    episode.leaves_on = episode.client.leaves_on = TODAY
    plan = make.plan(episode)
    plan.status, plan.finalized_at, plan.finalized_by = PlanStatus.FINAL, NOON, counselor
    session.commit()
    return plan


@pytest.fixture
def give(session, counselor):
    def give(plan, *, to_client=True):
        given = {"way": CopyWay.BY_HAND, "given_on": TODAY, "noted_at": NOON, "by": counselor}
        session.add(PlanCopy(plan_id=plan.id, to_client=to_client, **given))
        session.commit()

    return give


def leave(episode, disposition, on=TODAY, reason=LeavingReason.COMPLETED):
    episode.left_on, episode.left_reason, episode.disposition = on, reason, disposition
    client = episode.client
    client.stage, client.left_on, client.leaves_on = Stage.LEFT, on, None


def listed(counselor, today=TODAY, **rules):
    return [(u.version, u.due) for u in queries.uncopied(counselor, today, Rules(**rules))]


def test_a_copy_is_due_on_the_day_of_leaving_unless_the_clinic_says_later(signed, counselor):
    assert listed(counselor) == [(1, TODAY)]
    assert listed(counselor, TODAY - timedelta(days=1)) == []
    assert listed(counselor, plan_copy_due_days=1) == []
    later = TODAY + timedelta(days=1)
    assert listed(counselor, later, plan_copy_due_days=1) == [(1, later)]


def test_a_noted_copy_is_not_asked_for(signed, counselor, give):
    give(signed, to_client=False)
    assert listed(counselor) == [(1, TODAY)]
    assert queries.copy_missing(signed.episode_id) == 1

    give(signed)

    assert listed(counselor) == []
    assert queries.copy_missing(signed.episode_id) == 0


def test_a_later_version_has_to_be_given_too(signed, counselor, give, make, session):
    give(signed)
    second = make.plan(signed.episode, version=2)
    assert listed(counselor) == []

    second.status, second.finalized_at, second.finalized_by = PlanStatus.FINAL, NOON, counselor
    session.commit()

    assert listed(counselor) == [(2, TODAY)]
    assert queries.copy_missing(signed.episode_id) == 2


@pytest.mark.parametrize("why", sorted(set(Disposition) - {Disposition.PLAN_GIVEN}))
def test_who_left_without_a_plan_is_not_asked_for(signed, counselor, session, why):
    leave(signed.episode, why)
    session.commit()

    assert listed(counselor) == []


def test_neither_the_dead_nor_those_long_gone_are_asked_for(signed, counselor, session):
    leave(signed.episode, Disposition.PLAN_GIVEN, reason=LeavingReason.DIED)
    session.commit()
    assert listed(counselor) == []

    signed.episode.left_reason = LeavingReason.COMPLETED
    session.commit()
    assert listed(counselor) == [(1, TODAY)]
    assert listed(counselor, TODAY + timedelta(days=91)) == []


def test_nobody_else_reads_whose_copy_is_due(signed, stranger, intake):
    assert listed(stranger) == []
    assert listed(intake) == []


def test_today_names_them(ada, signed, give):
    page = ada.get("/").text
    assert "Copy not noted yet" in page
    assert f'href="/plans/{signed.id}#copies"' in page

    give(signed)

    assert "Copy not noted yet" not in ada.get("/").text


@pytest.mark.parametrize(
    ("leaves", "late"), [(TODAY, False), (TODAY - timedelta(days=1), True), (None, False)]
)
def test_the_client_page_says_by_when(ada, signed, session, leaves, late):
    signed.episode.leaves_on = leaves
    session.commit()

    page = ada.get(f"/clients/{signed.episode.client_id}").text

    assert "Note that Robin has plan 1" in page
    assert ('<span class="tag tag-late">Copy not noted yet' in page) is late
    assert ("Due by" in page) is (leaves is not None)


def test_the_client_page_says_that_it_is_done(ada, signed, give):
    give(signed)

    page = ada.get(f"/clients/{signed.episode.client_id}").text

    assert "Note that Robin has plan 1" in page
    assert "Copy not noted yet" not in page


def test_the_check_of_the_next_version_looks_at_it(ada, signed, give, make, session):
    second = make.plan(signed.episode, version=2)
    session.commit()
    words = "No copy of version 1 is noted for the client"
    assert words in ada.get(f"/plans/{second.id}/check").text

    give(signed)

    assert words not in ada.get(f"/plans/{second.id}/check").text


def test_the_check_waits_for_the_day(ready, desk):
    missing = policy.Desk(**{**desk.__dict__, "copy_missing": 1})
    assert policy.check(ready, missing) == []

    ready.episode.leaves_on = TODAY

    assert "copy:1" in [found.key for found in policy.check(ready, missing)]


def test_after_leaving_the_page_says_what_is_due(ada, signed, session, counselor):
    leave(signed.episode, Disposition.PLAN_GIVEN)
    decide(session, counselor, summary_due_days="10", record_retention_years="6")
    session.commit()

    page = ada.get(f"/clients/{signed.episode.client_id}").text

    assert "Due by Thursday, March 12." in page
    assert "Kept until Mar 2, 2032 at least." in page
    assert "Copy not noted yet" in page


def test_after_leaving_without_a_plan_no_copy_is_due(ada, signed, session):
    leave(signed.episode, Disposition.DECLINED)
    session.commit()

    page = ada.get(f"/clients/{signed.episode.client_id}").text

    assert "Copy not noted yet" not in page
    assert "Kept until" in page


def test_what_is_due_is_not_for_the_front_desk(browser, signed, session, intake):
    leave(signed.episode, Disposition.PLAN_GIVEN)
    session.commit()

    page = browser.sign_in(intake).get(f"/clients/{signed.episode.client_id}").text

    assert "Kept until" not in page
    assert "Copy not noted yet" not in page


def test_the_days_are_those_of_the_clinic():
    rules = Rules(plan_copy_due_days=2, summary_due_days=15, record_retention_years=7)
    leap = date(2028, 2, 29)

    assert copy_due(leap, rules) == date(2028, 3, 2)
    assert summary_due(leap, rules) == date(2028, 3, 15)
    assert kept_until(leap, rules) == date(2035, 2, 28)
    assert kept_until(TODAY, rules) == date(2033, 3, 2)
