"""Whatever is sent, the answer is a page: never a broken server."""

import re

import pytest
from flask import request

from clinic import create_app
from clinic.core.inputs import is_sound, takes_files

CODES = {200, 303, 400, 401, 403, 404, 405, 413}


@pytest.fixture
def desk(browser, session, admin):
    session.commit()
    return browser.sign_in(admin)


def token(desk, at="/me"):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', desk.get(at).text)[1]


@pytest.mark.parametrize(
    "path",
    [
        "/staff/99999999999999999999",
        "/clients/100000000000000000000",
        "/staff/%00",
        "/staff/%ff%fe",
        "/staff/%ed%a0%80",
        "/%c3%28",
        "/staff?q=%00",
        "/staff?q=%ff",
        "/staff?q=%ed%b0%80",
        "/staff?%00=1",
        "/staff?page=99999999999999999999",
        "/staff?page[]=1&page=2&page=3",
        "/audit?client=%D9%A3",
        "/sign-in?next=%00",
        "/staff?" + "a=1&" * 3_000,
        "/" + "x" * 5_000,
        "/staff/../../etc/passwd",
        "/static/../clinic.sqlite",
        "/assets/..%2f..%2fsecret_key",
    ],
)
def test_odd_addresses_get_a_page(desk, path):
    assert desk.get(path).status_code in CODES


@pytest.mark.parametrize("name", [b"nul \x00 nul", b"bad \xff bytes", b"half \xed\xa0\x80"])
def test_text_that_cannot_be_kept_is_refused(desk, admin, name):
    fields = {"csrf_token": token(desk).encode(), "revision": b"1", "phone": b"", "name": name}
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    form = b"".join(part % (key.encode(), text) for key, text in fields.items()) + b"--x--\r\n"

    answer = desk.post("/me", data=form, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400
    assert "cannot be read" in answer.text
    assert admin.name == "Uma Dahl"


@pytest.mark.parametrize("name", ["bad%ffbytes", "half%ed%a0%80"])
def test_bytes_that_are_no_letters_are_refused_in_a_plain_form_too(desk, admin, name):
    form = f"csrf_token={token(desk)}&revision=1&phone=&name={name}"

    answer = desk.post("/me", data=form, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400
    assert "cannot be read" in answer.text
    assert admin.name == "Uma Dahl"


def test_odd_letters_that_can_be_kept_are_kept(desk, admin, session):
    name = "Zoë \u202e O\u2019Brien 🧡 <b>'--"
    page = desk.submit("/me", name=name)

    assert page.status_code == 200
    assert admin.name == name


def test_too_many_fields_and_too_much_text_are_refused(desk):
    data = {"csrf_token": token(desk), "name": "Uma", "phone": ""}

    many = desk.post("/me", data=data | {f"x{n}": "1" for n in range(2_001)})
    long = desk.post("/me", data=data | {"phone": "x" * 2_100_000})
    huge = desk.post("/me", data=b"x" * 5_100_000, content_type="text/plain")

    assert [many.status_code, long.status_code, huge.status_code] == [413, 413, 413]
    assert "That is too large" in long.text


def test_a_form_of_the_wrong_kind_is_refused(desk):
    for kind in ("application/json", "multipart/form-data", "text/xml", "multipart/form-data; x"):
        answer = desk.post("/me", data=b'{"name": "x"}', content_type=kind)
        assert answer.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
def test_other_sites_change_nothing(desk, admin, headers):
    data = {"csrf_token": token(desk), "name": "Changed", "revision": "1"}

    answer = desk.post("/me", data=data, headers=headers)

    assert answer.status_code == 400
    assert "came from another site" in answer.text
    assert admin.name == "Uma Dahl"


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}, {"Origin": "http://localhost"}],
)
def test_our_own_pages_may_change_things(desk, headers):
    answer = desk.post("/me", data={"csrf_token": token(desk), "name": ""}, headers=headers)

    assert answer.status_code == 200


def test_a_form_without_its_token_leads_back_to_its_page(desk):
    answer = desk.post("/me", data={"name": "Uma"})

    assert answer.status_code == 400
    assert "This page was open for too long" in answer.text
    assert 'href="/me"' in answer.text


@pytest.mark.parametrize("text", ["plain", "zwölf", "🧡", "\u202e", "\ufeff", "\r\n\t\x1b"])
def test_most_letters_are_sound(text):
    assert is_sound(text)


@pytest.mark.parametrize("text", ["\x00", "a\ufffd", "\ud800", "x\udfff"])
def test_some_letters_are_not(text):
    assert not is_sound(text)


@pytest.fixture
def other_app(tmp_path, monkeypatch):
    """The same clinic behind one proxy, under one name."""
    monkeypatch.setenv("CLINIC_INSTANCE", str(tmp_path))
    given = {"MODE": "test", "TRUSTED_HOSTS": ["clinic.example"], "PROXIES": 1}
    return create_app(given | {"DATABASE_URL": "sqlite://"})


def test_a_forged_host_is_refused(other_app):
    browser = other_app.test_client()

    forged = browser.get("/assets/htmx.js", headers={"Host": "evil.example"})

    assert forged.status_code == 400
    assert forged.headers["X-Frame-Options"] == "DENY"
    assert browser.get("/assets/htmx.js", headers={"Host": "clinic.example"}).status_code == 200


def test_the_nearest_proxy_is_believed_and_no_one_behind_it(other_app):
    seen = []
    other_app.before_request_funcs[None].insert(0, lambda: seen.append(request.remote_addr))

    other_app.test_client().get(
        "/assets/htmx.js",
        headers={"Host": "clinic.example", "X-Forwarded-For": "6.6.6.6, 10.0.0.9"},
    )

    assert seen == ["10.0.0.9"]


@pytest.fixture
def inbox(app, monkeypatch):
    """The view of one's own account, as if it took files of 6 MB and said what it was sent."""
    sent = {}

    @takes_files(6)
    def view():
        found = request.files["file"]
        sent.update(size=len(found.read()), kept_in=type(found.stream).__name__)
        return ""

    view.allowed = app.view_functions["accounts.me"].allowed
    monkeypatch.setitem(app.view_functions, "accounts.me", view)
    return sent


def upload(desk, token, size, at="/me"):
    head = '--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    token_part = head % ("csrf_token", "") + token
    body = f"{token_part}\r\n{head % ('file', '; filename=a.csv')}{'x' * size}\r\n--x--\r\n"
    return desk.post(at, data=body.encode(), content_type="multipart/form-data; boundary=x")


def test_a_view_that_takes_files_takes_more_than_others_and_keeps_them_off_the_disk(desk, inbox):
    key = token(desk, "/staff/new")

    assert upload(desk, key, 5_500_000).status_code == 200
    assert inbox == {"size": 5_500_000, "kept_in": "BytesIO"}
    assert upload(desk, key, 5_500_000, "/staff/new").status_code == 413


def test_a_file_that_is_too_large_is_refused_with_the_limit(desk, inbox):
    answer = upload(desk, token(desk, "/staff/new"), 6_500_000)

    assert answer.status_code == 413
    assert "The limit is 6 MB." in answer.text
    assert inbox == {}


def test_a_stranger_may_not_send_more_than_anywhere(browser, session, inbox):
    session.commit()

    assert upload(browser, "", 5_500_000).status_code == 413
    assert inbox == {}
