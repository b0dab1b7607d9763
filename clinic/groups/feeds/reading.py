"""Taking a file apart without trusting it."""

from __future__ import annotations

from pathlib import PurePosixPath

from clinic.core.words import gettext as _
from clinic.groups.feeds import encodings, json_text, limits, packages, spreadsheets, tables
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.limits import MAX_BYTES, MAX_ROWS, NoMeetings, Refused
from clinic.groups.feeds.noted import Issue

__all__ = ["MAX_BYTES", "MAX_ROWS", "Refused", "document"]

#: What begins like this is no list of meetings, whatever its name says.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "a program"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"<", "a web page"),
)


def document(content: bytes) -> Document:
    """Return what a file holds, or raise :class:`Refused` with the reason.

    Told by its first bytes: a zip package or spreadsheet, JSON (with brackets), else a table.
    """
    limits.check_bytes(len(content))
    if packages.is_package(content):
        return _package(packages.parts_of(content))
    return _single(content)


def _single(content: bytes) -> Document:
    _check_start(content)
    text, issues = encodings.text_of(content)
    if not text.strip():
        raise Refused(_("The file is empty."))
    if text.lstrip()[0] in "[{":
        value, noted = json_text.value_of(text)
        return Document(Shape.JSON, "json", value=value, issues=issues + noted)
    return _table(tables.rows_of(text), "csv", issues)


def _check_start(content: bytes) -> None:
    start = content[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, what in _OTHERS:
        if start.startswith(mark):
            raise Refused(_("The file is %(what)s, not a list of meetings.", what=what))


def _table(rows: list[dict[str, str]], kind: str, issues: list[Issue]) -> Document:
    if not rows:
        raise NoMeetings
    return Document(Shape.TABLE, kind, tables={"": rows}, issues=issues)


def _package(parts: dict[str, bytes]) -> Document:
    if "" in parts:
        return _table(spreadsheets.rows_of(parts[""]), "xlsx", [])
    several = {name: part for name, part in parts.items() if not name.lower().endswith(".json")}
    if not several and not parts:
        raise Refused(_("The package holds no table and no JSON file."))
    if len(parts) == 1 or not several:
        limits.check_bytes(max(len(part) for part in parts.values()))
        return _single(next(iter(parts.values())))
    return _tables(several)


def _tables(parts: dict[str, bytes]) -> Document:
    """Read each table of a package; one without rows stays, empty."""
    found: dict[str, list[dict[str, str]]] = {}
    issues: list[Issue] = []
    cells = 0
    for name, part in parts.items():
        limits.check_bytes(len(part))
        text, noted = encodings.text_of(part)
        rows = tables.rows_of(text)
        cells += len(rows) * len(rows[0]) if rows else 0
        limits.check_cells(cells)
        key = PurePosixPath(name).stem.lower()
        if key in found:
            raise Refused(_("The package holds two tables named %(name)s.", name=key))
        found[key], issues = rows, issues + noted
    return Document(Shape.PACKAGE, "zip", tables=found, issues=issues)
