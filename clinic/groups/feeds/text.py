"""Plain text out of whatever a feed calls text."""

from __future__ import annotations

import html
import re

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes, Unreadable

LINE = 255
PARAGRAPH = 5_000
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^>]{0,200}>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.{0,5000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_SPACE = re.compile(r"[^\S\n]+")
#: "Contact 1: Jo B | 555-0100": a person, not the group.
_CONTACT = re.compile(r"^\s*contact\s*\d*\s*:.*$", re.IGNORECASE | re.MULTILINE)
#: A meeting's state that a directory wrote in front of its name.
_STATUS = re.compile(
    r"^\s*[(\[]\s*(suspended|cancell?ed|online|zoom)\b[^)\]]*[)\]]\s*", re.IGNORECASE
)


def plain(text: str) -> str:
    """Return text without tags and entities, its white space tidied, its lines kept."""
    for _again in range(2):
        text = html.unescape(text) if "&" in text else text
    if "<" in text:
        text = _TAG.sub("", _HIDDEN.sub("", _BREAK.sub("\n", text)))
    lines = (_SPACE.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(row: dict[str, object], name: str, notes: Notes, limit: int = LINE) -> str:
    """Return one field of a row as one line of plain text."""
    return " ".join(paragraph(row, name, notes, limit).split())


def paragraph(row: dict[str, object], name: str, notes: Notes, limit: int = PARAGRAPH) -> str:
    """Return one field of a row as plain text; numbers count as text."""
    value = row.get(name)
    if value is None or isinstance(value, bool):
        return ""
    if not isinstance(value, str | int | float):
        notes.repaired(name, _("Left out: this is not text."), value)
        return ""
    text = plain(str(value))
    if len(text) > limit:
        notes.repaired(name, _("Cut: too long."), text, text[:limit])
        text = text[:limit]
    return text


def without_people(text: str, notes: Notes) -> str:
    """Leave out lines that name a person to call."""
    kept = _CONTACT.sub("", text)
    if kept != text:
        notes.repaired("notes", _("Left out: a person's contact."), "")
    return plain(kept)


def name_and_status(row: dict[str, object], notes: Notes) -> tuple[str, str]:
    """Return the name as the group writes it, and the state written in front of it, if any."""
    value = row.get("name")
    if not isinstance(value, str | int):
        raise Unreadable("name", _("The name is missing or is not text."), value)
    name = line(row, "name", notes) or " ".join(str(value).split())[:LINE]
    if not name:
        raise Unreadable("name", _("The name is missing."), value)
    found = _STATUS.match(name)
    if found is None or found.end() == len(name):
        return name, ""
    kept = name[found.end() :]
    notes.repaired("name", _("The state in front of the name is kept apart."), name, kept)
    return kept, found[1].lower()
