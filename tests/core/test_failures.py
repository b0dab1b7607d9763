"""When something fails, people get a page and the log gets no word of theirs."""

import logging
import re

import pytest
from sqlalchemy.exc import NoResultFound, OperationalError

from clinic.core import failures
from clinic.core.engine import sqlite_driver

CANARY = "Quillfeather"


@pytest.fixture
def desk(app, browser, session, counselor, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    session.commit()
    return browser.sign_in(counselor)


def fail_with(monkeypatch, error):
    def fail(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("clinic.accounts.views.me.render_template", fail)


def test_what_nobody_foresaw_gives_a_number_to_tell(desk, monkeypatch, caplog):
    fail_with(monkeypatch, ValueError(f"cannot read {CANARY}"))

    answer = desk.get(f"/me?name={CANARY}")

    number = re.search(r"this number: (\w{6})\.", answer.text)[1]
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert f"{number} GET accounts.me ValueError at " in caplog.text
    assert CANARY not in answer.text + caplog.text


def test_the_log_line_is_one_line(desk, monkeypatch, caplog):
    fail_with(monkeypatch, ValueError("a\r\nb\x1b[31m"))

    desk.get("/me")

    lines = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
    assert len(lines) == 1
    assert lines[0].isprintable()


def test_the_next_request_is_well_again(desk, monkeypatch):
    with monkeypatch.context() as patch:
        fail_with(patch, ValueError("x"))
        desk.get("/me")

    assert desk.get("/me").status_code == 200


def test_a_database_held_too_long_is_busy_not_broken(desk, monkeypatch):
    locked = sqlite_driver().OperationalError("database is locked")
    fail_with(monkeypatch, OperationalError("SELECT 1", {}, locked))

    answer = desk.get("/me")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "We are busy just now" in answer.text


def test_a_database_that_is_away_still_leaves_a_page(app, session, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def away(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, sqlite_driver().OperationalError("away"))

    monkeypatch.setattr(app.session_interface, "open_session", away)
    answer = app.test_client().get("/me")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("error", [OverflowError("too large"), TypeError("x")])
def test_numbers_no_column_holds_are_refused_not_failed(desk, monkeypatch, error):
    fail_with(monkeypatch, error)

    wanted = 400 if isinstance(error, OverflowError) else 500
    assert desk.get("/me").status_code == wanted


def test_what_is_not_there_and_what_is_not_theirs_look_alike(desk, monkeypatch):
    fail_with(monkeypatch, NoResultFound())
    theirs = desk.get("/me")

    missing = desk.get("/nowhere")

    assert theirs.status_code == missing.status_code == 404
    assert theirs.data == missing.data
    assert dict(theirs.headers) == dict(missing.headers)


def test_the_wrong_role_is_told_whom_to_ask(desk):
    answer = desk.get("/staff")

    assert answer.status_code == 403
    assert "ask your supervisor" in answer.text


def test_the_wrong_method_gets_a_page(desk):
    answer = desk.get("/sign-out")

    assert answer.status_code == 405
    assert "That cannot be done here" in answer.text


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 418, 429, 500, 503])
def test_each_code_has_words_and_a_way_on(app, code):
    with app.test_request_context():
        body, status, _headers = failures.page(code)

    assert status == code
    assert 'class="btn btn-primary" href="/"' in body


def test_numbers_are_easy_to_say_on_the_phone(app):
    with app.test_request_context():
        number = failures.request_number()
        assert re.fullmatch(r"[2-9A-HJ-NP-TV-Z]{6}", number)
        assert failures.request_number() == number
