"""JSON taken apart without trusting it."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from clinic.core.words import gettext as _
from clinic.groups.feeds import limits
from clinic.groups.feeds.limits import Refused
from clinic.groups.feeds.noted import Issue
from clinic.groups.models import Severity

#: Written-out NUL or half a character; only where one stands is every value looked through.
_ODD = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_SPACE = re.compile(r"[\s,]*")


def value_of(text: str) -> tuple[Any, list[Issue]]:
    """Return what a JSON text holds: one value, or a list of those on its lines (NDJSON).

    What follows a whole list of meetings is left out, and that is said.
    """
    _check_size(text)
    value, end = _decoded(text, _after_space(text, 0))
    end = _after_space(text, end)
    issues: list[Issue] = []
    if isinstance(value, dict) and text.startswith("{", end):
        value = [value, *_following(text, end)]
    elif end < len(text):
        reason = _("Left out: what follows the list.")
        issues = [Issue(0, "", "", Severity.REVIEW, reason, text[end : end + 200])]
    if _ODD.search(text):
        limits.check_value(value)
    return value, issues


def _check_size(text: str) -> None:
    """Refuse, before it is parsed, what would take too much memory or holds an endless value."""
    many = text.count(",") > limits.MAX_COMMAS
    if many or text.count("{") + text.count("[") > limits.MAX_BRACKETS:
        raise Refused(_("The file holds more values than any list of meetings."))
    step = limits.MAX_LETTERS // 2
    for start in range(0, len(text) - step, step):
        window = text[start : start + step]
        if '"' not in window and window.strip(" \t\r\n,[]{}"):
            raise limits.too_long()


def _after_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _following(text: str, start: int) -> list[Any]:
    found = []
    while start < len(text):
        value, end = _decoded(text, start)
        found.append(value)
        start = _after_space(text, end)
    return found


def _decoded(text: str, start: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, start)
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
    """Build an object, refusing what two readers would read apart."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(_("The file names a field twice in one row."))
    return found


_DECODER = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=_checked)
