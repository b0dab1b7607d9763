"""Points on the map, as feeds write them."""

from __future__ import annotations

from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes


def coordinates(row: dict[str, Any], notes: Notes) -> tuple[float | None, float | None]:
    """Return latitude and longitude in degrees; nothing for what is on no map, or is 0, 0."""
    given = row.get("latitude"), row.get("longitude")
    if given[0] in (None, "") and given[1] in (None, ""):
        return None, None
    try:
        latitude, longitude = (float(value) for value in given)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        notes.repaired("latitude", _("Left out: these are not coordinates."), given)
        return None, None
    there = -90 <= latitude <= 90 and -180 <= longitude <= 180
    if not there or (latitude == 0 and longitude == 0):
        notes.repaired("latitude", _("Left out: there is no such place."), given)
        return None, None
    return latitude, longitude
