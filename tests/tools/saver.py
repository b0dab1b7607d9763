"""A process that saves until it is killed: ``python -m tests.tools.saver URL``.

It prints the key of each program once the database has said that it is kept.
"""

import sys

import sqlalchemy as sa
from sqlalchemy.orm import Session

from clinic.accounts.models import Program
from clinic.audit.models import AuditEvent
from clinic.core.clock import now
from clinic.core.engine import options, prepare
from clinic.core.ids import new_id


def main(url):
    """Keep a program and a line of the log together, again and again."""
    engine = sa.create_engine(url, **options(url))
    prepare(engine)
    while True:
        key = new_id()
        with Session(engine) as session:
            session.add(Program(id=key, name=key.hex))
            session.add(AuditEvent(at=now(), act="test.saved", subject_kind="x", subject_id=key))
            session.commit()
        print(key.hex, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
