"""What the type codes of a fellowship mean.

Codes are local to a fellowship: ``Y`` is young people in one and Alateen in another. A code that
is not in the table of its fellowship is kept as it stands and means nothing to us.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes
from clinic.groups.models import Openness, Stated

OPEN, CLOSED, WHEELCHAIR, CLOSED_PLACE, DERIVED = "open", "closed", "wheelchair", "away", "derived"

AA: dict[str, tuple[str, ...]] = {
    "11": ("meditation", "step"),
    "12X12": ("literature", "step", "tradition"),
    "A": ("secular",),
    "ABSI": ("literature",),
    "AL": ("family",),
    "AL-AN": ("family",),
    "ASL": ("sign_language",),
    "B": ("big_book",),
    "BA": ("childcare",),
    "BE": ("newcomer",),
    "BI": ("lgbtq",),
    "C": (CLOSED,),
    "CAN": ("candlelight",),
    "CF": ("child_friendly",),
    "D": ("discussion",),
    "DD": ("dual_diagnosis",),
    "DR": ("literature",),
    "FF": ("fragrance_free",),
    "G": ("lgbtq",),
    "GR": ("grapevine", "literature"),
    "H": ("birthday",),
    "L": ("lgbtq",),
    "LGBTQ": ("lgbtq",),
    "LIT": ("literature",),
    "LS": ("literature",),
    "M": ("men",),
    "MED": ("meditation",),
    "N": ("indigenous",),
    "NB": ("non_binary", "lgbtq"),
    "NDG": ("indigenous",),
    "O": (OPEN,),
    "ONL": (DERIVED,),
    "OUT": ("outdoor",),
    "P": ("professionals",),
    "POA": ("proof_of_attendance",),
    "POC": ("people_of_color",),
    "SEN": ("seniors",),
    "SM": ("smoking_permitted",),
    "SP": ("speaker",),
    "ST": ("step",),
    "T": ("transgender", "lgbtq"),
    "TC": (CLOSED_PLACE,),
    "TR": ("tradition",),
    "W": ("women",),
    "X": (WHEELCHAIR,),
    "XB": (WHEELCHAIR, "wheelchair_toilet"),
    "XT": ("cross_talk",),
    "Y": ("young_people",),
}
AA_LANGUAGES = {
    "EN": "en",
    "S": "es",
    "FR": "fr",
    "DE": "de",
    "ITA": "it",
    "POR": "pt",
    "RUS": "ru",
    "POL": "pl",
    "JA": "ja",
    "KOR": "ko",
    "PUN": "pa",
    "HE": "he",
    "FA": "fa",
    "AR": "ar",
    "HY": "hy",
}
#: Labels that stand where a code belongs.
AA_LABELS = {
    "open": "O",
    "closed": "C",
    "women": "W",
    "men": "M",
    "speaker": "SP",
    "discussion": "D",
    "big book": "B",
    "newcomer": "BE",
    "newcomers": "BE",
    "english": "EN",
    "spanish": "S",
    "lgbtq": "LGBTQ",
    "secular": "A",
    "meditation": "MED",
    "literature": "LIT",
    "wheelchair access": "X",
    "wheelchair accessible": "X",
    "american sign language": "ASL",
    "sign language": "ASL",
    "young people": "Y",
    "step meeting": "ST",
    "step study": "ST",
    "candlelight": "CAN",
    "outdoor": "OUT",
    "outdoor meeting": "OUT",
    "location temporarily closed": "TC",
}
LONGEST = 60


@dataclass(frozen=True)
class Types:
    """What the codes of one row say. ``raw`` holds them as given."""

    raw: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    openness: Openness = Openness.NOT_STATED
    wheelchair: Stated = Stated.NOT_STATED
    place_closed: bool = False


def types(value: Any, fellowship: str, notes: Notes) -> Types:
    """Return what the type codes of a row say in the language of its fellowship."""
    raw = _raw(value, notes)
    if fellowship.casefold() != "aa":
        return Types(raw=raw)
    codes = [_code(word, notes) for word in raw]
    said = {meaning for code in codes for meaning in AA.get(code, ())}
    if {OPEN, CLOSED} <= said:
        notes.repaired("types", _("Both open and closed: taken as closed."), "O, C", "C")
    return Types(
        raw=raw,
        traits=sorted(said - {OPEN, CLOSED, WHEELCHAIR, CLOSED_PLACE, DERIVED}),
        languages=sorted({AA_LANGUAGES[code] for code in codes if code in AA_LANGUAGES}),
        openness=_openness(said),
        wheelchair=Stated.YES if WHEELCHAIR in said else Stated.NOT_STATED,
        place_closed=CLOSED_PLACE in said,
    )


def _openness(said: set[str]) -> Openness:
    if CLOSED in said:
        return Openness.CLOSED
    return Openness.OPEN if OPEN in said else Openness.NOT_STATED


def _raw(value: Any, notes: Notes) -> list[str]:
    if value is None:
        return []
    given = value.split(",") if isinstance(value, str) else value
    if not isinstance(given, list):
        notes.repaired("types", _("Left out: this is not a list of codes."), value)
        return []
    words = [str(one).strip()[:LONGEST] for one in given[:100] if isinstance(one, str | int)]
    return list(dict.fromkeys(word for word in words if word))


def _code(word: str, notes: Notes) -> str:
    """Return the code that a word stands for; an unknown one is returned as it is."""
    bare = re.sub(r"^\[|\]$", "", word).strip()
    code = bare.upper()
    if code not in AA and code not in AA_LANGUAGES:
        code = AA_LABELS.get(bare.casefold(), "")
        if not code:
            notes.review("types", _("An unknown code, kept as it is."), word)
            return word
    if word != code and word != "12x12":
        notes.repaired("types", _("A code in another spelling."), word, code)
    return code
