"""The words of other languages, read from their catalogs as translators write them.

A catalog is ``clinic/translations/<language>/LC_MESSAGES/messages.po``. It is read when its
language is first spoken, once a process; nothing has to be compiled and kept beside it, so a
clean clone, a wheel and a folder that cannot be written to all speak the same words. A language
is there as soon as its catalog is: no line of code names it.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import UnknownLocaleError, localedata
from babel.core import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

FOLDER = Path(__file__).parent.parent / "translations"


def file_of(language: str) -> Path:
    """Return where the catalog of a language lies, if there is one."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def languages() -> dict[str, str]:
    """Return the languages that have a catalog, and English, with the locale of their dates.

    That is the language as it is written in the United States where CLDR knows such a way. A
    folder whose name is no language is none.
    """
    folders = {file.parent.parent.name for file in FOLDER.glob("*/LC_MESSAGES/messages.po")}
    return {code: _at_home(code) for code in ("en", *sorted(folders - {"en"})) if _is_known(code)}


def _is_known(code: str) -> bool:
    try:
        return bool(Locale.parse(code))
    except (ValueError, UnknownLocaleError):
        return False


def _at_home(code: str) -> str:
    return f"{code}_US" if localedata.exists(f"{code}_US") else code


@cache
def catalog(language: str) -> NullTranslations:
    """Return the words of a language by its code; none for one without a catalog."""
    file = file_of(language)
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class Catalogs(Domain):  # type: ignore[misc]
    """Hands Flask-Babel the words of the locale spoken now: "es" for "es_US"."""

    def get_translations(self) -> Any:
        """Return the words of the locale, or the plain ones."""
        locale = get_locale()
        return catalog(locale.language) if locale else NullTranslations()


class OwnBabel(Babel):  # type: ignore[misc]
    """Flask-Babel with our catalogs."""

    domain_instance = Catalogs()
