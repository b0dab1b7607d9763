"""The further parts of a plan: what each section lacks, what the last look finds."""

from datetime import date, time, timedelta

import pytest

from clinic.clients.models import Asked
from clinic.plans import actions, policy, queries
from clinic.plans.models import (
    AppointmentKind,
    Area,
    AreaState,
    ContactKind,
    Naloxone,
    Pace,
    PlanContact,
    PlanDose,
    PlanWeekItem,
    Told,
    WeekKind,
)
from clinic.plans.policy import follow, off, rules
from clinic.plans.policy.cards import CRISIS_STEPS
from tests.make import NOON, TODAY


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
    (taught_again, "teach", "3 of 4 topics told back"),
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
