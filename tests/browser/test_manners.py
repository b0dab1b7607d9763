"""Small manners of every page: hiding names, keys, opening what is shut."""

from playwright.sync_api import expect

from tests.make import TODAY


def test_names_can_be_hidden_and_stay_hidden(desk, make, counselor):
    client = make.client("Maya", "Reyes", counselor=counselor)
    make.referral(make.episode(client), make.group("Two Roads"), waits_from=TODAY)
    desk.sign_in(counselor).sees("Maya Reyes")

    desk.click("Hide names", role="button")

    expect(desk.page.get_by_text("Maya Reyes")).to_have_count(0)
    desk.go("/")
    expect(desk.page.get_by_text("Maya Reyes")).to_have_count(0)
    desk.sees("M. R.")


def test_keys_find_go_and_can_be_switched_off(desk, counselor):
    desk.sign_in(counselor)

    desk.page.keyboard.press("/")
    expect(desk.page.get_by_label("Find a client")).to_be_focused()
    desk.page.keyboard.press("Escape")
    desk.page.locator("h1").click()
    desk.page.keyboard.type("gg")
    desk.page.wait_for_url("**/groups")
    desk.page.keyboard.press("?")
    desk.sees("Use keys of one letter")
    desk.page.get_by_label("Use keys of one letter").uncheck()
    desk.page.keyboard.press("Escape")
    desk.page.locator("h1").click()
    desk.page.keyboard.type("gt")

    assert desk.path == "/groups"


def test_who_is_typing_is_not_signed_out(desk, counselor):
    desk.sign_in(counselor)
    desk.page.clock.install()
    desk.go("/clients/new")
    desk.page.clock.fast_forward(61_000)

    with desk.page.expect_request(lambda asked: asked.method == "HEAD") as sign_of_life:
        desk.page.get_by_label("First name").press_sequentially("Ma")

    assert sign_of_life.value.url.endswith("/me")
