"""Taking a feed apart without trusting it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from clinic.core.words import gettext as _

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000


class Refused(Exception):
    """A file or a setting that cannot be taken; the directory stays as it is."""


def rows(content: bytes) -> list[Any]:
    """Return the rows of a Meeting Guide feed, or raise :class:`Refused` with the reason."""
    if len(content) > MAX_BYTES:
        raise Refused(_("The file is larger than %(limit)s MB.", limit=MAX_BYTES // 1_000_000))
    found = _parsed(_text(content))
    if not isinstance(found, list):
        raise Refused(_("The file does not hold a list of meetings."))
    if not found:
        raise Refused(_("The file holds no meetings. An empty feed is a broken feed."))
    if len(found) > MAX_ROWS:
        raise Refused(_("The file holds more than %(limit)s rows.", limit=f"{MAX_ROWS:,}"))
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("The file is not UTF-8 text (byte %(n)s).", n=error.start)) from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_checked)
    except json.JSONDecodeError as error:
        raise Refused(
            _("The file is not JSON: line %(line)s, %(what)s.", line=error.lineno, what=error.msg)
        ) from error
    except RecursionError as error:
        raise Refused(_("The file is nested too deeply to be a list of meetings.")) from error
    except ValueError as error:
        raise Refused(_("The file holds a number too long to be one.")) from error


def _no_number(word: str) -> NoReturn:
    raise Refused(_("The file holds %(word)s, which is not a number.", word=word))


def _checked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object, refusing what a database could not hold or two readers read apart."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(_("The file names a field twice in one row."))
    for key, value in pairs:
        check_letters(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                check_letters(one)
    return found


def check_letters(text: str) -> None:
    """Refuse NUL and lone surrogates."""
    if text.isascii():
        broken = "\x00" in text
    else:
        broken = "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
    if broken:
        raise Refused(_("The file holds characters that no text has (NUL or half a character)."))
