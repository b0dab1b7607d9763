"""How a text reads, as it is typed; and the screen turned round."""

import pytest
from playwright.sync_api import expect

from clinic.plans.models import PlanGoal, PlanPerson
from clinic.plans.policy import keys


@pytest.fixture
def plan(make, counselor):
    client = make.client("Maya", "Reyes", counselor=counselor)
    plan = make.plan(make.episode(client))
    plan.goals.append(PlanGoal(position=1, goal="Be home for dinner", first_step="I cook"))
    plan.people.append(PlanPerson(position=1, name="Ana", phone="(503) 555-0151"))
    make.session.commit()
    return plan


def test_a_hint_comes_while_the_counselor_types_and_goes_again(desk, plan, counselor):
    desk.sign_in(counselor).go(f"/clients/{plan.episode.client_id}/plan")
    step = desk.page.locator("#goals-0-first_step")
    hint = desk.page.locator(".field", has=step).locator(".reads")

    step.fill("I utilize my stove")
    expect(hint).to_contain_text("“utilize”: try “use”")
    expect(step).to_be_focused()
    assert hint.get_attribute("id") in step.get_attribute("aria-describedby").split()
    step.fill("I use my stove")

    expect(hint).to_have_count(0)
    assert "reads" not in (step.get_attribute("aria-describedby") or "")
    assert desk.barriers() == []


def test_the_client_types_on_the_turned_screen_and_it_is_kept(desk, plan, counselor):
    desk.sign_in(counselor).go(f"/clients/{plan.episode.client_id}/plan").click(
        "Client view", role="link"
    )

    desk.page.get_by_label("Goal 1", exact=True).fill("Sleep at home")
    desk.sees("Saved at")
    desk.click("Back to my view", role="link")

    expect(desk.page.locator("#goals-0-goal")).to_have_value("Sleep at home")


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_bars_anybody_from_the_turned_screen(open_desk, plan, counselor, width):
    with open_desk(width) as desk:
        desk.sign_in(counselor)
        found = []
        for section in (keys.GOALS, keys.REMEMBER, keys.HARD, keys.PEOPLE, keys.CRISIS):
            desk.go(f"/clients/{plan.episode.client_id}/plan?view=client&section={section}")
            found += [f"{section}: {barrier}" for barrier in desk.barriers()]

    assert found == []


def test_the_turned_screen_is_a_quarter_larger(desk, plan, counselor):
    size = "parseFloat(getComputedStyle(document.querySelector('main label')).fontSize)"
    desk.sign_in(counselor).go(f"/clients/{plan.episode.client_id}/plan")
    before = desk.page.evaluate(size)

    desk.click("Client view", role="link")

    assert desk.page.evaluate(size) == pytest.approx(before * 1.25)
