"""A person at a real browser, whose clicks are counted."""

import io
import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.make import PASSWORD
from tests.tools.axe import violations

#: What a browser says of an answer that refuses, and of a line that was cut.
REFUSED = "the server responded with a status of 4|Response Status Error Code 4"
CUT = "net::ERR_INTERNET_DISCONNECTED|htmx:sendError|htmx:afterRequest"


class Desk:
    """One browser window. Every way to click goes through here; typing is free."""

    def __init__(self, page, session):
        self.page, self.session = page, session
        self.clicks, self._expected = 0, REFUSED
        #: What no page may do: complain, fail, or ask another server for something.
        self.complaints = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def go(self, path):
        """Type an address."""
        self._let_go()
        self.page.goto(path)
        return self

    def click(self, name, *, role):
        """Click what goes by this name: the first such link, button or box in sight."""
        found = self.page.get_by_role(role, name=name).filter(visible=True)
        return self.press(found.first)

    def press(self, locator):
        """Click this very element, and wait for what comes of it."""
        self._let_go()
        locator.click()
        self.clicks += 1
        self.page.wait_for_load_state()
        return self

    def type(self, label, text):
        """Write into the field with this label, in place of what was there."""
        self.page.get_by_label(label).first.fill(str(text))
        return self

    def pick(self, name):
        """Choose a radio button with the keyboard, as one does while typing."""
        button = self.page.get_by_role("radio", name=name).first
        button.focus()
        button.press("Space")
        return self

    def fetch(self, path):
        """Download a file with this browser's session, as a stream."""
        self._let_go()
        answer = self.page.request.get(path)
        assert answer.ok, f"{answer.status} for {path}"
        return io.BytesIO(answer.body())

    def sign_in(self, user, password=PASSWORD):
        """Come in by the front door."""
        self.go("/sign-in").type("Email", user.email).type("Password", password)
        self.click("Sign in", role="button")
        expect(self.page).not_to_have_url(re.compile("/sign-in"))
        self.clicks = 0
        return self

    def arrives(self, path):
        """Fail unless this person is taken to an address that looks like this."""
        end = r"(\?.*)?(#.*)?$"
        expect(self.page).to_have_url(re.compile(r"^http://[^/]+" + path + end), timeout=30_000)
        return self

    def cut_line(self):
        """Lose the connection; what the browser says about that is no complaint."""
        self._expected = f"{REFUSED}|{CUT}"
        self.page.context.set_offline(True)

    def mend_line(self):
        """Have the connection again."""
        self.page.context.set_offline(False)

    def sees(self, words):
        """Fail unless these words stand on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    @property
    def path(self):
        """Where this person is now."""
        return urlsplit(self.page.url).path

    @property
    def heading(self):
        """What the page calls itself."""
        return self.page.locator("h1").inner_text()

    def barriers(self):
        """What keeps people out of this page, by axe-core, and whether it scrolls sideways."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        over = self.page.evaluate(wide)
        return violations(self.page) + ([f"{over} px too wide"] if over > 0 else [])

    def _let_go(self):
        """End the test's own transaction: on SQLite it would keep the server waiting."""
        self.session.commit()

    def _heard(self, message):
        if message.type in ("error", "warning") and not re.search(self._expected, message.text):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked elsewhere: {request.url}")

    def _answered(self, response):
        if response.status >= 500:
            self.complaints.append(f"{response.status} for {response.url}")
