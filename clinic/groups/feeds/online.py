"""Links and phone numbers by which people join from afar."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.text import line

LONGEST = 2_000
_SLIPS = (("ttps://", "https://"), ("ttp://", "http://"), ("www.", "https://www."))
_PHONE = re.compile(r"^[\d\s().+,#*pPxX;-]+$")


def link(row: dict[str, Any], name: str, notes: Notes) -> str:
    """Return a web address people may open, or nothing; only http and https count."""
    value = row.get(name)
    if value is None or value == "":
        return ""
    words = html.unescape(value).split() if isinstance(value, str) else []
    found = _mended(words[0].rstrip(",;")) if words else ""
    if not _is_web(found):
        notes.repaired(name, _("Left out: this is not a web address."), value)
        return ""
    if found != value:
        notes.repaired(name, _("A web address with a slip."), value, found)
    return found


def _mended(word: str) -> str:
    lowered = word.lower()
    for slip, right in _SLIPS:
        if lowered.startswith(slip):
            return right + word[len(slip) :]
    scheme, _colon, rest = word.partition("://")
    return f"{scheme.lower()}://{rest}" if rest else word


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and "." in (parts.hostname or "")
            and len(text) <= LONGEST
        )
    except ValueError:
        return False


def phone(row: dict[str, Any], notes: Notes) -> tuple[str, str]:
    """Return the number to dial in, and any words that stood in its place."""
    text = line(row, "conference_phone", notes)
    if not text:
        return "", ""
    digits = re.sub(r"^\+(\d{1,2})\+\1", r"+\1", text.replace(" ", ""))
    if not _PHONE.match(text) or sum(letter.isdigit() for letter in text) < 7:
        notes.repaired("conference_phone", _("Words, not a number: kept as a note."), text)
        return "", text
    if digits != text.replace(" ", ""):
        notes.repaired("conference_phone", _("The country code stood twice."), text, digits)
        return digits, ""
    return text, ""
