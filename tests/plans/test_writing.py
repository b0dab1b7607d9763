"""Writing a draft: its beginning, goals, words, groups, appointments, people."""

from datetime import date, time

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import Supporter
from clinic.core.errors import RuleBroken
from clinic.plans import actions, queries
from clinic.plans.models import AppointmentKind
from clinic.plans.policy.cards import LISTS, SHEETS
from clinic.referrals.models import ReferralState
from tests.make import NOON

APPOINTMENTS, PEOPLE, WORDS = LISTS["appointments"], LISTS["people"], SHEETS["words"]
APPOINTMENT = {
    "kind": AppointmentKind.COUNSELING,
    "on": date(2026, 3, 9),
    "starts_at": time(10),
    "what": "Counseling",
    "who": "Dr. Ortiz",
    "place": "2 Oak Street",
    "phone": "",
}
PERSON = {"name": "Ana", "relation": "sister", "phone": "503 555 0114", "good_for": "a walk"}


def goal(words="Be home for dinner", first_step="Cook on Mondays"):
    return {"goal": words, "first_step": first_step}


def acts(session):
    return sorted(session.scalars(sa.select(AuditEvent.act)))


def test_an_episode_has_one_draft_however_often_it_is_started(episode, counselor):
    first = actions.start(episode, by=counselor, at=NOON)

    again = actions.start(episode, by=counselor, at=NOON)

    assert first is again
    assert first.version == 1


def test_every_change_of_a_draft_is_logged_and_counted(draft, counselor, session):
    before = draft.revision

    actions.write_goals(draft, [goal()], by=counselor, at=NOON)

    assert draft.revision == before + 1
    assert draft.changed_by is counselor
    assert acts(session) == ["plan.goals_written"]


def test_a_change_that_changes_nothing_leaves_no_trace(draft, counselor, session):
    actions.write_goals(draft, [goal()], by=counselor, at=NOON)
    before = draft.revision

    actions.write_goals(draft, [goal()], by=counselor, at=NOON)
    nothing = {"remember": "", "why": "", "helps": ""}
    actions.write_sheet(draft, WORDS, nothing, by=counselor, at=NOON)

    assert draft.revision == before
    assert len(acts(session)) == 1


def test_goals_keep_their_order_and_empty_rows_fall_away(draft, counselor, session):
    rows = [goal("Sleep"), goal("", " "), goal("Work", "")]

    actions.write_goals(draft, rows, by=counselor, at=NOON)
    session.refresh(draft)

    assert [(g.position, g.goal) for g in draft.goals] == [(1, "Sleep"), (2, "Work")]


def test_goals_are_rewritten_and_dropped(draft, counselor, session):
    actions.write_goals(draft, [goal("Sleep"), goal("Work")], by=counselor, at=NOON)

    actions.write_goals(draft, [goal("Work", "Call Mr. Hale")], by=counselor, at=NOON)
    session.refresh(draft)

    assert [(g.goal, g.first_step) for g in draft.goals] == [("Work", "Call Mr. Hale")]


def test_a_step_needs_its_goal(draft, counselor):
    with pytest.raises(RuleBroken, match="Goal 1 has a step but no goal"):
        actions.write_goals(draft, [goal("")], by=counselor, at=NOON)


def test_a_plan_holds_no_more_goals_than_a_person_can_mean(draft, counselor):
    with pytest.raises(RuleBroken, match="up to 10 goals"):
        actions.write_goals(draft, [goal()] * 11, by=counselor, at=NOON)


def test_words_are_written_without_loose_ends(draft, counselor):
    loose = {"remember": " It passes. ", "why": "Eli\n", "helps": ""}
    actions.write_sheet(draft, WORDS, loose, by=counselor, at=NOON)

    assert (draft.remember, draft.why) == ("It passes.", "Eli")


def test_a_referral_is_attached_once_and_last(draft, make, counselor):
    first, second = make.referral(draft.episode), make.referral(draft.episode)

    for referral in (first, second, first):
        actions.attach(draft, referral, by=counselor, at=NOON)

    assert [s.referral for s in draft.supports] == [first, second]
    assert [s.position for s in draft.supports] == [1, 2]


def test_a_referral_of_another_episode_is_refused(draft, make, counselor):
    with pytest.raises(RuleBroken, match="another course of treatment"):
        actions.attach(draft, make.referral(), by=counselor, at=NOON)


