"""Writing a draft, card by card, alone and with somebody else at it."""

from datetime import date

import pytest

from clinic.clients.models import Supporter
from clinic.plans import queries
from tests.plans.tools import fresh, home, posted


def test_the_editor_shows_every_section_and_what_it_lacks(ada, draft, session):
    session.commit()

    page = ada.get(home(draft)).text

    for words in ("2 of 16 ready", "No goals yet", "No groups yet", "Nobody to call yet", "988"):
        assert words in page


def test_goals_are_written_and_the_next_row_is_asked_for(ada, draft, session):
    session.commit()
    goals = {"goals-0-goal": "Sleep", "goals-0-first_step": "Bed at ten"}

    page = ada.submit(f"/plans/{draft.id}/goals", at=home(draft), more="1", **goals).text

    assert [g.goal for g in fresh(session, draft).goals] == ["Sleep"]
    assert 'name="goals-1-goal"' in page
    assert "3 of 16 ready" in page


def test_a_goal_is_removed(ada, ready, session):
    session.commit()

    ada.submit(f"/plans/{ready.id}/goals", at=home(ready), remove="0")

    assert fresh(session, ready).goals == []


def test_a_step_without_its_goal_is_shown_again_with_what_was_typed(ada, draft, session):
    session.commit()
    typed = {"goals-0-first_step": "Bed at ten"}

    answer = ada.submit(f"/plans/{draft.id}/goals", at=home(draft), **typed)

    assert answer.status_code == 422
    assert "Goal 1 has a step but no goal" in answer.text
    assert "Bed at ten" in answer.text


def test_words_too_long_are_refused_and_kept_on_the_page(ada, draft, session):
    session.commit()

    answer = ada.submit(f"/plans/{draft.id}/words", at=home(draft), remember="x" * 201)

    assert answer.status_code == 422
    assert "too long" in answer.text
    assert "x" * 201 in answer.text


@pytest.mark.parametrize(
    ("card", "field", "theirs"),
    [("goals", "goals-0-goal", "Be home for dinner"), ("words", "remember", "I call someone")],
)
def test_two_tabs_in_one_section_and_the_second_is_asked(ada, ready, session, card, field, theirs):
    session.commit()
    first = ada.get(home(ready)).text
    ada.submit(f"/plans/{ready.id}/{card}", at=home(ready), **{field: "Typed in tab one"})

    stale = posted(first, f"/plans/{ready.id}/{card}", **{field: "Typed in tab two"})
    answer = ada.post(f"/plans/{ready.id}/{card}", data=stale)

    assert answer.status_code == 409
    for words in ("Ada Rowe changed this", "Typed in tab one", "Typed in tab two"):
        assert words in answer.text
    again = posted(answer.text, f"/plans/{ready.id}/{card}")
    assert ada.post(f"/plans/{ready.id}/{card}", data=again).status_code == 303
    plan = fresh(session, ready)
    assert "Typed in tab two" in (plan.remember, plan.goals[0].goal)


def test_two_tabs_in_two_sections_do_not_clash(ada, ready, session):
    session.commit()
    first = ada.get(home(ready)).text
    ada.submit(f"/plans/{ready.id}/goals", at=home(ready), **{"goals-0-goal": "Sleep"})

    late = posted(first, f"/plans/{ready.id}/words", remember="It passes.")
    answer = ada.post(f"/plans/{ready.id}/words", data=late)

    assert answer.status_code == 303
    assert fresh(session, ready).remember == "It passes."


