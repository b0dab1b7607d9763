"""Time zones: named by a feed, or the only one of a state or country."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes

#: States and provinces that lie in one zone as a whole, by that zone.
_STATES = {
    "America/New_York": (
        "CT Connecticut, DE Delaware, DC District of Columbia, GA Georgia, ME Maine, MD Maryland, "
        "MA Massachusetts, NH New Hampshire, NJ New Jersey, NY New York, NC North Carolina, "
        "OH Ohio, PA Pennsylvania, RI Rhode Island, SC South Carolina, VT Vermont, VA Virginia, "
        "WV West Virginia"
    ),
    "America/Chicago": (
        "AL Alabama, AR Arkansas, IL Illinois, IA Iowa, LA Louisiana, MN Minnesota, "
        "MS Mississippi, MO Missouri, OK Oklahoma, WI Wisconsin"
    ),
    "America/Denver": "CO Colorado, MT Montana, NM New Mexico, UT Utah, WY Wyoming",
    "America/Los_Angeles": "CA California, WA Washington",
    "Pacific/Honolulu": "HI Hawaii",
    "America/Puerto_Rico": "PR Puerto Rico",
    "America/Halifax": "NS Nova Scotia, PE Prince Edward Island",
    "America/Moncton": "NB New Brunswick",
    "America/Winnipeg": "MB Manitoba",
    "America/Edmonton": "AB Alberta",
    "America/Whitehorse": "YT Yukon",
}
_HERE = frozenset(("", "us", "usa", "u.s.a.", "united states", "united states of america"))
_CANADA = frozenset(("ca", "canada"))
_CANADIAN = frozenset(("NS", "PE", "NB", "MB", "AB", "YT"))
#: Countries that keep one time, by their zone.
_COUNTRIES = {
    "Europe/London": "UK, United Kingdom, GB, Great Britain, England, Scotland, Wales",
    "Europe/Dublin": "IE, Ireland, Republic of Ireland",
    "Europe/Berlin": "Germany, Deutschland",
    "Europe/Vienna": "Austria",
    "Europe/Zurich": "CH, Switzerland",
    "Europe/Paris": "France",
    "Europe/Brussels": "Belgium",
    "Europe/Amsterdam": "NL, Netherlands, The Netherlands",
    "Europe/Copenhagen": "Denmark",
    "Europe/Stockholm": "Sweden",
    "Europe/Oslo": "Norway",
    "Europe/Helsinki": "Finland",
    "Europe/Warsaw": "Poland",
    "Europe/Prague": "Czechia, Czech Republic",
    "Europe/Rome": "Italy",
    "Europe/Athens": "Greece",
    "Atlantic/Reykjavik": "Iceland",
    "Asia/Tokyo": "Japan",
    "Asia/Seoul": "South Korea",
    "Asia/Kolkata": "India",
    "Asia/Jerusalem": "Israel",
    "Asia/Singapore": "Singapore",
    "Asia/Hong_Kong": "Hong Kong",
    "Asia/Manila": "Philippines",
    "Asia/Bangkok": "Thailand",
    "Africa/Johannesburg": "South Africa",
    "America/Jamaica": "Jamaica",
    "America/Costa_Rica": "Costa Rica",
}


@cache
def _zones() -> dict[str, str]:
    named = (zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    return {zone.casefold(): zone for zone in named}


def zone_named(value: object) -> str | None:
    """Return the IANA zone of this name, whatever its case, or nothing."""
    return _zones().get(value.strip().casefold()) if isinstance(value, str) else None


def zone(value: Any, default: str, notes: Notes) -> str:
    """Return the zone of a row: its own, or the one that the source is read in."""
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        return default
    found = zone_named(value)
    if found is None:
        notes.repaired("timezone", _("There is no such time zone."), value, default)
        return default
    if found != value:
        notes.repaired("timezone", _("Another spelling of a time zone."), value, found)
    return found


@cache
def _by_state() -> dict[str, tuple[str, bool]]:
    found = {}
    for zone_name, states in _STATES.items():
        for state in states.split(", "):
            code, name = state.split(" ", 1)
            for word in (code, name):
                found[word.casefold()] = zone_name, code in _CANADIAN
    return found


@cache
def _by_country() -> dict[str, str]:
    return {
        word.casefold(): zone_name
        for zone_name, words in _COUNTRIES.items()
        for word in words.split(", ")
    }


def only_zone(region: str, country: str) -> str:
    """Return the one zone that a state or a country keeps, or nothing where there are several."""
    nation, state = country.strip().casefold(), region.strip().casefold()
    zone_name, canadian = _by_state().get(state, ("", False))
    if zone_name and (not nation or nation in (_CANADA if canadian else _HERE)):
        return zone_name
    return _by_country().get(nation, "")
