"""Sessions live on the server: what ends there is over everywhere."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from clinic.accounts.models import Membership, Role, SignInAttempt, StaffSession
from clinic.core.db import db


def is_in(browser):
    return browser.get("/me").status_code == 200


def seen(session):
    return session.scalar(sa.select(StaffSession.seen_at).where(StaffSession.user_id.is_not(None)))


def test_a_member_of_staff_signs_in(browser, session, counselor):
    session.commit()

    page = browser.submit(
        "/sign-in", email=counselor.email, password="correct horse battery staple"
    )

    assert page.request.path == "/"


def test_a_copied_cookie_opens_nothing_after_sign_out(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)
    stolen = browser.get_cookie("session").value

    browser.submit("/sign-out", at="/me")
    browser.set_cookie("session", stolen)

    assert browser.get("/me").location.startswith("/sign-in")


def test_sign_out_clears_what_the_browser_kept(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)
    page = browser.get("/me").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    answer = browser.post("/sign-out", data={"csrf_token": token})

    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert browser.get_cookie("session") is None


def test_only_a_hash_of_the_token_is_kept(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    kept = session.scalars(sa.select(StaffSession.token_hash)).all()

    assert kept
    assert browser.get_cookie("session").value not in kept


def test_the_token_is_new_after_sign_in(browser, session, counselor):
    session.commit()
    browser.get("/sign-in")
    before = browser.get_cookie("session").value

    browser.sign_in(counselor)

    assert browser.get_cookie("session").value != before
    assert session.scalar(sa.select(sa.func.count(StaffSession.id))) == 1


def test_a_session_left_alone_is_over_and_leads_back(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)
    clock.wait(minutes=15)

    shut = browser.get("/me")
    page = browser.get(shut.location)

    assert shut.location == "/sign-in?next=/me"
    assert "You have been signed out" in page.text


def test_a_session_in_use_lasts_eight_hours_and_no_longer(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)
    for _each in range(47):
        clock.wait(minutes=10)
        assert is_in(browser)

    clock.wait(minutes=10)

    assert not is_in(browser)


def test_a_clock_put_back_does_not_lengthen_a_session(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)

    clock.wait(hours=-1)

    assert not is_in(browser)


def test_most_page_views_write_nothing(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)
    browser.get("/me")
    before = seen(session)

    clock.wait(seconds=59)
    browser.get("/me")
    still = seen(session)
    clock.wait(seconds=1)
    browser.get("/me")

    assert still == before
    assert seen(session) == before + timedelta(minutes=1)


def test_a_poll_does_not_keep_a_session_alive(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)
    browser.get("/me")
    before = seen(session)

    clock.wait(minutes=5)
    browser.get("/me", headers={"X-Poll": "1"})

    assert seen(session) == before


def test_session_person_and_roles_come_in_one_query(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)
    browser.get("/me")
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    browser.get("/me")
    event.remove(db.engine, "before_cursor_execute", note)

    assert len([statement for statement in asked if "SELECT" in statement]) == 1


def test_styles_and_scripts_ask_for_no_session(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    browser.get("/assets/bootstrap.css")
    event.remove(db.engine, "before_cursor_execute", note)

    assert not asked


def test_old_sessions_are_swept_out_when_a_new_one_begins(browser, second, session, clock):
    browser.get("/sign-in")
    clock.wait(minutes=15)

    second.get("/sign-in")

    assert session.scalar(sa.select(sa.func.count(StaffSession.id))) == 1


def test_who_is_disabled_is_out_at_once(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)

    counselor.disabled_at = clock.at
    session.commit()

    assert not is_in(browser)


def test_a_role_taken_away_is_gone_with_the_next_page(browser, session, admin):
    session.commit()
    browser.sign_in(admin)
    assert browser.get("/staff/new").status_code == 200

    session.execute(sa.update(Membership).values(role=Role.INTAKE))
    session.commit()

    assert browser.get("/staff/new").status_code == 403


def test_a_session_ended_during_a_request_stays_ended(browser, session, counselor, monkeypatch):
    session.commit()
    browser.sign_in(counselor)

    def end_meanwhile(*_args, **_kwargs):
        session.execute(sa.delete(StaffSession))
        session.commit()
        return "done"

    monkeypatch.setattr("clinic.accounts.views.me.render_template", end_meanwhile)
    browser.get("/me")

    assert session.scalar(sa.select(sa.func.count(StaffSession.id))) == 0


@pytest.mark.parametrize("way", ["/me", "/staff/new", "/"])
def test_a_stranger_is_led_back_after_signing_in(browser, session, admin, way):
    session.commit()
    door = browser.get(way).location

    page = browser.submit(door, email=admin.email, password="correct horse battery staple")

    assert page.request.path == way
    assert session.scalar(sa.select(sa.func.count(SignInAttempt.id))) == 0
