"""Spreadsheets (XLSX), read row by row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from clinic.core.words import gettext as _
from clinic.groups.feeds import limits, tables
from clinic.groups.feeds.limits import Refused

MAX_SHEETS = 20
#: Only so much of each part is looked at for a definition of entities, which no spreadsheet needs.
_PROLOG = 65_536
#: Excel counts days from here; a time of day alone stands on this day.
_FIRST_DAYS = (1899, 1900)


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of the first sheet that holds any, by column."""
    try:
        _check_parts(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _first_rows(content)
    except Refused:
        raise
    except Exception as error:  # the library raises whatever a broken file makes it stumble on
        raise Refused(_("The spreadsheet is damaged: it cannot be opened.")) from error


def _check_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.lower().endswith((".xml", ".rels")):
                with package.open(name) as part:
                    start = part.read(_PROLOG).replace(b"\x00", b"")
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                    raise Refused(_("The spreadsheet defines entities, which none needs."))


def _first_rows(content: bytes) -> list[dict[str, str]]:
    book = openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    try:
        for sheet in book.worksheets[:MAX_SHEETS]:
            if sheet.sheet_state == "visible" and (found := tables.by_column(_cells(sheet))):
                return found
        return []
    finally:
        book.close()


def _cells(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    bounds = {"max_row": limits.MAX_ROWS + 2, "max_col": limits.MAX_COLUMNS + 1}
    for number, row in enumerate(sheet.iter_rows(values_only=True, **bounds)):
        limits.check_rows(number)
        if any(value is not None for value in row):
            cells = [_words(value) for value in row]
            for cell in cells:
                limits.check_letters(cell)
            yield cells


def _words(value: Any) -> str:
    """Return a cell as it would be typed: whole numbers without a point, times as 19:00."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        day = value.year in _FIRST_DAYS
        return f"{value:%H:%M}" if day else value.isoformat(sep=" ")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
