"""Fixtures of the plans room."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from clinic.core.db import db


@pytest.fixture
def statements(session):
    """Collect the statements sent to the database inside a ``with`` block."""

    @contextmanager
    def collect():
        asked = []

        def listen(_connection, _cursor, statement, *_rest):
            asked.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", listen)
        yield asked
        sa.event.remove(db.engine, "before_cursor_execute", listen)

    return collect
