"""Who works here, and who may say so."""

import re

import pytest
import sqlalchemy as sa

from clinic.accounts import actions
from clinic.accounts.models import Role, User
from clinic.audit.models import AuditEvent
from clinic.core.errors import RuleBroken
from tests.make import NOON


@pytest.fixture
def desk(browser, session, admin):
    session.commit()
    return browser.sign_in(admin)


def add(desk, place, **answers):
    facts = {"name": "Kit Ames", "email": "Kit@Clinic.test", "program": place.id}
    return desk.submit("/staff/new", **(facts | {"role": "counselor"} | answers))


def code_on(page):
    return re.search(r"<code[^>]*>([^<]+)</code>", page.text)[1]


def test_an_admin_adds_staff_who_choose_their_own_password(desk, second, session, program):
    page = add(desk, program)

    first = second.submit("/sign-in", email="kit@clinic.test", password=code_on(page))

    assert first.request.path == "/me/password"
    kit = session.scalars(sa.select(User).where(User.email == "kit@clinic.test")).one()
    assert kit.programs_as(Role.COUNSELOR) == {program.id}


def test_no_page_about_staff_has_a_password_field(desk, program, counselor, session):
    session.commit()

    for way in ("/staff", "/staff/new", f"/staff/{counselor.id}"):
        assert 'type="password"' not in desk.get(way).text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"email": "no email"}, "Write it like name@clinic.org."),
        ({"email": ""}, "Write an email address."),
        ({"name": ""}, "Write a name."),
        ({"name": "x" * 201}, "Use 200 characters or fewer."),
        ({"role": "owner"}, "Choose one from the list."),
        ({"role": ""}, "Choose one from the list."),
        ({"program": "01999999-0000-7000-8000-000000000000"}, "Choose one from the list."),
    ],
)
def test_bad_answers_keep_what_was_typed(desk, program, answers, words):
    page = add(desk, program, phone="555-0100", **answers)

    assert words in page.text
    assert "555-0100" in page.text


def test_an_email_belongs_to_one_person(desk, program):
    add(desk, program)

    assert "Somebody has this email already." in add(desk, program, name="Kim").text


def test_the_list_can_be_searched_sorted_and_paged(desk, session, make, program, monkeypatch):
    monkeypatch.setattr("clinic.accounts.queries.PAGE", 2)
    for name in ("Ann Bee", "Bob Cee", "Cat Dee"):
        make.user(name, program=program)
    session.commit()

    assert names(desk.get("/staff")) == ["Ann Bee", "Bob Cee"]
    assert names(desk.get("/staff?page=2")) == ["Cat Dee", "Uma Dahl"]
    assert names(desk.get("/staff?sort=-name")) == ["Uma Dahl", "Cat Dee"]
    assert names(desk.get("/staff?q=cee+bob")) == ["Bob Cee"]
    assert "Nobody matches." in desk.get("/staff?q=nobody").text


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", ""])
def test_odd_page_numbers_do_no_harm(desk, page):
    assert desk.get(f"/staff?page={page}").status_code == 200


def names(page):
    return re.findall(r'data-label="Name"><a[^>]*>([^<]+)</a>', page.text)


def test_a_supervisor_sees_the_staff_of_their_programs_only(
    browser, session, supervisor, counselor, stranger
):
    session.commit()

    page = browser.sign_in(supervisor).get("/staff").text

    assert counselor.name in page
    assert stranger.name not in page
    assert browser.get(f"/staff/{counselor.id}").status_code == 403


@pytest.mark.parametrize("who", ["counselor", "intake", "auditor"])
def test_others_do_not_see_the_staff(browser, session, request, who):
    user = request.getfixturevalue(who)
    session.commit()

    assert browser.sign_in(user).get("/staff").status_code == 403


def test_a_change_of_role_ends_the_persons_sessions(desk, second, session, counselor, program):
    session.commit()
    second.sign_in(counselor)

    page = desk.submit(
        f"/staff/{counselor.id}/role",
        at=f"/staff/{counselor.id}",
        program=program.id,
        role="supervisor",
    )

    assert "The role is changed" in page.text
    assert second.get("/me").status_code == 303
    assert counselor.roles == {Role.SUPERVISOR}


def test_a_role_may_be_taken_away(desk, session, counselor, program):
    session.commit()

    desk.submit(
        f"/staff/{counselor.id}/role", at=f"/staff/{counselor.id}", program=program.id, role=""
    )

    assert counselor.roles == frozenset()


