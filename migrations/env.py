"""Alembic's door into the clinic's tables."""

from typing import Any, Literal

from alembic import context
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection

from clinic.core.db import Base, UTCDateTime


def render(kind: str, item: Any, _imports: object) -> str | Literal[False]:
    """Write our own types in plain SQLAlchemy: a migration must never need the app."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def number(_context: object, _revision: object, directives: list[Any]) -> None:
    """Count migrations 0001, 0002, ... so that two made at once collide in git."""
    newest = ScriptDirectory.from_config(context.config).get_current_head()
    if directives:
        directives[0].rev_id = f"{int(newest or 0) + 1:04d}"


def check_keys(ctx: MigrationContext, **_: Any) -> None:
    """Refuse a migration that leaves a row pointing nowhere, while it can still be taken back."""
    connection = ctx.connection
    if connection is not None and connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows of {sorted({row[0] for row in broken})} point nowhere")


def watch_keys(connection: Connection, state: str) -> None:
    """Turn SQLite's watch over foreign keys on or off, outside any transaction.

    SQLite changes a table by making another and dropping the first; while it watches, it would
    refuse the drop. :func:`check_keys` looks at the end of each migration instead.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA foreign_keys={state}")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    watch_keys(connection, "OFF")
    try:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render,
            process_revision_directives=number,
            on_version_apply=check_keys,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    finally:
        watch_keys(connection, "ON")
