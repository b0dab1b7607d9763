"""Fixtures every test may ask for."""

import pytest
from flask import g

from clinic import create_app
from clinic.accounts.models import Role
from clinic.core.db import Base, Counter, db
from clinic.core.engine import sqlite_driver
from tests.make import Make
from tests.tools.browser import Browser


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("instance")
    patch = pytest.MonkeyPatch()
    patch.setenv("CLINIC_INSTANCE", str(folder))
    app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": "sqlite://"})
    patch.undo()
    app.test_client_class = Browser
    app.teardown_request(forget)
    return app


def forget(_error):
    """Leave nothing of a request behind: tests share their app context with their requests.

    Rolled back, what a view forgot to commit is gone from the test too. Emptied, ``g`` cannot
    hand the person of one request (Flask-Login keeps them there) to the next one.
    """
    db.session.rollback()
    for name in list(g):
        g.pop(name)


@pytest.fixture(scope="session")
def blank(app):
    """An empty database with every table, to be copied for each test."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.session.add(Counter(name="client", value=10_000))
        db.session.commit()
        blank = sqlite_driver().connect(":memory:", check_same_thread=False)
        with db.engine.connect() as connection:
            connection.rollback()
            connection.connection.driver_connection.backup(blank)
    yield blank
    blank.close()


@pytest.fixture
def session(app, blank):
    """A fresh copy of the blank database, and a session on it."""
    with app.app_context():
        raw = db.engine.raw_connection()
        blank.backup(raw.driver_connection)
        raw.close()
        yield db.session
        db.session.remove()


@pytest.fixture
def make(session):
    return Make(session)


@pytest.fixture
def browser(app, session):
    return app.test_client()


@pytest.fixture
def program(make):
    return make.program("Cedar Street Center")


@pytest.fixture
def counselor(make, program):
    """Ada: the client's own counselor."""
    return make.user("Ada Rowe", program=program, email="ada@clinic.test")


@pytest.fixture
def colleague(make, program):
    """Bo: a counselor in the same program, with other clients."""
    return make.user("Bo Lind", program=program, email="bo@clinic.test")


@pytest.fixture
def stranger(make):
    """Sam: a counselor of another program."""
    return make.user("Sam Hale", program=make.program("Far Away"), email="sam@clinic.test")


@pytest.fixture
def intake(make, program):
    return make.user("Ivy Moss", role=Role.INTAKE, program=program)


@pytest.fixture
def supervisor(make, program):
    return make.user("Ravi Shah", role=Role.SUPERVISOR, program=program)


@pytest.fixture
def admin(make, program):
    return make.user("Uma Dahl", role=Role.ADMIN, program=program)


@pytest.fixture
def auditor(make, program):
    return make.user("Noa Berg", role=Role.AUDITOR, program=program)


@pytest.fixture
def episode(make, counselor):
    return make.episode(counselor=counselor)
