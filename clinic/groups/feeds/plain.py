"""Facts as plain values, as JSON keeps them, and back again."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa


def plain(value: Any) -> Any:
    """Return a fact as JSON keeps it: times and moments in ISO 8601, keys as text."""
    if isinstance(value, time):
        return value.isoformat("auto" if value.second else "minutes")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table as JSON keeps it."""
    return {name: plain(value) for name, value in row.items()}


def time_of(text: str | None) -> time | None:
    """Return a time of day that :func:`plain` wrote."""
    return None if text is None else time.fromisoformat(text)


def row_of(table: sa.Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that :func:`plain_row` wrote, as the database takes them."""
    return {name: _back(table.c[name].type, value) for name, value in values.items()}


def _back(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.Uuid):
        return UUID(value)
    if isinstance(kind, sa.Time):
        return time.fromisoformat(value)
    if isinstance(kind, sa.types.TypeDecorator):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value
