"""Words that people read, marked for translation, for rooms that know no web."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import flask_babel
from flask_babel import LazyString

__all__ = [
    "LazyString",
    "current_locale",
    "gettext",
    "in_language",
    "languages",
    "lazy_gettext",
    "ngettext",
]

#: Where a language is spoken when nobody says; it decides how times are written.
HOME = {"en": "en_US", "es": "es_US"}

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
lazy_gettext: Callable[..., Any] = flask_babel.lazy_gettext


def current_locale() -> str:
    """Return the locale that words are in just now: "en_US", or what a page was forced to."""
    return str(flask_babel.get_locale() or "en_US").replace("_Latn", "")


def languages() -> frozenset[str]:
    """Return the codes of the languages whose words are there; English always is."""
    found = flask_babel.get_babel().instance.list_translations()
    return frozenset({"en", *(locale.language for locale in found)})


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Say words, days and times in a language, whatever the page around is in."""
    with flask_babel.force_locale(HOME.get(code, code)):
        yield
