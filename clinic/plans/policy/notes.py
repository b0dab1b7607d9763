"""What is said beside each text the client will read: how hard it is, and which words to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.core.words import gettext
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import reading
from clinic.plans.policy.rules import Rules
from clinic.plans.policy.texts import READ, Text, texts

#: More hints about one text help nobody.
MOST_HINTS = 6


@dataclass(frozen=True)
class Note:
    """What is said about one text: its label, how it reads, and hints, in words.

    ``over`` marks one that is harder than the clinic wants; ``field`` is where it is typed.
    """

    label: str
    level: str
    over: bool
    hints: tuple[str, ...]
    field: str


def notes(plan: AftercarePlan, rules: Rules) -> dict[str, list[Note]]:
    """Return, for each card with texts for the client, what is to be said about them."""
    found: dict[str, list[Note]] = {card: [] for card in READ}
    for text in texts(plan):
        note = _note(text, language(plan), rules)
        if note.level or note.hints:
            found[text.card].append(note)
    return found


def language(plan: AftercarePlan) -> str:
    """Return the language the words of a plan are written in, as two letters."""
    return plan.answers.language[:2]


def _note(text: Text, language: str, rules: Rules) -> Note:
    level = reading.level_of(text.words, language)
    over = level is not None and level.is_over(rules.reading_grade_max)
    hints = tuple(_hints(text.words, language, level))[:MOST_HINTS]
    return Note(text.label, str(level or ""), over, hints, text.field)


def _hints(words: str, language: str, level: reading.Level | None) -> Iterator[str]:
    for says, better in reading.hurtful_words(words, language):
        yield gettext("“%(says)s” may hurt. Better: “%(better)s”", says=says, better=better)
    for says, better in reading.plain_words(words, language):
        yield gettext("“%(says)s”: try “%(better)s”", says=says, better=better)
    if level is not None and level.longest > reading.LONGEST_SENTENCE:
        yield gettext("A sentence of %(n)s words: make it two", n=level.longest)
