"""Rules about every migration at once, on the database of this run."""

import ast
import importlib
import pkgutil

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

import clinic
from clinic import create_app
from clinic.core.db import Base, db
from tests.tools.migrate import ROOT, elsewhere
from tests.tools.schema import counts, fill, revision, shape

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))
SCRIPTS = ScriptDirectory(str(ROOT / "migrations"))
STEPS = [(s.down_revision or "base", s.revision) for s in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def empty(database, tmp_path, monkeypatch):
    """The engine of one more database, with nothing in it, in the app context of its app."""
    monkeypatch.setenv("CLINIC_INSTANCE", str(tmp_path))
    settings = {"MODE": "test", "SECURE_COOKIES": False, "DATABASE_URL": database.new()}
    with create_app(settings).app_context():
        yield db.engine
        db.engine.dispose()


def address(engine):
    return engine.url.render_as_string(hide_password=False)


def load_models():
    for module in pkgutil.walk_packages(clinic.__path__, "clinic."):
        if ".models" in module.name:
            importlib.import_module(module.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_migration_never_needs_the_app(path):
    tree = ast.parse(path.read_text("utf-8"))
    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
    ]

    assert not [name for name in names if name.split(".")[0] == "clinic"]


def test_migrations_are_counted_in_one_line():
    numbers = [path.stem.split("_")[0] for path in FILES]

    assert numbers == [f"{number:04d}" for number in range(1, len(FILES) + 1)]
    assert [step[1] for step in STEPS] == numbers
    assert len(SCRIPTS.get_heads()) == 1


def test_migrations_make_what_the_models_say(session):
    load_models()
    options = {"compare_type": True}

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_migrations_make_the_rules_that_the_models_have(session):
    load_models()
    inspector = sa.inspect(db.engine)

    for table in Base.metadata.sorted_tables:
        ours = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        theirs = {c["name"] for c in inspector.get_check_constraints(table.name)}
        assert theirs == ours, table.name


@pytest.mark.slow
def test_each_migration_goes_up_and_down_with_data_in_it(empty):
    for before, after in STEPS:
        old_shape, old_rows = shape(empty), counts(empty)

        upgrade(revision=after)
        new_shape, new_rows = shape(empty), counts(empty)
        lost = [name for name, count in old_rows.items() if new_rows.get(name, 0) < count]
        assert not lost, f"{after} up loses rows"
        fill(empty)

        downgrade(revision=before)
        assert shape(empty) == old_shape, f"{after} down"
        assert counts(empty) == old_rows, f"{after} down loses rows"

        upgrade(revision=after)
        assert shape(empty) == new_shape, f"{after} up again"
        fill(empty)


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), STEPS, ids=lambda step: step)
def test_a_migration_killed_half_way_leaves_the_old_schema(empty, database, before, after):
    if before != "base":
        upgrade(revision=before)
        fill(empty)
    old_shape, old_rows = shape(empty), counts(empty)
    empty.dispose()
    _, sent = elsewhere(_copy(empty, database, before), after)

    killed, _ = elsewhere(address(empty), after, statement=max(sent * 2 // 3, 2))

    assert killed == -9
    assert shape(empty) == old_shape
    assert counts(empty) == old_rows
    assert revision(empty) == (None if before == "base" else before)
    empty.dispose()
    upgrade(revision=after)
    assert revision(empty) == after


def _copy(engine, database, before):
    """Another database at the same migration, without rows, to see how long the way is."""
    url = database.new()
    if before != "base":
        elsewhere(url, before)
    return url
