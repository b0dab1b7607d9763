"""People of the world at their browsers, and what the database was told meanwhile."""

import re
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event

from clinic.core.db import Base, db
from clinic.groups.policy import next_dates
from tests.house import answers, matrix
from tests.house.world import TODAY

WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
#: What a look at a page, or a denial, may write.
NOTES = {"audit_events", "staff_sessions", "sign_in_attempts"}
TOKEN = re.compile(r'(name="csrf.token"[^>]*(?:value|content)=")([^"]+)"')


class Visitors:
    """One browser for each person, plain and quick: the page standards are tested elsewhere."""

    def __init__(self, app, world, people):
        self.app, self.world = app, world
        coming = next_dates(world.group.meetings[0], after=world.at)
        self.words = {
            **vars(world.keys),
            "today": TODAY.isoformat(),
            "later": (TODAY + timedelta(days=20)).isoformat(),
            "meets": coming[0].isoformat(),
        }
        self.cookies = {name: world.session_of(name) for name in people if name != "visitor"}
        self.browsers = {name: FlaskClient(app, app.response_class) for name in people}
        self.come_back()
        self.tokens = {name: self._token(browser) for name, browser in self.browsers.items()}

    def come_back(self):
        """Show again the cookie with which each came in."""
        for name, token in self.cookies.items():
            self.browsers[name].set_cookie("session", token)

    def _token(self, browser):
        page = browser.get("/me", follow_redirects=True).text
        return TOKEN.search(page)[2]

    def fill(self, words):
        return {name: self._filled(text) for name, text in words.items()}

    def _filled(self, text):
        """An answer with its keys in place; bytes are sent as a file."""
        if isinstance(text, list):
            return [self._filled(one) for one in text]
        return (BytesIO(text), "list") if isinstance(text, bytes) else text.format(**self.words)

    def address(self, rule, *, missing=False):
        """The address of a door; ``missing`` with keys of nothing."""
        keys = {}
        for name in rule.arguments:
            text = answers.KEYS.get(f"{rule.endpoint} {name}") or answers.KEYS[name]
            keys[name] = str(uuid4()) if missing and text.startswith("{") else text
        adapter = self.app.url_map.bind("localhost")
        asked = answers.ASKED.get(rule.endpoint, {})
        path = re.sub(r"<(?:[^<>]+:)?(\w+)>", lambda part: keys[part[1]], rule.rule)
        path = path.format(**self.words)
        adapter.match(path, method="GET" if "GET" in rule.methods else "POST")
        query = "&".join(f"{name}={value}" for name, value in self.fill(asked).items())
        return f"{path}?{query}" if query else path

    def post(self, name, address, fields):
        self.words["me"] = name.title()
        data = {"csrf_token": self.tokens[name], **self.fill(fields)}
        return self.browsers[name].post(address, data=data, buffered=True)

    def knock(self, name, method, rule, **kind):
        """Open a door, with answers that would be accepted if it asks for any."""
        address = self.address(rule, **kind)
        if method == "GET":
            return self.browsers[name].get(address, buffered=True)
        return self.post(name, address, answers.ANSWERS.get(rule.endpoint, {}))


def doors(app):
    """Every way in: method and rule."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule


def cells(app, *outcomes):
    """Every (method, rule, person) whose outcome is one of these."""
    for method, rule in doors(app):
        row = matrix.DOORS[f"{method} {rule.endpoint}"].split()
        for name, outcome in zip(matrix.PEOPLE, row, strict=True):
            if outcome in outcomes:
                yield method, rule, name, outcome


def rows():
    """What every table holds, but for notes of who was there."""
    kept = [table for table in Base.metadata.sorted_tables if table.name not in NOTES]
    with db.engine.connect() as connection:
        return {t.name: sorted(map(repr, connection.execute(sa.select(t)))) for t in kept}


def whole(answer):
    """All that an answer tells, but for what differs from one look to the next."""
    headers = {(k, v) for k, v in answer.headers.items() if k not in ("Set-Cookie", "Date")}
    return answer.status_code, TOKEN.sub(r'\1token"', answer.get_data(as_text=True)), headers


@contextmanager
def writing():
    """The tables written to meanwhile."""
    tables = set()

    def note(_connection, _cursor, statement, *_rest):
        if written := WRITES.match(statement):
            tables.add(written[1])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
