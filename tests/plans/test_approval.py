"""A supervisor's approval before a plan is signed, and a second signature afterwards."""

import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.accounts.models import Role
from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken, Stale
from clinic.plans import actions, policy, queries
from clinic.plans.document import compose, digest, reading
from clinic.plans.models import PlanReview, PrintSize, ReviewAct, Told
from clinic.plans.policy import Standing
from clinic.plans.policy.cards import SHEETS
from clinic.plans.queries import Heap
from clinic.plans.views import approvals
from tests.make import NOON, TODAY
from tests.plans.tools import ON_PAPER, PDF, decide, fresh, posted, sign_off

waiting = sys.modules[queries.Reviews.__module__]


@pytest.fixture
def strict(desk):
    """A desk of a clinic that wants approval first."""
    return replace(desk, rules=replace(desk.rules, approval=True, cosign=True))


@pytest.fixture
def words(facts, strict):
    """What a plan reads like now, as a sum."""

    def words(plan):
        said = compose(plan, clinic=facts, at=NOON, today=TODAY, rules=strict.rules)
        return reading(said)

    return words


@pytest.fixture
def ask(strict, words, counselor):
    def ask(plan):
        actions.ask_approval(plan, desk=strict, reading=words(plan), by=counselor, at=NOON)

    return ask


@pytest.fixture
def say(words, supervisor):
    """Approve a plan, or send it back with a note."""

    def say(plan, *, approve=True, note="", by=supervisor, shown=None):
        now = words(plan)
        said = {"approve": approve, "note": note, "shown": shown or now, "reading": now}
        actions.decide_approval(plan, **said, by=by, at=NOON)

    return say


@pytest.fixture
def sign(facts, strict, counselor):
    def sign(plan, at=NOON):
        document = actions.prepare(plan, ON_PAPER, desk=strict, clinic=facts, by=counselor, at=at)
        paper = {"pdf": PDF, "pages": 6, "expected_revision": plan.revision}
        return actions.finalize(plan, ON_PAPER, document=document, **paper, by=counselor, at=at)

    return sign


@pytest.fixture
def clinic_approves(session, admin):
    decide(session, admin, approval="yes", cosign="yes")
    session.commit()


def acts(plan):
    return [each.act for each in plan.reviews]


def test_a_clinic_that_wants_approval_signs_nothing_without_it(ready, sign, ask):
    with pytest.raises(RuleBroken, match="A supervisor approves this plan first"):
        sign(ready)
    ask(ready)

    with pytest.raises(RuleBroken, match="A supervisor approves this plan first"):
        sign(ready)


def test_an_approved_plan_is_signed(ready, sign, ask, say):
    ask(ready)
    say(ready)

    assert sign(ready).is_final


def test_one_changed_word_voids_the_approval(ready, sign, ask, say, counselor, words):
    ask(ready)
    say(ready)
    other = {"remember": "Other"}

    actions.write_sheet(ready, SHEETS["words"], other, by=counselor, at=NOON)

    assert policy.standing(ready, words(ready)) is Standing.VOID
    with pytest.raises(RuleBroken, match="changed after it was approved"):
        sign(ready)


def test_a_change_in_the_directory_voids_it_too(ready, ask, say, words):
    ask(ready)
    say(ready)

    ready.supports[0].referral.meeting.venue.street = "9 Oak Street"

    assert policy.standing(ready, words(ready)) is Standing.VOID


def test_what_comes_after_reading_is_no_change(ready, ask, say, words, facts, strict):
    row = ready.teachbacks[0]
    ask(ready)
    say(ready)

    row.told, ready.answers.size = Told.TAUGHT_AGAIN, PrintSize.LARGE

    assert policy.standing(ready, words(ready)) is Standing.APPROVED
    tomorrow = compose(
        ready, clinic=facts, at=NOON + timedelta(1), today=TODAY + timedelta(1), rules=strict.rules
    )
    assert policy.standing(ready, reading(tomorrow)) is Standing.APPROVED


def test_a_plan_that_was_put_back_as_it_was_approved_is_approved(ready, ask, say, counselor, words):
    ask(ready)
    say(ready)
    before = ready.remember
    for text in ("Other", before):
        facts = {"remember": text}
        actions.write_sheet(ready, SHEETS["words"], facts, by=counselor, at=NOON)

    assert policy.standing(ready, words(ready)) is Standing.APPROVED


def test_sent_twice_a_plan_waits_once(ready, ask):
    ask(ready)
    ask(ready)

    assert acts(ready) == [ReviewAct.ASKED]


def test_only_a_plan_with_nothing_left_is_sent(ready, ask):
    ready.goals.clear()

    with pytest.raises(RuleBroken, match="Settle this first: Write at least one goal"):
        ask(ready)


