"""Migrating in a process of its own, which may be told to die on the way.

``python -m tests.tools.migrate URL REVISION [STATEMENT]``: the process kills itself, as a power
cut would, before it sends the statement of that number. Without one it prints how many it sent.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import event

ROOT = Path(__file__).parent.parent.parent


def elsewhere(url, revision, statement=None):
    """Migrate in another process; return its exit code and the number of statements it sent."""
    words = [url, revision, *([str(statement)] if statement else [])]
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.migrate", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(done.stderr)
    return done.returncode, int(done.stdout or 0)


def main(url, revision, statement="0"):
    """Migrate, counting statements, and die at the one wanted."""
    from flask_migrate import upgrade

    from clinic import create_app
    from clinic.core.db import db

    with tempfile.TemporaryDirectory() as instance:
        os.environ["CLINIC_INSTANCE"] = instance
        app = create_app({"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": url})
        sent = 0

        with app.app_context():

            @event.listens_for(db.engine, "before_cursor_execute")
            def _count(*_arguments):
                nonlocal sent
                sent += 1
                if sent == int(statement):
                    os.kill(os.getpid(), signal.SIGKILL)

            upgrade(revision=revision)
        print(sent)


if __name__ == "__main__":
    main(*sys.argv[1:])
