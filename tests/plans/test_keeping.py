"""Two people in one plan, and a session that ended: what the server answers, card by card."""

import base64
import re

import pytest
import sqlalchemy as sa

from clinic.accounts.models import StaffSession
from clinic.core.errors import RuleBroken
from clinic.core.tokens import derived
from clinic.plans import actions
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS
from tests.make import NOON
from tests.plans.tools import fresh, home, posted

HTMX = {"HX-Request": "true"}
#: One field of each card that takes text, or its choice where it has none.
TYPED = {
    "goals": ("goals-0-goal", "Sleep", "Swim"),
    "words": ("remember", "It passes.", "I breathe."),
    "language": ("language", "es", "en"),
    "list": ("allergies", "Nuts", "Latex"),
    "safety": ("naloxone_kept", "Bag", "Car"),
    "hard": ("signs", "Anger", "Silence"),
    "steps": ("crisis_signs", "Anger", "Silence"),
    "level": ("next_words", "Evenings", "Weekends"),
    "strengths": ("strengths", "Kind", "Patient"),
    "areas": ("housing-action", "Call", "Write"),
    "teach": ("call-interpreter", "Lee", "Kim"),
    "week": ("words", "Swim", "Run"),
    "appointments": ("what", "Visit", "Talk"),
    "contacts": ("who", "Ada", "Ravi"),
    "medicines": ("what_for", "Mood", "Sleep"),
    "doses": ("place", "Clinic", "Pharmacy"),
    "pairs": ("trigger", "Payday", "Rain"),
    "people": ("good_for", "a walk", "a ride"),
}
#: Chosen on another page, where there is nothing to type.
ELSEWHERE = {"print"}
SAVING = ["goals", *(key for key in [*SHEETS, *GRIDS] if key not in ELSEWHERE)]


@pytest.fixture
def ravi(app, supervisor, session):
    """A supervisor at a browser of their own."""
    session.commit()
    return app.test_client().sign_in(supervisor)


@pytest.fixture
def full(ready, counselor, session):
    """A plan with a row in every list, written in Spanish."""
    dose = {"name": "Methadone", "place": "Here", "phone": "", "bridge_days": 1}
    dose |= {"last_on": None, "next_on": None, "next_at": None}
    actions.keep_row(ready, LISTS["doses"], dose, by=counselor, at=NOON)
    ready.answers.language = "fr"
    session.commit()
    return ready


def typed(full, card):
    field, mine, theirs = TYPED[card]
    return {field: mine}, {field: theirs}


def test_every_card_is_tried_here():
    assert set(TYPED) == {*SAVING, *LISTS}


@pytest.mark.parametrize("card", SAVING)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["by hand", "by itself"])
def test_who_saves_second_is_shown_both_texts_and_nothing_is_overwritten(
    ada, ravi, full, session, supervisor, card, headers
):
    mine, theirs = typed(full, card)
    url = f"/plans/{full.id}/{card}"
    opened = ada.get(home(full)).text
    assert ravi.submit(url, at=home(full), **theirs).status_code == 200
    session.expire_all()
    before = full.revision

    answer = ada.post(url, data=posted(opened, url, **mine), headers=headers)

    assert answer.status_code == 409
    for words in (f"{supervisor.name} changed this", "It says now:", "Keep mine"):
        assert words in answer.text
    assert ("Keep both" in answer.text) == (card != "language")
    assert f"kept={card}" in answer.text
    if card != "language":
        assert next(iter(theirs.values())) in answer.text
    if not headers:
        assert next(iter(mine.values())) in answer.text
    assert fresh(session, full).revision == before


@pytest.mark.parametrize("card", [card for card in SAVING if card != "language"])
def test_keep_both_puts_theirs_first(ada, ravi, full, session, card):
    mine, theirs = typed(full, card)
    url = f"/plans/{full.id}/{card}"
    opened = ada.get(home(full)).text
    ravi.submit(url, at=home(full), **theirs)
    sent = posted(opened, url, **mine)
    mark = posted(ada.post(url, data=sent).text, url)["revision"]

    answer = ada.post(url, data=sent | {"both": mark})

    assert answer.status_code == 303
    page = ada.get(home(full)).text
    first, second = next(iter(theirs.values())), next(iter(mine.values()))
    assert -1 < page.index(first) < page.index(second)


def test_keep_mine_keeps_mine_unless_a_third_text_came_in_between(ada, ravi, full, session):
    url = f"/plans/{full.id}/strengths"
    opened = ada.get(home(full)).text
    ravi.submit(url, at=home(full), strengths="Patient")
    sent = posted(opened, url, strengths="Kind")
    mark = posted(ada.post(url, data=sent).text, url)["revision"]
    ravi.submit(url, at=home(full), strengths="Brave")

    late = ada.post(url, data=sent | {"mine": mark})
    assert late.status_code == 409
    assert "Brave" in late.text
    mark = posted(late.text, url)["revision"]

    assert ada.post(url, data=sent | {"mine": mark}).status_code == 303
    assert fresh(session, full).answers.strengths == ["Kind"]


