"""Material that lies beside the checkout, not in it: attack strings, real feeds."""

import json
from pathlib import Path

import pytest


def shared(*names):
    """The path of a file in the folder ``shared`` beside the checkout; skip where it is absent."""
    for folder in Path(__file__).resolve().parents:
        path = folder.joinpath("shared", *names)
        if path.exists():
            return path
    return pytest.skip(f"shared/{'/'.join(names)} is not on this machine")


def attack(name):
    """What a file of attack material says."""
    return json.loads(shared("attacks", name).read_text("utf-8"))
