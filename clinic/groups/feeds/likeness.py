"""By what two listings are seen to be one meeting, when their ids do not say so."""

from __future__ import annotations

import html
import re
from datetime import time
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from clinic.groups.models import fold

#: Two names that share less than this (``difflib`` ratio) are two names.
ALIKE = 0.5
#: A state that a directory wrote in front of a name, or "(online)" anywhere in it.
_STATE = re.compile(r"^\s*[(\[][^)\]]{0,60}[)\]]\s*(?=\S)")
_ONLINE = re.compile(r"[(\[]\s*(?:online|zoom|virtual|hybrid|in[- ]person)\b[^)\]]{0,60}[)\]]")
_NO_LETTER = re.compile(r"[^\w\s]")
_SPACE = re.compile(r"\s+")
_ROOM = re.compile(r"/(?:j|w|s|my|meeting|join)/([\w.-]{6,})")
_SHORT = {
    "ave": "avenue",
    "av": "avenue",
    "blvd": "boulevard",
    "ct": "court",
    "dr": "drive",
    "hwy": "highway",
    "ln": "lane",
    "pl": "place",
    "pkwy": "parkway",
    "rd": "road",
    "sq": "square",
    "st": "street",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}
#: How a slot's id is made out of a row's: the row's, the day, and the time where ids are shared.
_SLOT_OF = re.compile(r"^(.+?) ([0-6])(?: \d\d:\d\d.*)?$", re.DOTALL)


class Content(NamedTuple):
    """What a listing is compared by: folded words, never its id.

    ``street`` is empty unless the address names a house; ``room`` is an online meeting's own id.
    """

    fellowship: str
    name: str
    weekday: int | None
    starts_at: time | None
    street: str
    postcode: str
    room: str


def content(
    *,
    fellowship: str,
    name: str,
    weekday: int | None,
    starts_at: time | None,
    street: str,
    city: str,
    postcode: str,
    url: str,
) -> Content:
    """Return what a listing is compared by."""
    return Content(
        fold(fellowship),
        name_words(name),
        weekday,
        starts_at,
        house(street, city),
        fold(postcode),
        room(url),
    )


@lru_cache(maxsize=50_000)
def name_words(name: str) -> str:
    """Return a name without accents, case, punctuation and the states directories add to it."""
    words = fold(html.unescape(name))
    words = _ONLINE.sub(" ", words)
    kept = _STATE.sub("", words)
    plain = _SPACE.sub(" ", _NO_LETTER.sub("", kept)).strip()
    return plain or words


@lru_cache(maxsize=50_000)
def house(street: str, city: str) -> str:
    """Return a house, with short forms written out; nothing when no number is named."""
    if not any(letter.isdigit() for letter in street):
        return ""
    words = _NO_LETTER.sub(" ", fold(street)).split()
    return " ".join([_SHORT.get(word, word) for word in words] + [fold(city)]).strip()


def room(url: str) -> str:
    """Return what tells an online meeting from others: its number, else host and path."""
    if not url:
        return ""
    found = _ROOM.search(url)
    if found:
        return found[1].casefold()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc}{path}".casefold() if path else ""


@lru_cache(maxsize=50_000)
def alike(one: str, other: str) -> bool:
    """Say whether two names, as :func:`name_words` gives them, may be one name."""
    if one == other:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def drift(one: Content, other: Content) -> int:
    """Return how much two listings differ: of name, day, start and house, how many."""
    moved = bool(one.street and other.street and one.street != other.street)
    return (
        (not alike(one.name, other.name))
        + (one.weekday != other.weekday)
        + (one.starts_at != other.starts_at)
        + moved
    )


def row_of(uid_key: str) -> str:
    """Return the id of the row that a slot's id was made of, which may be itself."""
    found = _SLOT_OF.match(uid_key)
    return found[1] if found else uid_key
