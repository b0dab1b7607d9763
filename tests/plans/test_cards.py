"""Every card of the editor: it is kept, it is shown again when it is wrong, two do not clash."""

from datetime import date

import pytest
import sqlalchemy as sa

from clinic.plans.models import GoalTemplate, PlanCopy, PlanRule
from tests.make import NOON, TODAY
from tests.plans.tools import fresh, home, posted, sign_off

SHEETS = {
    "words": {"remember": "It passes."},
    "list": {"allergies": "Penicillin", "listed_on": TODAY},
    "safety": {"overdose_risk": "yes", "naloxone": "given", "naloxone_doses": "2"},
    "hard": {"signs": "I stop answering\nI skip meals"},
    "steps": {"at_risk": True, "crisis_signs": "A heavy chest"},
    "level": {"next_words": "Day program", "next_level": "2.1", "next_edition": "4"},
    "strengths": {"strengths": "Kind", "gains": "Sleep"},
}
ROWS = {
    "week": {"kind": "program", "weekday": "1", "words": "Day program", "minutes": "180"},
    "contacts": {"kind": "call", "who": "Ada", "first_on": date(2026, 3, 8), "times": "4"},
    "medicines": {"name": "Sertraline", "morning": "1", "refill_on": date(2026, 3, 20)},
    "doses": {"name": "Methadone", "last_on": TODAY, "next_on": date(2026, 3, 6)},
    "pairs": {"trigger": "Payday", "response": "Call Ana"},
}


@pytest.mark.parametrize("card", SHEETS)
def test_a_sheet_is_kept_and_shown(ada, draft, session, card):
    session.commit()
    url = f"/plans/{draft.id}/{card}"

    page = ada.submit(url, at=home(draft), **SHEETS[card]).text

    kept = posted(page, url)
    for name, typed in SHEETS[card].items():
        assert kept[name] in ([str(typed)], ["y"])


@pytest.mark.parametrize("card", ["list", "safety", "hard", "steps", "level", "strengths"])
def test_two_tabs_in_one_sheet_and_the_second_is_asked(ada, draft, session, card):
    session.commit()
    url = f"/plans/{draft.id}/{card}"
    first = ada.get(home(draft)).text
    ada.submit(url, at=home(draft), **SHEETS[card])

    answer = ada.post(url, data=posted(first, url, **{next(iter(SHEETS[card])): "yes"}))

    assert answer.status_code in (409, 303)
    if answer.status_code == 409:
        assert "It says now" in answer.text


@pytest.mark.parametrize("card", ROWS)
def test_a_row_is_added_changed_moved_and_taken_out(ada, draft, session, card):
    session.commit()
    url = f"/plans/{draft.id}/{card}"
    for _row in range(2):
        ada.submit(url, at=home(draft), **ROWS[card])
    first, second = getattr(fresh(session, draft), card)
    name = next(n for n in ("words", "who", "name", "trigger") if n in ROWS[card])

    ada.submit(f"{url}/{first.id}", **{name: "Changed"})
    ada.submit(f"{url}/{second.id}/up", at=home(draft))
    rows = getattr(fresh(session, draft), card)
    assert [row.id for row in rows] == [second.id, first.id]
    assert getattr(rows[1], name) == "Changed"
    for row in rows:
        ada.submit(f"{url}/{row.id}/remove", at=home(draft))

    assert getattr(fresh(session, draft), card) == []


