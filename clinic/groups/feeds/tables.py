"""Tables of text: comma, semicolon, tab or bar between cells, whatever the line ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from clinic.core.words import gettext as _
from clinic.groups.feeds import limits
from clinic.groups.feeds.limits import Refused

#: Under this name stand the cells of a row that has more of them than the header.
BEYOND = ""
_DELIMITERS = ",;\t|"
_END = "\x1e"
_TOLD = re.compile(r"sep=(.)\n", re.IGNORECASE)


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a table by column, or raise :class:`Refused`.

    The first line that says anything names the columns. Empty rows are left out.
    """
    lines = io.StringIO(text, newline=None).getvalue()
    told = _TOLD.match(lines)
    lines = lines[told.end() :] if told else lines
    delimiter = told[1] if told else _delimiter(lines)
    return by_column(_cells(lines, delimiter))


def _delimiter(lines: str) -> str:
    """Return what parts the header into the most cells."""
    head = lines.lstrip("\n").split("\n", 1)[0]
    if len(head) > limits.MAX_LETTERS:
        raise limits.too_long()
    return max(_DELIMITERS, key=lambda one: len(next(csv.reader([head], delimiter=one), [])))


def _cells(lines: str, delimiter: str) -> Iterator[list[str]]:
    """Read a table to its end; a last line of our own tells whether a quote was left open."""
    quote = "'" if re.match(r"\s*'[^']*'\s*" + re.escape(delimiter), lines) else '"'
    given = io.StringIO(f"{lines}\n{_END}")
    last: list[str] = []
    try:
        for last in csv.reader(given, delimiter=delimiter, quotechar=quote):
            if last and last != [_END]:
                yield last
    except csv.Error as error:
        raise Refused(_("The table cannot be read: %(what)s.", what=error)) from error
    if last != [_END]:
        raise Refused(_("The table has a quote that is opened and never closed."))


def by_column(rows: Iterable[list[str]]) -> list[dict[str, str]]:
    """Return rows by the names in the first of them that says anything."""
    given = (row for row in rows if any(cell.strip() for cell in row))
    header = _header(next(given, []))
    found: list[dict[str, str]] = []
    for row in given:
        limits.check_rows(len(found) + 1)
        limits.check_cells((len(found) + 1) * len(header))
        found.append(_row(header, row))
    return found


def _header(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    limits.check_columns(len(cells))
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or _("column %(n)s", n=place)
        names.append(name if name not in names else f"{name} ({place})")
    return names


def _row(header: list[str], cells: list[str]) -> dict[str, str]:
    if any(len(cell) > limits.MAX_LETTERS for cell in cells):
        raise limits.too_long()
    found = dict(zip(header, cells, strict=False))
    beyond = " ".join(cell.strip() for cell in cells[len(header) :] if cell.strip())
    return found | {BEYOND: beyond} if beyond else found
