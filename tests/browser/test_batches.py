"""Plans of a list printed with a real browser: with and without script, cut off and resumed."""

import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from clinic.core.clock import local_date, now
from clinic.plans.views import batches as views

DAY = local_date(now(), "America/Los_Angeles")
BATCH = r"/plans/batches/[0-9a-f-]{36}"
STEP = re.compile("/step$")


@pytest.fixture
def three(make, counselor, session, monkeypatch):
    """Three clients with a draft each, laid out two in a step."""
    monkeypatch.setattr(views, "STEP_SECONDS", 0)
    for name in ("Ann", "Bea", "Cal"):
        client = make.client(name, "Low", counselor=counselor)
        episode = make.episode(client, admitted_on=DAY, leaves_on=DAY + timedelta(days=2))
        make.plan(episode, remember=f"{name} calls first.")
    session.commit()


def put_together(desk, what="Pocket card"):
    desk.go("/clients").click("Print their plans", role="link")
    desk.pick(what)
    desk.page.get_by_label("Print what they have so far, marked as a draft").check()
    desk.click("Put them together", role="button")
    desk.arrives(BATCH)


def done(desk):
    expect(desk.page.get_by_text("3 of 3 ready")).to_be_visible(timeout=60_000)
    expect(desk.page.locator("[data-done]")).to_have_text("All are ready.")


def pages(desk):
    way = desk.page.get_by_role("link", name="Download the PDF").get_attribute("href")
    return [page.extract_text() for page in PdfReader(io.BytesIO(desk.fetch(way).read())).pages]


@pytest.mark.parametrize("width", [320, 1440])
def test_the_plans_of_a_list_become_one_file_by_themselves(open_desk, counselor, three, width):
    with open_desk(width) as desk:
        desk.sign_in(counselor).go("/clients/print")
        barriers = desk.barriers()
        put_together(desk)
        done(desk)

        expect(desk.page.locator("#batch-said")).to_have_text("All are ready.")
        assert [text for text in pages(desk) if "Ann" in text]
        assert barriers + desk.barriers() == []


def test_it_works_without_script_step_by_step(open_desk, counselor, three):
    with open_desk(320, script=False) as desk:
        desk.sign_in(counselor)
        put_together(desk)
        desk.sees("0 of 3 ready").click("Go on", role="button")
        desk.sees("2 of 3 ready").click("Go on", role="button")

        done(desk)
        assert len(pages(desk)) >= 3


def test_a_lost_connection_is_said_and_it_goes_on_when_it_is_back(desk, counselor, three):
    desk.sign_in(counselor)
    desk.page.route(STEP, lambda route: route.abort())
    put_together(desk)
    desk.sees("The connection was lost. It goes on by itself once it is back.")
    desk.complaints.clear()

    desk.page.unroute(STEP)

    done(desk)


def test_left_in_the_middle_and_opened_again_it_goes_on_where_it_was(desk, counselor, three):
    desk.sign_in(counselor)
    steps = []

    def once(route):
        steps.append(route)
        route.continue_() if len(steps) == 1 else route.abort()

    desk.page.route(STEP, once)
    put_together(desk)
    expect(desk.page.get_by_text("2 of 3 ready")).to_be_visible(timeout=60_000)
    desk.go("/")
    desk.complaints.clear()
    desk.page.unroute(STEP)

    desk.go("/clients/print").click("Pocket card", role="link")

    done(desk)


def test_names_are_hidden_on_it_while_somebody_can_see(desk, counselor, three):
    desk.sign_in(counselor)
    put_together(desk)
    done(desk)
    desk.page.locator("summary", has_text="What is in it").click()
    expect(desk.page.get_by_role("link", name="Ann Low")).to_be_visible()

    desk.click("Hide names", role="button")

    expect(desk.page.get_by_role("link", name="Ann Low")).to_have_count(0)
    expect(desk.page.get_by_role("link", name="A. L.").first).to_be_visible()
