"""What the formats of a BMLT server say of a meeting.

A server names its formats as it likes, in each of its languages; only the ``world_id`` means the
same everywhere. Where a file brings its list of formats they are read by that. Without a list only
keys are read that servers of many places use alike. What is in neither table is kept as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from clinic.groups.models import Openness, Stated

OPEN, CLOSED, WHEELCHAIR = "open", "closed", "wheelchair"
VIRTUAL, HYBRID, PLACE_CLOSED, HOLIDAYS = "virtual", "hybrid", "away", "holidays"
_OURS = {OPEN, CLOSED, WHEELCHAIR, VIRTUAL, HYBRID, PLACE_CLOSED, HOLIDAYS}

#: The codes of NA World Services.
WORLD: dict[str, tuple[str, ...]] = {
    "BEG": ("newcomer",),
    "BT": ("literature",),
    "CAN": ("candlelight",),
    "CH": (HOLIDAYS,),
    "CLOSED": (CLOSED,),
    "CW": ("child_friendly",),
    "DISC": ("discussion",),
    "GL": ("lgbtq",),
    "HY": (HYBRID,),
    "INST": ("institutional",),
    "IP": ("literature",),
    "IW": ("literature",),
    "JFT": ("literature",),
    "LC": ("literature",),
    "LIT": ("literature",),
    "M": ("men",),
    "MED": ("meditation",),
    "OPEN": (OPEN,),
    "QA": ("discussion",),
    "SMOK": ("smoking_permitted",),
    "SPAD": ("discussion", "speaker"),
    "SPK": ("speaker",),
    "STEP": ("step",),
    "SWG": ("step",),
    "TC": (PLACE_CLOSED,),
    "TOP": ("discussion",),
    "TRAD": ("tradition",),
    "VM": (VIRTUAL,),
    "W": ("women",),
    "WCHR": (WHEELCHAIR,),
    "Y": ("young_people",),
}
#: Keys that English and Spanish servers share, where a file brings no list of formats.
KEYS: dict[str, tuple[str, ...]] = {
    "AB": ("discussion",),
    "B": ("newcomer",),
    "BK": ("literature",),
    "BT": ("literature",),
    "C": (CLOSED,),
    "CH": (HOLIDAYS,),
    "CL": ("candlelight",),
    "CS": ("child_friendly",),
    "CW": ("child_friendly",),
    "D": ("discussion",),
    "GL": ("lgbtq",),
    "HY": (HYBRID,),
    "IP": ("literature",),
    "IW": ("literature",),
    "JT": ("literature",),
    "LC": ("literature",),
    "M": ("men",),
    "ME": ("meditation",),
    "O": (OPEN,),
    "QA": ("discussion",),
    "SD": ("discussion", "speaker"),
    "SG": ("step",),
    "SL": ("sign_language",),
    "SO": ("speaker",),
    "ST": ("step",),
    "TC": (PLACE_CLOSED,),
    "TO": ("discussion",),
    "TR": ("tradition",),
    "TW": ("tradition",),
    "VM": (VIRTUAL,),
    "W": ("women",),
    "WC": (WHEELCHAIR,),
    "YP": ("young_people",),
}
#: Languages by the key or the name of their format.
LANGUAGES = {
    "es": "es",
    "sp": "es",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
    "en": "en",
    "english": "en",
    "fr": "fr",
    "french": "fr",
    "français": "fr",
    "de": "de",
    "german": "de",
    "deutsch": "de",
    "it": "it",
    "italian": "it",
    "italiano": "it",
    "pt": "pt",
    "por": "pt",
    "portuguese": "pt",
    "português": "pt",
    "ru": "ru",
    "rus": "ru",
    "russian": "ru",
    "pl": "pl",
    "polish": "pl",
    "polski": "pl",
    "fa": "fa",
    "per": "fa",
    "persian": "fa",
    "farsi": "fa",
    "ar": "ar",
    "arabic": "ar",
    "sv": "sv",
    "swedish": "sv",
    "svenska": "sv",
    "ja": "ja",
    "japanese": "ja",
    "ko": "ko",
    "korean": "ko",
    "vi": "vi",
    "vietnamese": "vi",
    "hi": "hi",
    "hindi": "hi",
    "he": "he",
    "hebrew": "he",
    "uk": "uk",
    "ukrainian": "uk",
    "el": "el",
    "greek": "el",
    "zh": "zh",
    "chinese": "zh",
    "tl": "tl",
    "tagalog": "tl",
}
#: Of the keys of languages, those that name one even where no list of formats says so.
SURE = {"ES": "es", "FR": "fr", "PT": "pt", "POR": "pt", "RU": "ru", "RUS": "ru", "PER": "fa"}
_SIGNED = re.compile(r"\bsign(?:ed)? language\b|\bASL\b", re.IGNORECASE)
#: "Wo1": only in the first week of the month.
_WEEK = re.compile(r"^Wo-?([1-5]|L)$")
#: "O-2": open in the second week; the closed ones are the rest, or there are none.
_OPEN_WEEK = re.compile(r"^O-([1-5]|L)$")
_SOME_WEEK = re.compile(r"^[A-Z]{1,3}\d?-([1-5]|L)(?:/[1-5L])*$")
_ONLY = re.compile(r"\b(?:only|nur|s[oó]lo|seulement|uniquement)\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*,\s*")
#: More formats than this, no meeting has.
MOST = 60


@dataclass(frozen=True)
class Meaning:
    """What one format says."""

    key: str
    says: tuple[str, ...] = ()
    language: str = ""
    only: bool = False


@dataclass(frozen=True)
class Said:
    """What all the formats of one meeting say. ``raw`` holds the keys as given."""

    raw: tuple[str, ...] = ()
    says: frozenset[str] = frozenset()
    traits: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    openness: Openness = Openness.NOT_STATED
    wheelchair: Stated = Stated.NOT_STATED
    weeks: tuple[int, ...] = ()
    open_weeks: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()


class Formats:
    """The formats of one file, by id and by key."""

    def __init__(self, listed: Any = None, *, world: bool = False) -> None:
        self._by_id: dict[str, Meaning] = {}
        self._by_key: dict[str, Meaning] = {}
        self._known: dict[tuple[str, str], Said] = {}
        self._world = world
        for row in listed if isinstance(listed, list) else ():
            if isinstance(row, dict):
                self._list(row)

    def _list(self, row: dict[str, Any]) -> None:
        key = str(row.get("key_string") or "").strip()
        meaning = _meaning(key, row)
        number = str(row.get("id") or row.get("shared_id_bigint") or "").strip()
        for table, name in ((self._by_id, number), (self._by_key, key)):
            if name and (name not in table or not table[name].says):
                table[name] = meaning

    def said(self, keys: str, ids: str) -> Said:
        """Return what a meeting's formats say: by id where listed, else by key."""
        found = self._known.get((keys, ids))
        if found is None:
            found = self._known[keys, ids] = self._read(keys, ids)
        return found

    def _read(self, keys: str, ids: str) -> Said:
        raw = [key for key in _AFTER.split(keys.strip()) if key][:MOST]
        listed = [
            self._by_id[one] for one in _AFTER.split(ids.strip())[:MOST] if one in self._by_id
        ]
        meanings = listed or [self._of_key(key) for key in raw]
        return _said(raw or [one.key for one in listed if one.key], meanings)

    def _of_key(self, key: str) -> Meaning:
        listed = self._by_key.get(key)
        if listed:
            return listed
        if self._by_key:
            return Meaning(key)
        if self._world:
            return Meaning(key, WORLD.get(key.upper(), ()))
        return Meaning(key, KEYS.get(key.upper(), ()), SURE.get(key.upper(), ""))


