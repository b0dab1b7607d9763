"""Plain text out of whatever a feed calls text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes, Unreadable

LINE = 255
PARAGRAPH = 5_000
#: What is longer is cut before anything else is done with it.
LONGEST = 10_000
_BREAK = re.compile(r"<\s{0,5}(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_SPACE = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_NEW_LINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: A prompt that a form wrote before its answer.
_PROMPT = re.compile(r"^[^\n]*#@-@#", re.MULTILINE)
#: "Contact 1: Jo B | 555-0100": a person, not the group.
_CONTACT = re.compile(r"^ ?contacts? ?:.*$|\bcontact ?(?:no\.? ?|# ?)?\d ?:.*$", re.I | re.M)
#: A meeting's state that a directory wrote in front of its name, or behind it.
_STATE = (
    r"suspended|cancell?ed|inactive|on hold|postponed|paused"
    r"|online(?: only)?|zoom|virtual|hybrid"
)
_BEFORE = re.compile(
    rf"^\s*(?:[(\[*]+\s*({_STATE})\b[^)\]*]{{0,60}}[)\]*]+|({_STATE})(?::|\s+[\u2013-])\s)\s*", re.I
)
_MARKS = ("(", "[", "*", ":", " -", " \u2013")
_BEHIND = re.compile(rf"\s*[(\[]\s*({_STATE})\b[^)\]]{{0,60}}[)\]]\s*$", re.I)
#: Accents and quotes that were read in the wrong encoding.
_GARBLED = re.compile("\ufffd|\u06ea|\u00c3[\u0080-\u00bf]|\u00e2\u20ac|\u00c2[\u00a0-\u00bf]")
_CAPITAL_S = re.compile("(?<=[a-z])(['\u2019])S\\b")


def plain(text: str) -> str:
    """Return text without tags and entities, its white space tidied, its lines kept."""
    if _is_plain(text):
        return text.strip(" ")
    for _again in range(2):
        text = html.unescape(text) if "&" in text else text
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _without_hidden(text)))
    text = _CONTROL.sub("", _NEW_LINE.sub("\n", text))
    if "#@-@#" in text:
        text = _PROMPT.sub("", text)
    lines = (line.strip() for line in _SPACE.sub(" ", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_plain(text: str) -> bool:
    """Say whether nothing in a text needs tidying; told quickly, for most texts are so."""
    marks = "&" in text or "<" in text or "  " in text or "#@" in text
    return not marks and text.isprintable()


def _without_hidden(text: str) -> str:
    """Leave out scripts and styles with what they hold, in one walk over the text."""
    lowered = text.lower()
    for tag in ("script", "style"):
        kept, start = [], 0
        while len(lowered) == len(text):
            opened = lowered.find(f"<{tag}", start)
            closed = lowered.find(f"</{tag}", opened) if opened >= 0 else -1
            if closed < 0:
                break
            kept.append(text[start:opened])
            start = closed
        text = "".join([*kept, text[start:]])
        lowered = text.lower()
    return text


def line(row: Mapping[str, object], name: str, notes: Notes, limit: int = LINE) -> str:
    """Return one field of a row as one line of plain text."""
    text = paragraph(row, name, notes, limit)
    return " ".join(text.split()) if "\n" in text else text


def paragraph(row: Mapping[str, object], name: str, notes: Notes, limit: int = PARAGRAPH) -> str:
    """Return one field of a row as plain text; numbers count as text."""
    value = row.get(name)
    if value is None or value == "" or isinstance(value, bool):
        return ""
    if not isinstance(value, str | int | float):
        notes.repaired(name, _("Left out: this is not text."), value)
        return ""
    given = value if isinstance(value, str) else str(value)
    if len(given) <= limit and given.isascii() and _is_plain(given):
        return given.strip(" ")
    text = plain(given[:LONGEST])
    if len(text) > limit or len(given) > LONGEST:
        notes.repaired(name, _("Cut: too long."), text, text[:limit])
        text = text[:limit].rstrip()
    if not text.isascii() and _GARBLED.search(text):
        notes.review(name, _("Some letters are garbled; kept as they stand."), text)
    return text


def without_people(text: str, notes: Notes) -> str:
    """Leave out what names a person to call."""
    kept = _CONTACT.sub("", text) if "ontact" in text or "CONTACT" in text else text
    if kept == text:
        return text
    notes.repaired("notes", _("Left out: a person's contact."), "")
    return plain(kept)


def name_and_status(row: Mapping[str, object], notes: Notes) -> tuple[str, str]:
    """Return the name as the group writes it, and the state written beside it, if any."""
    value = row.get("name")
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise Unreadable("name", _("The name is missing or is not text."), value)
    name = line(row, "name", notes) or _as_it_stands(str(value))
    if not name:
        raise Unreadable("name", _("The name is missing."), value)
    beside = any(mark in name for mark in _MARKS)
    found = _BEFORE.match(name) or _BEHIND.search(name) if beside else None
    if found is not None and found[0] != name:
        kept = name[found.end() :] if found.start() == 0 else name[: found.start()]
        notes.repaired("name", _("The state beside the name is kept apart."), name, kept)
        return _small_s(kept, notes), (found[1] or found[found.lastindex or 1]).lower()
    return _small_s(name, notes), ""


def _as_it_stands(value: str) -> str:
    """Return a name that is nothing but tags as it is written."""
    return " ".join(_CONTROL.sub("", value[:LINE]).split())


def _small_s(name: str, notes: Notes) -> str:
    """Write "Newcomer's", where a list made every word begin with a capital."""
    kept = _CAPITAL_S.sub(r"\1s", name) if "'S" in name or "\u2019S" in name else name
    if kept != name:
        notes.repaired("name", _("A capital after an apostrophe."), name, kept)
    return kept
