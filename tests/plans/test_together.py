"""The client's view: one section on a screen that is turned round, and nothing of staff's own."""

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.clients.models import Supporter
from clinic.plans.models import PlanMedicine
from clinic.plans.policy import keys
from tests.plans.tools import fresh, home, posted, sign_off
from tests.tools.pages import Page, words

SECTIONS = [key for key in keys.ALL if key not in (keys.TEACH, keys.STEPS)]
HTMX = {"HX-Request": "true"}


def turned(plan, section=""):
    return f"{home(plan)}?view=client" + (f"&section={section}" if section else "")


def test_the_editor_leads_to_it_and_it_leads_back(ada, ready):
    assert "?view=client" in ada.get(home(ready)).text

    page = ada.get(turned(ready, keys.PEOPLE)).text

    assert f'href="{home(ready)}#people"' in page
    assert "Ana" in page


def test_it_begins_with_the_first_section_and_leads_through_all_of_them(ada, ready):
    section, seen = "", []
    while section is not None:
        page = Page(ada.get(turned(ready, section)).text)
        seen.append(words(page.all("h1")[0]))
        onward = [a.get("href") for a in page.all("a") if words(a).startswith("Next")]
        section = onward[0].rpartition("section=")[2] if onward else None

    assert len(seen) == len(set(seen)) == len(SECTIONS)
    assert seen[0] == "Goals"


def test_the_crisis_steps_are_there_only_when_they_print(ada, ready, session):
    assert "Crisis steps" not in ada.get(turned(ready, keys.STEPS)).text
    ready.answers.at_risk, ready.answers.crisis_signs = True, ["I stop eating"]
    session.commit()

    page = ada.get(turned(ready, keys.STEPS)).text

    assert "I stop eating" in page
    assert "at_risk" not in page
    assert "risk of suicide" not in page


@pytest.mark.parametrize("section", [*SECTIONS, keys.TEACH, "no-such-section"])
def test_nothing_of_staffs_own_is_in_the_page(ada, ready, make, counselor, session, section):
    client = ready.episode.client
    other = make.client("Quentin", "Otherly", counselor=counselor)
    ready.medicines.append(PlanMedicine(position=2, name="Zinc", morning="1", note="Note of staff"))
    ready.goals[0].first_step = "Utilize my coping skills"
    ready.change_reason = "Reason of staff"
    session.add(Supporter(client_id=client.id, position=1, name="Not In Plan", phone="1"))
    session.commit()

    page = ada.get(turned(ready, section)).text

    hidden = [
        other.given_name,
        client.family_name,
        str(client.number),
        "Note of staff",
        "level_why",
    ]
    hidden += ["Reason of staff", "Not In Plan", 'class="top"', "Find a client", "Ask aloud"]
    hidden += [
        "Told back",
        "told it back",
        "of 16 ready",
        "To do",
        "reading",
        "try “use”",
        "at_risk",
    ]
    assert [text for text in hidden if text in page] == []
    assert words(Page(page).all("title")[0]) == "My plan · Handrail"


def test_the_reading_hints_it_leaves_out_are_in_the_editor(ada, ready, session):
    ready.goals[0].first_step = "Utilize my coping skills"
    session.commit()

    assert "try “use”" in ada.get(home(ready)).text


@pytest.mark.parametrize("card", ["goals", "words", "hard", "strengths"])
def test_what_is_written_there_is_kept_and_stays_there(ada, ready, session, card):
    field = {"goals": "goals-0-goal", "words": "remember"}.get(
        card, {"hard": "acts"}.get(card, card)
    )
    section = "remember" if card == "words" else card
    url = f"/plans/{ready.id}/{card}?view=client&section={section}"

    page = ada.submit(url, at=turned(ready, section), **{field: "Typed by the client"})

    assert "Typed by the client" in page.text
    assert "Back to my view" in page.text
    plan = fresh(session, ready)
    kept = [plan.goals[0].goal, plan.remember, *plan.answers.acts, *plan.answers.strengths]
    assert "Typed by the client" in kept


def test_a_goal_is_added_without_leaving_it(ada, ready):
    url = f"/plans/{ready.id}/goals?view=client&section=goals"

    page = ada.submit(url, at=turned(ready), more="1").text

    assert "Goal 2" in page
    assert "Back to my view" in page


def test_it_saves_by_itself_and_gets_nothing_of_staffs_back(ada, ready, session):
    url = f"/plans/{ready.id}/words?view=client&section=remember"
    sent = posted(ada.get(turned(ready, keys.REMEMBER)).text, url, remember="Utilize it")

    answer = ada.post(url, data=sent, headers=HTMX)

    assert answer.status_code == 200
    assert 'id="words-mark"' in answer.text
    for own in ("reading-", "-state", 'id="sections"', "Reason", "try “use”"):
        assert own not in answer.text
    again = sent | {"revision": Page(answer.text).all("input")[0].get("value"), "remember": "Two"}
    assert ada.post(url, data=again, headers=HTMX).status_code == 200
    assert fresh(session, ready).remember == "Two"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_two_who_write_at_once_lose_nothing_there(ada, ready, session, headers):
    url = f"/plans/{ready.id}/words?view=client&section=remember"
    sent = posted(ada.get(turned(ready, keys.REMEMBER)).text, url, remember="Mine")
    ada.submit(f"/plans/{ready.id}/words", at=home(ready), remember="Theirs")

    answer = ada.post(url, data=sent, headers=headers)

    assert answer.status_code == 409
    assert fresh(session, ready).remember == "Theirs"
    if not headers:
        for text in ("Mine", "Theirs", "Back to my view"):
            assert text in answer.text
        assert "of 16 ready" not in answer.text


def test_a_bad_answer_is_shown_again_there(ada, ready):
    url = f"/plans/{ready.id}/words?view=client&section=remember"

    answer = ada.submit(url, at=turned(ready, keys.REMEMBER), remember="a" * 300)

    assert answer.status_code == 422
    assert "too long" in answer.text
    assert "Back to my view" in answer.text


def test_opening_it_is_logged(ada, ready, session):
    ada.get(turned(ready))

    opened = sa.select(sa.func.count()).where(AuditEvent.act == "plan.opened")
    assert session.scalar(opened) == 1


@pytest.mark.parametrize("who", ["colleague", "stranger", "intake"])
def test_it_is_shut_to_others(request, browser, ready, session, who):
    someone = request.getfixturevalue(who)
    session.commit()
    browser.sign_in(someone)

    assert browser.get(turned(ready)).status_code == 404


def test_a_signed_plan_has_no_such_view(ada, ready, session, press):
    session.commit()
    sign_off(ada, ready)

    answer = ada.get(turned(ready))

    assert answer.status_code == 200
    assert "Back to my view" not in answer.text


def test_a_spanish_client_reads_the_paper_in_spanish(ada, ready, session):
    ready.episode.client.language = "es"
    session.commit()

    assert "Mañana: 1" in ada.get(turned(ready, keys.MEDICINES)).text
