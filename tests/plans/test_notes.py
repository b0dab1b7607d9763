"""What is said beside each text of a plan, and at the last look."""

import pytest
import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.plans import policy
from clinic.plans.forms import GRID_FORMS, ROW_FORMS, SHEET_FORMS
from clinic.plans.models import AreaState, PlanGoal, PlanRule
from clinic.plans.policy import Rules, keys, notes
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS
from clinic.plans.policy.texts import READ, texts
from tests.plans.tools import fresh, home, posted

HARD = (
    "Utilize individualized coping strategies to facilitate maintenance of recovery and "
    "participate in recommended psychoeducational programming."
)
#: Free texts that no hint stands beside: names, numbers, places, codes, medicines, never printed.
LEFT_OUT = {
    *("allergies", "naloxone_trained", "next_level", "best_level", "owner"),
    *("who", "place", "phone", "name", "strength", "refill_at", "prescriber", "note", "language"),
}
#: What staff note for themselves.
OF_STAFF = {keys.TEACH}
TYPED = {"StringField", "TextAreaField", "LinesField"}


def found(plan, desk, start):
    return [each for each in policy.check(plan, desk) if each.key.startswith(start)]


def test_every_free_text_is_read_or_left_out_on_purpose(app):
    free = set()
    with app.test_request_context():
        for kinds, forms in ((SHEETS, SHEET_FORMS), (LISTS, ROW_FORMS)):
            for key in kinds:
                free |= {(key, f.name) for f in forms[key]() if f.type in TYPED}
        for key in GRIDS:
            rows = (row.form for row in GRID_FORMS[key]() if row.type == "FormField")
            free |= {(key, f.short_name) for row in rows for f in row if f.type in TYPED}
    read = {(card, fact) for card, facts in READ.items() for fact in facts}

    unread = {each for each in free - read if each[0] not in OF_STAFF}
    assert {fact for _card, fact in unread} <= LEFT_OUT
    assert {fact for _card, fact in read} & LEFT_OUT == set()


def test_a_plan_with_good_words_has_no_hint(ready, desk):
    said = notes.notes(ready, Rules())

    assert [note for card in said.values() for note in card if note.over or note.hints] == []
    assert found(ready, desk, "reading:") == found(ready, desk, "hurts:") == []
    assert {"The texts are easy to read", "No word is likely to hurt"} <= set(
        policy.passed(ready, desk)
    )


def test_each_text_goes_by_what_the_page_calls_it(ready):
    ready.areas[0].state, ready.areas[0].action = AreaState.OPEN, "Call the landlord"

    labels = {text.label for text in texts(ready)}

    assert {"Goal 1", "Goal 1, First step", "Housing", "The one thing to remember"} <= labels
    assert {"Sertraline, Morning", "Swim", "Trigger 1, I do this", "What I notice"} <= labels


def test_a_hard_text_is_over_and_hints_at_plain_words(ready):
    ready.goals[0].first_step = HARD

    note = notes.notes(ready, Rules())["goals"][-1]

    assert note.over
    assert "“Utilize”: try “use”" in note.hints
    assert len(note.hints) <= notes.MOST_HINTS


def test_a_long_sentence_is_named(ready):
    ready.remember = "I call and I wait and I walk and I sit and I eat and I rest now."

    assert notes.notes(ready, Rules())["words"][0].hints == ("A sentence of 18 words: make it two",)


def test_the_check_names_the_section_and_the_hardest_text(ready, desk):
    ready.goals[0].first_step = HARD

    (only,) = found(ready, desk, "reading:")

    assert only.words == "Goals: reads at about grade 16"
    assert only.detail.startswith("Goal 1, First step")
    assert (only.anchor, only.must_fix) == ("goals", False)


def test_the_clinic_says_how_hard_is_too_hard(ready, desk):
    ready.goals[0].first_step = HARD
    lax = policy.Desk(**{**desk.__dict__, "rules": Rules(reading_grade_max=16)})

    assert found(ready, lax, "reading:") == []
    assert not notes.notes(ready, lax.rules)["goals"][-1].over


