"""How much a file may hold, and how one that holds too much or too odd things is refused."""

from __future__ import annotations

import re
from typing import Any

from clinic.core.words import gettext as _

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
#: Cells of all tables of a file together.
MAX_CELLS = 5_000_000
#: Letters of one value.
MAX_LETTERS = 100_000
#: Commas and opening brackets of a JSON file: what its parsed form costs in memory.
MAX_COMMAS, MAX_BRACKETS = 5_000_000, 2_000_000
MAX_DEPTH = 50
#: Files in a package, and their bytes once unpacked.
MAX_PARTS = 500
MAX_UNPACKED = 100_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(Exception):
    """A file or a setting that cannot be taken; the directory stays as it is."""


class NoMeetings(Refused):
    """A file that can be read and lists nothing at all: a broken feed, as a rule."""

    def __init__(self) -> None:
        super().__init__(_("The file holds no meetings. An empty feed is a broken feed."))


def check_bytes(size: int) -> None:
    """Refuse a file larger than any list of meetings."""
    if size > MAX_BYTES:
        raise Refused(_("The file is larger than %(limit)s MB.", limit=MAX_BYTES // 1_000_000))


def check_rows(count: int) -> None:
    """Refuse a file of more rows than any list of meetings."""
    if count > MAX_ROWS:
        raise Refused(_("The file holds more than %(limit)s rows.", limit=f"{MAX_ROWS:,}"))


def check_columns(count: int) -> None:
    """Refuse a table wider than any list of meetings."""
    if count > MAX_COLUMNS:
        raise Refused(_("The file has more than %(limit)s columns.", limit=MAX_COLUMNS))


def check_cells(count: int) -> None:
    """Refuse tables whose rows and columns together are too many."""
    if count > MAX_CELLS:
        raise Refused(_("The file holds more than %(limit)s cells.", limit=f"{MAX_CELLS:,}"))


def too_long() -> Refused:
    """Return the refusal of a value that is longer than any field of a meeting."""
    return Refused(
        _("The file holds a value of more than %(limit)s letters.", limit=f"{MAX_LETTERS:,}")
    )


def check_letters(text: str) -> None:
    """Refuse NUL and lone surrogates, which a database cannot hold."""
    if "\x00" in text or (not text.isascii() and _SURROGATE.search(text)):
        raise Refused(_("This is no list, or it is damaged: it holds signs that no text has."))


def check_value(value: Any) -> None:
    """Refuse NUL and lone surrogates anywhere in a parsed value."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            check_letters(one)
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
