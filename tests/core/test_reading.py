"""A page is laid out after the reading is done, and what was not committed is gone by then."""

import pytest

from clinic.accounts.models import Program
from clinic.core.db import db
from clinic.core.templating import end_reading


def names(session):
    return set(session.scalars(db.select(Program.name)))


@pytest.mark.parametrize("flushed", [True, False])
def test_what_a_view_forgot_to_commit_is_not_kept(app, session, make, flushed):
    make.program("Kept")
    session.commit()

    with app.test_request_context():
        program = Program(name="Forgotten")
        session.add(program)
        if flushed:
            session.flush()
        end_reading(app)
        assert not session().in_transaction()

    assert names(session) == {"Kept"}


def test_what_was_loaded_stays_at_hand(app, session, make, statements):
    make.program("Kept")
    session.commit()
    session.expire_all()

    with app.test_request_context():
        program = session.scalars(db.select(Program)).one()
        end_reading(app)
        with statements() as sent:
            assert program.name == "Kept"

    assert sent == []


def test_a_command_may_print_in_the_middle_of_its_work(app, session, make):
    make.program("Begun")

    end_reading(app)
    session.commit()

    assert names(session) == {"Begun"}
