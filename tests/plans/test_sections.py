"""Which sections of a plan are ready, and what the others lack."""

from datetime import date

import pytest

from clinic.plans import policy, queries
from clinic.plans.models import PlanAppointment, PlanGoal, PlanPerson, PlanSupport
from clinic.referrals.models import ReferralState


def goal(words="Be home for dinner", first_step="Cook on Mondays", position=1):
    return PlanGoal(position=position, goal=words, first_step=first_step)


def person(phone="503 555 0114"):
    return PlanPerson(position=1, name="Ana", phone=phone)


def nothing(plan, make):
    pass


def write_goal(plan, make):
    plan.goals.append(goal())


def write_goal_without_step(plan, make):
    plan.goals += [goal(), goal(first_step=" ", position=2)]


def write_remember(plan, make):
    plan.remember = "I call someone first."


def write_blank_remember(plan, make):
    plan.remember = "  "


def attach(plan, make, state=ReferralState.OFFERED):
    referral = make.referral(plan.episode, state=state)
    plan.supports.append(PlanSupport(referral=referral, position=1))


def attach_withdrawn(plan, make):
    attach(plan, make, ReferralState.WITHDRAWN)


def decline_without_attaching(plan, make):
    make.referral(plan.episode, state=ReferralState.DECLINED_BY_CLIENT)


def decline_in_another_episode(plan, make):
    make.referral(make.episode(), state=ReferralState.DECLINED_BY_CLIENT)


def book(plan, make):
    plan.appointments.append(PlanAppointment(on=date(2026, 3, 9), what="Call"))


def name_person(plan, make):
    plan.people.append(person())


def name_person_without_phone(plan, make):
    plan.people.append(person(phone=""))


CASES = [
    (nothing, "goals", "No goals yet"),
    (write_goal, "goals", ""),
    (write_goal_without_step, "goals", "Goal 2 has no first step"),
    (nothing, "remember", "Nothing written yet"),
    (write_blank_remember, "remember", "Nothing written yet"),
    (write_remember, "remember", ""),
    (nothing, "groups", "No groups yet"),
    (attach, "groups", ""),
    (attach_withdrawn, "groups", "No groups yet"),
    (decline_without_attaching, "groups", ""),
    (decline_in_another_episode, "groups", "No groups yet"),
    (nothing, "appointments", "No appointments or calls yet"),
    (book, "appointments", ""),
    (nothing, "people", "Nobody to call yet"),
    (name_person_without_phone, "people", "Nobody has a phone number"),
    (name_person, "people", ""),
    (nothing, "crisis", ""),
]


@pytest.mark.parametrize(("write", "key", "reason"), CASES)
def test_a_section_says_what_it_lacks(make, session, write, key, reason):
    plan = make.plan()
    write(plan, make)
    session.flush()

    section = next(s for s in policy.sections(plan) if s.key == key)

    assert (section.reason, section.ready) == (reason, not reason)


@pytest.mark.parametrize(("write", "key", "reason"), CASES)
def test_lists_count_a_section_as_its_plan_does(make, session, write, key, reason):
    plan = make.plan()
    write(plan, make)
    session.flush()

    progress = queries.progress([plan.episode_id])[plan.episode_id]

    assert progress.missing == tuple(s.key for s in policy.sections(plan) if not s.ready)
    assert progress.of == len(policy.sections(plan))


def test_a_clinic_without_crisis_lines_is_told_so(make):
    plan = make.plan()

    section = policy.sections(plan, crisis_lines=False)[-1]

    assert (section.ready, section.required) == (False, True)
    assert queries.progress([plan.episode_id], crisis_lines=False)[plan.episode_id].missing[-1] == (
        "crisis"
    )


def test_progress_of_many_plans_takes_no_more_queries_than_of_one(make, session, statements):
    episodes = [make.plan().episode_id for _ in range(5)]

    with statements() as asked:
        found = queries.progress(episodes)

    assert len(found) == 5
    assert len(asked) == 2  # the rules, and all plans


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ((), "Plan ready"),
        (("groups",), "Groups left"),
        (("groups", "people"), "Groups and people to call left"),
        (("goals", "groups", "people"), "Goals and 2 other sections left"),
        (tuple("abcdef"), "Nothing written yet"),
    ],
)
def test_what_is_left_is_said_in_a_few_words(session, missing, words):
    assert policy.progress_words(missing, 6) == words
