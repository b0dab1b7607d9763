"""Whether a meeting offers what a person wishes for, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clinic.core.words import LazyString
from clinic.core.words import gettext as _now
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import Stated
from clinic.groups.policy.asking import TAKING_PART, FinderAsk, PartOfDay, Wish
from clinic.groups.policy.candidate import REMOTE, Candidate
from clinic.groups.policy.labels import JOINING, LANGUAGES, TRAITS
from clinic.groups.policy.near import KM_A_MILE

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
PROOF = "proof_of_attendance"
WHEN = (Wish.EVENINGS, Wish.WEEKENDS, Wish.DAYTIME)
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


def met(meeting: Candidate, ask: FinderAsk) -> list[bool | None]:
    """Return what a meeting says to each thing asked for, without the words."""
    return [said for _wish, said in _asked(meeting, ask)]


def answers(meeting: Candidate, ask: FinderAsk) -> list[Answer]:
    """Return what a meeting says to each thing asked for, granted ones first."""
    found = [Answer(_words(meeting, wish, said), said) for wish, said in _asked(meeting, ask)]
    return sorted(dict.fromkeys(found), key=lambda answer: answer.met is not True)


#: What is asked for: a wish, some wishes of time of which one is enough, or a language.
Asked = Wish | tuple[Wish, ...] | str


def _asked(meeting: Candidate, ask: FinderAsk) -> list[tuple[Asked, bool | None]]:
    found: list[tuple[Asked, bool | None]] = [
        (wish, _says(meeting, wish)) for wish in ask.wishes if wish not in WHEN
    ]
    when = tuple(wish for wish in ask.wishes if wish in WHEN)
    if when:
        found.append((when, _falls_in(meeting, when)))
    if ask.speaks:
        silent = meeting.languages == "[]"
        found.append((ask.speaks, None if silent else meeting.speaks(ask.speaks)))
    if ask.person and ask.person.proof:
        found.append((PROOF, True if meeting.has(PROOF) else None))
    return found


def _says(meeting: Candidate, wish: Wish) -> bool | None:
    if _asks_no_travel(meeting, wish):
        return True
    if wish is Wish.ONLINE:
        return meeting.attendance in REMOTE
    if wish is Wish.STEP_FREE:
        return {Stated.YES: True, Stated.NO: False}.get(meeting.wheelchair)
    return True if meeting.has(*TRAITS_FOR[wish]) else None


def _asks_no_travel(meeting: Candidate, wish: Wish) -> bool:
    return wish in (Wish.STEP_FREE, Wish.TRANSIT) and meeting.is_remote


def _falls_in(meeting: Candidate, wishes: Iterable[Wish]) -> bool | None:
    if meeting.wall_minute is None:
        return None
    return any(_falls(meeting.wall_minute, wish) for wish in wishes)


def _falls(wall_minute: int, wish: Wish) -> bool:
    weekend = wall_minute // 1440 in (0, 6)
    if wish is Wish.WEEKENDS:
        return weekend
    evening = wall_minute % 1440 >= PartOfDay.EVENING.minutes[0]
    return evening if wish is Wish.EVENINGS else not evening and not weekend


def _words(meeting: Candidate, asked: Asked, said: bool | None) -> str:
    if isinstance(asked, Wish) and _asks_no_travel(meeting, asked):
        return _now("No travel")
    words, language = _called(asked), asked in LANGUAGES
    if said is None:
        ask_first = asked is Wish.STEP_FREE
        shape = _("%(wish)s: not stated, ask first") if ask_first else _("%(wish)s: not stated")
        return str(shape) % {"wish": words}
    if said:
        return words
    if language:
        return _now("Not in %(language)s", language=words)
    return _now("Not %(wish)s", wish=lower(words))


def _called(asked: Asked) -> str:
    if isinstance(asked, tuple):
        words = [_called(wish) for wish in asked]
        return f" {_now('or')} ".join([words[0], *map(lower, words[1:])])
    if isinstance(asked, Wish):
        return str(WISHES[asked])
    return str(TRAITS[asked] if asked == PROOF else LANGUAGES.get(asked, asked))


def lower(words: str) -> str:
    """Return words as they stand within a sentence."""
    return words if words.startswith("LGBTQ") else f"{words[:1].lower()}{words[1:]}"


def missed(meeting: Candidate, ask: FinderAsk, relaxed: Iterable[str]) -> list[Answer]:
    """Return which of the filters that were let go a meeting does not keep."""
    return [
        Answer(_MISSED[name](meeting), False)
        for name in relaxed
        if name in _KEPT and not _KEPT[name](meeting, ask)
    ]


def _within(meeting: Candidate, ask: FinderAsk) -> bool:
    return meeting.is_remote or (meeting.km is not None and meeting.km <= ask.within * KM_A_MILE)


def _in_time(meeting: Candidate, ask: FinderAsk) -> bool:
    minute = meeting.wall_minute
    if minute is None:
        return False
    return any(start <= minute % 1440 < end for start, end in (p.minutes for p in ask.times))


#: How each filter is told to be kept, and what is said of a meeting that does not.
_KEPT: dict[str, Callable[[Candidate, FinderAsk], bool]] = {
    "times": _in_time,
    "within": _within,
    "days": lambda meeting, ask: meeting.wall_day in ask.days,
    "attendance": lambda meeting, ask: meeting.attendance in TAKING_PART[ask.attendance],
    "joining": lambda meeting, ask: meeting.joining in ask.joining,
    "language": lambda meeting, ask: meeting.speaks(ask.language),
    "audience": lambda meeting, ask: meeting.has(ask.audience),
}
_MISSED: dict[str, Callable[[Candidate], str]] = {
    "times": lambda _meeting: _now("Another time of day"),
    "within": lambda meeting: _now("Farther away") if meeting.km else _now("Distance not known"),
    "days": lambda _meeting: _now("Another day"),
    "attendance": lambda _meeting: _now("Another way to take part"),
    "joining": lambda meeting: str(JOINING[meeting.joining]),
    "language": lambda _meeting: _now("Another language, or not stated"),
    "audience": lambda _meeting: _now("Not said to be for them"),
}
