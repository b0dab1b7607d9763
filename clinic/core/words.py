"""Words that people read, marked for translation, for rooms that know no web."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import flask_babel
from flask_babel import LazyString

from clinic.core import catalogs

__all__ = [
    "LOCALES",
    "LazyString",
    "current_locale",
    "gettext",
    "lazy_gettext",
    "ngettext",
    "speaking",
]

gettext: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
lazy_gettext: Callable[..., Any] = flask_babel.lazy_gettext


def current_locale() -> str:
    """Return the locale that words are in just now: "en_US", or what a page was forced to."""
    return str(flask_babel.get_locale() or "en_US").replace("_Latn", "")


class Locales(Mapping[str, str]):
    """The languages that pages are printed in, with the locale that writes their dates."""

    def __getitem__(self, language: str) -> str:
        """Return the locale of a language; :class:`KeyError` for one without a catalog."""
        return catalogs.languages()[language]

    def __iter__(self) -> Iterator[str]:
        """Yield English and every language that has a catalog."""
        return iter(catalogs.languages())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(catalogs.languages())


LOCALES: Mapping[str, str] = Locales()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have every word and date in the language of a client, by its code; English for others."""
    with flask_babel.force_locale(LOCALES.get(language, LOCALES["en"])):
        yield
