"""A database that somebody else holds: wait a while, then say so; never fail."""

import pytest
from flask_migrate import upgrade

from clinic import create_app
from clinic.core import engine
from clinic.core.db import db

pytestmark = pytest.mark.sqlite


@pytest.fixture
def held(tmp_path, monkeypatch):
    """A clinic of its own, and another connection that holds its database."""
    monkeypatch.setenv("CLINIC_INSTANCE", str(tmp_path))
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 200)
    app = create_app({"MODE": "test", "SECURE_COOKIES": False})
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        upgrade()
        db.engine.dispose()
    other = engine.sqlite_driver().connect(tmp_path / "clinic.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield app, other
    other.close()
    with app.app_context():
        db.engine.dispose()


def test_a_page_that_must_write_says_it_is_busy(held):
    app, other = held
    browser = app.test_client()

    busy = browser.get("/sign-in")
    other.execute("ROLLBACK")

    assert busy.status_code == 503
    assert busy.headers["Retry-After"] == "60"
    assert "We are busy just now" in busy.text
    assert browser.get("/sign-in").status_code == 200


def test_someone_known_is_told_so_too(held):
    app, _other = held
    browser = app.test_client()
    browser.set_cookie("session", "x" * 43)

    busy = browser.get("/me")

    assert busy.status_code == 503
    assert busy.headers["Cache-Control"] == "no-store"
