"""The rows of a JSON file, whatever they are wrapped in."""

from __future__ import annotations

from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds import limits, tables
from clinic.groups.feeds.limits import NoMeetings, Refused

_WRAPPERS = ("meetings", "records", "data", "results", "items", "rows")
_MESSAGES = ("message", "error", "errors", "code")
#: Fields that are lists of their own accord.
_LISTS = frozenset(("types", "regions", "day", "days", "type", "Types", "Day", "Regions", "Type"))


def rows_in(value: Any) -> list[Any]:
    """Return the rows of a list, of an Airtable or Google sheet, or of an object that holds them.

    Raises :class:`Refused` where there is no list, or an empty one.
    """
    found = _listed(value)
    if not found:
        raise NoMeetings
    limits.check_rows(len(found))
    if isinstance(found[0], dict) and isinstance(found[0].get("fields"), dict):
        return [_record(row) for row in found]
    return found


def is_sheet(value: Any) -> bool:
    """Say whether a value is built as the Google Sheets service gives one."""
    rows = value.get("values") if isinstance(value, dict) else None
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, list) for row in rows)


def sheet_rows(value: dict[str, Any]) -> list[dict[str, str]]:
    """Return the rows of a Google sheet by the names in its first row."""
    given = ([_words(cell) for cell in row] for row in value["values"])
    found = tables.by_column(given)
    if not found:
        raise NoMeetings
    return found


def _words(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for name in _WRAPPERS:
            inner = value.get(name)
            if isinstance(inner, list):
                return inner
            if isinstance(inner, dict) and isinstance(inner.get("meetings"), list):
                return inner["meetings"]  # type: ignore[no-any-return]
        if "name" in value and not any(name in value for name in _MESSAGES):
            return [value]
        _refuse_message(value)
    raise Refused(_("The file does not hold a list of meetings."))


def _refuse_message(value: dict[str, Any]) -> None:
    for name in _MESSAGES:
        if isinstance(value.get(name), str):
            words = value[name][:200]
            raise Refused(_("The file holds a message, not meetings: %(words)s.", words=words))


def _record(row: Any) -> Any:
    """Return the fields of an Airtable record; a list of one is that one."""
    if not isinstance(row, dict) or not isinstance(row.get("fields"), dict):
        return row
    fields = {
        name: value[0]
        if isinstance(value, list) and len(value) == 1 and name not in _LISTS
        else value
        for name, value in row["fields"].items()
    }
    return {"id": row.get("id"), **fields}
