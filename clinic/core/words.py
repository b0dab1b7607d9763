"""Words that people read, marked for translation, for rooms that know no web."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import flask_babel
from flask_babel import LazyString

__all__ = ["LazyString", "current_locale", "gettext", "lazy_gettext", "ngettext", "speaking"]

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
lazy_gettext: Callable[..., Any] = flask_babel.lazy_gettext


def current_locale() -> str:
    """Return the locale that words are in just now: "en_US", or what a page was forced to."""
    return str(flask_babel.get_locale() or "en_US").replace("_Latn", "")


#: The languages whose printed words are complete, with the locale that writes their dates.
LOCALES = {"en": "en_US", "es": "es_US"}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have every word and date in the language of a client, by its code; English for others."""
    with flask_babel.force_locale(LOCALES.get(language, LOCALES["en"])):
        yield
