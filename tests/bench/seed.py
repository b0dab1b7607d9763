"""A clinic of any size, made by the database itself: a million clients in under a minute."""

import re
from datetime import date, timedelta
from itertools import product

import sqlalchemy as sa

from clinic.accounts.models import Membership, Program, Role, User
from clinic.clients.models import CareTeamMember, Client, ClientName, Part, PlanState, Stage
from clinic.clients.policy import fold, sound
from clinic.episodes.models import Episode, Placement, Setting
from tests.make import CONCEALED, NOON, TODAY

STARTS = re.findall("..", "BaCeDoFiGuHaJeKoLiMuNaPeRoSiTuVaWeYoZaBi")
MIDDLES = re.findall("..", "lanerotosumadevilonokerashidoble")[:15]
ENDS = re.findall("[a-z]+", "n r s l th ston ley man ra do ck mer ven ski tt")
GIVEN = [start + middle for start, middle in product(STARTS, MIDDLES)]
FAMILY = [a + b + c for a, b, c in product(STARTS, MIDDLES, ENDS)]
DAYS = 300
SEEDED = (Client, ClientName, CareTeamMember, Episode, Placement)


def seed(session, many):
    """Record ``many`` clients in one program; return its supervisor and one of its counselors."""
    program = Program(name="Bench")
    people = []
    for number, role in enumerate((Role.SUPERVISOR, Role.COUNSELOR, Role.COUNSELOR)):
        user = User(email=f"staff{number}@clinic.test", name=role.title(), created_at=NOON)
        user.password_hash = CONCEALED
        user.memberships.append(Membership(program=program, role=role))
        people.append(user)
    session.add_all(people)
    session.flush()
    session.commit()
    indexes = [i for m in SEEDED for i in m.__table__.indexes]
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        session.commit()
        raw = connection.engine.raw_connection()
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000"):
            raw.driver_connection.execute(f"PRAGMA {pragma}")
        raw.close()
        connection = session.connection()
    for index in indexes:
        index.drop(connection)
    for statement in _statements(session, program, people, many):
        session.execute(statement)
    for index in indexes:
        index.create(connection)
    session.execute(sa.text("ANALYZE"))
    session.commit()
    connection.engine.dispose()
    return people[0], people[1]


def _statements(session, program, people, many):
    """The statements that make every row; each reads the numbers 1 to ``many``."""
    dialect = session.get_bind().dialect.name
    _words(session)
    first = sa.select(sa.literal(1).label("i")).cte("n", recursive=True)
    numbers = first.union_all(sa.select(first.c.i + 1).where(first.c.i < many))
    i = numbers.c.i
    key = _key(dialect, i)
    given, family, days = (
        sa.table(name, *(sa.column(*column) for column in columns.items()))
        for name, columns in _COLUMNS.items()
    )
    joined = (
        numbers.join(given, given.c.n == i * 7919 % len(GIVEN))
        .join(family, family.c.n == i * 104_729 % len(FAMILY))
        .join(days, days.c.n == i % DAYS)
    )
    stage = sa.case(
        (i % 10 < 4, Stage.RESIDENTIAL.value),
        (i % 10 < 7, Stage.OUTPATIENT.value),
        else_=Stage.LEFT.value,
    )
    facts = {
        "id": key,
        "number": i + 10_000,
        "program_id": _literal(program.id),
        "given_name": given.c.word,
        "family_name": family.c.word,
        "name_key": family.c.key + " " + given.c.key,
        "born_on": days.c.day,
        "birth_year": sa.literal(1980),
        "stage": stage,
        "admitted_on": days.c.day,
        "leaves_on": sa.case((i % 10 < 7, days.c.later)),
        "plan_state": sa.case((i % 10 < 7, PlanState.IN_PROGRESS.value)),
        "recorded_at": _literal(NOON, Client.recorded_at),
        "recorded_by_id": _literal(people[1].id),
        "revision": sa.literal(1),
    }
    yield _insert(Client, facts, joined)
    for offset, word in enumerate((given, family)):
        named = {
            "id": _key(dialect, i * 2 + offset),
            "client_id": key,
            "program_id": _literal(program.id),
            "key": word.c.key,
            "sound": word.c.sound,
        }
        yield _insert(ClientName, named, joined)
    # The counselor looks after forty people; a colleague stands for the rest of the staff.
    mine = sa.case((i <= 40, _literal(people[1].id)), else_=_literal(people[2].id))
    team = {
        "id": key,
        "client_id": key,
        "user_id": mine,
        "part": sa.literal(Part.PRIMARY.value),
        "since": _literal(NOON, CareTeamMember.since),
    }
    yield _insert(CareTeamMember, team, numbers)
    spell = {
        "id": key,
        "client_id": key,
        "admitted_on": days.c.day,
        "leaves_on": days.c.later,
        "opened_at": _literal(NOON, Episode.opened_at),
        "opened_by_id": _literal(people[1].id),
        "revision": sa.literal(1),
    }
    yield _insert(Episode, spell, joined)
    placed = {
        "id": key,
        "episode_id": key,
        "program_id": _literal(program.id),
        "setting": sa.literal(Setting.RESIDENTIAL.value),
        "since": days.c.day,
        "by_id": _literal(people[1].id),
    }
    yield _insert(Placement, placed, joined)


_WORD = {"n": sa.Integer, "word": sa.Text, "key": sa.Text, "sound": sa.Text}
_COLUMNS = {
    "seed_given": _WORD,
    "seed_family": _WORD,
    "seed_days": {"n": sa.Integer, "day": sa.Date, "later": sa.Date},
}


def _words(session):
    """Put the words that names are made of where SQL can reach them."""
    for name, columns in _COLUMNS.items():
        made = sa.Table(
            name,
            sa.MetaData(),
            *(sa.Column(c, kind, primary_key=c == "n") for c, kind in columns.items()),
            prefixes=["TEMPORARY"],
        )
        if name == "seed_days":
            days = [TODAY - timedelta(days=n) for n in range(DAYS)]
            rows = [
                {"n": n, "day": day, "later": date(2026, 1, 1) + timedelta(days=n)}
                for n, day in enumerate(days)
            ]
        else:
            rows = [
                {"n": n, "word": word, "key": fold(word), "sound": sound(word)}
                for n, word in enumerate(GIVEN if name == "seed_given" else FAMILY)
            ]
        session.connection().execute(sa.schema.CreateTable(made))
        session.connection().execute(sa.insert(made), rows)


def _insert(model, facts, source):
    table = model.__table__
    named = [sa.type_coerce(value, _type(table, name)).label(name) for name, value in facts.items()]
    return sa.insert(table).from_select(list(facts), sa.select(*named).select_from(source))


def _type(table, name):
    kind = table.c[name].type
    return sa.Text() if isinstance(kind, sa.Enum) else kind


def _literal(value, column=None):
    return sa.literal(value, column.type if column is not None else None)


def _key(dialect, i):
    """A key of its own for each number, in the order of the numbers."""
    if dialect == "sqlite":
        return sa.func.printf("%032x", i)
    return sa.cast(sa.func.lpad(sa.func.to_hex(i), 32, "0"), sa.Uuid())
