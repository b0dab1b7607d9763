"""How far places lie apart, and which are nearest."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from clinic.core.words import gettext as _

#: Mean radius of the earth, in km (IUGG R1).
EARTH_KM = 6371.0088
#: As far as two places can lie apart, in km, with room for rounding.
FARTHEST_KM = math.pi * EARTH_KM + 1
KM_A_MILE = 1.609344
#: Farther than this nobody is sent, in km.
REACH_KM = 160.0
#: Where one band of distance ends and the next begins, in km.
BANDS_KM = (1.0, 3.0, 8.0, 16.0, REACH_KM)
#: The first circle drawn, in km, and how much wider the next one is.
FIRST_KM, WIDER = 2.0, 2.5
#: What is said of distances from an area that stands for a confidential address, in miles.
COARSE_MILES = (2, 5, 10, 25)


@dataclass(frozen=True)
class Point:
    """A place on earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Box:
    """The latitudes and longitudes between which places are looked for, in degrees."""

    south: float
    north: float
    west: float
    east: float


class Placed(Protocol):
    """Whatever has coordinates."""

    @property
    def latitude(self) -> float:
        """Degrees north."""

    @property
    def longitude(self) -> float:
        """Degrees east."""


P = TypeVar("P", bound=Placed)


def distance(a: Placed, b: Placed) -> float:
    """Return the km between two places along the great circle (haversine formula)."""
    south, north = math.radians(a.latitude), math.radians(b.latitude)
    across = math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * across
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def boxes(center: Placed, km: float) -> list[Box]:
    """Return boxes that hold every place at most so many km away: two across the date line.

    The width follows from the tangent meridians of the circle, sin(dlon) = sin(r) / cos(lat);
    a circle around a pole holds every longitude.
    """
    reach = km / EARTH_KM * (1 + 1e-9) + 1e-9
    south = center.latitude - math.degrees(reach)
    north = center.latitude + math.degrees(reach)
    if south <= -90 or north >= 90 or reach >= math.pi / 2:
        return [Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)]
    width = math.degrees(math.asin(math.sin(reach) / math.cos(math.radians(center.latitude))))
    width += 1e-9
    west, east = center.longitude - width, center.longitude + width
    if west < -180:
        return [Box(south, north, -180.0, east), Box(south, north, west + 360, 180.0)]
    if east > 180:
        return [Box(south, north, west, 180.0), Box(south, north, -180.0, east - 360)]
    return [Box(south, north, west, east)]


def nearest(
    center: Placed,
    count: int,
    fetch: Callable[[list[Box]], Iterable[P]],
    *,
    counts: Callable[[P], bool] = lambda _place: True,
    reach_km: float = FARTHEST_KM,
) -> list[tuple[float, P]]:
    """Return the nearest places with their km, nearest first, at least ``count`` if there are.

    ``fetch`` returns what lies in some boxes, and maybe more. A circle proves what lies inside it:
    it grows until it holds enough places that count, or reaches ``reach_km``.
    """
    km = min(FIRST_KM, reach_km)
    while True:
        measured = [(distance(center, place), place) for place in fetch(boxes(center, km))]
        inside = sorted((pair for pair in measured if pair[0] <= km), key=lambda pair: pair[0])
        if km >= reach_km or sum(counts(place) for _km, place in inside) >= count:
            return inside
        km = min(km * WIDER, reach_km)


def band(km: float | None) -> int | None:
    """Return the band a distance falls into, 0 the nearest; nothing for an unknown one."""
    if km is None:
        return None
    return next((number for number, ends in enumerate(BANDS_KM) if km <= ends), len(BANDS_KM))


def miles_words(km: float, *, coarse: bool, approximate: bool) -> str:
    """Return "about 2 miles", in whole miles; with ``coarse`` only a range: "2 to 5 miles"."""
    miles = km / KM_A_MILE
    if coarse:
        words = _coarse(miles)
    elif miles < 0.75:
        words = _("under 1 mile")
    elif miles < 1.5:
        words = _("about 1 mile")
    else:
        words = _("about %(n)s miles", n=f"{round(miles):,}")
    return _("%(distance)s, place approximate", distance=words) if approximate else str(words)


def _coarse(miles: float) -> str:
    least = 0
    for most in COARSE_MILES:
        if miles <= most and not least:
            return _("within %(n)s miles", n=most)
        if miles <= most:
            return _("%(least)s to %(most)s miles", least=least, most=most)
        least = most
    return _("over %(n)s miles", n=least)
