"""The further parts of a plan: what each section lacks, what the last look finds, what is kept."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from clinic.clients.models import Asked, Supporter
from clinic.core.errors import RuleBroken
from clinic.plans import actions, policy, queries
from clinic.plans.models import (
    AppointmentKind,
    Area,
    AreaState,
    ContactKind,
    CopyWay,
    Naloxone,
    Pace,
    PlanContact,
    PlanCopy,
    PlanDose,
    PlanMedicine,
    PlanPair,
    PlanRule,
    PlanWeekItem,
    Told,
    WeekKind,
)
from clinic.plans.policy import follow, off, rules
from clinic.plans.policy.cards import CRISIS_STEPS, GRIDS, LISTS, SHEETS
from tests.make import NOON, TODAY
from tests.plans.tools import PDF


@pytest.fixture
def sign(counselor, desk, facts):
    def sign(plan):
        document = actions.prepare(plan, desk=desk, clinic=facts, taught_back=True, at=NOON)
        paper = {"pdf": PDF, "pages": 6, "expected_revision": plan.revision}
        return actions.finalize(plan, document=document, **paper, by=counselor, at=NOON)

    return sign


def no_week(plan):
    plan.week.clear(), plan.supports.clear()


def no_medicine_asked(plan):
    plan.medicines.clear()


def no_amount(plan):
    plan.medicines[0].morning = " "


def stopped(plan):
    plan.medicines[0].morning, plan.medicines[0].stopped = "", True


def none_confirmed(plan):
    plan.medicines.clear()
    plan.answers.no_medicines = True


def no_naloxone(plan):
    plan.answers.naloxone = Naloxone.NOT_ASKED


def no_risk(plan):
    plan.answers.naloxone, plan.answers.overdose_risk = Naloxone.NOT_ASKED, Asked.NO


def one_pair_half(plan):
    plan.pairs[2].response = " "


def at_risk(plan):
    plan.answers.at_risk = True


def at_risk_and_written(plan):
    plan.answers.at_risk = True
    for name in CRISIS_STEPS:
        setattr(plan.answers, name, ["A line"])


def area_left(plan):
    plan.areas[:] = [row for row in plan.areas if row.area is not Area.WORK]


def area_open(plan):
    row = next(row for row in plan.areas if row.area is Area.WORK)
    row.state = AreaState.OPEN


def area_done(plan):
    area_open(plan)
    next(row for row in plan.areas if row.area is Area.WORK).action = "Call Mr. Hale"


def no_next_care(plan):
    plan.answers.next_words = ""


def other_level(plan):
    plan.answers.best_level, plan.answers.next_level = "2.5", "2.1"


def other_level_said_why(plan):
    other_level(plan)
    plan.answers.level_why = "Too far away"


def no_gain(plan):
    plan.answers.gains = []


def taught_again(plan):
    plan.teachbacks[0].told = Told.TAUGHT_AGAIN


CASES = [
    (no_week, "week", "Nothing in the week yet"),
    (no_medicine_asked, "medicines", "Not asked yet which medicines, or none"),
    (no_amount, "medicines", "Sertraline: say how much, and when"),
    (stopped, "medicines", ""),
    (none_confirmed, "medicines", ""),
    (no_naloxone, "safety", "Naloxone: not asked yet"),
    (no_risk, "safety", ""),
    (one_pair_half, "hard", "2 of 3 triggers with what I do"),
    (at_risk, "steps", "0 of 6 steps written"),
    (at_risk_and_written, "steps", ""),
    (area_left, "areas", "Work or school: not reviewed yet"),
    (area_open, "areas", "Work or school: say what is to do"),
    (area_done, "areas", ""),
    (no_next_care, "level", "Nothing about the care that comes next"),
    (other_level, "level", "Say why it differs from what was recommended"),
    (other_level_said_why, "level", ""),
    (no_gain, "strengths", "Nothing gained yet"),
    (taught_again, "teach", "5 of 6 topics told back"),
]


@pytest.mark.parametrize(("spoil", "key", "reason"), CASES)
def test_a_section_says_what_it_lacks_and_lists_agree(ready, session, spoil, key, reason):
    spoil(ready)
    session.flush()
    session.refresh(ready)

    found = {section.key: section for section in policy.sections(ready)}

    assert found[key].reason == reason
    missing = queries.progress([ready.episode_id])[ready.episode_id].missing
    assert missing == tuple(key for key, section in found.items() if not section.ready)


def test_how_many_triggers_are_enough_is_the_clinics_to_say(ready, session, admin):
    actions.decide({"triggers_min": 4}, by=admin, at=NOON)

    section = next(s for s in policy.sections(ready, rules=queries.rules()) if s.key == "hard")

    assert section.reason == "3 of 4 triggers with what I do"
    assert queries.progress([ready.episode_id])[ready.episode_id].missing == ("hard",)


def dose_gap(plan):
    plan.doses.append(
        PlanDose(
            position=1, name="Methadone", last_on=TODAY, bridge_days=2, next_on=date(2026, 3, 6)
        )
    )


def dose_without_next(plan):
    plan.doses.append(PlanDose(position=1, name="Methadone", last_on=TODAY))


def declined_at_risk(plan):
    plan.answers.naloxone = Naloxone.DECLINED


def too_few_doses(plan):
    plan.answers.naloxone_doses = 1


def late_contact(plan):
    plan.contacts[0].first_on = date(2026, 3, 11)


def at_once(plan):
    item = {"kind": WeekKind.OWN, "weekday": 4, "starts_at": time(19, 30), "words": "Choir"}
    plan.week.append(PlanWeekItem(position=2, **item))


def leaves_before_a_holiday(plan):
    plan.episode.leaves_on = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("spoil", "key", "must_fix"),
    [
        (no_medicine_asked, "medicines", False),
        (no_amount, "amount", True),
        (dose_gap, "gap", False),
        (dose_without_next, "next", False),
        (declined_at_risk, "naloxone", False),
        (no_naloxone, "naloxone", False),
        (too_few_doses, "naloxone-doses", False),
        (one_pair_half, "hard", False),
        (at_risk, "steps", False),
        (area_left, "areas", False),
        (other_level, "level", False),
        (no_gain, "strengths", False),
        (taught_again, "teach", False),
        (late_contact, "first-contact", False),
        (at_once, "overlap", False),
    ],
)
def test_the_last_look_finds(ready, desk, session, spoil, key, must_fix):
    spoil(ready)
    session.flush()

    found = [(f.key.split(":")[0], f.must_fix) for f in policy.check(ready, desk)]

    assert found == [(key, must_fix)]


def test_a_section_the_clinic_requires_blocks(ready, desk):
    no_gain(ready)
    strict = rules.Rules(safety_reviewed_on=TODAY, required=("goals", "crisis", "strengths"))

    found = policy.check(ready, policy.Desk(**{**desk.__dict__, "rules": strict}))

    assert [(f.key, f.must_fix) for f in found] == [("strengths", True)]


@pytest.mark.parametrize("reviewed", [None, TODAY - timedelta(days=366)])
def test_sentences_nobody_reviewed_lately_are_looked_at(ready, desk, reviewed):
    stale = policy.Desk(**{**desk.__dict__, "rules": rules.Rules(safety_reviewed_on=reviewed)})

    assert [f.key for f in policy.check(ready, stale)] == ["reviewed"]


def test_a_consent_that_ends_before_the_first_time_is_looked_at(ready, desk):
    referral = ready.supports[0].referral
    ends = {referral.id: referral.first_on - timedelta(days=1)}

    found = policy.check(ready, policy.Desk(**{**desk.__dict__, "consents_end": ends}))

    assert [f.key for f in found] == [f"consent:{referral.id}"]


def test_no_visit_or_call_in_time_is_looked_at(ready, desk):
    ready.appointments[0].kind = AppointmentKind.HOUSING
    ready.contacts[0].kind = ContactKind.LETTER

    assert [f.key for f in policy.check(ready, desk)] == ["within:7", "within:30"]


def test_what_is_planned_within_the_limits_is_said_in_words(ready):
    said = [found.words for found in follow.follow_ups(ready, rules.Rules())]

    assert said == ["Within 7 days: Sun, Mar 8, Call.", "Within 30 days: Sun, Mar 8, Call."]


def test_days_off_in_the_first_weeks_are_looked_at(ready, desk):
    closed = rules.Rules(safety_reviewed_on=TODAY, closed_days=("2026-03-12 Staff day", "soon"))

    found = policy.check(ready, policy.Desk(**{**desk.__dict__, "rules": closed}))

    assert [(f.key, f.words) for f in found] == [
        ("off:2026-03-12", "Thursday, March 12: Staff day")
    ]
    assert "Thursday Steps" in found[0].detail


def test_public_holidays_are_known_by_country_and_state(app):
    with app.app_context():
        first, last = date(2026, 11, 20), date(2026, 11, 30)
        found = off.days_off(first, last, rules.Rules())

    assert {day: each.holiday for day, each in found.items()} == {
        date(2026, 11, 26): "Thanksgiving Day"
    }
    assert off.is_known("US-OR")
    assert not off.is_known("XX")
    assert not off.is_known("US-XX")


@pytest.mark.parametrize(
    ("pace", "times", "until", "days"),
    [
        (Pace.ONCE, 3, None, ["2026-01-31"]),
        (Pace.WEEKLY, 3, None, ["2026-01-31", "2026-02-07", "2026-02-14"]),
        (Pace.FORTNIGHTLY, 3, date(2026, 2, 14), ["2026-01-31", "2026-02-14"]),
        (Pace.MONTHLY, 3, None, ["2026-01-31", "2026-02-28", "2026-03-31"]),
    ],
)
def test_contact_comes_round(pace, times, until, days):
    contact = PlanContact(first_on=date(2026, 1, 31), pace=pace, times=times, until=until)

    assert [day.isoformat() for day in follow.contact_days(contact)] == days


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
    told = {"first": {"told": Told.TOLD_BACK, "interpreter": ""}}
    actions.write_grid(draft, GRIDS["teach"], told, by=counselor, at=NOON)
    before = draft.revision
    actions.write_grid(draft, GRIDS["teach"], told, by=supervisor, at=NOON)
    assert (draft.teachbacks[0].asked_by, draft.revision) == (counselor, before)

    nothing = {"first": {"told": None, "interpreter": ""}}
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
    given = {"to_whom": "", "way": CopyWay.BY_HAND, "given_on": TODAY, "release": ""}
    by_at = {"by": counselor, "at": NOON}
    with pytest.raises(RuleBroken, match="Only a plan that was signed off"):
        actions.note_copy(ready, to_client=True, **given, **by_at)
    plan = sign(ready)

    actions.note_copy(plan, to_client=True, **given, **by_at)
    for more, field in (
        ({}, "to_whom"),
        ({"to_whom": "Dr. Li"}, "release"),
        ({"to_whom": "Dr. Li", "release": "C 12", "given_on": date(2027, 1, 1)}, "given_on"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            actions.note_copy(plan, to_client=False, **{**given, **more}, **by_at)
        assert refusal.value.field == field
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
