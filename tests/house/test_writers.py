"""What is acknowledged is kept, and nobody's change is lost under another's."""

import random
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from clinic.accounts.models import Program
from clinic.audit.models import AuditEvent
from clinic.core.db import Counter, db, next_number
from clinic.core.engine import SAFE_WAL, sqlite_driver
from tests.conftest import forget
from tests.tools.migrate import ROOT
from tests.tools.postgres import Postgres

THREADS, TIMES = 4, 50


def at_once(app, work):
    """Do some work 50 times in each of four threads; return every result."""

    def many(_number):
        results = []
        for _ in range(TIMES):
            with app.app_context():
                results.append(work())
        return results

    with ThreadPoolExecutor(THREADS) as pool:
        return [result for results in pool.map(many, range(THREADS)) for result in results]


def test_two_hundred_numbers_given_at_once_are_all_different(app, session):
    session.commit()

    def take():
        number = next_number("client")
        db.session.commit()
        return number

    numbers = at_once(app, take)

    assert len(set(numbers)) == THREADS * TIMES
    assert session.scalar(sa.select(Counter.value)) == 10_000 + THREADS * TIMES


def test_two_hundred_changes_read_and_written_back_at_once_all_count(app, session):
    key = Program(name="Cedar", phone="0")
    session.add(key)
    session.commit()
    key = key.id

    def add_one():
        while True:
            program = db.session.get(Program, key)
            program.phone = str(int(program.phone) + 1)
            try:
                db.session.commit()
            except StaleDataError:  # PostgreSQL lets both read; the second may not write
                db.session.rollback()
            else:
                return 1

    assert sum(at_once(app, add_one)) == THREADS * TIMES
    session.expire_all()
    assert session.get(Program, key).phone == str(THREADS * TIMES)


def test_what_a_view_forgets_to_commit_is_gone_from_the_test(session, make):
    make.program("Forgotten")

    forget(None)

    assert session.scalar(sa.select(sa.func.count()).select_from(Program)) == 0


def test_an_uncommitted_post_is_seen_by_no_test(app, session, browser, monkeypatch, make):
    def leaves_it_uncommitted():
        db.session.add(Program(name="Forgotten"))
        db.session.flush()
        return "said to be saved"

    leaves_it_uncommitted.allowed = app.view_functions["static"].allowed
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", leaves_it_uncommitted)

    assert browser.get("/sign-in").text == "said to be saved"
    assert session.scalar(sa.select(sa.func.count()).select_from(Program)) == 0


@pytest.mark.sqlite
def test_every_sqlite_connection_has_the_manners_we_rely_on(app):
    wanted = {
        "journal_mode": "wal" if sqlite_driver().sqlite_version_info >= SAFE_WAL else "delete",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5_000,
        "trusted_schema": 0,
        "mmap_size": 0,
    }
    with app.app_context(), db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            raw = connection.connection.driver_connection
            found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
            assert found == wanted


@pytest.mark.sqlite
def test_a_writer_waits_for_another_that_is_soon_done(app, session):
    session.commit()
    # Never the other SQLite library of this process: closing it would drop the locks of ours.
    holder = sqlite_driver().connect(db.engine.url.database, check_same_thread=False)
    holder.isolation_level = None
    holder.execute("BEGIN IMMEDIATE")

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: (time.sleep(0.5), holder.execute("COMMIT")))
        session.add(Program(name="Patient"))
        session.commit()

    holder.close()
    assert session.scalar(sa.select(sa.func.count()).select_from(Program)) == 1


@pytest.mark.slow
def test_a_kill_while_saving_loses_nothing_acknowledged(app, session):
    session.commit()
    url = db.engine.url.render_as_string(hide_password=False)
    acknowledged = []

    for _ in range(6):
        acknowledged += save_until_killed(url, random.uniform(0.05, 0.2))

    kept = set(session.scalars(sa.select(Program.id)))
    logged = set(session.scalars(sa.select(AuditEvent.subject_id)))
    assert acknowledged
    assert set(acknowledged) <= kept
    assert kept == logged
    if db.engine.dialect.name == "sqlite":
        assert session.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"


def save_until_killed(url, seconds):
    """Let a process save for a while, kill it as a power cut would, return what it had kept."""
    command = [sys.executable, "-m", "tests.tools.saver", url]
    saver = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    first = saver.stdout.readline()
    time.sleep(seconds)
    saver.kill()
    rest, _ = saver.communicate()
    lines = [line for line in (first + rest).splitlines() if len(line) == 32]
    return [uuid.UUID(line) for line in lines]


@pytest.mark.slow
@pytest.mark.postgresql
def test_a_crash_of_the_server_loses_nothing_acknowledged_and_the_app_finds_it_again():
    from clinic.core.engine import options

    server = Postgres(settings=()).start()
    try:
        engine = sa.create_engine(server.url(), **options(server.url()))
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE kept (number integer)")
        for number in range(3):
            with engine.begin() as connection:
                connection.execute(sa.text("INSERT INTO kept VALUES (:n)"), {"n": number})
            server.stop(at_once=True)
            server.start()

        with engine.connect() as connection:
            kept = connection.exec_driver_sql("SELECT number FROM kept ORDER BY 1").scalars().all()
        engine.dispose()
    finally:
        server.remove()

    assert kept == [0, 1, 2]
