"""Alembic's door into the clinic's tables."""

from typing import Any, Literal

from alembic import context
from alembic.script import ScriptDirectory
from flask import current_app

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


with current_app.extensions["migrate"].db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render,
        process_revision_directives=number,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
