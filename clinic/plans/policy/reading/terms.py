"""Finding the words of a table in a text.

A text is read once, word by word, and each word is looked up: the work grows with the text and
with nothing else, whatever somebody pastes. Case, accents, invisible letters and full-width ones
make no difference. What stands in quotation marks is somebody's own word, and a row of words with
capitals is a name ("Substance Abuse Services"): both are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from clinic.plans.policy.reading.letters import WORD, bare, tidy

_TOKEN = re.compile(WORD + r"|[\n\r.!?;:,“”\"«»()]")
_QUOTES = {"“": "”", "«": "»", '"': '"'}
#: Small words inside a name: "Adult Children of Alcoholics".
_LINKS = frozenset(("of", "on", "and", "for", "the", "de", "del", "la", "los", "y", "para"))


@dataclass(frozen=True)
class Term:
    """A word or phrase of a table, and the better one.

    It counts only beside one of the words in ``after`` (which stand before it) or ``before``, or
    ``alone`` on its line, when any of these are given; and never beside one of ``unless``.
    """

    says: str
    better: str
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    alone: bool = False

    def fits(self, last: str, next_: str) -> bool:
        """Whether it counts between these two words; an empty one is the end of a line or part."""
        if last in self.unless or next_ in self.unless:
            return False
        if not (self.after or self.before or self.alone):
            return True
        return last in self.after or next_ in self.before or (self.alone and not (last or next_))


class Found(NamedTuple):
    """A term as a text has it, and the better one."""

    says: str
    better: str


class Token(NamedTuple):
    """A word as written and as it is looked up, and where; punctuation is looked up as nothing."""

    written: str
    key: str
    start: int
    end: int
    quoted: bool


class Pattern(NamedTuple):
    """A term with the forms that each of its words may have."""

    term: Term
    forms: tuple[frozenset[str], ...]


Table = Mapping[str, tuple[Pattern, ...]]
Forms = Callable[[str], Iterable[str]]


def term(says: str, better: str, *, alone: bool = False, **beside: str) -> Term:
    """Make a term; the words ``after``, ``before``, ``unless`` are given in one string each."""
    words = {side: frozenset(bare(each) for each in text.split()) for side, text in beside.items()}
    return Term(says, better, alone=alone, **words)


def table(terms: Iterable[Term], forms: Forms) -> Table:
    """Return terms by each form of their first word, the longest phrases first."""
    found: dict[str, list[Pattern]] = {}
    for each in sorted(terms, key=lambda each: -len(each.says.split())):
        words = tuple(frozenset(map(bare, forms(word))) for word in each.says.split())
        for first in words[0]:
            found.setdefault(first, []).append(Pattern(each, words))
    return {first: tuple(patterns) for first, patterns in found.items()}


def search(text: str, words: Table) -> Iterator[Found]:
    """Yield each term of a table that counts in a text, in the order of the text."""
    text = tidy(text)
    tokens, place = tokens_of(text), 0
    while place < len(tokens):
        pattern = _at(tokens, place, words)
        step = len(pattern.forms) if pattern else 1
        if pattern:
            said = text[tokens[place].start : tokens[place + step - 1].end]
            yield Found(said, pattern.term.better)
        place += step


def tokens_of(text: str) -> list[Token]:
    """Return the words and the punctuation of a tidy text, in their order."""
    found = list(_TOKEN.finditer(text))
    quoted = _quoted([each[0] for each in found])
    return [
        Token(each[0], bare(each[0]) if each[0][0].isalnum() else "", *each.span(), n in quoted)
        for n, each in enumerate(found)
    ]


def _quoted(found: list[str]) -> set[int]:
    """Return the places of what stands in quotation marks; a line end closes nothing."""
    places: set[int] = set()
    opened, closing = -1, ""
    for place, each in enumerate(found):
        if closing and each == closing:
            places.update(range(opened, place))
            closing = ""
        elif each in "\n\r":
            closing = ""
        elif not closing and each in _QUOTES:
            opened, closing = place, _QUOTES[each]
    return places


def _at(tokens: list[Token], place: int, words: Table) -> Pattern | None:
    """Return the longest term that begins at a place and counts there."""
    for pattern in words.get(tokens[place].key, ()):
        end = place + len(pattern.forms)
        said = tokens[place:end]
        if len(said) < len(pattern.forms) or said[0].quoted or _is_name(tokens, place, end):
            continue
        last = tokens[place - 1].key if place else ""
        next_ = tokens[end].key if end < len(tokens) else ""
        same = all(token.key in forms for token, forms in zip(said, pattern.forms, strict=True))
        if same and pattern.term.fits(last, next_):
            return pattern
    return None


def _is_name(tokens: list[Token], start: int, end: int) -> bool:
    """Whether what stands here is part of a name: it and a neighbor have a capital."""
    if not _has_capital(tokens[start].written):
        return False
    return any(_has_capital(_beyond(tokens, n, by)) for n, by in ((start - 1, -1), (end, 1)))


def _beyond(tokens: list[Token], place: int, by: int) -> str:
    """Return the next word in a direction, at most two small ones of a name passed over."""
    for n in (place, place + by, place + 2 * by):
        if not 0 <= n < len(tokens):
            break
        if tokens[n].key not in _LINKS:
            return tokens[n].written
    return ""


def _has_capital(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