def test_a_declined_referral_is_refused(draft, make, counselor):
    referral = make.referral(draft.episode, state=ReferralState.DECLINED_BY_GROUP)

    with pytest.raises(RuleBroken, match="declined or withdrawn"):
        actions.attach(draft, referral, by=counselor, at=NOON)


def test_a_group_left_out_can_be_added_again(draft, make, counselor, session):
    referral = make.referral(draft.episode)
    actions.attach(draft, referral, by=counselor, at=NOON)

    actions.detach(draft, referral, by=counselor, at=NOON)
    actions.detach(draft, referral, by=counselor, at=NOON)
    actions.attach(draft, referral, by=counselor, at=NOON)

    assert acts(session) == ["plan.group_added"] * 2 + ["plan.group_left_out"]


@pytest.mark.parametrize(
    ("which", "earlier", "order"),
    [(0, True, "abc"), (0, False, "bac"), (1, True, "bac"), (2, False, "abc"), (2, True, "acb")],
)
def test_groups_move_up_and_down(draft, make, counselor, session, which, earlier, order):
    referrals = [make.referral(draft.episode, make.group(name)) for name in "abc"]
    for referral in referrals:
        actions.attach(draft, referral, by=counselor, at=NOON)

    actions.move(draft, referrals[which], earlier=earlier, by=counselor, at=NOON)
    session.expire_all()

    assert "".join(s.referral.group_name for s in draft.supports) == order


def test_appointments_stand_in_the_order_of_their_days(draft, counselor):
    for day in (20, 9):
        facts = {**APPOINTMENT, "on": date(2026, 3, day)}
        actions.keep_row(draft, APPOINTMENTS, facts, by=counselor, at=NOON)

    assert [a.on.day for a in draft.appointments] == [9, 20]


def test_an_appointment_is_corrected_and_taken_out(draft, counselor, session):
    kept = actions.keep_row(draft, APPOINTMENTS, APPOINTMENT, by=counselor, at=NOON)

    later = {**APPOINTMENT, "who": "Dr. Li"}
    actions.keep_row(draft, APPOINTMENTS, later, kept, by=counselor, at=NOON)
    assert [a.who for a in draft.appointments] == ["Dr. Li"]
    actions.remove_row(draft, kept, APPOINTMENTS, by=counselor, at=NOON)

    session.expire_all()
    assert draft.appointments == []


def test_an_appointment_before_treatment_is_a_slip(draft, counselor):
    facts = {**APPOINTMENT, "on": date(2025, 3, 9)}

    with pytest.raises(RuleBroken, match="before treatment began"):
        actions.keep_row(draft, APPOINTMENTS, facts, by=counselor, at=NOON)


def test_a_plan_does_not_grow_without_end(draft, counselor):
    for _each in range(40):
        actions.keep_row(draft, PEOPLE, PERSON, by=counselor, at=NOON)

    with pytest.raises(RuleBroken, match="up to 40"):
        actions.keep_row(draft, PEOPLE, PERSON, by=counselor, at=NOON)


def test_people_move_and_go(draft, counselor, session):
    for name in ("Ana", "Bea"):
        actions.keep_row(draft, PEOPLE, {**PERSON, "name": name}, by=counselor, at=NOON)

    actions.move_row(draft, draft.people[1], PEOPLE, earlier=True, by=counselor, at=NOON)
    actions.move_row(draft, draft.people[0], PEOPLE, earlier=True, by=counselor, at=NOON)
    session.expire_all()
    assert [p.name for p in draft.people] == ["Bea", "Ana"]
    actions.remove_row(draft, draft.people[0], PEOPLE, by=counselor, at=NOON)

    session.expire_all()
    assert [p.name for p in draft.people] == ["Ana"]


def test_a_supporter_is_added_with_what_is_known(draft, counselor, session):
    supporter = Supporter(client_id=draft.episode.client_id, position=1, **PERSON)
    session.add(supporter)

    person = actions.add_supporter(draft, supporter, by=counselor, at=NOON)

    assert (person.name, person.phone, person.good_for) == ("Ana", "503 555 0114", "a walk")


def test_the_supporter_of_another_client_is_refused(draft, make, counselor, session):
    supporter = Supporter(client_id=make.client().id, position=1, **PERSON)
    session.add(supporter)

    with pytest.raises(RuleBroken, match="another client"):
        actions.add_supporter(draft, supporter, by=counselor, at=NOON)


def test_the_newest_version_is_the_draft(make, episode, counselor):
    draft = make.plan(episode, version=2)

    assert queries.newest(episode.id) is draft
    assert queries.draft(episode.id) is draft
    assert not queries.has_final(episode.id)
