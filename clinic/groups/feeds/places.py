"""Where a meeting happens, out of a feed's address fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.text import line, paragraph
from clinic.groups.models import Stated

COUNTRIES = frozenset(
    (
        "usa",
        "us",
        "u.s.a.",
        "united states",
        "united states of america",
        "canada",
        "mexico",
        "uk",
        "united kingdom",
        "ireland",
        "australia",
        "new zealand",
        "germany",
        "france",
        "south africa",
    )
)
#: The fields of a row that say where it meets.
FIELDS = (
    "formatted_address",
    "address",
    "city",
    "state",
    "postal_code",
    "zip",
    "country",
    "location",
    "location_name",
    "location_notes",
    "latitude",
    "longitude",
    "coordinates",
    "approximate",
    "room",
)
_REGION = re.compile(r"^([A-Za-z][A-Za-z. ]*?)(?:\s+(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?$")
_POSTCODE = re.compile(r"^(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$")
#: What leads to a door inside a house, which a map does not know.
_ROOM = re.compile(
    r"(?:,\s*|\s+)((?:room|rm\.?|suite|ste\.?|unit|apt\.?|bldg\.?|building|#)\s*\#?[\w-]{1,10}"
    r"|(?:\d(?:st|nd|rd|th)|first|second|third|lower|upper|ground) (?:floor|level)|basement"
    r"|\([^()]{1,80}\))\s*$",
    re.IGNORECASE,
)
_YES, _NO = ("yes", "true", "1", "y"), ("no", "false", "0", "n")


@dataclass(frozen=True)
class Place:
    """The facts of a venue."""

    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    directions: str = ""
    latitude: float | None = None
    longitude: float | None = None
    approximate: bool = False
    wheelchair: Stated = Stated.NOT_STATED
    room: str = ""


def place(row: Mapping[str, Any], notes: Notes) -> Place | None:
    """Return where a row says it meets, or nothing when it names no place at all."""
    street, city, region, postcode, country = _address(row, notes)
    approximate = _approximate(row.get("approximate"), street)
    street, room = _apart(street)
    name = line(row, "location", notes) or line(row, "location_name", notes)
    if not (name or street or city or region or postcode):
        return None
    latitude, longitude = _coordinates(row, notes)
    return Place(
        name=name,
        street=street,
        city=city,
        region=region,
        postcode=postcode,
        country=country,
        directions=paragraph(row, "location_notes", notes),
        latitude=latitude,
        longitude=longitude,
        approximate=approximate,
        room=line(row, "room", notes) or room,
    )


def _address(row: Mapping[str, Any], notes: Notes) -> tuple[str, str, str, str, str]:
    """Return street, city, region, postcode and country."""
    written = line(row, "formatted_address", notes)
    street = line(row, "address", notes).split("@")[0].strip()
    whole = "," in street and not any(row.get(name) for name in ("city", "postal_code", "zip"))
    if whole or (written and not street):
        return _parts(written or street)
    return (
        street,
        line(row, "city", notes),
        line(row, "state", notes),
        _postcode(line(row, "postal_code", notes) or line(row, "zip", notes)),
        line(row, "country", notes),
    )


def _apart(street: str) -> tuple[str, str]:
    """Return a street without the room that stands behind it, and the room."""
    found = _ROOM.search(street)
    if found is None or not found.start():
        return street, ""
    return street[: found.start()].rstrip(" ,"), found[1].strip("()")


def _postcode(text: str) -> str:
    return text.zfill(5) if text.isdecimal() and len(text) in (3, 4) else text


def _parts(written: str) -> tuple[str, str, str, str, str]:
    """Take "12 Elm Street, Portland, OR 97205, USA" apart from its end."""
    parts = [part.strip() for part in written.split(",") if part.strip()]
    country = parts.pop() if len(parts) > 1 and parts[-1].casefold() in COUNTRIES else ""
    region = postcode = ""
    if len(parts) > 1 and _POSTCODE.match(parts[-1]):
        postcode = parts.pop()
    if len(parts) > 1 and (found := _REGION.match(parts[-1])) and (found[2] or len(found[1]) == 2):
        region, postcode = found[1], found[2] or postcode
        parts.pop()
    city = parts.pop() if parts else ""
    return ", ".join(parts), city, region, postcode, country


def _approximate(value: Any, street: str) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, str | int) else ""
    if word in _YES or word in _NO:
        return word in _YES
    return not street


def _coordinates(row: Mapping[str, Any], notes: Notes) -> tuple[float | None, float | None]:
    given = row.get("latitude"), row.get("longitude")
    if given == (None, None) and isinstance(both := row.get("coordinates"), str):
        halves = both.split(",")
        given = (halves[0], halves[1]) if len(halves) == 2 else given
    if all(value is None or value == "" for value in given):
        return None, None
    try:
        latitude, longitude = (_degrees(value) for value in given)
    except (TypeError, ValueError, OverflowError):
        notes.repaired("latitude", _("Left out: these are not coordinates."), given)
        return None, None
    nowhere = latitude == 0 and longitude == 0
    if nowhere or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        notes.repaired("latitude", _("Left out: there is no such place."), given)
        return None, None
    return latitude, longitude


def _degrees(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    return float(value)
