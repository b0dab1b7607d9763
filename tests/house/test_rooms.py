"""Rules about every room at once: who leans on whom, and how large anything may grow."""

import ast
import os
import re
import shutil
import statistics
import subprocess
import sys

import pytest

from tests.tools.migrate import ROOT

FILES = sorted((ROOT / "clinic").rglob("*.py"))
WRITTEN = sorted(
    path
    for folder, ending in (("migrations", "*.py"), ("templates", "*.html"), ("tests", "*.py"))
    for path in (ROOT / folder).rglob(ending)
)
ROOMS = sorted(path.parent for path in (ROOT / "clinic").glob("*/__init__.py"))
FUNCTIONS = [
    (path, node)
    for path in FILES
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
]
LINT = "from importlinter.cli import lint_imports_command as c; c()"

#: The factory, which a mere ``import clinic`` need not pay for; a process that first limits itself.
LATE = {"clinic/__init__.py", "clinic/core/pdf/press.py"}

#: Where a forbidden line is put, the line, and the contract that must see it.
BREACHES = [
    ("core/clock.py", "import clinic.accounts.models", "Rooms stand in one order"),
    ("groups/queries.py", "import clinic.episodes.models", "Rooms stand in one order"),
    ("clients/models.py", "import clinic.clients.queries", "Inside a room"),
    ("clients/policy.py", "import flask", "Rules know nothing of the web"),
]


def contracts(folder):
    """Ask import-linter about the code in a folder."""
    command = [sys.executable, "-c", LINT, "--no-cache"]
    wide = {**os.environ, "COLUMNS": "300"}
    done = subprocess.run(command, cwd=folder, env=wide, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def name(path):
    return str(path.relative_to(ROOT))


def body_lines(function):
    """How many lines a function's own statements take, its docstring apart.

    A call that only names values, one to a line, is a table: it counts as one line.
    """
    first, *rest = function.body
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    body = rest if documented else function.body
    lines = function.end_lineno - body[0].lineno + 1 if body else 0
    return lines - sum(
        call.end_lineno - call.lineno
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and len(call.keywords) > 5 and not call.args
    )


def is_view(path, function):
    """Whether a function answers at an address."""
    decorators = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
    return "views" in str(path) and re.search(r"\.(route|get|post)\(", decorators)


def test_every_contract_is_kept():
    code, said = contracts(ROOT)

    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize(("file", "line", "contract"), BREACHES, ids=lambda part: part[:24])
def test_every_contract_bites(tmp_path, file, line, contract):
    shutil.copytree(ROOT / "clinic", tmp_path / "clinic")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "clinic" / file).open("a", encoding="utf-8") as broken:
        broken.write(f"\n{line}\n")

    code, said = contracts(tmp_path)

    assert code == 1
    assert any(contract in row and "BROKEN" in row for row in said.splitlines()), said


def test_a_room_nobody_placed_breaks_the_order(tmp_path):
    shutil.copytree(ROOT / "clinic", tmp_path / "clinic")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "clinic" / "cellar.py").write_text('"""A room without a place."""\n')

    code, said = contracts(tmp_path)

    assert code != 0
    assert "cellar" in said


@pytest.mark.parametrize("path", [*FILES, *WRITTEN], ids=name)
def test_a_file_stays_short_enough_to_read(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_most_files_are_shorter_still():
    lengths = [len(path.read_text("utf-8").splitlines()) for path in FILES]

    assert statistics.median(lengths) < 100


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_opens_with_what_its_words_mean(room):
    tree = ast.parse((room / "__init__.py").read_text("utf-8"))

    assert ast.get_docstring(tree)
    assert len(tree.body) == 1, "only a docstring"


def test_a_function_fits_in_one_look():
    long = {
        f"{name(path)}:{function.lineno} {function.name}": body_lines(function)
        for path, function in FUNCTIONS
        if body_lines(function) > (15 if is_view(path, function) else 25)
    }

    assert long == {}


def test_no_import_hides_in_a_function():
    hidden = [
        f"{name(path)}:{node.lineno}"
        for path, function in FUNCTIONS
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "clinic" in ast.unparse(node)
        if name(path) not in LATE
    ]

    assert hidden == []
