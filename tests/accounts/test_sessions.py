"""Sessions live on the server: what ends there is over everywhere."""

import sqlalchemy as sa

from clinic.accounts.models import StaffSession


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

    browser.submit("/sign-out", at="/sign-in")
    browser.set_cookie("session", stolen)

    assert browser.get("/").location.startswith("/sign-in")


def test_only_a_hash_of_the_token_is_kept(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    kept = session.scalars(sa.select(StaffSession.token_hash)).all()

    assert kept
    assert browser.get_cookie("session").value not in kept
