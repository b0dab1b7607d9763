"""Where a meeting happens, out of a feed's address fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    )
)
_REGION = re.compile(r"^([A-Za-z][A-Za-z. ]*?)(?:\s+(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?$")
_POSTCODE = re.compile(r"^\d{5}(?:-\d{4})?$")


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


def place(row: dict[str, Any], notes: Notes) -> Place | None:
    """Return where a row says it meets, or nothing when it names no place at all."""
    found = _address(row, notes)
    latitude, longitude = _coordinates(row, notes)
    found = replace(
        found,
        name=line(row, "location", notes) or line(row, "location_name", notes),
        directions=paragraph(row, "location_notes", notes),
        latitude=latitude,
        longitude=longitude,
        approximate=_approximate(row.get("approximate"), found),
    )
    return found if any((found.name, found.street, found.city, found.postcode)) else None


def _address(row: dict[str, Any], notes: Notes) -> Place:
    written = line(row, "formatted_address", notes)
    if written and not row.get("address"):
        return _parts(written)
    return Place(
        street=line(row, "address", notes).split("@")[0].strip(),
        city=line(row, "city", notes),
        region=line(row, "state", notes),
        postcode=_postcode(line(row, "postal_code", notes) or line(row, "zip", notes)),
        country=line(row, "country", notes),
    )


def _postcode(text: str) -> str:
    return text.zfill(5) if text.isdecimal() and len(text) in (3, 4) else text


def _parts(written: str) -> Place:
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
    return Place(
        street=", ".join(parts), city=city, region=region, postcode=postcode, country=country
    )


def _approximate(value: Any, found: Place) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("yes", "no"):
        return value.strip().lower() == "yes"
    return not found.street


def _coordinates(row: dict[str, Any], notes: Notes) -> tuple[float | None, float | None]:
    given = row.get("latitude"), row.get("longitude")
    if all(value is None or value == "" for value in given):
        return None, None
    try:
        latitude, longitude = (float(value) for value in given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        notes.repaired("latitude", _("Left out: these are not coordinates."), given)
        return None, None
    nowhere = latitude == 0 and longitude == 0
    if nowhere or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        notes.repaired("latitude", _("Left out: there is no such place."), given)
        return None, None
    return latitude, longitude