@pytest.mark.parametrize(
    ("card", "wrong", "words"),
    [
        ("week", {"words": ""}, "Say what it is."),
        ("week", {"weekday": "9"}, "Choose one of these."),
        ("week", {"minutes": "-5"}, "Write a number from 5 to 960."),
        ("contacts", {"times": "0"}, "Write a number from 1 to 60."),
        ("contacts", {"times": "9" * 20}, "Write a number from 1 to 60."),
        ("contacts", {"first_on": ""}, "Choose a day"),
        ("contacts", {"until": date(2026, 3, 1)}, "before the first contact"),
        ("medicines", {"name": ""}, "Say which medicine."),
        ("medicines", {"morning": "x" * 21}, "too long"),
        ("doses", {"bridge_days": "91"}, "Write a number from 0 to 90."),
        ("doses", {"next_on": date(2026, 3, 1)}, "before the last dose"),
        ("pairs", {"response": ""}, "Say what to do."),
    ],
)
def test_a_bad_row_is_shown_again_with_what_was_typed(ada, draft, session, card, wrong, words):
    session.commit()

    answer = ada.submit(f"/plans/{draft.id}/{card}", at=home(draft), **ROWS[card] | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    for typed in (v for v in wrong.values() if v):
        assert str(typed) in answer.text or card == "week"


@pytest.mark.parametrize(
    ("card", "wrong", "words"),
    [
        ("safety", {"naloxone_doses": "many"}, "Write a whole number."),
        ("safety", {"naloxone": "lost"}, "Choose one of these."),
        ("hard", {"signs": "\n".join(map(str, range(13)))}, "Write at most 12 lines"),
        ("list", {"listed_on": "soon"}, "Choose a day in the calendar."),
        ("language", {"language": "xx"}, "Choose one of these."),
    ],
)
def test_a_bad_sheet_is_shown_again(ada, draft, session, card, wrong, words):
    draft.episode.client.language = "es"
    session.commit()

    answer = ada.submit(f"/plans/{draft.id}/{card}", at=home(draft), **wrong)

    assert answer.status_code == 422
    assert words in answer.text


def test_areas_and_topics_are_kept(ada, draft, session, counselor):
    session.commit()
    work = {"work-state": "open", "work-action": "Call Mr. Hale", "work-due_on": date(2026, 3, 9)}

    page = ada.submit(f"/plans/{draft.id}/areas", at=home(draft), **work).text
    assert "Housing: not reviewed yet" in page
    page = ada.submit(f"/plans/{draft.id}/teach", at=home(draft), **{"first-told": "told_back"})

    assert "1 of 4 topics told back" in page.text
    plan = fresh(session, draft)
    assert (plan.areas[0].action, plan.teachbacks[0].asked_by_id) == ("Call Mr. Hale", counselor.id)


def test_a_row_of_an_area_without_its_answer_is_refused(ada, draft, session):
    session.commit()

    answer = ada.submit(f"/plans/{draft.id}/areas", at=home(draft), **{"work-action": "Call"})

    assert answer.status_code == 422
    assert "Choose an answer in the row you wrote in." in answer.text


def test_hostile_words_stay_words(ada, ready, session):
    session.commit()
    nasty = "<b onclick=x>&amp;{{ 7*7 }}"
    for card, name in (("medicines", "name"), ("doses", "name"), ("pairs", "trigger")):
        ada.submit(f"/plans/{ready.id}/{card}", at=home(ready), **ROWS[card] | {name: nasty})
    ada.submit(f"/plans/{ready.id}/hard", at=home(ready), signs=nasty)

    for page in (home(ready), f"/plans/{ready.id}/check"):
        text = ada.get(page).text
        assert "&lt;b onclick=x&gt;" in text or "check" in page
        assert "<b onclick" not in text


def test_a_goal_is_started_from_a_template(ada, draft, session, supervisor):
    kept = {"changed_at": NOON, "changed_by": supervisor}
    mine = GoalTemplate(goal="Sleep well", first_step="Bed at ten", **kept)
    gone = GoalTemplate(goal="Old goal", retired_at=NOON, **kept)
    session.add_all([mine, gone])
    session.commit()
    assert "Old goal" not in ada.get(home(draft)).text

    ada.submit(f"/plans/{draft.id}/goals/from/{mine.id}", at=home(draft))

    assert [(g.goal, g.first_step) for g in fresh(session, draft).goals] == [
        ("Sleep well", "Bed at ten")
    ]
    token = posted(ada.get(home(draft)).text, f"/plans/{draft.id}/words")["csrf_token"]
    answer = ada.post(f"/plans/{draft.id}/goals/from/{gone.id}", data={"csrf_token": token})
    assert answer.status_code == 404


def test_a_copy_is_noted_on_the_signed_plan(ada, ready, session):
    session.commit()
    sign_off(ada, ready)
    url, page = f"/plans/{ready.id}/copies", f"/plans/{ready.id}"

    answer = ada.submit(url, at=page, given_on="2027-01-01")
    assert answer.status_code == 422
    assert "That day is still to come" in answer.text
    assert "Robin Vale, by hand" in ada.submit(url, at=page).text

    assert session.scalar(sa.select(sa.func.count()).select_from(PlanCopy)) == 1


def test_rules_are_decided_on_their_page(browser, admin, session):
    session.commit()
    browser.sign_in(admin)

    page = browser.submit("/plan-rules", triggers_min="2", closed_days="2026-12-24 Eve")
    assert "Decided before" in page.text
    bad = browser.submit("/plan-rules", holidays="Atlantis", triggers_min="many")

    assert bad.status_code == 422
    assert "Atlantis" in bad.text
    kept = dict(session.execute(sa.select(PlanRule.name, PlanRule.value)).all())
    assert kept == {"triggers_min": "2", "closed_days": "2026-12-24 Eve"}


def test_goals_to_start_from_are_kept_by_those_who_lead(browser, supervisor, session, program):
    session.commit()
    browser.sign_in(supervisor)
    assert browser.submit("/goal-templates/new", goal="").status_code == 422

    browser.submit("/goal-templates/new", goal="Sleep well", program=str(program.id))
    kept = session.scalars(sa.select(GoalTemplate)).one()
    browser.submit(f"/goal-templates/{kept.id}", goal="Sleep better")
    page = browser.submit(f"/goal-templates/{kept.id}/retire", at="/goal-templates").text

    assert "Sleep better" in page
    assert "Not offered" in page


def test_goals_to_start_from_are_found_sorted_and_in_pages(browser, supervisor, session, program):
    for number in range(30):
        kept = {"program": program, "changed_at": NOON, "changed_by": supervisor}
        session.add(GoalTemplate(goal=f"Goal {number:02} 100%", **kept))
    session.commit()
    browser.sign_in(supervisor)

    first, second = (browser.get(f"/goal-templates?page={n}").text for n in (1, 2))
    assert "Goal 24" in first
    assert "1 to 25 of 30" in first
    assert "Goal 24" not in second
    assert "Goal 29" in second
    down = browser.get("/goal-templates?sort=-goal").text
    assert down.index("Goal 29") < down.index("Goal 05")
    assert "Goal 07" in browser.get("/goal-templates?q=07+100%25").text
    assert "Nothing matches." in browser.get("/goal-templates?q=07+%5F").text
    assert browser.get("/goal-templates?sort=nothing&page=x").status_code == 200
