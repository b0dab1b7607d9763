"""A new client is recorded on one page."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from clinic.accounts.models import Membership, Role
from clinic.clients.models import Asked, Client, Stage
from clinic.episodes.models import Episode

NEW = {
    "given_name": "Mayra",
    "family_name": "Reyes",
    "birth_year": "1992",
    "setting": "residential",
}


@pytest.fixture
def at_work(browser, session, counselor):
    session.commit()
    return browser.sign_in(counselor)


def the_client(session):
    return session.scalars(sa.select(Client)).one()


def test_a_counselor_records_a_client_with_four_answers(at_work, session, counselor):
    page = at_work.submit("/clients/new", **NEW)

    client = the_client(session)
    assert page.request.path == f"/clients/{client.id}"
    assert client.name == "Mayra Reyes"
    assert (client.birth_year, client.born_on) == (1992, None)
    assert client.stage is Stage.RESIDENTIAL
    assert client.counselor is counselor
    assert session.scalars(sa.select(Episode)).one().is_open


def test_everything_asked_is_kept(at_work, session):
    answers = {
        "birth_month": "3",
        "birth_day": "14",
        "preferred_name": "May",
        "pronouns": "she/her",
        "language": "es",
        "interpreter": True,
        "leaves_on": "2099-01-01",
        "level": "3.5",
        "edition": "4",
        "phone": "(503) 555-0150",
        "voice_message": "no",
        "mail": "yes",
        "street": "12 Elm Street",
        "address_confidential": True,
        "needs": ["evenings", "children"],
        "needs_note": "Near home",
    }

    at_work.submit("/clients/new", **NEW, **answers)

    client = the_client(session)
    assert str(client.born_on) == "1992-03-14"
    assert client.first_name == "May"
    assert (client.language, client.interpreter) == ("es", True)
    assert (client.voice_message, client.mail) == (Asked.NO, Asked.YES)
    assert client.address_confidential
    assert client.needs == ["evenings", "children"]
    assert str(client.leaves_on) == "2099-01-01"
    placement = session.scalars(sa.select(Episode)).one().placement
    assert (placement.level, placement.edition) == ("3.5", "4")


def test_a_question_nobody_asked_is_not_a_no(at_work, session):
    at_work.submit("/clients/new", **NEW)

    assert the_client(session).voice_message is Asked.NOT_ASKED


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_name": " "},
        {"birth_year": ""},
        {"birth_year": "92"},
        {"birth_year": "2999"},
        {"birth_year": "x"},
        {"birth_day": "31", "birth_month": "2"},
        {"birth_day": "3"},
        {"setting": None},
        {"setting": "elsewhere"},
        {"admitted_on": ""},
        {"admitted_on": "2099-01-01"},
        {"leaves_on": "2001-01-01"},
        {"level": "3.5", "edition": ""},
        {"given_name": "x" * 201},
        {"language": "xx"},
        {"voice_message": "maybe"},
        {"needs": ["gold"]},
    ],
)
def test_a_bad_answer_is_refused_and_the_rest_is_kept(at_work, session, wrong):
    page = at_work.submit("/clients/new", **{**NEW, "pronouns": "they/them", **wrong})

    assert session.scalar(sa.select(sa.func.count(Client.id))) == 0
    assert "to fix" in page.text
    assert "they/them" in page.text


def test_a_likely_duplicate_is_shown_once_and_never_blocks(at_work, make, session, colleague):
    known = make.client("Maira", "Reyes", counselor=colleague, birth_year=1992, born_on=None)
    session.commit()

    page = at_work.submit("/clients/new", **NEW)

    assert f"client {known.number}" in page.text
    assert "Save anyway" in page.text
    assert "Ask a supervisor" in page.text
    assert str(known.id) not in page.text
    assert session.scalar(sa.select(sa.func.count(Client.id))) == 1

    at_work.submit("/clients/new", **NEW, seen=str(known.number))

    assert session.scalar(sa.select(sa.func.count(Client.id))) == 2


def test_the_live_check_shows_likely_duplicates(at_work, make, session, counselor):
    known = make.client("Maira", "Reyes", counselor=counselor, birth_year=1992, born_on=None)
    session.commit()

    page = at_work.submit("/clients/duplicates", at="/clients/new", **NEW)

    assert f"client {known.number}" in page.text
    assert f"/clients/{known.id}" in page.text
    assert "<h1" not in page.text


def test_the_live_check_is_silent_about_other_programs(at_work, make, session, stranger):
    make.client("Mayra", "Reyes", counselor=stranger, birth_year=1992, born_on=None)
    session.commit()

    page = at_work.submit("/clients/duplicates", at="/clients/new", **NEW)

    assert "client" not in page.text


def test_no_name_goes_into_an_address(at_work):
    assert at_work.get("/clients/duplicates?given_name=Mayra").status_code in (404, 405)


def test_intake_staff_choose_a_counselor(browser, session, intake, colleague):
    session.commit()
    browser.sign_in(intake)

    browser.submit("/clients/new", **NEW, counselor=colleague.id)

    assert the_client(session).counselor is colleague


def test_intake_staff_may_leave_that_for_later(browser, session, intake):
    session.commit()

    browser.sign_in(intake).submit("/clients/new", **NEW)

    assert the_client(session).counselor is None


def test_a_counselor_of_another_program_cannot_be_chosen(
    browser, session, intake, colleague, stranger
):
    session.commit()
    browser.sign_in(intake)

    browser.submit("/clients/new", **NEW, counselor=stranger.id)

    assert session.scalar(sa.select(sa.func.count(Client.id))) == 0


def test_a_program_is_asked_for_only_where_there_is_a_choice(browser, session, make, intake):
    there = make.program("Harbor")
    intake.memberships.append(Membership(program=there, role=Role.INTAKE))
    session.commit()
    browser.sign_in(intake)

    browser.submit("/clients/new", **NEW, program=there.id)

    assert the_client(session).program is there


def test_a_client_cannot_be_slipped_into_a_foreign_program(browser, session, make, intake):
    elsewhere = make.program("Elsewhere")
    intake.memberships.append(Membership(program=make.program("Harbor"), role=Role.INTAKE))
    session.commit()
    browser.sign_in(intake)

    browser.submit("/clients/new", **NEW, program=elsewhere.id)

    assert session.scalar(sa.select(sa.func.count(Client.id))) == 0


def test_fields_nobody_offered_are_not_bound(at_work, session):
    at_work.submit("/clients/new", **NEW, number="7", stage="left", name_key="zz", revision="9")

    client = the_client(session)
    assert client.number > 10_000
    assert client.stage is Stage.RESIDENTIAL
    assert client.name_key == "reyes mayra"


def test_the_page_is_shut_to_others(browser, session, admin, auditor):
    session.commit()

    assert browser.get("/clients/new").location.startswith("/sign-in")
    for user in (admin, auditor):
        browser.sign_in(user)
        assert browser.get("/clients/new").status_code == 403
        browser.submit("/sign-out", at="/")


def test_what_is_missing_is_said_once_and_in_the_order_of_the_page(at_work):
    page = at_work.submit("/clients/new", given_name="", birth_year="")

    said = [
        page.text.index(f'href="#{field}"') for field in ("given_name", "birth_year", "setting")
    ]
    assert said == sorted(said)
    assert "3 things to fix" in page.text
    assert "Choose outpatient or residential." in page.text
    assert "Not a valid" not in page.text


def test_the_same_form_sent_twice_asks_before_it_records_again(at_work, session):
    at_work.submit("/clients/new", **NEW)
    page = at_work.submit("/clients/new", **NEW)

    client = the_client(session)
    assert f"client {client.number}" in page.text
    assert f"/clients/{client.id}" in page.text
    assert "Save anyway" in page.text


def test_what_was_seen_before_does_not_excuse_the_record_just_made(
    at_work, make, session, counselor
):
    facts = {"counselor": counselor, "birth_year": 1992, "born_on": None}
    known = [make.client("Mayra", "Reyes", **facts).number for _ in range(4)]
    session.commit()
    seen = " ".join(map(str, known))

    for _ in range(2):
        page = at_work.submit("/clients/new", **NEW, seen=seen)

    assert session.scalar(sa.select(sa.func.count(Client.id))) == 5
    assert "Save anyway" in page.text


def test_a_double_click_records_one_client_and_asks_once(app, at_work, session):
    """Two requests at the same moment: the second waits for the first and finds its record."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', at_work.get("/clients/new").text)[1]
    facts = {**NEW, "csrf_token": token, "admitted_on": "2026-03-02", "voice_message": "not_asked"}
    facts |= {"mail": "not_asked", "language": "en", "birth_month": "0", "edition": ""}
    cookie = at_work.get_cookie("session").value
    ready = Barrier(2)

    def press(_number):
        client = FlaskClient(app)
        client.set_cookie("session", cookie)
        ready.wait()
        return client.post("/clients/new", data=facts).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(press, range(2)))

    assert statuses == [200, 303]
    assert session.scalar(sa.select(sa.func.count(Client.id))) == 1


