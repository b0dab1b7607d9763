"""One clinic of a given size, with somebody signed in."""

import statistics
import time
from contextlib import contextmanager

from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from clinic import create_app
from clinic.core.access import signed_in
from clinic.core.db import db
from tests.bench.seed import seed
from tests.tools.browser import Browser


def nothing():
    """The least a page of ours can do: find out who asks."""
    return ""


class Clinic:
    """An app over a database of its own."""

    def __init__(self, url, many):
        self.url, self.many = url, many
        self.app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": url})
        self.app.add_url_rule("/nothing", view_func=signed_in(nothing))
        with self.app.app_context():
            upgrade()
            self.supervisor, self.counselor = seed(db.session, many)
        self.people = {}

    def client(self, user):
        """A signed-in test client that only sends and receives."""
        if user.id not in self.people:
            self.app.test_client_class = Browser
            token = self.app.test_client().sign_in(user).get_cookie("session").value
            self.app.test_client_class = FlaskClient
            plain = self.app.test_client()
            plain.set_cookie("session", token)
            self.people[user.id] = plain
        return self.people[user.id]

    @contextmanager
    def queries(self):
        """What is sent to the database meanwhile."""
        sent = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith("BEGIN"):
                sent.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        yield sent
        event.remove(engine, "before_cursor_execute", note)


def medians(work, rounds=60, clock=time.perf_counter):
    """Do each piece of work in turn, many times; return the median time of each, in ms."""
    times = [[] for _ in work]
    for piece in work:
        piece()
    for _ in range(rounds):
        for piece, taken in zip(work, times, strict=True):
            began = clock()
            piece()
            taken.append((clock() - began) * 1_000)
    return [statistics.median(taken) for taken in times]
