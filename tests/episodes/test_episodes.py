"""Courses of treatment: opening, moving, leaving, taking back."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from clinic.clients import queries as client_queries
from clinic.clients.models import ClientName, Stage
from clinic.core.errors import RuleBroken
from clinic.episodes import actions, policy, queries
from clinic.episodes.models import Disposition, Episode, LeavingReason, Setting
from tests.make import NOON, TODAY

GONE = {
    "left_on": TODAY,
    "left_reason": LeavingReason.COMPLETED,
    "disposition": Disposition.DECLINED,
    "disposition_why": "I have my own plan.",
    "disposition_on": TODAY,
}


@pytest.fixture
def client(make, counselor):
    return make.client(counselor=counselor)


def admit(client, by, **facts):
    facts = {"setting": Setting.RESIDENTIAL, "admitted_on": TODAY, **facts}
    return actions.admit(client, **facts, by=by, at=NOON)


def test_admitting_opens_an_episode_and_tells_whoever_listens(client, counselor):
    heard = []

    def listen(_sender, *, episode, by, at):
        heard.append((episode, by, at))

    with actions.opened.connected_to(listen):
        episode = admit(client, counselor, level="3.5", edition="4", leaves_on=date(2026, 4, 1))

    assert heard == [(episode, counselor, NOON)]
    assert queries.current(client.id) is episode
    assert (client.stage, client.leaves_on) == (Stage.RESIDENTIAL, date(2026, 4, 1))
    assert (episode.placement.level, episode.placement.edition) == ("3.5", "4")


def test_a_client_has_one_open_episode(client, counselor):
    admit(client, counselor)

    with pytest.raises(RuleBroken, match="in care already"):
        admit(client, counselor)


def test_the_database_keeps_one_open_episode(client, counselor, session):
    admit(client, counselor)
    facts = {"admitted_on": TODAY, "opened_at": NOON, "opened_by_id": counselor.id}
    session.add(Episode(client=client, **facts))

    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_two_who_admit_at_once_get_one_episode_and_one_friendly_no(client, counselor, monkeypatch):
    admit(client, counselor)
    monkeypatch.setattr(queries, "current", lambda _client_id: None)

    with pytest.raises(RuleBroken, match="in care already"):
        admit(client, counselor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"admitted_on": TODAY + timedelta(days=9)},
        {"leaves_on": TODAY - timedelta(days=1)},
        {"level": "3.5"},
    ],
)
def test_an_impossible_admission_is_refused(client, counselor, wrong):
    with pytest.raises(RuleBroken):
        admit(client, counselor, **wrong)

    assert queries.current(client.id) is None


@pytest.mark.parametrize("who", ["stranger", "admin", "auditor"])
def test_only_staff_of_the_program_admit(client, request, who):
    with pytest.raises(RuleBroken):
        admit(client, request.getfixturevalue(who))


def move(episode, by, **facts):
    facts = {
        "program": episode.placement.program,
        "setting": Setting.OUTPATIENT,
        "since": TODAY,
        "reason": "Doing well",
        **facts,
    }
    return actions.transfer(episode, **facts, by=by, at=NOON)


def test_a_move_within_the_program_keeps_the_care_team(episode, counselor):
    move(episode, counselor)

    assert len(episode.placements) == 2
    assert episode.client.stage is Stage.OUTPATIENT
    assert episode.client.counselor is counselor


def test_a_move_to_another_program_takes_names_along_and_ends_the_care_team(
    make, episode, supervisor, stranger, session
):
    there = stranger.memberships[0].program

    move(episode, supervisor, program=there, counselor=stranger)

    client = episode.client
    session.flush()
    assert client.program_id == there.id
    assert set(session.scalars(sa.select(ClientName.program_id))) == {there.id}
    assert client.counselor is stranger
    assert client_queries.sees(stranger, client)
    assert not client_queries.sees(supervisor, client)


def test_without_a_new_counselor_nobody_looks_after_the_client_yet(make, episode, supervisor):
    move(episode, supervisor, program=make.program())

    assert episode.client.counselor is None


def test_counselors_move_nobody_to_another_program(make, episode, counselor):
    with pytest.raises(RuleBroken, match="supervisor"):
        move(episode, counselor, program=make.program())


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"since": date(2026, 1, 1)},
        {"since": TODAY + timedelta(days=9)},
        {"setting": Setting.RESIDENTIAL},
        {"level": "2.1"},
    ],
)
def test_an_impossible_move_is_refused(episode, counselor, wrong):
    with pytest.raises(RuleBroken):
        move(episode, counselor, **wrong)

    assert len(episode.placements) == 1


@pytest.mark.parametrize("who", ["colleague", "stranger", "intake"])
def test_moving_and_leaving_are_for_the_care_team_and_supervisors(episode, request, who):
    user = request.getfixturevalue(who)

    with pytest.raises(RuleBroken):
        move(episode, user)
    with pytest.raises(RuleBroken):
        actions.leave(episode, **GONE, by=user, at=NOON)
    with pytest.raises(RuleBroken):
        actions.write_clinical(episode, substances=["x"], conditions=[], by=user, at=NOON)


def test_dates_are_corrected_in_every_place(episode, counselor):
    facts = {"admitted_on": date(2026, 2, 1), "leaves_on": date(2026, 5, 1), "leaves_at": None}

    actions.correct_dates(episode, **facts, by=counselor, at=NOON)

    client = episode.client
    assert episode.placement.since == client.admitted_on == date(2026, 2, 1)
    assert client.leaves_on == date(2026, 5, 1)


def test_leaving_asks_whoever_listens_first(episode, counselor):
    def refuse(_sender, **_facts):
        raise RuleBroken("Not yet")

    with actions.leaving.connected_to(refuse), pytest.raises(RuleBroken, match="Not yet"):
        actions.leave(episode, **GONE, by=counselor, at=NOON)

    assert episode.is_open


def test_who_has_left_is_in_no_list_of_those_to_leave(episode, counselor):
    actions.leave(episode, **GONE, left_note="Moved", by=counselor, at=NOON)

    client = episode.client
    assert not episode.is_open
    assert (client.stage, client.left_on, client.leaves_on) == (Stage.LEFT, TODAY, None)


@pytest.mark.parametrize("day", [date(2026, 2, 1), TODAY + timedelta(days=9)])
def test_nobody_leaves_before_entering_or_in_the_future(episode, counselor, day):
    with pytest.raises(RuleBroken):
        actions.leave(episode, **{**GONE, "left_on": day}, by=counselor, at=NOON)


def test_leaving_is_taken_back_for_a_day(episode, counselor):
    actions.leave(episode, **GONE, by=counselor, at=NOON)

    later = NOON + timedelta(hours=23)
    actions.reopen(episode, reason="Wrong client", by=counselor, at=later)

    client = episode.client
    assert episode.is_open
    assert (client.stage, client.left_on) == (Stage.RESIDENTIAL, None)
    assert client.leaves_on == episode.leaves_on


@pytest.mark.parametrize(("hours", "reason"), [(25, "Slip"), (1, " ")])
def test_leaving_is_not_taken_back_late_or_without_a_reason(episode, counselor, hours, reason):
    actions.leave(episode, **GONE, by=counselor, at=NOON)

    later = NOON + timedelta(hours=hours)

    with pytest.raises(RuleBroken):
        actions.reopen(episode, reason=reason, by=counselor, at=later)


def test_leaving_is_not_taken_back_once_admitted_again(episode, counselor):
    actions.leave(episode, **GONE, by=counselor, at=NOON)
    admit(episode.client, counselor)

    with pytest.raises(RuleBroken):
        actions.reopen(episode, reason="Slip", by=counselor, at=NOON)


CONFIRMED = {"disposition_with": "Lena Ortiz, Alder House", "disposition_on": TODAY}
FURTHER = {**GONE, "disposition": Disposition.FURTHER_TREATMENT, **CONFIRMED}


def test_who_declines_a_plan_says_why_and_when_and_staff_stand_for_it(episode, counselor):
    actions.leave(episode, **GONE, disposition_with="nobody", by=counselor, at=NOON)

    assert episode.disposition_why == "I have my own plan."
    assert (episode.disposition_on, episode.disposition_by) == (TODAY, counselor)
    assert episode.disposition_with == ""


def test_further_treatment_is_confirmed_by_somebody_on_a_day(episode, counselor):
    actions.leave(episode, **FURTHER, by=counselor, at=NOON)

    assert (episode.disposition_with, episode.disposition_on) == tuple(CONFIRMED.values())
    assert episode.disposition_why == ""


@pytest.mark.parametrize("said", [GONE, FURTHER])
@pytest.mark.parametrize("field", ["disposition_why", "disposition_with", "disposition_on"])
def test_an_outcome_of_which_too_little_is_said_is_refused(episode, counselor, said, field):
    if field not in policy.MUST_SAY[said["disposition"]]:
        field = "disposition_on"
    nothing = None if field == "disposition_on" else " "

    with pytest.raises(RuleBroken) as refusal:
        actions.leave(episode, **{**said, field: nothing}, by=counselor, at=NOON)

    assert refusal.value.field == field
    assert episode.is_open


@pytest.mark.parametrize("day", [date(2026, 2, 8), TODAY + timedelta(days=2)])
def test_an_outcome_on_an_impossible_day_is_refused(episode, counselor, day):
    with pytest.raises(RuleBroken) as refusal:
        actions.leave(episode, **GONE | {"disposition_on": day}, by=counselor, at=NOON)

    assert refusal.value.field == "disposition_on"


def test_a_client_who_was_gone_needs_no_more_words(episode, counselor):
    gone = {"left_on": TODAY, "left_reason": LeavingReason.LOST_CONTACT}
    actions.leave(episode, **gone, disposition=Disposition.UNAVAILABLE, by=counselor, at=NOON)

    assert episode.disposition_on is None


def test_taking_leaving_back_takes_the_outcome_back(episode, counselor):
    actions.leave(episode, **GONE, by=counselor, at=NOON)

    actions.reopen(episode, reason="Wrong client", by=counselor, at=NOON)

    assert (episode.disposition_on, episode.disposition_by) == (None, None)
    assert episode.disposition_why == ""


def test_the_database_closes_no_episode_without_an_outcome(episode, session):
    episode.left_on, episode.left_reason = TODAY, LeavingReason.COMPLETED

    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
