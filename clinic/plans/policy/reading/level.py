"""How hard a text is to read: a school grade for English, a score of ease for Spanish.

Both formulas look only at the length of sentences and words. They say nothing about a sentence
that is short and wrong, and on a few words they jump, which is why there are two lower limits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from clinic.core.words import gettext
from clinic.plans.policy.reading import syllables
from clinic.plans.policy.reading.letters import WORD

#: Fewer words get no number; fewer than the second may show one but are held against nobody.
FEWEST_WORDS, FEWEST_TO_JUDGE = 5, 10
#: At this grade or below, or this score or above, a text is simply called easy.
EASY_GRADE, EASY_SCORE = 2, 80
#: A sentence of more words gets a hint to part it. Ours, for people who read little.
LONGEST_SENTENCE = 15
#: What scores of ease are commonly taken for: the least score, the US grade it stands for.
BANDS = ((90, 4), (80, 5), (70, 6), (60, 8), (50, 12), (30, 13), (0, 16))

_WORD = re.compile(WORD)
#: A line ends a sentence, and so does a full stop that no capital initial or short title carries.
_SENTENCE = re.compile(
    r"[\n\r]+|(?<=[.!?…])(?<!\b[A-Zapm]\.)(?<!\b[DMS]r\.)(?<!\b[DMS]ra\.)(?<!\bMrs\.)\s+"
)


@dataclass(frozen=True)
class Counts:
    """What is counted in a text; ``longest`` is the words of its longest sentence."""

    words: int
    sentences: int
    syllables: int
    longest: int


@dataclass(frozen=True)
class Level:
    """How a text reads: ``grade`` in US school years, 16 at most, ``ease`` of 100 for Spanish.

    ``words`` is how many words were counted, ``longest`` how many of them one sentence has.
    """

    grade: int
    words: int
    longest: int
    ease: int | None = None

    def is_over(self, most: int) -> bool:
        """Whether the text is long enough to judge, and harder than grade ``most``."""
        return self.words >= FEWEST_TO_JUDGE and self.grade > most

    def __str__(self) -> str:
        """Return it in words: "reads at about grade 4"."""
        if self.ease is not None:
            easy = gettext("easy to read") if self.ease >= EASY_SCORE else self._grade()
            return gettext("%(words)s, %(n)s of 100 for ease", words=easy, n=self.ease)
        return gettext("easy to read") if self.grade <= EASY_GRADE else self._grade()

    def _grade(self) -> str:
        return gettext("reads at about grade %(n)s", n=self.grade)


def level_of(text: str, language: str) -> Level | None:
    """Return how a text reads; nothing for a few words, or a language without a formula."""
    if language not in ("en", "es"):
        return None
    found = counts(text, language)
    if found.words < FEWEST_WORDS:
        return None
    if language == "en":
        return Level(min(16, max(0, round(flesch_kincaid(found)))), found.words, found.longest)
    score = min(100.0, max(0.0, fernandez_huerta(found)))
    grade = next(grade for least, grade in BANDS if score >= least)
    return Level(grade, found.words, found.longest, round(score))


def counts(text: str, language: str) -> Counts:
    """Count words, sentences and syllables. A line is a sentence at least, as lists are read."""
    text = unicodedata.normalize("NFC", text)
    sentences = [found for part in _SENTENCE.split(text) if (found := _WORD.findall(part))]
    said = sum(syllables.count(word, language) for words in sentences for word in words)
    lengths = [len(words) for words in sentences]
    return Counts(sum(lengths), len(lengths), said, max(lengths, default=0))


def flesch_kincaid(found: Counts) -> float:
    """Return the US school grade: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy
    enlisted personnel", Research Branch Report 8-75, 1975. Grade 6 is what an eleven-year-old
    reads with ease; the average adult in the US reads at grade 8 or 9.
    """
    a_sentence, a_word = found.words / found.sentences, found.syllables / found.words
    return 0.39 * a_sentence + 11.8 * a_word - 15.59


def fernandez_huerta(found: Counts) -> float:
    """Return the ease of a Spanish text, 100 for the easiest: 206.84 - 0.60 P - 1.02 F.

    P is syllables in 100 words, F words in a sentence: J. Fernández Huerta, "Medidas sencillas de
    lecturabilidad", Consigna 214, 1959. There F is printed as sentences in 100 words, a slip that
    would call longer sentences easier (G. Law, "Error in the Fernandez Huerta Readability
    Formula", LINGUIST List 22.2332, 2011); this is the formula as corrected there.

    90 and above is very easy, 70 fairly easy (grade 6), 60 plain (grade 7 or 8), under 30 very
    hard. The number may leave the scale at both ends.
    """
    a_sentence, a_word = found.words / found.sentences, found.syllables / found.words
    return 206.84 - 60 * a_word - 1.02 * a_sentence
