"""Links and phone numbers by which people join from afar."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.text import line

LONGEST = 2_000
_SLIPS = (
    ("ttps://", "https://"),
    ("ttp://", "http://"),
    ("hhttp", "http"),
    ("https//", "https://"),
    ("http//", "http://"),
    ("https:/", "https://"),
    ("http:/", "http://"),
    ("www.", "https://www."),
)
_WEB = re.compile(r"https?://", re.IGNORECASE)
#: An address with nothing to mend: a named host and a path of some length.
_SOUND = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/[\w/=?.%+~-]{5,}", re.ASCII)
_BARE = re.compile(r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/|$)", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:[/?&=]\S*|\d+(?:\?\S*)?)$")
#: Pages of a provider that open no meeting of anybody's.
_LOBBY = ("", "/", "/join", "/j", "/j/")
_PHONE = re.compile(r"^[\d\s().+,#*pPxX;-]+$")
_TWICE = re.compile(r"^\+(\d{1,2})\+\1")


def link(row: Mapping[str, Any], name: str, notes: Notes) -> str:
    """Return a web address people may open, or nothing; only http and https count."""
    value = row.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, str) and len(value) <= LONGEST and _SOUND.fullmatch(value):
        return value
    found = _mended(value[: 2 * LONGEST]) if isinstance(value, str) else ""
    parts = _web_parts(found)
    if parts is None:
        notes.repaired(name, _("Left out: this is not a web address."), value)
        return ""
    if found != value:
        notes.repaired(name, _("A web address with a slip."), value, found)
    host = (parts.hostname or "").removeprefix("www.")
    if name == "conference_url" and host.startswith("zoom.") and parts.path in _LOBBY:
        notes.review(name, _("This address opens no meeting of its own."), found)
    return found


def _mended(value: str) -> str:
    """Return the first address in a text, put together again where it was broken."""
    words = html.unescape(value).split()
    if not words:
        return ""
    found = words[0]
    for word in words[1:]:
        if not _GOES_ON.match(word):
            break
        found += word
    second = [match.start() for match in _WEB.finditer(found)][1:]
    if second and not re.search(r"[?&=]", found[: second[0]]):
        found = found[: second[0]]
    return _with_scheme(found.rstrip(",;.|<>\"'"))


def _with_scheme(word: str) -> str:
    lowered = word.lower()
    if not _WEB.match(word):
        for slip, right in _SLIPS:
            if lowered.startswith(slip):
                return right + word[len(slip) :].lstrip("/")
        return f"https://{word}" if _BARE.match(word) else word
    scheme, _colon, rest = word.partition("://")
    return f"{scheme.lower()}://{rest}"


def _web_parts(text: str) -> SplitResult | None:
    """Take apart an address that leads to a named host, without anybody's password in it."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        named = "." in host.strip(".") and not host.replace(".", "").isdecimal() and ":" not in host
        port = parts.port
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and "@" not in parts.netloc and port != 0
    return parts if is_web and named and len(text) <= LONGEST and text.isprintable() else None


def phone(row: Mapping[str, Any], notes: Notes, name: str = "conference_phone") -> tuple[str, str]:
    """Return the number to dial in, and any words that stood in its place."""
    text = line(row, name, notes)
    if not text:
        return "", ""
    digits = _TWICE.sub(r"+\1", text.replace(" ", ""))
    if not _PHONE.match(text) or sum(letter.isdigit() for letter in text) < 7:
        notes.repaired(name, _("Words, not a number: kept as a note."), text)
        return "", text
    if digits != text.replace(" ", ""):
        notes.repaired(name, _("The country code stood twice."), text, digits)
        return digits, ""
    return text, ""