def test_both_texts_too_long_for_the_paper_are_shown_again_together(ada, ravi, full, session):
    url = f"/plans/{full.id}/words"
    opened = ada.get(home(full)).text
    ravi.submit(url, at=home(full), remember="a" * 150)
    sent = posted(opened, url, remember="b" * 150)
    mark = posted(ada.post(url, data=sent).text, url)["revision"]

    answer = ada.post(url, data=sent | {"both": mark})

    assert answer.status_code == 422
    assert "a" * 150 + "\n" + "b" * 150 in answer.text
    assert fresh(session, full).remember == "a" * 150


@pytest.mark.parametrize("card", LISTS)
def test_a_row_changed_by_somebody_else_is_shown_with_both_texts(ada, ravi, full, session, card):
    mine, theirs = typed(full, card)
    row = LISTS[card].rows(full)[0]
    url = f"/plans/{full.id}/{card}/{row.id}"
    opened = ada.get(url).text
    ravi.submit(url, **theirs)

    answer = ada.post(url, data=posted(opened, url, **mine))

    assert answer.status_code == 409
    for words in (*mine.values(), *theirs.values(), "Keep mine", "Keep both"):
        assert words in answer.text
    mark = posted(answer.text, url)["revision"]
    sent = posted(opened, url, **mine) | {"both": mark}
    assert ada.post(url, data=sent).status_code == 303
    (name, first), second = next(iter(theirs.items())), next(iter(mine.values()))
    assert f"{first}; {second}" == getattr(LISTS[card].rows(fresh(session, full))[0], name)


@pytest.mark.parametrize("card", LISTS)
def test_a_row_changed_meanwhile_is_not_taken_out_unseen(ada, ravi, full, session, card):
    _mine, theirs = typed(full, card)
    row = LISTS[card].rows(full)[0]
    url = f"/plans/{full.id}/{card}/{row.id}"
    opened = ada.get(home(full)).text
    ravi.submit(url, **theirs)

    answer = ada.post(f"{url}/remove", data=posted(opened, f"{url}/remove"))

    assert answer.status_code == 409
    assert next(iter(theirs.values())) in answer.text
    assert row.id in [each.id for each in LISTS[card].rows(fresh(session, full))]
    seen = posted(answer.text, f"{url}/remove")
    assert ada.post(f"{url}/remove", data=seen).status_code == 303
    assert row.id not in [each.id for each in LISTS[card].rows(fresh(session, full))]


def test_words_for_a_row_that_was_taken_out_are_shown_and_can_be_added_again(
    ada, ravi, full, session, supervisor
):
    base = f"/plans/{full.id}/people"
    url = f"{base}/{full.people[0].id}"
    opened = ada.get(url).text
    ravi.submit(f"{url}/remove", at=home(full))

    answer = ada.post(url, data=posted(opened, url, good_for="a walk"))

    assert answer.status_code == 409
    assert f"{supervisor.name} took this out" in answer.text
    ada.post(base, data=posted(answer.text, base))
    assert [p.good_for for p in fresh(session, full).people] == ["a walk"]


@pytest.mark.parametrize("act", ["up", "place", "remove"])
def test_a_press_on_a_row_that_was_taken_out_says_who_did(ada, ravi, full, supervisor, act):
    url = f"/plans/{full.id}/people/{full.people[0].id}"
    ravi.submit(f"{url}/remove", at=home(full))

    page = ada.submit(f"{url}/{act}", at=home(full), position="1").text

    assert f"{supervisor.name} took that out before." in page
    assert f"{supervisor.name} took that out before." in ada.get(url, follow_redirects=True).text


def test_two_rows_added_and_moved_at_once_are_both_kept(ada, ravi, full, session):
    url = f"/plans/{full.id}/people"
    opened = ada.get(home(full)).text
    ravi.submit(url, at=home(full), name="Bea")
    ada.post(url, data=posted(opened, url, name="Cleo"))
    first = full.people[0].id
    ravi.submit(f"{url}/{first}/place", at=home(full), position="3")
    ada.submit(f"{url}/{fresh(session, full).people[1].id}/up", at=home(full))

    assert [p.name for p in fresh(session, full).people] == ["Cleo", "Bea", "Ana"]


def test_a_row_takes_a_place_and_one_beyond_the_end_is_the_last(full, counselor, session):
    pairs, kind = full.pairs, LISTS["pairs"]
    for position, wanted in ((3, "231"), (1, "123"), (99, "231"), (3, "231")):
        row = next(each for each in pairs if each.trigger == "Trigger 1")
        actions.place_row(full, row, kind, position=position, by=counselor, at=NOON)
        assert "".join(each.trigger[-1] for each in pairs) == wanted


