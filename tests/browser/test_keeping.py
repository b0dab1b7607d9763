"""Nothing typed into a plan is lost: lines fail, sessions end, tabs are shut, others write too."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from clinic.accounts.models import StaffSession
from clinic.core.clock import local_date, now
from clinic.plans.models import AftercarePlan, PlanGoal, PlanPerson, PlanSupport

TODAY = local_date(now(), "America/Los_Angeles")
WORDS = "I call Ana before I go out"
KEPT = "Object.keys(sessionStorage).some((key) => key.startsWith('kept '))"
STORED = "JSON.stringify(sessionStorage)"


@pytest.fixture
def plan(make, counselor, program):
    client = make.client("Marisol", "Quintero", counselor=counselor)
    episode = make.episode(client, admitted_on=TODAY, leaves_on=TODAY + timedelta(5))
    plan = make.plan(episode)
    for position, name in enumerate(("Ana", "Bea", "Cleo"), 1):
        plan.people.append(PlanPerson(position=position, name=name, phone="(503) 555-0114"))
        plan.goals.append(PlanGoal(position=position, goal=f"Goal of {name}"))
        referral = make.referral(episode, make.group(f"Group of {name}"))
        plan.supports.append(PlanSupport(referral=referral, position=position))
    make.session.commit()
    return plan


@pytest.fixture
def home(plan):
    return f"/clients/{plan.episode.client_id}/plan"


@pytest.fixture
def writer(desk, counselor, home):
    """Somebody who writes in the plan."""
    return desk.sign_in(counselor).go(home)


@pytest.fixture
def stored(session, plan):
    """The plan as the database has it, once it is as it should be."""

    def stored(wanted, desk):
        for _each in range(60):
            session.expire_all()
            found = session.get(AftercarePlan, plan.id)
            if wanted(found):
                session.commit()
                return True
            session.commit()
            desk.page.wait_for_timeout(50)
        return False

    return stored


def lapse(desk):
    """End every session, as time does."""
    desk.session.execute(sa.delete(StaffSession))
    desk.session.commit()


def field(desk, label):
    """The field in sight whose label begins so."""
    boxes = desk.page.get_by_role("textbox", name=re.compile(f"^{label}"))
    return boxes.filter(visible=True).first


def write(desk, label, words):
    field(desk, label).fill(words)


def says(desk, words):
    expect(desk.page.get_by_text(words).filter(visible=True).first).to_be_visible()


def kept_in_tab(desk):
    """Wait until the words lie in the tab."""
    desk.page.wait_for_function(f"() => {KEPT}")


def come_in(desk, user):
    desk.type("Email", user.email).type("Password", "correct horse battery staple")
    return desk.click("Sign in", role="button")


def test_the_network_fails_twice_and_every_word_is_saved(writer, stored):
    for label, words in (("What I notice", "I stop answering"), ("What I do", "Walk")):
        writer.cut_line()
        write(writer, label, words)
        says(writer, "No connection. Your words are kept on this screen.")
        writer.mend_line()
        says(writer, re.compile("Saved at "))

    expect(writer.page.get_by_text("No connection")).to_be_hidden()
    assert stored(
        lambda p: (p.answers.signs, p.answers.acts) == (["I stop answering"], ["Walk"]), writer
    )


def test_the_session_ends_and_the_words_come_back_with_the_person(writer, counselor, stored, home):
    lapse(writer)
    write(writer, "Who I call", WORDS)
    says(writer, "We locked the screen. Your words are kept.")
    assert field(writer, "Who I call").input_value() == WORDS
    kept_in_tab(writer)
    assert "Ana" not in writer.page.evaluate(STORED)

    come_in(writer.click("Sign in and go on", role="link"), counselor)

    writer.arrives(home)
    says(writer, re.compile(r"We put back what you typed at \d+:\d\d"))
    assert field(writer, "Who I call").input_value() == WORDS
    assert stored(lambda p: p.answers.callers == [WORDS], writer)
    writer.page.wait_for_function(f"() => !{KEPT}")


def test_words_typed_on_the_turned_screen_come_back_as_well(writer, counselor, stored, home):
    turned = f"{home}?view=client&section=goals&more=goal"
    writer.go(turned)
    lapse(writer)
    write(writer, "Goal 4", "Swim again")
    says(writer, "We locked the screen. Your words are kept.")
    kept_in_tab(writer)

    come_in(writer.click("Sign in and go on", role="link"), counselor)

    says(writer, "We put back what you typed")
    assert field(writer, "Goal 4").input_value() == "Swim again"
    assert stored(lambda p: len(p.goals) == 4 and p.goals[3].goal == "Swim again", writer)


def test_who_signs_in_next_sees_nothing_of_it(writer, supervisor, home):
    lapse(writer)
    write(writer, "Who I call", WORDS)
    says(writer, "We locked the screen.")
    kept_in_tab(writer)

    come_in(writer.click("Sign in and go on", role="link"), supervisor)

    writer.arrives(home)
    writer.page.wait_for_function(f"() => !{KEPT}")
    assert field(writer, "Who I call").input_value() == ""
    expect(writer.page.get_by_text("We put back")).to_be_hidden()


@pytest.mark.parametrize("way", ["reload", "back"])
def test_a_row_not_added_yet_is_there_again(writer, stored, way):
    writer.page.get_by_text("Add a person").click()
    write(writer, "Good for", "a ride")
    field(writer, "Name").fill("Dora")
    kept_in_tab(writer)
    if way == "reload":
        writer.page.reload()
    else:
        writer.go("/groups").page.go_back()

    says(writer, "We put back what you typed")
    assert field(writer, "Name").input_value() == "Dora"
    writer.press(writer.page.locator("form[action$='/people'] .btn-primary"))

    assert stored(lambda p: [each.name for each in p.people][3:] == ["Dora"], writer)
    expect(writer.page.get_by_text("We put back")).to_be_hidden()
    writer.page.get_by_text("Add a person").click()
    assert field(writer, "Name").input_value() == ""


def test_a_row_is_not_sent_into_nothing(writer, stored):
    writer.page.get_by_text("Add a person").click()
    field(writer, "Name").fill("Dora")
    add = writer.page.locator("form[action$='/people'] .btn-primary")
    writer.cut_line()
    add.click()
    says(writer, "No connection.")
    writer.mend_line()
    expect(writer.page.get_by_text("No connection.")).to_be_hidden()

    writer.press(add)

    assert stored(lambda p: p.people[-1].name == "Dora", writer)


def test_a_row_being_changed_is_there_again(writer, plan, stored):
    address = f"/plans/{plan.id}/people/{plan.people[0].id}"
    write(writer.go(address), "Good for", "a long walk")
    kept_in_tab(writer)

    writer.go("/groups").go(address)

    assert field(writer, "Good for").input_value() == "a long walk"
    writer.click("Save", role="button")
    assert stored(lambda p: p.people[0].good_for == "a long walk", writer)


def test_what_was_typed_just_before_leaving_is_sent(writer, stored):
    write(writer, "Strengths", "Kind")
    writer.go("/groups")

    assert stored(lambda p: p.answers.strengths == ["Kind"], writer)


def test_two_people_in_one_card_are_both_asked_and_both_kept(
    writer, open_desk, supervisor, home, stored
):
    with open_desk() as other:
        write(other.sign_in(supervisor).go(home), "Strengths", "Patient")
        says(other, re.compile("Saved at "))

        write(writer, "Strengths", "Kind")

        says(writer, f"{supervisor.name} changed this while you were writing.")
        says(writer, "Patient")
        assert field(writer, "Strengths").input_value() == "Kind"
        writer.click("Keep both", role="button")
        assert stored(lambda p: p.answers.strengths == ["Patient", "Kind"], writer)

        write(writer, "What got better", "Sleep")
        says(writer, f"{supervisor.name} saved Strengths and gains at ")


def test_words_put_back_never_cover_what_somebody_wrote_meanwhile(
    writer, open_desk, counselor, supervisor, home, stored
):
    lapse(writer)
    write(writer, "Strengths", "Kind")
    says(writer, "We locked the screen.")
    kept_in_tab(writer)
    with open_desk() as other:
        write(other.sign_in(supervisor).go(home), "Strengths", "Patient")
        says(other, re.compile("Saved at "))

    come_in(writer.click("Sign in and go on", role="link"), counselor)

    says(writer, f"{supervisor.name} changed this while you were writing.")
    assert field(writer, "Strengths").input_value() == "Kind"
    assert stored(lambda p: p.answers.strengths == ["Patient"], writer)


def test_a_save_is_told_to_the_page(writer):
    heard = "document.addEventListener('plan:saved', ({detail}) => (window.heard = detail.card))"
    writer.page.evaluate(heard)

    write(writer, "Strengths", "Kind")

    writer.page.wait_for_function("() => window.heard === 'strengths'")


def drag(desk, row, onto):
    """Drag a row by its handle to where another one is."""
    grip = row.locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), onto.bounding_box()
    mouse = desk.page.mouse
    mouse.move(start["x"] + 5, start["y"] + 5)
    mouse.down()
    mouse.move(start["x"] + 5, end["y"] + end["height"] - 4, steps=6)
    mouse.up()
    desk.page.wait_for_load_state()


def test_rows_goals_and_groups_are_dragged_to_their_place(writer, stored):
    for section, row in (
        ("people", "[data-place]"),
        ("groups", "[data-place]"),
        ("goals", "[data-goal]"),
    ):
        found = writer.page.locator(f"#{section} {row}")
        drag(writer, found.nth(0), found.nth(2))
        writer.page.wait_for_load_state()

        def order(p, section=section):
            if section == "people":
                return [each.name for each in p.people]
            if section == "groups":
                return [each.referral.group_name[9:] for each in p.supports]
            return [each.goal[8:] for each in p.goals]

        assert stored(lambda p: order(p) == ["Bea", "Cleo", "Ana"], writer), section


def test_without_script_a_goal_moves_by_a_button(open_desk, counselor, home, stored):
    with open_desk(script=False) as desk:
        desk.sign_in(counselor).go(home)
        expect(desk.page.locator("[data-grip]").first).to_be_hidden()

        desk.click("Move goal 2 up", role="button")

        assert stored(lambda p: [g.goal[8:] for g in p.goals] == ["Bea", "Ana", "Cleo"], desk)
