"""Whether the client can read what is written, and whether the words are kind."""

from clinic.plans.policy.reading.level import LONGEST_SENTENCE, Level, level_of
from clinic.plans.policy.reading.terms import Found
from clinic.plans.policy.reading.words import hurtful_words, plain_words

__all__ = ["LONGEST_SENTENCE", "Found", "Level", "hurtful_words", "level_of", "plain_words"]
