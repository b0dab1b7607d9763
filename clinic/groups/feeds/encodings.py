"""The text of a file, in whatever encoding it was written."""

from __future__ import annotations

import codecs

from clinic.core.words import gettext as _
from clinic.groups.feeds.limits import Refused, check_letters
from clinic.groups.feeds.noted import Issue
from clinic.groups.models import Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes) -> tuple[str, list[Issue]]:
    """Return the text of a file, and what is to be said about its encoding.

    A byte order mark decides; else it is UTF-8, or else the encoding of old Windows (CP1252), in
    which a byte that stands for nothing becomes the replacement character.
    """
    named = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text, issues = content.decode(named), []
    except UnicodeDecodeError as error:
        if named == "utf-16":
            raise Refused(_("The file is not the UTF-16 text it says it is.")) from error
        text = content.removeprefix(codecs.BOM_UTF8).decode("cp1252", errors="replace")
        issues = [_guessed(error.start)]
    check_letters(text)
    return text, issues


def _guessed(start: int) -> Issue:
    reason = _("Not UTF-8 from byte %(n)s on: read as Windows text (CP1252).", n=start)
    return Issue(0, "", "", Severity.REVIEW, reason)