def test_a_clinic_without_the_rule_sends_nothing(ready, desk, words, counselor):
    with pytest.raises(RuleBroken, match="without approval"):
        actions.ask_approval(ready, desk=desk, reading=words(ready), by=counselor, at=NOON)


def test_sending_back_takes_a_note(ready, ask, say):
    ask(ready)
    with pytest.raises(RuleBroken, match="Say what should change") as refusal:
        say(ready, approve=False, note="  ")

    say(ready, approve=False, note="Name the bus line.")

    assert refusal.value.field == "note"
    assert (acts(ready)[-1], ready.reviews[-1].note) == (
        ReviewAct.SENT_BACK,
        "Name the bus line.",
    )


def test_a_plan_that_does_not_wait_is_not_decided(ready, say):
    with pytest.raises(RuleBroken, match="does not wait"):
        say(ready)


def test_a_plan_that_changed_while_it_was_read_is_not_approved(ready, ask, say):
    ask(ready)

    with pytest.raises(Stale):
        say(ready, shown="what stood there before")


def test_nobody_approves_what_they_sent_or_wrote_last(ready, ask, say, counselor, supervisor):
    ask(ready)
    with pytest.raises(RuleBroken, match="Another supervisor decides"):
        say(ready, by=counselor)

    actions.write_sheet(ready, SHEETS["words"], {"why": "Eli"}, by=supervisor, at=NOON)
    with pytest.raises(RuleBroken, match="Another supervisor decides"):
        say(ready, by=supervisor)


@pytest.mark.parametrize(
    "statement", [sa.update(PlanReview).values(note="Other"), sa.delete(PlanReview)], ids=str
)
def test_the_database_keeps_every_step(ready, ask, session, statement):
    ask(ready)

    with pytest.raises(DBAPIError, match="stays on record"):
        session.execute(statement)


def test_a_cosignature_changes_nothing_that_was_frozen(
    ready, ask, say, sign, strict, supervisor, session
):
    ask(ready), say(ready)
    plan = sign(ready)
    session.expire_all()
    before = (plan.frozen, plan.revision, plan.paper.pdf)
    given = {"rules": strict.rules, "by": supervisor, "at": NOON}
    with pytest.raises(RuleBroken, match="Type your own name") as refusal:
        actions.cosign(plan, name="Ada Rowe", **given)

    actions.cosign(plan, name=supervisor.name, **given)
    actions.cosign(plan, name=supervisor.name, **given)

    session.expire_all()
    assert refusal.value.field == "name"
    assert (plan.frozen, plan.revision, plan.paper.pdf) == before
    assert acts(plan).count(ReviewAct.COSIGNED) == 1
    assert policy.cosignature(plan).words_sha256 == digest(plan.frozen)


def test_nobody_cosigns_their_own_plan_or_a_draft(ready, ask, say, sign, strict, counselor):
    given = {"name": "Ada Rowe", "rules": strict.rules, "by": counselor, "at": NOON}
    with pytest.raises(RuleBroken, match="signed off"):
        actions.cosign(ready, **given)
    ask(ready), say(ready)

    with pytest.raises(RuleBroken, match="Another supervisor"):
        actions.cosign(sign(ready), **given)


def test_the_second_signature_is_due_within_the_clinics_days(ready, ask, say, sign, strict):
    ask(ready), say(ready)

    due = policy.cosign_by(sign(ready), strict.rules, "America/Los_Angeles")

    assert due == date(2026, 3, 12)


def test_only_plans_signed_since_the_rule_wait_for_a_second_signature(
    ready, ask, say, sign, supervisor, session, admin
):
    ask(ready), say(ready)
    sign(ready, at=NOON - timedelta(hours=1))
    assert queries.review_count(supervisor, Heap.COSIGN) == 0

    decide(session, admin, cosign="yes")
    session.flush()

    assert queries.review_count(supervisor, Heap.COSIGN) == 0


@pytest.fixture
def boss(app, supervisor, session, press, noon, monkeypatch):
    """The supervisor's browser, signed in."""
    monkeypatch.setattr(approvals, "now", lambda: NOON)
    session.commit()
    return app.test_client().sign_in(supervisor)


def test_a_plan_is_sent_read_and_approved_and_signed(ada, boss, ready, session, clinic_approves):
    check = f"/plans/{ready.id}/check"
    assert "Sign off and print" not in ada.get(check).text

    page = ada.submit(f"/plans/{ready.id}/approval", at=check).text
    assert "Sent for approval by Ada Rowe" in page
    assert "Approve</button>" not in page
    assert "1 plan waits for your approval." in boss.get("/").text
    assert "Robin Vale" in boss.get("/plan-approvals").text
    boss.submit(f"/plans/{ready.id}/approval/approve", at=check)

    page = ada.get(check).text
    assert "Approved by" in page
    assert "Version 1 is signed off" in sign_off(ada, ready).text
    events = session.scalars(sa.select(AuditEvent.act)).all()
    assert {"plan.approval_asked", "plan.approved"} <= set(events)


