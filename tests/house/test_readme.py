"""The README leaves no command and no setting out."""

import re

import click
import pytest

from clinic.core.config import SETTINGS
from tests.tools.migrate import ROOT

README = ROOT / "README.md"
#: Flask's own commands, and those of its extensions that a clinic never types.
FOREIGN = {"run", "shell", "routes", "db"}


def commands(group, path=()):
    """Every command of ours, in full: ``staff add``."""
    for name, command in group.commands.items():
        if not path and name in FOREIGN:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name))


def text():
    return README.read_text("utf-8")


def test_the_readme_names_every_command(app):
    missing = [name for name in commands(app.cli) if f"flask --app clinic {name}" not in text()]

    assert missing == []


@pytest.mark.parametrize("name", [*SETTINGS, "INSTANCE"])
def test_the_readme_names_every_setting(name):
    assert re.search(rf"\bCLINIC_{name}\b|`{name}`", text())


def test_the_readme_names_every_way_to_use_make():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M)

    assert [target for target in targets if f"make {target}" not in text()] == []


def test_the_readme_shows_only_pictures_that_are_there():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", text())

    assert [p for pair in pictures for p in pair if p and not (ROOT / p).exists()] == []
