"""The table that BMLT servers make for NA World Services ("NAWS dump")."""

from __future__ import annotations

from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.bmlt import meetings
from clinic.groups.feeds.bmlt.formats import LANGUAGES, Formats
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.rows import Slot
from clinic.groups.feeds.times import DAYS

NAME = "naws_csv"
_MARKS = {"committee", "committeename", "arearegion"}
#: Our name for a column, by the BMLT field that means the same. Contacts are not among them.
_COLUMNS = {
    "meeting_name": "committeename",
    "worldid_mixed": "committee",
    "location_text": "place",
    "location_street": "address",
    "location_municipality": "city",
    "location_city_subsection": "locborough",
    "location_province": "state",
    "location_postal_code_1": "zip",
    "location_nation": "country",
    "location_info": "directions",
    "latitude": "latitude",
    "longitude": "longitude",
    "virtual_meeting_link": "virtualmeetinglink",
    "virtual_meeting_additional_info": "virtualmeetinginfo",
    "phone_meeting_number": "phonemeetingnumber",
    "time_zone": "timezone",
}


def recognises(document: Document) -> bool:
    """Say whether the table has the columns of a NAWS dump."""
    rows = _rows(document)
    return bool(rows) and {name.strip().casefold() for name in rows[0] if name} >= _MARKS


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Read every meeting; a row marked as deleted is no meeting, and nothing is said of it."""
    server = meetings.Server(Formats(world=True), fellowship or "NA", timezone)

    def reader(row: Any, notes: Notes) -> list[Slot]:
        given = {name.strip().casefold(): value for name, value in row.items() if name}
        if str(given.get("delete") or "").strip().upper() == "D":
            return []
        notes.uid = str(given.get("bmlt_id") or given.get("committee") or "").strip()
        return [meetings.slot(_as_bmlt(given), notes, server)]

    return gather(NAME, _rows(document), reader)


def _rows(document: Document) -> list[dict[str, str]]:
    tables = list(document.tables.values()) if document.shape is Shape.TABLE else []
    return tables[0] if len(tables) == 1 else []


def _as_bmlt(given: dict[str, str]) -> dict[str, Any]:
    """Return a row as the server's own JSON would have it."""
    row: dict[str, Any] = {
        name: given.get(column) or "" for name, column in _COLUMNS.items() if given.get(column)
    }
    row["id_bigint"] = given.get("bmlt_id") or given.get("committee") or ""
    row["service_body_bigint"] = given.get("arearegion") or given.get("parentname") or ""
    row["weekday_tinyint"] = _day(given.get("day"))
    row["start_time"] = _clock(given.get("time"))
    row["formats"] = ",".join(_formats(given))
    row["comments"] = given.get("room") or ""
    row["lang_enum"] = _language(given)
    if _yes(given.get("unpublished")):
        row["published"] = "0"
    return row


def _formats(given: dict[str, str]) -> list[str]:
    """Return the world codes of a row: those of Format1 to 5 and what has columns of its own."""
    found = [given.get(f"format{number}") or "" for number in range(1, 6)]
    found.append(given.get("closed") or "")
    if _yes(given.get("wheelchr")):
        found.append("WCHR")
    if _yes(given.get("institutional")):
        found.append("INST")
    return [code.strip().upper() for code in found if code.strip()]


def _yes(value: str | None) -> bool:
    return str(value or "").strip().upper() in ("TRUE", "1", "YES", "Y", "T")


def _day(value: str | None) -> str:
    """Return a day in words as BMLT counts it."""
    word = str(value or "").strip().casefold()
    if not word:
        return ""
    found = [number for number, name in enumerate(DAYS, start=1) if name.startswith(word[:3])]
    if not found or len(word) < 3:
        raise Unreadable("Day", _("This is not a day of the week."), value)
    return str(found[0])


def _clock(value: str | None) -> str:
    """Return "1930", or "930" where a spreadsheet ate a zero, with its colon."""
    digits = str(value or "").strip()
    if digits.isascii() and digits.isdecimal() and len(digits) <= 4:
        return f"{digits.zfill(4)[:2]}:{digits.zfill(4)[2:]}"
    return digits


def _language(given: dict[str, str]) -> str:
    for number in (1, 2, 3):
        word = str(given.get(f"language{number}") or "").strip().casefold()
        if word in LANGUAGES:
            return LANGUAGES[word]
    return ""
