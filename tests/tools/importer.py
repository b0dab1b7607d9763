"""A process that imports a file: ``python -m tests.tools.importer URL FILE [STATEMENTS]``.

It says when it begins; given a number, it is killed, as by a power cut, right after so many
statements have been sent.
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event

from clinic import create_app
from clinic.core.clock import now
from clinic.core.db import db
from clinic.groups.feeds.importing import import_feed


def main(url, file, statements=0):
    """Import a file into a source of one name, and say what became of it."""
    app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": url})
    with app.app_context():
        sent = []

        @event.listens_for(db.engine, "after_cursor_execute")
        def count(*_args):
            sent.append(1)
            if len(sent) == int(statements):
                os.kill(os.getpid(), signal.SIGKILL)

        print("begins", flush=True)
        report = import_feed(
            Path(file).read_bytes(),
            source_name="Portland",
            fellowship="AA",
            timezone="America/Los_Angeles",
            accept_held=True,
            by=None,
            at=now(),
        )
        db.session.commit()
        print(f"{report.new} {report.same} {len(sent)}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