def test_a_word_that_hurts_is_looked_at_once_a_section_and_may_stand(ready, desk):
    ready.goals[0].goal = "Stay clean"
    ready.goals.append(PlanGoal(position=2, goal="Still stay clean", first_step="Walk"))

    (only,) = found(ready, desk, "hurts:")

    assert only.words == "Goals: “clean” may hurt"
    assert only.detail.startswith("Better: “not using”.")
    assert not only.must_fix
    assert "clean" not in only.key
    ready.accepted = {only.key: {"by": "Ada Rowe"}}
    assert only not in policy.to_look_at(ready, policy.check(ready, desk))


def test_the_language_of_the_plan_decides(ready, desk):
    ready.goals[0].goal = "Quiero seguir limpio y utilizar mi tiempo"
    assert found(ready, desk, "hurts:") == []

    ready.answers.language = "es"

    assert found(ready, desk, "hurts:")[0].detail.startswith("Better: “sin consumir”.")
    note = notes.notes(ready, Rules())["goals"][0]
    assert "“utilizar”: try “usar”" in note.hints
    assert note.level.endswith("of 100 for ease")


def test_what_a_group_prints_is_read_too(ready, desk):
    ready.supports[0].referral.group.expect = "For addicts who wish to stay clean"

    assert {each.anchor for each in found(ready, desk, "hurts:")} == {"groups"}
    assert notes.notes(ready, Rules())["groups"][0].label == "Thursday Steps"


def test_they_stand_in_the_editor_and_come_back_with_each_save(ada, ready, session):
    page = ada.get(home(ready)).text
    assert 'id="reading-words"' in page
    assert "easy to read" in page
    assert "try “" not in page
    sent = posted(page, f"/plans/{ready.id}/words", why="I utilize it")

    answer = ada.post(f"/plans/{ready.id}/words", data=sent, headers={"HX-Request": "true"})

    assert 'id="reading-words" hx-swap-oob="true"' in answer.text
    assert "“utilize”: try “use”" in answer.text
    assert 'id="reading-goals"' not in answer.text
    assert "“utilize”: try “use”" in ada.get(home(ready)).text


def test_each_names_the_field_it_belongs_to(ada, ready, session):
    ready.areas[0].action = "Call Mr. Hale"
    session.commit()
    page = ada.get(home(ready)).text
    typed = [each.field for each in texts(ready) if each.card not in {*LISTS, "groups"}]
    said = [each.field for found in notes.notes(ready, Rules()).values() for each in found]

    assert {"goals-0-goal", "words-remember", "hard-signs", "housing-action"} <= set(typed)
    assert [field for field in typed if f'id="{field}"' not in page] == []
    assert [field for field in said if field and f'data-field="{field}"' not in page] == []


def test_what_is_typed_cannot_break_out_of_a_hint(ada, ready, session):
    ready.people[0].name = "<script>alert(1)</script>"
    ready.people[0].good_for = "to utilize"
    session.commit()

    page = ada.get(home(ready)).text

    assert "“utilize”" in page
    assert "<script>alert" not in page


def test_a_finding_is_let_stand_in_one_press_and_the_log_tells_no_word(ada, ready, desk, session):
    ready.goals[0].goal = "Stay clean"
    session.commit()
    key = found(ready, desk, "hurts:")[0].key

    ada.submit(f"/plans/{ready.id}/accept", at=f"/plans/{ready.id}/check", key=key)

    assert fresh(session, ready).accepted[key]["words"] == "Goals: “clean” may hurt"
    logged = session.scalars(sa.select(AuditEvent.detail)).all()
    assert any(key in str(detail) for detail in logged)
    assert "clean" not in str(logged)


@pytest.mark.parametrize(("grade", "code"), [("8", 200), ("0", 422), ("17", 422), ("six", 422)])
def test_the_limit_is_set_on_the_page_of_rules(browser, admin, session, grade, code):
    session.commit()
    browser.sign_in(admin)

    answer = browser.submit("/plan-rules", reading_grade_max=grade)

    assert answer.status_code == code
    kept = session.query(PlanRule.value).filter_by(name="reading_grade_max").all()
    assert kept == ([("8",)] if code == 200 else [])
