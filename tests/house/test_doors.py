"""Every door of the house, asked at once: who may enter, and what it wears."""

import re
from uuid import UUID

import pytest

from clinic.accounts.models import Role
from clinic.core.access import PUBLIC, SIGNED_IN

SOME_ID = UUID("01999999-0000-7000-8000-000000000000")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
KNOWN = {"UUIDConverter": SOME_ID, "IntegerConverter": 1}
KNOWN |= {"PathConverter": "x", "UnicodeConverter": "x"}
CHANGES = ("POST", "PUT", "PATCH", "DELETE")
FILES = ("static", "assets.send")
EVERY_ROLE = {role.value for role in Role}


def doors(app):
    """Each rule with its address, the arguments filled in."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            values = {name: fill(rule, name) for name in rule.arguments}
            yield rule, adapter.build(rule.endpoint, values, method=next(iter(rule.methods)))


def fill(rule, name):
    """An argument of the kind this rule takes; a new kind fails here until it is known."""
    converter = rule._converters[name]
    choices = getattr(converter, "items", None)
    return sorted(choices)[0] if choices else KNOWN[type(converter).__name__]


def allowed(app, rule):
    return app.view_functions[rule.endpoint].allowed


def test_every_view_says_who_may_enter(app):
    for rule, _address in doors(app):
        who = allowed(app, rule)
        assert who is PUBLIC or who is SIGNED_IN or (who and set(who) <= EVERY_ROLE), rule


def test_few_doors_are_open_to_anyone(app):
    public = {rule.endpoint for rule, _address in doors(app) if allowed(app, rule) is PUBLIC}

    assert public <= {*FILES, "accounts.sign_in", "accounts.sign_out"}


def test_strangers_are_sent_to_sign_in(app, browser):
    for rule, address in doors(app):
        if allowed(app, rule) is PUBLIC:
            continue
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            answer = browser.open(address, method=method)
            assert answer.status_code == 303, (method, address)
            assert answer.location.startswith("/sign-in"), (method, address)


def test_addresses_are_kebab_case(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        words = re.sub(r"<[^>]+>", "x", rule.rule)
        assert re.fullmatch(r"(/[a-z0-9.-]*)+", words), rule


def test_views_and_their_arguments_are_snake_case(app):
    for rule in app.url_map.iter_rules():
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)?", rule.endpoint), rule
        assert all(re.fullmatch(r"[a-z_]+", name) for name in rule.arguments), rule


@pytest.mark.parametrize("role", Role)
def test_nothing_is_changed_without_a_token(app, browser, session, make, role):
    user = make.user(role=role)
    session.commit()
    browser.sign_in(user)

    for rule, address in doors(app):
        who = allowed(app, rule)
        for method in rule.methods & set(CHANGES):
            may_enter = who in (PUBLIC, SIGNED_IN) or role in who
            answer = browser.open(address, method=method)
            assert answer.status_code == (400 if may_enter else 403), (method, address)


def test_every_answer_wears_the_headers(app, browser, session, make):
    user = make.user(role=Role.SUPERVISOR)
    session.commit()
    browser.sign_in(user)

    for rule, address in [*doors(app), (None, "/nowhere"), (None, "/static/nothing.css")]:
        method = "GET" if rule is None or "GET" in rule.methods else "POST"
        answer = browser.open(address, method=method)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (name, address)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), address
        assert "unsafe" not in policy
        kept = rule is not None and rule.endpoint in FILES and answer.status_code == 200
        assert kept or answer.headers["Cache-Control"] == "no-store", address
        assert "Server" not in answer.headers


def test_files_may_be_kept_and_pages_on_https_say_so(app, browser, monkeypatch):
    monkeypatch.setitem(app.config, "SECURE_COOKIES", True)

    answer = browser.get("/assets/htmx.js")

    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" in browser.get("/nowhere").headers


def test_files_set_no_cookie(browser):
    assert "Set-Cookie" not in browser.get("/assets/htmx.js").headers
