"""What a service is, where it is and how to reach it, out of HSDS's objects."""

from __future__ import annotations

import re
from typing import Any

from clinic.groups.feeds import text
from clinic.groups.feeds.bmlt.formats import LANGUAGES
from clinic.groups.feeds.hsds.nesting import Row, some
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.points import coordinates
from clinic.groups.models import Attendance, Stated

_REMOTE = re.compile(r"\b(?:online|virtual\w*|remote\w*|video|zoom|web)\b", re.IGNORECASE)
_ROOM = re.compile(r"\b(?:in[- ]person|on[- ]?site|venue|physical\w*)\b", re.IGNORECASE)
_PHONE = re.compile(r"\b(?:tele)?phone\b", re.IGNORECASE)
_WHEELCHAIR = re.compile(r"wheel ?-?chair|\bstep[- ]free\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:no|not|without|in-?accessible|isn't|limited)\b|wheel ?-?chair(?: access)?: no\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\+?[\d\s().,/x-]*\d[\d\s().,/x-]*$", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")
#: The fields of an accessibility row that say something.
_ACCESS = ("accessibility", "description", "details")
#: ISO 639 codes of three letters that files carry.
_THREE = {"eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "ita": "it",
    "por": "pt", "rus": "ru", "pol": "pl", "jpn": "ja", "kor": "ko", "zho": "zh", "chi": "zh",
    "vie": "vi", "tgl": "tl", "hin": "hi", "pan": "pa", "fas": "fa", "per": "fa", "ara": "ar",
    "heb": "he", "hye": "hy", "arm": "hy", "ell": "el", "gre": "el", "ukr": "uk", "swe": "sv",
}  # fmt: skip


def place(location: Row, notes: Notes) -> Place | None:
    """Return where a service is, or nothing when its location names no place.

    A postal address is where letters go, not people: only its town is taken. The person to whose
    attention it is addressed is left out.
    """
    address, street = _address(location)
    name = text.line(location, "name", notes)
    city, postcode = text.line(address, "city", notes), text.line(address, "postal_code", notes)
    line = text.line(address, "address_1", notes) if street else ""
    if not (name or line or city or postcode):
        return None
    latitude, longitude = coordinates(location, notes)
    return Place(
        name=name,
        street=line,
        city=city,
        region=text.line(address, "state_province", notes) or text.line(address, "region", notes),
        postcode=postcode,
        country=text.line(address, "country", notes),
        room=text.line(address, "address_2", notes),
        directions=_directions(location, address, notes),
        latitude=latitude,
        longitude=longitude,
        approximate=not line,
        wheelchair=wheelchair(location),
    )


def _address(location: Row) -> tuple[Row, bool]:
    """Return the best address of a location, and whether people can go to it."""
    given = some(location, "addresses", "physical_addresses")
    kinds = [str(one.get("address_type") or "physical").strip().casefold() for one in given]
    for kind in ("physical", "postal"):
        if kind in kinds:
            return given[kinds.index(kind)], kind == "physical"
    return {}, False


def _directions(location: Row, address: Row, notes: Notes) -> str:
    lines = [text.line(address, f"address_{number}", notes) for number in (3, 4)]
    ways = [text.paragraph(location, name, notes) for name in ("description", "transportation")]
    return "\n".join(
        dict.fromkeys(line for line in (", ".join(x for x in lines if x), *ways) if line)
    )


def wheelchair(location: Row) -> Stated:
    """Return what a location says of wheelchairs: yes, no, or nothing."""
    for one in some(location, "accessibility", "accessibility_for_disabilities"):
        words = [
            str(one.get(name) or "")[:500] for name in ("accessibility", "description", "details")
        ]
        for sentence in re.split(r"[.;\n]", ". ".join(words)[:2_000]):
            if _WHEELCHAIR.search(sentence):
                return Stated.NO if _NOT.search(sentence) else Stated.YES
    return Stated.NOT_STATED


def languages(service: Row) -> list[str]:
    """Return the languages a service is held in, by ISO 639 code of two letters."""
    found = set()
    for one in some(service, "languages"):
        if one.get("phone_id"):
            continue
        code = str(one.get("code") or "").strip().casefold()
        name = str(one.get("name") or one.get("language") or "").strip().casefold()
        short = _THREE.get(code) or LANGUAGES.get(code) or LANGUAGES.get(name) or _THREE.get(name)
        if short:
            found.add(short)
        elif len(code) == 2 and code.isascii() and code.isalpha():
            found.add(code)
    return sorted(found)


def phone(*holders: Row) -> str:
    """Return the first public number to call; never that of a person, never a fax."""
    for holder in holders:
        for one in some(holder, "phones"):
            kind = str(one.get("type") or "").casefold()
            number = str(one.get("number") or "")[:80].replace('"', "")
            number = " ".join(number.split())
            if one.get("contact_id") or "fax" in kind or not _NUMBER.match(number):
                continue
            more = str(one.get("extension") or "").strip()
            whole = f"{number} x{more}" if more.isdecimal() else number
            if sum(letter.isdigit() for letter in whole) >= 7 and len(whole) <= 60:
                return whole
    return ""


def email(*holders: Row) -> str:
    """Return the first public address to write to."""
    for holder in holders:
        value = holder.get("email")
        if isinstance(value, str) and len(value) <= 254 and _EMAIL.match(value.strip()):
            return value.strip()
    return ""


def attendance(location: Row, schedule: Row, where: Place | None) -> Attendance:
    """Return how people take part: by the words of the schedule, else by the place."""
    words = str(schedule.get("attending_type") or "")[:500]
    remote, room = bool(_REMOTE.search(words)), bool(_ROOM.search(words))
    if remote and room:
        return Attendance.HYBRID
    if remote:
        return Attendance.ONLINE
    if not room and _PHONE.search(words):
        return Attendance.PHONE
    if room or not _is_virtual(location):
        return Attendance.IN_PERSON if where else Attendance.NOT_STATED
    return Attendance.ONLINE


def _is_virtual(location: Row) -> bool:
    return str(location.get("location_type") or "").strip().casefold() == "virtual"


def types(*holders: Row) -> list[str]:
    """Return the terms by which a taxonomy classes a service, as they stand."""
    found: list[str] = []
    for holder in holders:
        for one in some(holder, "attributes"):
            term: Any = one.get("taxonomy_term")
            word = (term.get("code") or term.get("name")) if isinstance(term, dict) else None
            if isinstance(word, str | int) and str(word).strip():
                found.append(str(word).strip()[:60])
    return list(dict.fromkeys(found))