def test_a_record_out_of_reach_is_told_by_name_year_and_number_alone(
    browser, make, session, intake, colleague, counselor
):
    """Who left long ago is out of reach of intake, who is not on the team out of a counselor's."""
    gone = make.client(
        "Mayra",
        "Reyes",
        counselor=counselor,
        birth_year=1992,
        born_on=date(1992, 3, 14),
        preferred_name="May",
        phone="555-0150",
        street="77 Hidden Lane",
        needs_note="Near home",
        stage=Stage.LEFT,
        left_on=datetime.now(UTC).date() - timedelta(days=15),
        admitted_on=date(2025, 7, 7),
    )
    session.commit()

    for user in (intake, colleague):
        browser.sign_in(user)
        for page in (
            browser.submit("/clients/new", **NEW),
            browser.submit("/clients/duplicates", at="/clients/new", **NEW),
        ):
            assert "May Reyes, born 1992, client" in page.text
            assert "Ask a supervisor" in page.text
            for secret in (
                str(gone.id),
                "1992-03-14",
                "Mar 14",
                "555-0150",
                "77 Hidden Lane",
                "Near home",
                "2025-07-07",
                "Jul 7",
                gone.left_on.isoformat(),
            ):
                assert secret not in page.text, secret
        for place in ("", "/details", "/care", "/admit", "/referrals", "/details/edit"):
            assert browser.get(f"/clients/{gone.id}{place}").status_code == 404
        assert f">{gone.number}<" not in browser.get("/clients").text
        browser.submit("/sign-out", at="/")