def _meaning(key: str, row: dict[str, Any]) -> Meaning:
    """Return what a format of the file's own list means."""
    world = str(row.get("world_id") or row.get("worldid_mixed") or "").strip().upper()
    name = str(row.get("name_string") or "").strip()
    words = f"{name} {row.get('description_string') or ''}"
    says = WORLD.get(world, ())
    kind = str(row.get("format_type_enum") or "").upper()
    language = ""
    if world == "LANG" or kind == "LANG":
        language = LANGUAGES.get(name.casefold()) or LANGUAGES.get(key.casefold(), "")
        if _SIGNED.search(words):
            language, says = "", ("sign_language",)
    elif not world and _SIGNED.search(name):
        says = ("sign_language",)
    return Meaning(key, says, language, only=bool(_ONLY.search(words)))


def _said(raw: list[str], meanings: list[Meaning]) -> Said:
    says = {word for one in meanings for word in one.says}
    weeks, open_weeks, unclear = _weeks(meanings, closed=CLOSED in says)
    return Said(
        raw=tuple(dict.fromkeys(key[:MOST] for key in raw)),
        says=frozenset(says),
        traits=tuple(sorted(says - _OURS)),
        languages=tuple(sorted({one.language for one in meanings if one.language})),
        openness=_openness(says, open_weeks),
        wheelchair=Stated.YES if WHEELCHAIR in says else Stated.NOT_STATED,
        weeks=weeks,
        open_weeks=open_weeks,
        unclear=unclear,
    )


def _openness(says: set[str], open_weeks: tuple[int, ...]) -> Openness:
    if CLOSED in says:
        return Openness.CLOSED
    return Openness.OPEN if OPEN in says or open_weeks else Openness.NOT_STATED


def _weeks(
    meanings: list[Meaning], *, closed: bool
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    """Return the weeks a meeting meets in, those it is open in, and keys that leave it unclear.

    "O-1" beside a format for closed meetings says when everybody is welcome; alone it says when
    there is a meeting.
    """
    meets: set[int] = set()
    opens: set[int] = set()
    unclear = []
    for one in meanings:
        week, open_week = _WEEK.match(one.key), _OPEN_WEEK.match(one.key)
        some = _SOME_WEEK.match(one.key)
        if week or (some and one.only):
            meets.add(_ordinal((week or some)[1]))  # type: ignore[index]
        elif open_week:
            opens.add(_ordinal(open_week[1]))
        elif some:
            unclear.append(one.key)
    if opens and not closed:
        meets |= opens
    order = sorted(meets, key=lambda week: week % 7)
    every = {1, 2, 3, 4, 5} <= meets
    return (() if every else tuple(order)), tuple(sorted(opens)), tuple(unclear)


def _ordinal(text: str) -> int:
    return -1 if text == "L" else int(text)
