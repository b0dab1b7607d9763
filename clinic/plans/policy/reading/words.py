"""The two tables in both languages, ready to be searched."""

from __future__ import annotations

from clinic.plans.policy.reading import forms, hurtful, plain
from clinic.plans.policy.reading.terms import Found, Table, search, table, term

_PLAIN: dict[str, Table] = {
    "en": table((term(*pair) for pair in plain.ENGLISH.items()), forms.english),
    "es": table((term(*pair) for pair in plain.SPANISH.items()), forms.spanish),
}
_HURTFUL: dict[str, Table] = {
    "en": table(hurtful.ENGLISH, forms.english_nouns),
    "es": table(hurtful.SPANISH, forms.spanish_nouns),
}


def plain_words(text: str, language: str) -> list[Found]:
    """Return the hard words of a text with plainer ones, each once; none in other languages."""
    return _each_once(text, _PLAIN.get(language, {}))


def hurtful_words(text: str, language: str) -> list[Found]:
    """Return the words of a text that may hurt, with better ones, each once."""
    return _each_once(text, _HURTFUL.get(language, {}))


def _each_once(text: str, words: Table) -> list[Found]:
    return list({found.says.casefold(): found for found in search(text, words)}.values())