def test_what_goes_by_its_day_keeps_its_place(full, counselor):
    revision = full.revision
    row = full.appointments[0]

    actions.place_row(full, row, LISTS["appointments"], position=9, by=counselor, at=NOON)

    assert full.revision == revision


@pytest.mark.parametrize("position", ["", "0", "100", "first"])
def test_no_place_is_said(ada, full, position):
    url = f"/plans/{full.id}/pairs/{full.pairs[0].id}/place"

    assert "Choose a place in the list." in ada.submit(url, at=home(full), position=position).text


def test_groups_take_a_place(ada, full, make, session):
    other = make.referral(full.episode, make.group("Night Owls"))
    session.commit()
    ada.submit(f"/plans/{full.id}/groups/{other.id}/add", at=home(full))

    ada.submit(f"/plans/{full.id}/groups/{other.id}/place", at=home(full), position="1")

    names = [each.referral.group_name for each in fresh(session, full).supports]
    assert names == ["Night Owls", "Thursday Steps"]


def test_nothing_is_placed_in_a_plan_that_was_signed_off(sign, referral, counselor):
    plan = sign(referral)

    with pytest.raises(RuleBroken, match="signed off"):
        actions.place(plan, referral, position=1, by=counselor, at=NOON)


@pytest.mark.parametrize(
    ("way", "number", "wanted"),
    [("up", "1", "BAC"), ("down", "1", "ACB"), ("up", "0", "ABC"), ("down", "2", "ABC")],
)
def test_goals_move_by_buttons(ada, draft, session, way, number, wanted):
    session.commit()
    goals = {f"goals-{n}-goal": name for n, name in enumerate("ABC")}

    ada.submit(f"/plans/{draft.id}/goals", at=home(draft), **goals, **{way: number})

    assert "".join(each.goal for each in fresh(session, draft).goals) == wanted


def test_a_page_that_saves_by_itself_is_told_to_sign_in_and_is_not_sent_away(ada, full, session):
    url = f"/plans/{full.id}/words"
    sent = posted(ada.get(home(full)).text, url, remember="It passes.")
    session.execute(sa.delete(StaffSession))
    session.commit()

    answer = ada.post(url, data=sent, headers=HTMX)

    assert answer.status_code == 401
    assert answer.data == b""
    assert "It passes." not in fresh(session, full).remember


def test_others_are_named_with_what_they_saved_and_only_once(ada, ravi, full, supervisor):
    url = f"/plans/{full.id}/others"
    assert ada.get(url).status_code == 204
    ravi.submit(f"/plans/{full.id}/strengths", at=home(full), strengths="Patient")
    ravi.submit(f"/plans/{full.id}/words", at=home(full), remember="It passes.")

    page = ada.get(home(full)).text
    said = f"{supervisor.name} saved The one thing to remember at 12:00 pm"

    assert said in page
    assert said in ada.get(url).text
    assert "Strengths and gains at" not in page
    again = page.split(f"{url}?seen=")[1].split('"')[0]
    assert ada.get(f"{url}?seen={again}").status_code == 204
    assert f"{supervisor.name} saved" not in ravi.get(home(full)).text


def test_saving_tells_who_else_saved(ada, ravi, full, supervisor):
    url = f"/plans/{full.id}/words"
    sent = posted(ada.get(home(full)).text, url, remember="It passes.")
    ravi.submit(f"/plans/{full.id}/strengths", at=home(full), strengths="Patient")

    answer = ada.post(url, data=sent, headers=HTMX)

    assert f"{supervisor.name} saved Strengths and gains" in answer.text


def test_the_one_named_is_who_wrote_that_card_not_who_wrote_last(ada, ravi, full, supervisor):
    url = f"/plans/{full.id}/words"
    opened = ada.get(home(full)).text
    ravi.submit(url, at=home(full), remember="It passes.")
    ada.submit(f"/plans/{full.id}/strengths", at=home(full), strengths="Kind")

    answer = ada.post(url, data=posted(opened, url, remember="I breathe."))

    assert f"{supervisor.name} changed this" in answer.text


def test_the_key_of_kept_words_is_another_for_each_person_and_plan(app):
    with app.app_context():
        key = derived("key of words", "ada", "plan")

        assert key == derived("key of words", "ada", "plan")
        assert len(base64.b64decode(key)) == 32
        others = [("key of words", "ravi", "plan"), ("key of words", "ada", "other")]
        others += [("which words", "ada", "plan"), ("key of words", "adaplan")]
        assert key not in [derived(*each) for each in others]


def test_the_key_stands_on_a_page_that_no_browser_keeps(ada, ravi, full):
    mine, theirs = ada.get(home(full)), ravi.get(home(full))

    keys = [re.search(r'data-key="([^"]{44})"', page.text)[1] for page in (mine, theirs)]

    assert mine.headers["Cache-Control"] == "no-store"
    assert keys[0] != keys[1]
    row = ada.get(f"/plans/{full.id}/people/{full.people[0].id}").text
    assert f'data-key="{keys[0]}"' in row
