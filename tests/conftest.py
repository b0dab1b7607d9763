"""Fixtures every test may ask for."""

import os
from contextlib import contextmanager

import pytest
from flask import g
from flask_migrate import upgrade
from hypothesis import HealthCheck, settings
from sqlalchemy import event

from clinic import create_app
from clinic.accounts.models import Role
from clinic.core.db import db
from tests.make import Make
from tests.tools import databases, standards
from tests.tools.browser import Browser
from tests.tools.postgres import Postgres

#: Set by ``.ci/run``: what a test needs and the machine lacks is then a failure, not a skip.
COMPLETE = "CLINIC_TEST_COMPLETE"

#: A machine that watches sees the same examples each time: what it says is about the change. At a
#: desk they are new each time, and find what nobody thought of.
settings.register_profile(
    "watched", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
if os.environ.get(COMPLETE):
    settings.load_profile("watched")


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=sorted(databases.KINDS),
        default="sqlite",
        help="the database the tests run on",
    )


def pytest_configure(config):
    """Start PostgreSQL once for all workers of this run."""
    config.postgres = None
    main = not hasattr(config, "workerinput")
    if main and config.getoption("database") == "postgresql" and not config.option.collectonly:
        config.postgres = Postgres().start()
        os.environ[databases.SERVER] = config.postgres.url()


def pytest_unconfigure(config):
    if getattr(config, "postgres", None):
        config.postgres.remove()


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the other database."""
    other = ({"sqlite", "postgresql"} - {config.getoption("database")}).pop()
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter, config):
    """Say what ran where, for ``.ci/run`` to read."""
    stats = terminalreporter.stats
    ran = [
        one for kind in ("passed", "failed") for one in stats.get(kind, ()) if one.when == "call"
    ]
    browser = sum("browser" in one.keywords for one in ran)
    skipped = len(stats.get("skipped", ()))
    terminalreporter.write_line(
        f"ran on {config.getoption('database')}: {len(ran)} tests, "
        f"{browser} in a browser, {skipped} skipped"
    )


@pytest.fixture(scope="session")
def database(request):
    """The database of this run; ``database.new()`` is the address of one more, empty."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = databases.KINDS[request.config.getoption("database")](worker)
    yield database
    database.remove()


@pytest.fixture(scope="session")
def app(database, tmp_path_factory):
    """The app over the migrated database of this run."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CLINIC_INSTANCE", str(tmp_path_factory.mktemp("instance")))
    app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": database.url})
    patch.undo()
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
        database.keep(db.engine)

    app.teardown_request(forget)
    yield app
    with app.app_context():
        db.engine.dispose()


def forget(_error):
    """Leave nothing of a request behind: tests share their app context with their requests.

    Rolled back and expired, what a view forgot to commit is gone from the test too. Emptied,
    ``g`` cannot hand the person of one request (Flask-Login keeps them there) to the next one.
    """
    db.session.rollback()
    db.session.expire_all()
    for name in list(g):
        g.pop(name)


@pytest.fixture
def session(app, database):
    """A session on an empty clinic."""
    with app.app_context():
        database.reset(db.engine)
        standards.NAMES.clear()
        yield db.session
        db.session.remove()


@pytest.fixture
def statements(session):
    """What is sent to the database: ``with statements() as sent: ...; assert len(sent) <= 6``."""

    @contextmanager
    def listen():
        sent = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
                sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return listen


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
