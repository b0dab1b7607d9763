"""Staff by command line; the first admin comes in this way only."""

import pytest

from clinic.accounts import queries
from clinic.accounts.models import Role


@pytest.fixture
def run(app, session):
    def run(*words):
        return app.test_cli_runner().invoke(args=["staff", *words])

    return run


def test_the_first_admin_comes_in_by_command_line(run, browser, session):
    said = run("add", "--email", "Uma@clinic.test", "--name", "Uma Dahl", "--program", "Cedar")
    code = said.output.split()[-1]

    page = browser.submit("/sign-in", email="uma@clinic.test", password=code)

    assert said.exit_code == 0
    assert "New program: Cedar" in said.output
    assert page.request.path == "/me/password"
    assert queries.by_email("uma@clinic.test").roles == {Role.ADMIN}


def test_a_second_person_joins_the_same_program(run, session):
    run("add", "--email", "a@clinic.test", "--name", "A", "--program", "Cedar")
    run("add", "--email", "b@clinic.test", "--name", "B", "--program", "cedar", "--role", "intake")

    listed = run("list").output

    assert len(queries.programs()) == 1
    assert "a@clinic.test  A  admin in Cedar" in listed
    assert "b@clinic.test  B  intake in Cedar" in listed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--email", "a@clinic.test", "--name", "B"], "Somebody has this email already."),
        (["--email", "nowhere", "--name", "B"], "say an email, a name and a program"),
        (["--email", "b@clinic.test", "--name", " "], "say an email, a name and a program"),
    ],
)
def test_bad_answers_are_refused(run, words, said):
    run("add", "--email", "a@clinic.test", "--name", "A", "--program", "Cedar")

    answer = run("add", *words, "--program", "Cedar")

    assert answer.exit_code == 1
    assert said in answer.output


def test_staff_are_disabled_and_given_codes(run, session, counselor, browser):
    session.commit()

    gave = run("reset", "ADA@clinic.test")
    shut = run("disable", "ada@clinic.test")

    assert gave.exit_code == shut.exit_code == 0
    assert counselor.must_change_password
    assert not counselor.is_active
    assert "(disabled)" in run("list").output


def test_the_last_admin_is_not_disabled_and_nobody_is_not_found(run, session, admin):
    session.commit()

    assert "last admin" in run("disable", admin.email).output
    assert "nobody has the email" in run("reset", "no@clinic.test").output