def test_the_counselor_reads_the_note(ada, boss, ready, session, clinic_approves):
    check, url = f"/plans/{ready.id}/check", f"/plans/{ready.id}/approval"
    ada.submit(url, at=check)
    sent = posted(boss.get(check).text, f"{url}/approve") | {"note": "Name the bus line."}

    boss.post(f"{url}/send_back", data=sent)

    page = ada.get(check).text
    assert "Name the bus line." in page
    assert "Send for approval" in page


def test_a_plan_changed_while_the_supervisor_read_is_shown_anew(
    ada, boss, ready, session, clinic_approves
):
    check, url = f"/plans/{ready.id}/check", f"/plans/{ready.id}/approval"
    ada.submit(url, at=check)
    sent = posted(boss.get(check).text, f"{url}/approve")
    ready.remember = "Other"
    session.commit()

    answer = boss.post(f"{url}/approve", data=sent)

    assert answer.status_code == 409
    assert acts(fresh(session, ready)) == [ReviewAct.ASKED]


def test_the_second_signature_stands_on_the_version_and_late_ones_are_marked(
    ada, boss, ready, session, admin, supervisor, monkeypatch
):
    decide(session, admin, cosign="yes")
    session.commit()
    sign_off(ada, ready)
    assert "A supervisor signs by Thursday, March 12, 2026" in ada.get(f"/plans/{ready.id}").text
    listed = boss.get("/plan-approvals?heap=cosign").text
    assert "Robin Vale" in listed
    assert "Late" not in listed
    monkeypatch.setattr(approvals, "now", lambda: NOON + timedelta(days=11))
    assert "Late" in boss.get("/plan-approvals?heap=cosign").text

    url, at = f"/plans/{ready.id}/cosign", f"/plans/{ready.id}"
    assert boss.submit(url, at=at, name="Ada Rowe").status_code == 422
    page = boss.submit(url, at=at, name=supervisor.name).text

    assert f"Co-signed by {supervisor.name}" in page
    assert "No plan waits." in boss.get("/plan-approvals?heap=cosign").text


def test_a_counselor_of_here_who_supervises_elsewhere_decides_nothing(
    ada, ready, session, make, counselor, clinic_approves, app
):
    other = make.user("Otto Both", role=Role.SUPERVISOR)
    session.commit()
    ada.submit(f"/plans/{ready.id}/approval", at=f"/plans/{ready.id}/check")
    otto = app.test_client().sign_in(other)
    token = posted(otto.get("/plan-approvals").text, "/plan-approvals")["csrf_token"]

    sent = {"csrf_token": token, "shown": "x", "note": ""}
    assert otto.post(f"/plans/{ready.id}/approval/approve", data=sent).status_code == 404
    assert otto.post(f"/plans/{ready.id}/cosign", data=sent).status_code == 404
    assert "Robin Vale" not in otto.get("/plan-approvals").text


def test_the_list_is_searched_by_name_or_number_and_paged(boss, ready, ask, session, monkeypatch):
    ask(ready)
    session.commit()
    found = "Robin Vale"
    number = str(ready.episode.client.number)
    for text, seen in (("vale", True), (number, True), ("xyz", False), ("²", False)):
        page = boss.submit("/plan-approvals", at="/plan-approvals", text=text).text
        assert (found in page) is seen, text
    assert found in boss.get("/plan-approvals?page=99").text
    assert found in boss.get("/plan-approvals?heap=nonsense&page=x").text


def test_a_long_list_goes_on_on_the_next_page(
    boss, ready, ask, make, session, counselor, monkeypatch
):
    ask(ready)
    other = make.plan(make.episode(make.client("Lena", "Moor", counselor=counselor)))
    step = {"act": ReviewAct.ASKED, "words_sha256": "", "at": NOON + timedelta(1)}
    session.add(PlanReview(plan_id=other.id, by_id=counselor.id, **step))
    session.commit()
    monkeypatch.setattr(waiting, "PER_PAGE", 1)

    first, second = (boss.get(f"/plan-approvals?page={page}").text for page in (1, 2))

    assert ("Robin Vale" in first, "Lena Moor" in first) == (True, False)
    assert ("Robin Vale" in second, "Lena Moor" in second) == (False, True)
    assert "Page 2 of 2" in second
