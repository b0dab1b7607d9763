"""The further parts of a plan: written, sealed, carried on; the rules of the clinic."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.clients.models import Supporter
from clinic.core.errors import RuleBroken
from clinic.plans import actions, queries
from clinic.plans.models import (
    CopyWay,
    PlanCopy,
    PlanDose,
    PlanMedicine,
    PlanPair,
    PlanRule,
    Told,
)
from clinic.plans.policy import rules
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS
from tests.make import NOON, TODAY
from tests.plans.tools import ON_PAPER, PDF


@pytest.fixture
def sign(counselor, desk, facts):
    def sign(plan):
        document = actions.prepare(plan, ON_PAPER, desk=desk, clinic=facts, by=counselor, at=NOON)
        paper = {"pdf": PDF, "pages": 6, "expected_revision": plan.revision}
        return actions.finalize(plan, ON_PAPER, document=document, **paper, by=counselor, at=NOON)

    return sign


def test_answers_are_written_once_and_without_loose_ends(draft, counselor):
    facts = {"strengths": [" Kind ", ""], "gains": []}
    actions.write_sheet(draft, SHEETS["strengths"], facts, by=counselor, at=NOON)
    before = draft.revision

    actions.write_sheet(draft, SHEETS["strengths"], facts, by=counselor, at=NOON)

    assert (draft.answers.strengths, draft.revision) == (["Kind"], before)


def test_who_ticks_is_kept_with_the_tick(draft, counselor):
    actions.write_sheet(draft, SHEETS["list"], {"no_medicines": True}, by=counselor, at=NOON)
    assert (draft.answers.no_medicines_by, draft.answers.no_medicines_at) == (counselor, NOON)

    actions.write_sheet(draft, SHEETS["list"], {"no_medicines": False}, by=counselor, at=NOON)
    assert (draft.answers.no_medicines_by, draft.answers.no_medicines_at) == (None, None)


def test_no_medicines_beside_a_list_of_them_is_refused(ready, counselor):
    with pytest.raises(RuleBroken, match="medicines on the list") as refusal:
        actions.write_sheet(ready, SHEETS["list"], {"no_medicines": True}, by=counselor, at=NOON)

    assert refusal.value.field == "no_medicines"


def test_a_row_of_a_grid_is_written_kept_and_taken_back(draft, counselor, supervisor):
    told = {"first": {"told": Told.TOLD_BACK, "interpreter": "", "why": ""}}
    actions.write_grid(draft, GRIDS["teach"], told, by=counselor, at=NOON)
    before = draft.revision
    actions.write_grid(draft, GRIDS["teach"], told, by=supervisor, at=NOON)
    assert (draft.teachbacks[0].asked_by, draft.revision) == (counselor, before)

    nothing = {"first": {"told": None, "interpreter": "", "why": ""}}
    actions.write_grid(draft, GRIDS["teach"], nothing, by=counselor, at=NOON)

    assert draft.teachbacks == []


def test_a_row_of_a_grid_without_its_answer_is_refused(draft, counselor):
    rows = {"work": {"state": None, "action": "Call", "owner": "", "due_on": None}}

    with pytest.raises(RuleBroken, match="Choose an answer"):
        actions.write_grid(draft, GRIDS["areas"], rows, by=counselor, at=NOON)


@pytest.mark.parametrize(
    ("key", "facts", "field"),
    [
        ("contacts", {"first_on": date(2020, 1, 1)}, "first_on"),
        ("contacts", {"first_on": date(2026, 4, 1), "until": date(2026, 3, 20)}, "until"),
        ("medicines", {"refill_on": date(2062, 1, 1)}, "refill_on"),
        ("doses", {"last_on": date(2026, 3, 9), "next_on": date(2026, 3, 8)}, "next_on"),
        ("doses", {"last_on": date(2062, 3, 9)}, "last_on"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(draft, counselor, key, facts, field):
    with pytest.raises(RuleBroken) as refusal:
        actions.keep_row(draft, LISTS[key], facts, by=counselor, at=NOON)

    assert refusal.value.field == field


PARTS = {
    "plan_answers": {"allergies": "Other"},
    "plan_areas": {"action": "Other"},
    "plan_contacts": {"who": "Other"},
    "plan_doses": {"name": "Other"},
    "plan_medicines": {"name": "Other"},
    "plan_pairs": {"trigger": "Other"},
    "plan_teachbacks": {"interpreter": "Other"},
    "plan_week_items": {"words": "Other"},
}


@pytest.mark.parametrize("table", PARTS)
@pytest.mark.parametrize("verb", ["update", "delete", "insert"])
def test_the_database_refuses_to_change_any_part_of_a_final_plan(ready, sign, session, table, verb):
    covered = PlanDose(position=1, name="Methadone", last_on=TODAY, next_on=TODAY)
    ready.doses.append(covered)
    session.flush()
    sign(ready)
    session.flush()
    part = PlanPair.metadata.tables[table]
    row = session.execute(sa.select(part).limit(1)).mappings().one()
    statement = {
        "update": sa.update(part).values(**PARTS[table]),
        "delete": sa.delete(part),
        "insert": sa.insert(part).values(**{**row, "id": row["plan_id"]}),
    }[verb]

    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(statement)


def test_the_next_version_carries_every_part(ready, sign, counselor, session):
    ready.answers.no_medicines_at, ready.answers.no_medicines_by = NOON, counselor
    session.flush()
    plan = sign(ready)
    draft = actions.revise(plan, reason="A new phone", by=counselor, at=NOON)
    session.flush()

    for name in PARTS:
        part = PlanPair.metadata.tables[name]
        facts = [c for c in part.columns if c.name not in ("id", "plan_id")]
        of = sa.select(*facts).order_by(
            *(c for c in facts if c.name in ("position", "area", "topic"))
        )
        old = session.execute(of.where(part.c.plan_id == plan.id)).all()
        assert session.execute(of.where(part.c.plan_id == draft.id)).all() == old, name


def test_a_plan_begins_with_what_is_recorded(make, counselor, session):
    client = make.client(counselor=counselor)
    ana = {"name": "Ana", "relation": "sister", "phone": "988", "good_for": ""}
    session.add(Supporter(client_id=client.id, position=1, **ana))
    episode = make.episode(client)
    referral = make.referral(episode)

    plan = actions.begin(episode, by=counselor, at=NOON)

    assert [person.name for person in plan.people] == ["Ana"]
    assert [support.referral_id for support in plan.supports] == [referral.id]


def test_copies_are_noted_after_signing_and_stay(ready, sign, counselor, session):
    given = {"way": CopyWay.BY_HAND, "given_on": TODAY}
    by_at = {"by": counselor, "at": NOON}
    with pytest.raises(RuleBroken, match="Only a plan that was signed off"):
        actions.note_copy(ready, **given, **by_at)
    plan = sign(ready)

    actions.note_copy(plan, **given, **by_at)
    with pytest.raises(RuleBroken) as refusal:
        actions.note_copy(plan, **given | {"given_on": date(2027, 1, 1)}, **by_at)
    assert refusal.value.field == "given_on"
    session.flush()

    for statement in (sa.update(PlanCopy).values(to_whom="x"), sa.delete(PlanCopy)):
        with pytest.raises(DBAPIError, match="stays on record"), session.begin_nested():
            session.execute(statement)


def test_rules_keep_their_history(session, admin):
    assert queries.rules() == rules.Rules()
    facts = {"triggers_min": 2, "required": ["goals"], "safety_reviewed_on": TODAY}

    assert set(actions.decide(facts, by=admin, at=NOON)) == set(facts)
    actions.decide({"triggers_min": 5}, by=admin, at=NOON)
    assert actions.decide({"triggers_min": 5}, by=admin, at=NOON) == []

    now = queries.rules()
    assert (now.triggers_min, now.required, now.safety_reviewed_on) == (5, ("goals",), TODAY)
    assert [each.value for each in queries.decisions() if each.name == "triggers_min"] == ["5", "2"]
    for statement in (sa.update(PlanRule).values(value="9"), sa.delete(PlanRule)):
        with pytest.raises(DBAPIError, match="stays on record"), session.begin_nested():
            session.execute(statement)


@pytest.mark.parametrize(
    "facts",
    [{"holidays": "Atlantis"}, {"closed_days": ["tomorrow"]}, {"required": ["breakfast"]}],
)
def test_rules_that_mean_nothing_are_refused(session, admin, facts):
    with pytest.raises(RuleBroken) as refusal:
        actions.decide(facts, by=admin, at=NOON)

    assert refusal.value.field == next(iter(facts))


def test_rules_that_cannot_be_read_fall_back(session):
    assert rules.read({"triggers_min": "many", "unheard": "1"}) == rules.Rules()


def test_a_medicine_row_keeps_its_defaults(draft, counselor):
    facts = {"name": "Sertraline", "stopped": True}

    row = actions.keep_row(draft, LISTS["medicines"], facts, by=counselor, at=NOON)

    assert isinstance(row, PlanMedicine)
    assert row.stopped
