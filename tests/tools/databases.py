"""Where the tests keep their records: SQLite, or PostgreSQL, made by the migrations."""

import os
import shutil
import tempfile
from pathlib import Path

import sqlalchemy as sa

from clinic.core.engine import sqlite_driver
from tests.tools.postgres import execute

#: How the workers of one run learn where its PostgreSQL is.
SERVER = "CLINIC_TEST_POSTGRESQL"
MEMORY = Path("/dev/shm")


def scratch():
    """A new folder, in memory where the machine has such a place."""
    fast = MEMORY if os.access(MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="handrail-", dir=fast))


class SQLite:
    """A file; each test gets the blank one copied over it."""

    name = "sqlite"

    def __init__(self, worker):
        self.folder = scratch()
        self.made = 0
        self.url = self.new()

    def new(self):
        """The address of one more empty database."""
        self.made += 1
        return f"sqlite:///{self.folder}/{self.made}.sqlite"

    def keep(self, engine):
        """Remember this state as the blank one."""
        self.blank = sqlite_driver().connect(":memory:", check_same_thread=False)
        raw = engine.raw_connection()
        raw.driver_connection.backup(self.blank)
        raw.close()

    def reset(self, engine):
        """Bring the blank state back."""
        raw = engine.raw_connection()
        self.blank.backup(raw.driver_connection)
        raw.close()

    def remove(self):
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQL:
    """A database per worker; each test finds it emptied of all but what migrations put there."""

    name = "postgresql"

    def __init__(self, worker):
        self.server = os.environ[SERVER]
        self.worker = worker
        self.made = 0
        self.url = self.new()

    def new(self):
        """The address of one more empty database."""
        self.made += 1
        name = f"clinic_{self.worker}_{self.made}"
        execute(self.server, f"CREATE DATABASE {name} TEMPLATE template0")
        return self.server.replace("/postgres?", f"/{name}?")

    def keep(self, engine):
        """Remember this state as the blank one."""
        with engine.begin() as connection:
            tables = sa.inspect(connection).get_table_names()
            connection.exec_driver_sql("CREATE SCHEMA blank")
            for table in tables:
                connection.exec_driver_sql(f"CREATE TABLE blank.{table} AS TABLE public.{table}")
            counted = "SELECT count(*) FROM blank."
            filled = [t for t in tables if connection.exec_driver_sql(counted + t).scalar()]
        # As a replica the server fires no trigger and checks no foreign key.
        self.script = "; ".join(
            ["SET session_replication_role = replica"]
            + [f"DELETE FROM {table}" for table in tables]
            + [f"INSERT INTO {table} SELECT * FROM blank.{table}" for table in filled]
            + ["SET session_replication_role = origin"]
        )

    def reset(self, engine):
        """Bring the blank state back."""
        with engine.begin() as connection:
            connection.exec_driver_sql(self.script)

    def remove(self):
        """Nothing to do: the whole server goes at the end of the run."""


KINDS = {"sqlite": SQLite, "postgresql": PostgreSQL}
