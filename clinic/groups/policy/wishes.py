"""Whether a meeting offers what a person wishes for, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from clinic.core.words import LazyString
from clinic.core.words import gettext as _now
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import Attendance, GroupMeeting, Stated
from clinic.groups.policy.asking import FinderAsk, PartOfDay, Wish
from clinic.groups.policy.labels import LANGUAGES

#: The traits that grant a wish; one is enough.
TRAITS_FOR: dict[Wish, tuple[str, ...]] = {
    Wish.CHILDREN: ("child_friendly", "childcare"),
    Wish.TRANSIT: ("transit",),
    Wish.SIGN_LANGUAGE: ("sign_language",),
    Wish.WOMEN_ONLY: ("women",),
    Wish.MEN_ONLY: ("men",),
    Wish.LGBTQ: ("lgbtq",),
    Wish.SECULAR: ("secular",),
}
WHEN = (Wish.EVENINGS, Wish.WEEKENDS, Wish.DAYTIME)
#: A meeting on a screen asks nobody to travel.
NO_TRAVEL = (Attendance.ONLINE, Attendance.PHONE)
REMOTE = (Attendance.ONLINE, Attendance.PHONE, Attendance.HYBRID)
WISHES: dict[Wish, LazyString] = {
    Wish.EVENINGS: _("Evenings"),
    Wish.WEEKENDS: _("Weekends"),
    Wish.DAYTIME: _("Daytime on weekdays"),
    Wish.CHILDREN: _("Children can wait"),
    Wish.STEP_FREE: _("Step-free"),
    Wish.TRANSIT: _("Near a bus stop"),
    Wish.SIGN_LANGUAGE: _("Sign language"),
    Wish.WOMEN_ONLY: _("Women only"),
    Wish.MEN_ONLY: _("Men only"),
    Wish.LGBTQ: _("LGBTQ people"),
    Wish.SECULAR: _("Secular"),
    Wish.ONLINE: _("Online"),
}


@dataclass(frozen=True)
class Answer:
    """What a meeting says to one wish: yes, no, or nothing at all (``met`` is empty)."""

    words: str
    met: bool | None


def answers(meeting: GroupMeeting, ask: FinderAsk) -> list[Answer]:
    """Return what a meeting says to each wish, granted ones first."""
    found = [_answer(meeting, wish) for wish in ask.wishes if wish not in WHEN]
    when = tuple(wish for wish in ask.wishes if wish in WHEN)
    if when:
        found.append(_when(meeting, when))
    if ask.speaks:
        found.append(_language(meeting, ask.speaks))
    return sorted(dict.fromkeys(found), key=lambda answer: answer.met is not True)


def _answer(meeting: GroupMeeting, wish: Wish) -> Answer:
    if _asks_no_travel(meeting, wish):
        return Answer(_now("No travel"), True)
    words, met = str(WISHES[wish]), _states(meeting, wish)
    if met is None:
        return Answer(_now("%(wish)s: not stated", wish=words), None)
    return Answer(words if met else _now("Not %(wish)s", wish=_lower(words)), met)


def _asks_no_travel(meeting: GroupMeeting, wish: Wish) -> bool:
    return wish in (Wish.STEP_FREE, Wish.TRANSIT) and meeting.attendance in NO_TRAVEL


def _states(meeting: GroupMeeting, wish: Wish) -> bool | None:
    if wish is Wish.ONLINE:
        return meeting.attendance in REMOTE
    if wish is Wish.STEP_FREE:
        stated = meeting.venue.wheelchair if meeting.venue else Stated.NOT_STATED
        return {Stated.YES: True, Stated.NO: False, Stated.NOT_STATED: None}[stated]
    return True if set(TRAITS_FOR[wish]) & set(meeting.traits) else None


def _when(meeting: GroupMeeting, wishes: Iterable[Wish]) -> Answer:
    words = " {} ".format(_now("or")).join(
        str(WISHES[wish]) if not place else _lower(str(WISHES[wish]))
        for place, wish in enumerate(wishes)
    )
    if meeting.weekday is None or meeting.starts_at is None:
        return Answer(_now("%(wish)s: not stated", wish=words), None)
    met = any(_falls(meeting.weekday, meeting.starts_at, wish) for wish in wishes)
    return Answer(words if met else _now("Not %(wish)s", wish=_lower(words)), met)


def _falls(weekday: int, starts_at: time, wish: Wish) -> bool:
    if wish is Wish.WEEKENDS:
        return weekday in (0, 6)
    evening = PartOfDay.EVENING.holds(starts_at)
    return evening if wish is Wish.EVENINGS else not evening and weekday not in (0, 6)


def _language(meeting: GroupMeeting, language: str) -> Answer:
    words = str(LANGUAGES.get(language, language))
    if not meeting.languages:
        return Answer(_now("%(language)s: not stated", language=words), None)
    met = language in meeting.languages
    return Answer(words if met else _now("Not in %(language)s", language=words), met)


def _lower(words: str) -> str:
    return words if words.startswith("LGBTQ") else f"{words[:1].lower()}{words[1:]}"
