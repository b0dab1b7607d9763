"""Comparing people by name and birth date, as forgiving as a good receptionist."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import jellyfish

#: Letters that keep their stroke when accents are taken off.
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})

#: Marks within a name that part no words: apostrophes and full stops.
SILENT = "'\u2019`."

#: From this likeness on, staff are asked whether two records are one person.
LIKELY = 0.82


@dataclass(frozen=True)
class Given:
    """What is known of a person before there is a record."""

    given: str
    family: str = ""
    born_on: date | None = None
    birth_year: int | None = None


def fold(text: str) -> str:
    """Return text in lower case, without accents or punctuation, single-spaced."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(STROKES)
    letters = (c for c in bare if not unicodedata.combining(c) and c not in SILENT)
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def words(*names: str) -> list[str]:
    """Return the folded words of these names, each once, in order."""
    return list(dict.fromkeys(word for name in names for word in fold(name).split()))


def name_key(given: str, family: str) -> str:
    """Return the folded "family given" by which lists are sorted."""
    return fold(f"{family} {given}")


def sound(word: str) -> str:
    """Return how a folded word sounds, or the word itself where that cannot be said."""
    return (jellyfish.metaphone(word) if word.isascii() else "") or word


def likeness(
    sought: Given, names: Collection[str], born_on: date | None, birth_year: int | None
) -> float:
    """Return from 0 to 1 how much a record looks like the person sought.

    ``names`` are the folded words of every name on the record, in any order.
    """
    asked = words(sought.given, sought.family)
    if not asked or not names:
        return 0.0
    closest = [
        max(jellyfish.jaro_winkler_similarity(word, name) for name in names) for word in asked
    ]
    return 0.65 * sum(closest) / len(closest) + 0.35 * _birth(sought, born_on, birth_year)


def _birth(sought: Given, born_on: date | None, birth_year: int | None) -> float:
    if sought.born_on and born_on:
        slips = jellyfish.damerau_levenshtein_distance(str(sought.born_on), str(born_on))
        swapped = (sought.born_on.year, sought.born_on.month, sought.born_on.day) == (
            born_on.year,
            born_on.day,
            born_on.month,
        )
        return {0: 1.0, 1: 0.85}.get(slips, 0.85 if swapped else 0.0)
    year = sought.born_on.year if sought.born_on else sought.birth_year
    if not year or not birth_year:
        return 0.5
    return {0: 0.7, 1: 0.5}.get(abs(year - birth_year), 0.0)


def is_likely(score: float) -> bool:
    """Say whether staff should be asked if this is the same person."""
    return score >= LIKELY
