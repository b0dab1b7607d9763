"""The picture of the page beside the editor, in a real browser."""

import re
import threading

import pytest
from playwright.sync_api import expect

from clinic.core import pdf
from clinic.plans.views import preview


@pytest.fixture
def plan(make, counselor, episode):
    plan = make.plan(episode, remember="Call Ana.")
    make.session.commit()
    return plan


@pytest.fixture
def at_editor(open_desk, counselor, plan):
    """Open a desk before the editor."""

    def at_editor(desk, anchor=""):
        desk.sign_in(counselor).go(f"/clients/{plan.episode.client_id}/plan{anchor}")
        return desk.page

    return at_editor


def shown(page):
    return page.locator("#picture img")


def test_it_is_drawn_again_after_a_save(open_desk, at_editor):
    with open_desk() as desk:
        page = at_editor(desk, "#remember")
        expect(shown(page)).to_be_visible(timeout=20_000)
        before = shown(page).get_attribute("src")

        page.locator("textarea[name=remember]").fill("I walk by the river first.")
        page.wait_for_function(
            "old => document.querySelector('#picture img').src !== old", arg=before
        )

        assert page.locator("#picture").inner_text().startswith("Page 1 of 1")
        assert desk.barriers() == []


def test_it_follows_the_section_in_hand(open_desk, at_editor):
    with open_desk() as desk:
        page = at_editor(desk)
        expect(shown(page)).to_be_visible(timeout=20_000)

        page.locator("#hard textarea").first.focus()

        expect(page.locator("#picture .sub")).to_have_text("When things get hard")


def test_its_pages_are_turned_and_the_button_stays_in_hand(open_desk, at_editor):
    with open_desk() as desk:
        page = at_editor(desk, "#hard")
        expect(page.locator("#picture .sub")).to_have_text("When things get hard", timeout=20_000)
        number, count = re.findall(r"\d+", page.locator("#picture b").inner_text())
        assert int(number) < int(count)

        page.get_by_role("link", name="Next page").press("Enter")

        expect(page.locator("#picture b")).to_have_text(f"Page {int(number) + 1} of {count}")
        expect(page.get_by_role("link", name="Page before")).to_be_focused()


def test_on_a_narrow_screen_it_is_folded_and_not_drawn_until_it_is_opened(open_desk, at_editor):
    with open_desk(width=390) as desk:
        asked = []
        desk.page.on("request", lambda r: asked.append(r.url) if "/preview/" in r.url else None)
        page = at_editor(desk)
        page.locator("#hard textarea").first.focus()
        page.wait_for_timeout(400)
        assert asked == []

        page.get_by_text("The page as it prints").click()

        expect(shown(page)).to_be_visible(timeout=20_000)
        assert desk.barriers() == []


def test_it_is_there_without_script(open_desk, at_editor):
    with open_desk(script=False) as desk:
        page = at_editor(desk)

        page.get_by_text("The page as it prints").click()
        expect(shown(page)).to_have_js_property("complete", True, timeout=20_000)
        page.locator("#picture").get_by_role("link", name="Groups").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("The page as it prints")
        expect(page.locator("img.sheet")).to_be_visible()


def test_the_last_picture_stays_when_the_next_cannot_be_made(open_desk, at_editor, monkeypatch):
    with open_desk() as desk:
        page = at_editor(desk, "#remember")
        expect(shown(page)).to_be_visible(timeout=20_000)
        before = shown(page).get_attribute("src")

        def fail(*_args):
            raise pdf.RenderFailed("Too long.")

        monkeypatch.setattr(preview, "draw_section", fail)
        page.locator("#hard textarea").first.focus()

        said = page.get_by_text("The picture could not be made just now. Your words are safe.")
        expect(said).to_be_visible()
        assert shown(page).get_attribute("src") == before
        assert all(re.search("503", each) for each in desk.complaints), desk.complaints
        desk.complaints.clear()


def test_only_the_newest_is_waited_for(open_desk, at_editor, monkeypatch):
    held, asked = threading.Event(), []

    def draw(_document, section, _page):
        asked.append(section)
        if section == "goals":
            held.wait(10)
        return pdf.Pictures((pdf.Picture(1, section.encode()),), 1)

    monkeypatch.setattr(preview, "draw_section", draw)
    with open_desk() as desk:
        page = at_editor(desk, "#goals")
        page.wait_for_timeout(600)

        page.locator("#hard textarea").first.focus()
        expect(page.locator("#picture .sub")).to_have_text("When things get hard")
        held.set()
        page.wait_for_timeout(400)

        assert asked == ["goals", "hard"]
        expect(page.locator("#picture .sub")).to_have_text("When things get hard")


def test_the_last_look_fetches_every_page_by_itself(open_desk, counselor, plan):
    with open_desk() as desk:
        desk.sign_in(counselor).go(f"/plans/{plan.id}/check")

        expect(desk.page.get_by_text(re.compile(r"^Plan, \d pages$"))).to_be_visible(timeout=20_000)

        assert desk.page.locator("#pictures img").count() > 3
        assert desk.barriers() == []
