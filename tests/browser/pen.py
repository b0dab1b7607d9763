"""Writing a whole plan through its page, card by card, as somebody would."""

import re

from playwright.sync_api import expect


class Pen:
    """Writes into the cards of the editor and waits until each is saved."""

    def __init__(self, desk):
        self.desk, self.page = desk, desk.page

    def card(self, key):
        """The form of a card."""
        return self.page.locator(f'form[data-card="{key}"]').first

    def fill(self, key, answers):
        """Type or choose answers of a card, by the names of its fields."""
        for name, value in answers.items():
            self._put(self.card(key), name, value)

    def sheet(self, key, answers):
        """Fill a card that saves itself, and see that it is saved."""
        saves = re.compile(rf"/plans/[0-9a-f-]+/{key}$")
        with self.page.expect_response(lambda r: bool(saves.search(r.url)) and r.ok):
            self.fill(key, answers)
        self.saved()

    def row(self, key, answers):
        """Add one row to a list."""
        form = self.card(key)
        if not form.is_visible():
            form.locator("xpath=..").locator("summary").click()
        self.fill(key, answers)
        self.desk.press(form.get_by_role("button", name="Add to plan"))
        expect(self.page.locator("h1")).to_contain_text("aftercare plan")

    def saved(self):
        """Wait until nothing is left to save."""
        expect(self.page.locator("#saved")).to_contain_text("Saved at", timeout=20_000)

    @staticmethod
    def _put(form, name, value):
        field = form.locator(f'[name="{name}"]')
        kind = field.first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            box = form.locator(f'[name="{name}"][value="{value}"]')
            box.focus()
            box.press("Space")
        elif kind.startswith("select"):
            field.select_option(str(value))
        else:
            field.fill(str(value))
