"""A list brought in with a real browser: with script and without, on a desk and on a phone."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from tests.groups.runs import FOUR, meetings


def file_of(rows):
    return {
        "name": "list.json",
        "mimeType": "application/json",
        "buffer": json.dumps(rows).encode(),
    }


def bring(desk, rows, *, new):
    desk.go("/groups/imports/new")
    desk.page.get_by_label("File", exact=True).set_input_files(file_of(rows))
    if new:
        desk.type("Name of the new source", "AA North").type("Fellowship", "AA")
    else:
        desk.page.get_by_label("Source", exact=True).select_option(label="AA North")
    desk.click("Show what would change", role="button")
    desk.arrives(r"/groups/imports/[0-9a-f-]{36}")


def undo(desk):
    desk.press(desk.page.locator("summary", has_text="Undo"))
    desk.click("Yes, take back what this import did", role="button")
    expect(desk.page.get_by_text("Undone", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [320, 1440])
def test_a_list_is_brought_in_looked_at_applied_and_undone(open_desk, supervisor, width):
    with open_desk(width) as desk:
        desk.sign_in(supervisor)
        bring(desk, meetings(*FOUR), new=True)
        barriers = desk.barriers()
        desk.page.get_by_label("Owl Night").uncheck()
        expect(desk.page.locator("#chosen")).to_contain_text("1 row will be left as it is.")

        desk.click(re.compile(r"^Problems \("), role="link")
        barriers += desk.barriers()
        desk.click(re.compile(r"^New \("), role="link")
        expect(desk.page.get_by_label("Owl Night")).not_to_be_checked()
        desk.click("Apply", role="button")

        desk.sees("3 groups changed.")
        desk.sees("Left as it was")
        barriers += desk.barriers()
        undo(desk)
        assert barriers == []


def test_it_works_without_script(open_desk, supervisor):
    with open_desk(320, script=False) as desk:
        desk.sign_in(supervisor)
        bring(desk, meetings(*FOUR), new=True)
        desk.page.get_by_label("Owl Night").uncheck()
        desk.click("Keep these ticks", role="button")
        desk.sees("1 row will be left as it is.")
        desk.page.get_by_label("Door Open").uncheck()

        desk.click("Apply", role="button")

        desk.sees("2 groups changed.")
        undo(desk)


def test_what_is_held_needs_a_word(open_desk, supervisor):
    many = [f"G{number} Group" for number in range(30)]
    with open_desk(320) as desk:
        desk.sign_in(supervisor)
        bring(desk, meetings(*many), new=True)
        desk.click("Apply", role="button")
        desk.sees("30 groups changed.")
        bring(desk, meetings(*many[:9]), new=False)

        desk.click("Apply all the same", role="button")
        desk.sees("Tick this first.")
        assert desk.barriers() == []
        desk.page.get_by_label("I have looked at this. The list is right.").check()
        desk.click("Apply all the same", role="button")

        desk.sees("21 groups changed.")
        assert desk.barriers() == []


#: Notes what the page says once its form is on the way.
WATCH = """() => document.addEventListener("submit", (event) => setTimeout(() => {
  const button = event.submitter, bar = event.target.querySelector("progress");
  const told = [button.disabled, button.innerText.trim(), bar.checkVisibility()];
  sessionStorage.setItem("told", JSON.stringify(told));
}, 50))"""


def test_a_file_that_is_read_for_long_says_so(desk, supervisor):
    desk.sign_in(supervisor).go("/groups/imports/new")
    desk.page.evaluate(WATCH)
    desk.page.route("**/groups/imports/new", lambda route: (time.sleep(0.5), route.continue_()))
    desk.page.get_by_label("File", exact=True).set_input_files(file_of(meetings(*FOUR)))
    desk.type("Name of the new source", "AA North").type("Fellowship", "AA")

    desk.click("Show what would change", role="button")

    desk.arrives(r"/groups/imports/[0-9a-f-]{36}")
    told = json.loads(desk.page.evaluate("sessionStorage.getItem('told')"))
    assert told == [True, "Reading the file…", True]


def test_back_from_the_preview_the_first_page_takes_another_file(desk, supervisor):
    desk.sign_in(supervisor)
    bring(desk, meetings(*FOUR), new=True)

    desk.page.go_back()

    expect(desk.page.get_by_role("button", name="Show what would change")).to_be_enabled()
    bring(desk, meetings(*FOUR), new=False)
    desk.sees("4 read. 4 new")
