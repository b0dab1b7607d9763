"""The one database object, and the manners every table shares."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from clinic.core.errors import RuleBroken
from clinic.core.ids import new_id


def _own_constraint_name(constraint: sa.Constraint, _table: sa.Table) -> str:
    """Name a rule that comes with a column's type for the column: a type may occur twice."""
    assert isinstance(constraint, sa.CheckConstraint)  # noqa: S101 - narrows the type
    for column in constraint.columns:
        if isinstance(column.type, sa.Enum) and column.type.name == constraint.name:
            return column.name
    return str(constraint.name)


NAMES: dict[str, Any] = {
    "own_constraint_name": _own_constraint_name,
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(own_constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in time: aware in Python, stored as UTC in any database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse naive values; hand the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: say which moment you mean")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give back an aware UTC value whatever the driver returned."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Text compared byte by byte on every database, so that a prefix is a range of an index.
KeyText = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


class DaysAgo(sa.ColumnElement[date]):
    """The date so many days before today, by the database's own clock.

    The day is that of UTC, not of the clinic's wall: whatever is counted so begins and ends some
    hours early or late. That is fine for a window of two weeks, and lets one condition do for
    every query without being told the time; do not use it where the day itself matters.
    """

    inherit_cache = False
    type = sa.Date()

    def __init__(self, days: int) -> None:
        self.days = int(days)


@compiles(DaysAgo)
def _days_ago(element: DaysAgo, _compiler: Any, **_: Any) -> str:
    return f"(CURRENT_DATE - {element.days})"


@compiles(DaysAgo, "sqlite")
def _days_ago_sqlite(element: DaysAgo, _compiler: Any, **_: Any) -> str:
    return f"date('now', '-{element.days} days')"


class Base(DeclarativeBase):
    """Parent of every model: named constraints, typed columns, a time-ordered key."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UTCDateTime(),
        date: sa.Date(),
        time: sa.Time(),
        str: sa.Text(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        list[int]: sa.JSON(),
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


class Revised:
    """A record that two people may open at once: each change counts its revision up.

    A form carries the revision it was filled from; :func:`clinic.core.forms.unchanged` compares
    the two. The database refuses an update of a revision that is no longer there.
    """

    revision: Mapped[int] = mapped_column(sort_order=90)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.revision}  # type: ignore[attr-defined]


class Counter(Base):
    """The last number given out under a name, such as the client numbers."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[int]


# Models descend from Base, not from db.Model: Flask-SQLAlchemy copies the class it is
# given, and a copied base may not carry a type map (pallets-eco/flask-sqlalchemy#1361).
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def next_number(name: str) -> int:
    """Count the named counter up inside this transaction and return its new value.

    The row lock makes two people who ask at once get two numbers; a rollback gives the
    number back.
    """
    counted = sa.update(Counter).where(Counter.name == name).values(value=Counter.value + 1)
    value: int | None = db.session.scalar(counted.returning(Counter.value))
    if value is None:
        raise LookupError(f"no counter named {name!r}: a migration makes it")
    return value


def take_turn(name: str) -> None:
    """Wait until nobody else is taking the next number of a counter, and keep others waiting.

    What is looked for after this sees whatever the one before has recorded. The turn ends with
    the transaction. (On SQLite each transaction has its turn from the start.)
    """
    db.session.execute(sa.select(Counter.value).where(Counter.name == name).with_for_update())


@contextmanager
def kept_by_database(refusal: str, *, field: str | None = None) -> Iterator[None]:
    """Turn a constraint that these changes break into a refusal people understand.

    Two people may both pass a check that only one of them can act on; the database lets one
    through. The rest of the transaction stays as it was.
    """
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        raise RuleBroken(refusal, field=field) from error
