"""Guessing gets nobody anywhere, and tells nobody anything."""

import gzip
import re
from uuid import uuid4

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from clinic.accounts import passwords
from clinic.accounts.models import SignInAttempt
from clinic.audit.models import AuditEvent
from clinic.core.access import own_page
from tests.tools import beside

WRONG = "not the right words at all"
RIGHT = "correct horse battery staple"


def attempt(browser, email, password=WRONG, **options):
    return browser.submit("/sign-in", email=email, password=password, **options)


def said(page):
    text = re.search(r'<section class="probs.*?</section>', page.text, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|<svg.*?</svg>", " ", text[0])).strip()


def acts(session):
    return session.scalars(sa.select(AuditEvent.act).order_by(AuditEvent.at, AuditEvent.id)).all()


def test_unknown_wrong_and_disabled_get_the_same_answer(browser, session, counselor, make, clock):
    make.user("Cy Orr", email="cy@clinic.test", disabled_at=clock.at)
    session.commit()

    pages = [
        attempt(browser, counselor.email),
        attempt(browser, "nobody@clinic.test"),
        attempt(browser, "cy@clinic.test", RIGHT),
    ]

    assert {page.status_code for page in pages} == {200}
    assert len({said(page) for page in pages}) == 1
    assert "After 4 more tries we pause sign-in for 15 minutes." in said(pages[0])


@pytest.mark.parametrize("email", ["ada@clinic.test", "nobody@clinic.test"])
def test_sign_in_pauses_for_accounts_that_exist_and_those_that_do_not(
    browser, session, counselor, clock, email
):
    session.commit()
    for _each in range(4):
        attempt(browser, email)

    fifth = attempt(browser, email)
    sixth = attempt(browser, email, RIGHT)

    assert "do not match. Sign-in is paused until 10:57 am." in said(fifth)
    assert said(sixth).endswith("Sign-in is paused until 10:57 am.")
    assert "do not match" not in said(sixth)


def test_a_pause_ends_and_tries_during_it_do_not_lengthen_it(browser, session, counselor, clock):
    session.commit()
    for _each in range(5):
        attempt(browser, counselor.email)
    clock.wait(minutes=14)
    attempt(browser, counselor.email)

    clock.wait(minutes=1)

    assert attempt(browser, counselor.email, RIGHT).request.path == "/"


def test_a_pause_of_one_account_leaves_the_others_alone(browser, session, counselor, colleague):
    session.commit()
    for _each in range(6):
        attempt(browser, counselor.email)

    assert attempt(browser, colleague.email, RIGHT).request.path == "/"


def test_one_address_cannot_try_many_accounts(browser, app, session, counselor, monkeypatch):
    monkeypatch.setitem(app.config, "SIGN_IN_TRIES_PER_ADDRESS", 3)
    session.commit()
    for number in range(3):
        attempt(browser, f"user{number}@clinic.test")

    page = attempt(browser, counselor.email, RIGHT)

    assert "Sign-in is paused" in said(page)


def test_a_forged_address_counts_for_nothing_without_a_proxy(browser, session):
    browser.get("/sign-in", headers={"X-Forwarded-For": "10.9.9.9"})
    attempt(browser, "nobody@clinic.test")

    assert session.scalars(sa.select(SignInAttempt.address)).all() == ["127.0.0.1"]


def test_a_hash_is_worked_out_whoever_is_asked_for(browser, session, counselor, monkeypatch):
    session.commit()
    tried = []
    matches = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda *given: tried.append(given[0]) or matches(*given)
    )

    attempt(browser, counselor.email)
    attempt(browser, "nobody@clinic.test")

    assert tried == [counselor.password_hash, passwords.NOBODYS]


def test_coming_going_and_failing_are_in_the_log(browser, session, counselor):
    session.commit()
    attempt(browser, counselor.email)
    browser.sign_in(counselor)
    browser.submit("/sign-out", at="/me")

    found = [act for act in acts(session) if act.startswith("accounts.")]
    assert found == ["accounts.sign_in_failed", "accounts.signed_in", "accounts.signed_out"]


def test_the_log_never_holds_what_was_typed(browser, session):
    attempt(browser, "my-password-in-the-wrong-box@clinic.test")

    detail = session.scalars(sa.select(AuditEvent.detail)).one()

    assert detail == {"address": "127.0.0.1"}


def test_a_weak_hash_is_made_anew_at_sign_in(browser, session, counselor):
    counselor.password_hash = PasswordHasher(1, 8, 1).hash(RIGHT)
    session.commit()

    browser.sign_in(counselor)

    assert counselor.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(counselor.password_hash, RIGHT)


def test_the_whole_password_counts(browser, session, counselor):
    long = "a long and winding password " * 4
    counselor.password_hash = passwords.conceal(long)
    session.commit()

    page = attempt(browser, counselor.email, long[:73] + "X" + long[74:])

    assert "do not match" in said(page)


def test_the_cookie_carries_a_token_and_nothing_else(app, browser, session, monkeypatch):
    monkeypatch.setitem(app.config, "SECURE_COOKIES", True)
    monkeypatch.setitem(app.config, "SESSION_COOKIE_NAME", "__Host-session")

    cookies = browser.get("/sign-in").headers.getlist("Set-Cookie")

    assert len(cookies) == 1
    name, *facts = cookies[0].split("; ")
    assert re.fullmatch(r"__Host-session=[\w-]{43}", name)
    assert set(facts) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_sign_in_needs_its_own_token(browser, session, counselor):
    session.commit()

    answer = browser.post("/sign-in", data={"email": counselor.email, "password": RIGHT})

    assert answer.status_code == 400
    assert browser.get("/me").location.startswith("/sign-in")


REDIRECTS = beside.read("attacks/open_redirect_next.json", {"must_fall_back_to_home": []})


@beside.needs("attacks/open_redirect_next.json")
@pytest.mark.parametrize("way", REDIRECTS["must_fall_back_to_home"])
def test_after_signing_in_no_address_leads_away(browser, session, counselor, way):
    session.commit()
    page = browser.get("/sign-in").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    data = {"csrf_token": token, "email": counselor.email, "password": RIGHT}

    answer = browser.post("/sign-in", query_string={"next": way}, data=data)

    assert answer.location == "/"


@pytest.mark.parametrize("tail", ["", "?tab=notes", "#notes"])
def test_our_own_pages_may_be_led_back_to(app, tail):
    with app.test_request_context():
        assert own_page("/clients") == "/clients"
        assert own_page(f"/clients/{(key := uuid4())}{tail}") == f"/clients/{key}{tail}"
        assert own_page("/sign-out") == ""
        assert own_page("/sign-in") == ""


def test_a_form_sent_too_late_leads_back_to_its_page(browser, session, counselor, clock):
    session.commit()
    browser.sign_in(counselor)
    clock.wait(hours=1)

    answer = browser.post("/me", data={"name": "Ada"})

    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/me&lost="
    assert "what you sent last was not saved" in browser.get(answer.location).text


def test_a_live_part_of_a_page_sends_the_whole_page_to_sign_in(browser, session):
    answer = browser.get("/me", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/me"


def common_passwords():
    file = beside.SHARED / "attacks" / "common-passwords-django.txt.gz"
    if not file.exists():
        pytest.skip("no list of common passwords here")
    return gzip.decompress(file.read_bytes()).decode().split("\n")
