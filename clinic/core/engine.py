"""How a connection is opened so that no acknowledged write is lost."""

from __future__ import annotations

import importlib
import sqlite3
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

#: The first release without the WAL-reset bug (https://sqlite.org/wal.html#walresetbug).
SAFE_WAL = (3, 51, 3)
BUSY_MILLISECONDS = 5_000


def sqlite_driver() -> ModuleType:
    """Return the newest SQLite at hand: the bundled wheel where there is one."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def options(url: str) -> dict[str, Any]:
    """Return what SQLAlchemy's ``create_engine`` should be told for this address.

    What a person typed never reaches the text of an error (``hide_parameters``).
    """
    if sa.make_url(url).get_backend_name() == "sqlite":
        return {"module": sqlite_driver(), "hide_parameters": True}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"options": "-c lock_timeout=5000 -c timezone=UTC"},
    }


def prepare(engine: sa.Engine) -> None:
    """Give every SQLite connection of this engine the manners we rely on.

    Each transaction takes the write lock at its start (``BEGIN IMMEDIATE``). A transaction that
    reads first and writes later would lose updates, or fail at once however long it may wait.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        version = engine.dialect.dbapi.sqlite_version_info  # type: ignore[union-attr]
        journal = "WAL" if version >= SAFE_WAL else "DELETE"
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
