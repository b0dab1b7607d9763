"""Data that lies beside the repository in ``../shared``, for the tests that can do without it."""

import json
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]
#: The nearest folder of that name beside the checkout, or beside a folder that holds it.
SHARED = next(
    (folder / "shared" for folder in HERE.parents if (folder / "shared").is_dir()),
    HERE.parent / "shared",
)


def needs(name):
    """Mark a test that is skipped where the file is absent."""
    return pytest.mark.skipif(not (SHARED / name).exists(), reason=f"../shared/{name} is absent")


def read(name, absent=()):
    """Return what a JSON file holds, or ``absent`` where there is no such file."""
    file = SHARED / name
    return json.loads(file.read_text("utf-8")) if file.exists() else absent
