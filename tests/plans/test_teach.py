"""Teach-back before signing off: topic by topic, with a way out that says why."""

import pytest
import sqlalchemy as sa

from clinic.core.errors import RuleBroken
from clinic.plans import actions, policy, queries
from clinic.plans.document import compose
from clinic.plans.models import PlanTeachback, Told, Topic
from clinic.plans.policy import Rules
from tests.make import NOON
from tests.plans.tools import ON_PAPER, fresh, posted, sign_off


@pytest.fixture
def prepare(counselor, desk, facts):
    def prepare(plan):
        return actions.prepare(plan, ON_PAPER, desk=desk, clinic=facts, by=counselor, at=NOON)

    return prepare


def row(plan, topic):
    return next(each for each in plan.teachbacks if each.topic is topic)


def forget(plan, topic):
    plan.teachbacks.remove(row(plan, topic))


def test_a_topic_nobody_asked_about_blocks(ready, prepare):
    forget(ready, Topic.CALL)

    with pytest.raises(RuleBroken, match="Who to call: not asked yet"):
        prepare(ready)


def test_a_topic_that_was_not_clear_blocks(ready, prepare):
    row(ready, Topic.SAFETY).told = Told.TAUGHT_AGAIN

    with pytest.raises(RuleBroken, match="Overdose and naloxone: not clear yet"):
        prepare(ready)


def test_a_topic_taught_again_and_told_back_opens_the_way(ready, prepare):
    row(ready, Topic.SAFETY).told = Told.RETOLD

    assert "Overdose and naloxone" in prepare(ready).taught


@pytest.mark.parametrize("told", [Told.GONE, Told.DECLINED])
def test_a_client_who_cannot_be_asked_needs_a_reason_that_is_not_printed(ready, prepare, told):
    row(ready, Topic.CALL).told = told
    with pytest.raises(RuleBroken, match="say why it was not asked"):
        prepare(ready)

    row(ready, Topic.CALL).why = "Taken home by Ana at night"

    document = prepare(ready)
    assert "Who to call" not in document.taught
    assert "Taken home" not in str(document.as_json())


def test_a_topic_the_clinic_does_not_require_does_not_block(ready, prepare):
    forget(ready, Topic.HARD), forget(ready, Topic.GROUPS)

    assert prepare(ready)


def test_which_topics_are_required_is_the_clinics_to_say(ready, admin, session):
    forget(ready, Topic.HARD)
    session.flush()
    topics = ("first", "call", "hard")

    actions.decide({"teach_required": topics}, by=admin, at=NOON)

    assert list(policy.untold(ready, queries.rules())) == [Topic.HARD]
    assert queries.progress([ready.episode_id])[ready.episode_id].missing == ("teach",)


@pytest.mark.parametrize("left_out", ["first", "call"])
def test_no_clinic_goes_without_what_comes_first_and_who_to_call(admin, left_out):
    topics = [topic for topic in Rules().teach_required if topic != left_out]

    with pytest.raises(RuleBroken, match="is always told back") as refusal:
        actions.decide({"teach_required": topics}, by=admin, at=NOON)

    assert refusal.value.field == "teach_required"


def test_lists_know_a_topic_that_was_left_out_with_a_reason(ready, session):
    row(ready, Topic.CALL).told = Told.GONE
    session.flush()
    assert queries.progress([ready.episode_id])[ready.episode_id].missing == ("teach",)

    row(ready, Topic.CALL).why = "Left at night"
    session.flush()

    assert queries.progress([ready.episode_id])[ready.episode_id].missing == ()


def test_one_press_answers_a_topic_and_another_asks_again(ada, ready, session):
    ready.teachbacks.clear()
    session.commit()
    check, url = f"/plans/{ready.id}/check", f"/plans/{ready.id}/told"

    page = ada.submit(url, at=check, topic="call", told="taught_again").text
    assert "Not clear yet" in page
    ada.submit(url, at=check, topic="call", told="told_back")

    assert [(each.topic, each.told) for each in fresh(session, ready).teachbacks] == [
        (Topic.CALL, Told.RETOLD)
    ]


def test_one_press_answers_all_that_are_left_and_no_others(ada, ready, session, counselor):
    ready.teachbacks.clear()
    session.commit()
    url = f"/plans/{ready.id}/told"
    page = ada.get(f"/plans/{ready.id}/check").text

    ada.post(url, data={"csrf_token": posted(page, url)["csrf_token"], "told": "told_back"})

    told = {each.topic.value: each.told for each in fresh(session, ready).teachbacks}
    assert told == dict.fromkeys(Rules().teach_required, Told.TOLD_BACK)
    assert sign_off(ada, ready).status_code == 200
    assert fresh(session, ready).taught_back


def test_signing_without_teach_back_takes_a_reason(ada, ready, session, press):
    ready.teachbacks.clear()
    session.commit()
    check, url = f"/plans/{ready.id}/check", f"/plans/{ready.id}/not-told"

    answer = ada.submit(url, at=check, told="gone", why="")
    assert answer.status_code == 422
    assert "Say why, in a few words." in answer.text
    assert not session.scalar(sa.select(sa.func.count()).select_from(PlanTeachback))

    ada.submit(url, at=check, told="gone", why="Left at night")
    assert sign_off(ada, ready).status_code == 200
    assert not fresh(session, ready).taught_back
    assert press[-1][0].taught == ()


def test_signing_off_before_it_was_told_back_is_refused(ada, ready, session):
    ready.teachbacks.clear()
    session.commit()

    answer = sign_off(ada, ready)

    assert answer.status_code == 422
    assert "What comes first: not asked yet" in answer.text
    assert not fresh(session, ready).is_final


def test_what_was_retold_is_printed_as_told(ready, facts):
    row(ready, Topic.CALL).told = Told.RETOLD

    document = compose(ready, clinic=facts, at=NOON, today=NOON.date())

    assert "Who to call" in document.taught


def test_the_rules_page_keeps_what_was_ticked(browser, admin, session):
    session.commit()
    browser.sign_in(admin)
    ticked = {"teach_required": ["first", "call", "hard"], "approval": True}

    browser.submit("/plan-rules", at="/plan-rules", **ticked)

    found = queries.rules()
    assert (found.teach_required, found.approval) == (("first", "call", "hard"), True)
    assert not found.cosign