def test_a_card_saves_by_itself_and_gets_back_what_changed(ada, draft, session):
    session.commit()
    page = ada.get(home(draft)).text
    sent = posted(page, f"/plans/{draft.id}/words", remember="It passes.")

    answer = ada.post(f"/plans/{draft.id}/words", data=sent, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    for words in ("Saved at ", "3 of 16 ready", 'id="words-mark"'):
        assert words in answer.text


def test_a_card_that_clashes_says_so_without_taking_words_away(ada, ready, session):
    session.commit()
    page = ada.get(home(ready)).text
    ada.submit(f"/plans/{ready.id}/words", at=home(ready), remember="One")
    sent = posted(page, f"/plans/{ready.id}/words", remember="Two")

    answer = ada.post(f"/plans/{ready.id}/words", data=sent, headers={"HX-Request": "true"})

    assert answer.status_code == 409
    for words in ("Ada Rowe changed this", "It says now:", "One", "Keep mine", "Keep both"):
        assert words in answer.text
    assert fresh(session, ready).remember == "One"


def test_groups_are_moved_left_out_and_added_again(ada, ready, make, session, counselor):
    other = make.referral(ready.episode, make.group("Night Owls"))
    session.commit()
    base = f"/plans/{ready.id}/groups/{other.id}"

    page = ada.submit(f"{base}/add", at=home(ready)).text
    assert page.index("Thursday Steps") < page.index("Night Owls")
    page = ada.submit(f"{base}/up", at=home(ready)).text
    assert page.index("Night Owls") < page.index("Thursday Steps")
    page = ada.submit(f"{base}/remove", at=home(ready)).text
    assert "Night Owls left out" in page
    assert f'action="{base}/add"' in page

    assert [s.referral.group_name for s in fresh(session, ready).supports] == ["Thursday Steps"]


def test_the_referral_of_another_client_is_not_there(ada, draft, make, session):
    foreign = make.referral()
    session.commit()

    answer = ada.submit(f"/plans/{draft.id}/groups/{foreign.id}/add", at=home(draft))

    assert answer.status_code == 404


def test_an_appointment_is_added_changed_and_taken_out(ada, draft, session):
    session.commit()
    url = f"/plans/{draft.id}/appointments"
    facts = {"kind": "counseling", "what": "Counseling", "on": date(2026, 3, 9)}

    page = ada.submit(url, at=home(draft), **facts).text
    assert "Mon, Mar 9" in page
    row = f"{url}/{fresh(session, draft).appointments[0].id}"
    assert "Mon, Mar 9, 10:00 am" in ada.submit(row, starts_at="10:00").text
    page = ada.submit(f"{row}/remove", at=home(draft)).text

    assert "Taken out of the plan" in page
    assert fresh(session, draft).appointments == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"what": "", "on": date(2026, 3, 9)}, "Say what it is"),
        ({"what": "Call", "on": ""}, "Choose a day"),
        ({"what": "Call", "on": "soon"}, "Choose a day in the calendar."),
        ({"what": "Call", "on": date(2020, 1, 1)}, "before treatment began"),
        ({"what": "Call", "on": date(2062, 3, 9)}, "years away"),
        ({"what": "Call", "on": date(2026, 3, 9), "kind": "party"}, "Choose one of these."),
    ],
)
def test_a_bad_appointment_is_shown_again(ada, draft, session, facts, words):
    session.commit()

    answer = ada.submit(f"/plans/{draft.id}/appointments", at=home(draft), **facts)

    assert answer.status_code == 422
    assert words in answer.text


def test_a_stale_correction_keeps_both_texts(ada, ready, session):
    session.commit()
    url = f"/plans/{ready.id}/people/{ready.people[0].id}"
    first = ada.get(url).text
    ada.submit(url, name="Ana Reyes")

    answer = ada.post(url, data=posted(first, url, name="Annie"))

    assert answer.status_code == 409
    assert "Ana Reyes" in answer.text
    assert "Annie" in answer.text


def test_people_are_added_from_the_clients_side_in_one_press(ada, draft, session):
    supporter = Supporter(
        client_id=draft.episode.client_id, position=1, name="Bea Vale", phone="503 555 0100"
    )
    session.add(supporter)
    session.commit()

    page = ada.submit(f"/plans/{draft.id}/people/known/{supporter.id}", at=home(draft)).text

    assert "Add Bea Vale" not in page
    assert [p.name for p in fresh(session, draft).people] == ["Bea Vale"]


def test_people_are_added_moved_and_taken_out(ada, ready, session):
    session.commit()
    ada.submit(f"/plans/{ready.id}/people", at=home(ready), name="Bea", phone="988")
    row = f"/plans/{ready.id}/people/{fresh(session, ready).people[1].id}"

    page = ada.submit(f"{row}/up", at=home(ready)).text
    assert page.index("<b>Bea</b>") < page.index("<b>Ana</b>")
    ada.submit(f"{row}/remove", at=home(ready))

    assert [p.name for p in fresh(session, ready).people] == ["Ana"]


def test_a_client_without_a_plan_is_offered_one(ada, episode, session):
    session.commit()
    url = f"/clients/{episode.client_id}/plan"
    assert "no aftercare plan yet" in ada.get(url).text

    page = ada.submit(url).text

    assert "No goals yet" in page
    assert queries.draft(episode.id).version == 1


def test_a_client_not_admitted_is_told_when_plans_begin(ada, make, counselor, session):
    client = make.client(counselor=counselor)
    session.commit()

    assert "A plan begins when care begins" in ada.get(f"/clients/{client.id}/plan").text