def test_a_person_may_have_another_role_in_another_program(desk, session, make, counselor):
    other = make.program("Elm House")
    session.commit()

    desk.submit(
        f"/staff/{counselor.id}/role", at=f"/staff/{counselor.id}", program=other.id, role="intake"
    )

    assert counselor.programs_as(Role.INTAKE) == {other.id}
    assert counselor.roles == {Role.COUNSELOR, Role.INTAKE}


def test_disabling_shuts_out_at_once_and_can_be_undone(desk, second, session, counselor):
    session.commit()
    second.sign_in(counselor)

    shut = desk.submit(f"/staff/{counselor.id}/disable", at=f"/staff/{counselor.id}")

    assert "Disabled" in shut.text
    assert second.get("/me").status_code == 303
    assert second.sign_in(counselor).get("/me").status_code == 303
    desk.submit(f"/staff/{counselor.id}/enable", at=f"/staff/{counselor.id}")
    assert second.sign_in(counselor).get("/me").status_code == 200


def test_sessions_can_be_ended_and_codes_given(desk, second, session, counselor):
    session.commit()
    second.sign_in(counselor)

    desk.submit(f"/staff/{counselor.id}/end-sessions", at=f"/staff/{counselor.id}")
    ended = second.get("/me").status_code
    page = desk.submit(f"/staff/{counselor.id}/code", at=f"/staff/{counselor.id}")

    assert ended == 303
    assert code_on(page)
    assert second.sign_in(counselor).get("/me").status_code == 303


@pytest.mark.parametrize("act", ["role", "disable", "code"])
def test_nobody_changes_their_own_account(desk, session, admin, make, program, act):
    make.user("Vic Ash", role=Role.ADMIN, program=program)
    session.commit()

    page = desk.submit(
        f"/staff/{admin.id}/{act}", at="/staff/new", program=program.id, role="supervisor"
    )

    assert "your own" in page.text
    assert admin.is_active
    assert admin.roles == {Role.ADMIN}


def test_the_last_admin_stays(session, admin, program, make):
    other = make.user("Vic Ash", role=Role.ADMIN, program=program)
    actions.disable(other, by=admin, at=NOON)

    with pytest.raises(RuleBroken, match="last admin"):
        actions.disable(admin, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="last admin"):
        actions.set_role(admin, program=program, role=Role.INTAKE, by=other, at=NOON)


def test_every_act_on_an_account_is_in_the_log(desk, session, admin, counselor, program):
    session.commit()
    for act in ("disable", "enable", "end-sessions", "code"):
        desk.submit(f"/staff/{counselor.id}/{act}", at=f"/staff/{counselor.id}")
    add(desk, program)

    found = session.execute(sa.select(AuditEvent.act, AuditEvent.actor_id)).all()

    assert {(act, admin.id) for act in WRITTEN} <= {tuple(row) for row in found}


WRITTEN = (
    "accounts.disabled",
    "accounts.enabled",
    "accounts.sessions_ended",
    "accounts.code_given",
    "accounts.staff_added",
)


def test_programs_are_listed_added_and_corrected(desk, session, program):
    desk.submit("/programs/new", name="Elm House", phone="555-0101", address="1 Elm Street")
    page = desk.submit(f"/programs/{program.id}", name="Cedar Center")

    assert "Elm House" in page.text
    assert "1 Elm Street" in page.text
    assert "Cedar Center" in page.text
    assert "of this name already" in desk.submit("/programs/new", name="elm house").text
    assert "Write a name." in desk.submit("/programs/new", name=" ").text


def test_a_program_changed_meanwhile_is_not_overwritten(desk, session, program):
    page = desk.submit(f"/programs/{program.id}", name="My words", revision="0")

    assert page.status_code == 409
    assert "My words" in page.text
    assert program.name == "Cedar Street Center"


def test_staff_correct_their_own_name_and_phone(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    page = browser.submit("/me", name="Ada B. Rowe", phone="555-0102")
    stale = browser.submit("/me", name="Other", revision="0")

    assert "Ada B. Rowe" in page.text
    assert counselor.phone == "555-0102"
    assert stale.status_code == 409
    assert "Write your name." in browser.submit("/me", name="").text


def test_only_what_the_form_asks_for_is_changed(browser, session, counselor):
    session.commit()
    browser.sign_in(counselor)

    browser.submit(
        "/me", name="Ada", email="new@clinic.test", disabled_at="2026-01-01", role="admin"
    )

    assert counselor.email == "ada@clinic.test"
    assert counselor.roles == {Role.COUNSELOR}
