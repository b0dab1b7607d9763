"""In which weeks of a month a meeting is held, where a feed says so in so many words."""

from __future__ import annotations

import re
from functools import cache

from clinic.groups.feeds.times import DAYS

LONGEST_NOTE = 300
_NUMBERS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
_ONE = rf"(?:{'|'.join(_NUMBERS)})"
_SOME = rf"({_ONE}(?:[\s,&/]+(?:and\s+|or\s+)?{_ONE}){{0,4}})"
_DAY = rf"(?:\s+({'|'.join(DAYS)}|week)s?)?(?:\s+(?:of|in|each|every)\b.{{0,40}})?"
_ONLY = re.compile(
    rf"^(?:(?:this )?(?:group |meeting )?(?:meets|is held|held|gathers)\s+)?only\s+"
    rf"(?:meets\s+)?(?:on\s+)?(?:the\s+)?{_SOME}{_DAY}$",
    re.IGNORECASE,
)
_BEFORE_ONLY = re.compile(
    rf"^(?:(?:this )?(?:group |meeting )?(?:meets|is held|held|gathers)\s+)?(?:on\s+)?(?:the\s+)?"
    rf"{_SOME}{_DAY}\s+only$",
    re.IGNORECASE,
)
_NONE = re.compile(rf"^no meetings?\s+(?:on\s+)?(?:the\s+)?{_SOME}{_DAY}$", re.IGNORECASE)
_HINT = re.compile(r"\b(?:only|no meetings?|every other|alternate|biweekly|monthly)\b", re.I)
_ANY = re.compile(rf"\b(?:{_ONE}|every other|alternate|biweekly|monthly)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[.\n;!()]+")


def some_weeks(words: str) -> str:
    """Return the part of a text that says the meeting is not quite weekly, for a person to read."""
    if not _HINT.search(words):
        return ""
    for part in _BETWEEN.split(words):
        if _HINT.search(part) and _ANY.search(part) and "business" not in part.lower():
            return part.strip()[:LONGEST_NOTE]
    return ""


@cache
def weeks_of(sentence: str, weekday: int) -> tuple[int, ...]:
    """Return the weeks that a sentence limits a meeting to, or nothing where it does not.

    Only an explicit sentence counts: "Only 2nd Saturday of the month", "Meets only 1st and 3rd
    Tuesdays", "No meeting last Monday"; "1st Sunday is speaker" limits nothing. Of a month without
    its last week the first three are sure.
    """
    text = " ".join(sentence.split()).strip(" -:,*")[:LONGEST_NOTE]
    for pattern in (_ONLY, _BEFORE_ONLY, _NONE):
        found = pattern.match(text)
        if found is not None:
            named = (found[2] or "").lower()
            if named not in ("", "week", DAYS[weekday]):
                return ()
            numbers = {_NUMBERS[one.lower()] for one in re.findall(_ONE, found[1], re.I)}
            return _without(numbers) if pattern is _NONE else tuple(sorted(numbers))
    return ()


def _without(numbers: set[int]) -> tuple[int, ...]:
    sure = (1, 2, 3) if -1 in numbers else (1, 2, 3, 4, 5)
    return tuple(week for week in sure if week not in numbers)
