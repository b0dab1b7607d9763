"""Facts a row may say in a field of their own: openness, language, wheelchair access."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clinic.groups.feeds.codes import Types
from clinic.groups.feeds.codes.meanings import LANGUAGES
from clinic.groups.models import Openness, Stated

_YES = frozenset(("yes", "y", "true", "1", "accessible", "full"))
_NO = frozenset(("no", "n", "false", "0", "not accessible", "none"))
_CODES = frozenset(code for code in LANGUAGES.values() if code)


def wheelchair(row: Mapping[str, Any], said: Types) -> Stated:
    """Return whether a wheelchair gets in. A missing word is not a No."""
    value = row.get("wheelchair")
    if value is None or value == "":
        return said.wheelchair
    word = str(value)[:50].strip().casefold() if isinstance(value, str | int) else ""
    if word in _YES:
        return Stated.YES
    return Stated.NO if word in _NO else said.wheelchair


def languages(row: Mapping[str, Any], said: Types) -> list[str]:
    """Return the languages spoken, as ISO 639-1 codes."""
    value = row.get("language")
    if not value:
        return said.languages
    given = value if isinstance(value, list) else re.split(r"[,;/]", str(value)[:200])
    words = [word.strip().casefold() for word in given if isinstance(word, str)]
    found = {LANGUAGES.get(word, word if word in _CODES else "") for word in words}
    return sorted(found - {""} | set(said.languages))


def openness(row: Mapping[str, Any], said: Types) -> Openness:
    """Return who is welcome."""
    value = row.get("openness")
    word = value.strip().casefold() if isinstance(value, str) else ""
    return {"open": Openness.OPEN, "closed": Openness.CLOSED}.get(word, said.openness)
