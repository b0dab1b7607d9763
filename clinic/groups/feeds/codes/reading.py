"""The type codes of a row, read in the language of its fellowship."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.codes.meanings import (
    CLOSED,
    CLOSED_PLACE,
    DERIVED,
    EVERYWHERE,
    LABELS,
    OPEN,
    WHEELCHAIR,
)
from clinic.groups.feeds.codes.names import table_of
from clinic.groups.feeds.noted import Notes
from clinic.groups.models import Openness, Stated

LONGEST = 60
MOST = 100


@dataclass(frozen=True)
class Types:
    """What the codes of one row say. ``raw`` holds them as given."""

    raw: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    openness: Openness = Openness.NOT_STATED
    wheelchair: Stated = Stated.NOT_STATED
    place_closed: bool = False


def types(value: Any, fellowship: str, notes: Notes) -> Types:
    """Return what the type codes of a row say in the language of its fellowship.

    Of a fellowship whose codes nobody told us they are kept raw; plain words are read for all.
    """
    raw = _raw(value, notes)
    table = table_of(fellowship)
    said: set[str] = set()
    for word in raw:
        said.update(table[word] if word in table else _meaning(word, table, notes).split())
    if {OPEN, CLOSED} <= said:
        notes.repaired("types", _("Both open and closed: taken as closed."), "O, C", "C")
    spoken = sorted(one[1:] for one in said if one[0] == "=")
    kept = said - {OPEN, CLOSED, WHEELCHAIR, CLOSED_PLACE, DERIVED}
    return Types(
        raw=raw,
        traits=sorted(one for one in kept if one[0] != "="),
        languages=spoken,
        openness=_openness(said),
        wheelchair=Stated.YES if WHEELCHAIR in said else Stated.NOT_STATED,
        place_closed=CLOSED_PLACE in said,
    )


def _openness(said: set[str]) -> Openness:
    if CLOSED in said:
        return Openness.CLOSED
    return Openness.OPEN if OPEN in said else Openness.NOT_STATED


def _raw(value: Any, notes: Notes) -> list[str]:
    if value is None or value == "":
        return []
    given = re.split(r"[,;|\n]", value) if isinstance(value, str) else value
    if not isinstance(given, list):
        notes.repaired("types", _("Left out: this is not a list of codes."), value)
        return []
    several = [one for one in given[:MOST] if isinstance(one, str | int)]
    words = [str(one).strip()[:LONGEST] for one in several if not isinstance(one, bool)]
    return list(dict.fromkeys(word for word in words if word))


def _meaning(word: str, table: Mapping[str, Sequence[str]], notes: Notes) -> str:
    """Return what a word means; one that nobody knows means nothing."""
    bare = re.sub(r"^\[|\]$", "", word).strip()
    code = bare.upper()
    if code in table:
        if word != "12x12":
            notes.repaired("types", _("A code in another spelling."), word, code)
        return " ".join(table[code])
    if bare.casefold() in LABELS:
        if table:
            notes.repaired("types", _("A word where a code belongs."), word)
        return LABELS[bare.casefold()]
    if table:
        notes.review("types", _("An unknown code, kept as it is."), word)
    return EVERYWHERE.get(code, "")
