"""What a good password is, and how it is changed."""

import pytest
import sqlalchemy as sa

from clinic.accounts import actions, passwords, policy
from clinic.accounts.models import StaffSession
from clinic.core.errors import RuleBroken
from tests.accounts.test_signing_in import common_passwords
from tests.make import PASSWORD

GOOD = "violet kettle orbit mango"
NEAR = ("Ada Rowe", "ada@clinic.test", "Cedar Street Center")


def refused(password, shortest=15):
    try:
        policy.refuse_weak(password, shortest=shortest, near=NEAR)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "das große blaue Haus am See",
        "私の大切な長いパスワードはこれです",
        "wet trombone 🎺 every tuesday",
        "x7#kQ9!mZp2$vL5",
        "many words " * 10 + "and a camel",
    ],
)
def test_long_words_in_any_letters_are_fine(password):
    assert refused(password) == ""


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnopqrst",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "passwordpassword1",
        "handrailhandrail",
        "Handrail Handrail 2026!",
        "Ada Rowe Ada Rowe",
        "cedar street center 1",
        "CedarStreetCenter2026!!!",
    ],
)
def test_what_anybody_would_guess_is_refused(password):
    assert "easy to guess" in refused(password)


def test_length_is_counted_in_characters_of_any_kind():
    assert "15 characters or more" in refused("violet kettle!"[:14])
    assert "1024 characters or fewer" in refused(GOOD * 60)
    assert refused("ﬁ" * 3 + " kettle orbit") == ""  # the ligature counts as two letters


def test_nearly_all_common_passwords_are_refused():
    common = common_passwords()

    let_through = [word for word in common if not refused(word)]

    assert len(let_through) < len(common) / 1_000


def test_letters_from_other_keyboards_are_the_same_letters():
    assert passwords.matches(passwords.conceal("cafe\u0301 au lait"), "caf\u00e9 au lait")


def change(browser, **answers):
    answers = {"current": PASSWORD, "password": GOOD, "again": GOOD, **answers}
    return browser.submit("/me/password", **answers)


def test_changing_a_password_ends_every_other_session(browser, second, session, counselor):
    session.commit()
    second.sign_in(counselor)
    browser.sign_in(counselor)
    stolen = browser.get_cookie("session").value

    page = change(browser)

    assert page.request.path == "/"
    assert second.get("/me").status_code == 303
    second.set_cookie("session", stolen)
    assert second.get("/me").status_code == 303
    assert browser.get("/me").status_code == 200


def test_changing_a_password_asks_for_the_current_one(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    page = change(browser, current="something else entirely")

    assert "That is not your password now." in page.text
    assert passwords.matches(counselor.password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"again": "violet kettle orbit mangos"}, "do not match"),
        ({"password": PASSWORD, "again": PASSWORD}, "the one you have now"),
        ({"password": "short", "again": "short"}, "15 characters or more"),
        ({"password": "x" * 1025, "again": "x" * 1025}, "1024 characters or fewer"),
        ({"password": "ada rowe ada rowe", "again": "ada rowe ada rowe"}, "easy to guess"),
    ],
)
def test_bad_answers_are_refused_in_words(browser, session, counselor, answers, words):
    session.commit()
    browser.sign_in(counselor)

    assert words in change(browser, **answers).text
    assert passwords.matches(counselor.password_hash, PASSWORD)


def test_a_password_is_never_sent_back(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    assert GOOD not in change(browser, current="wrong").text


def test_a_code_opens_the_door_once_and_asks_for_a_password(
    browser, second, session, counselor, clock
):
    code = give_code(counselor, clock)
    session.commit()

    page = browser.submit("/sign-in", email=counselor.email, password=code)
    again = second.submit("/sign-in", email=counselor.email, password=code)

    assert page.request.path == "/me/password"
    assert browser.get("/").location == "/me/password"
    assert "do not match" in again.text
    assert browser.submit("/me/password", password=GOOD, again=GOOD).request.path == "/"
    assert browser.get("/me").status_code == 200


def test_a_code_dies_after_a_day(browser, session, counselor, clock):
    code = give_code(counselor, clock)
    session.commit()
    clock.wait(hours=24)

    page = browser.submit("/sign-in", email=counselor.email, password=code)

    assert "do not match" in page.text
    assert not session.scalars(
        sa.select(StaffSession.id).where(StaffSession.user_id == counselor.id)
    ).all()


def give_code(user, clock):
    return actions.give_code(user, by=None, at=clock.at)
