"""Codes of the fellowships for people who used other drugs."""

from __future__ import annotations

from clinic.groups.feeds.codes.alcohol import AA

NA = {
    "CPT": "",
    "BT": "literature",
    "BEG": "newcomer",
    "CAN": "candlelight",
    "CW": "child_friendly",
    "C": "closed",
    "DISC": "discussion",
    "GL": "lgbtq",
    "IP": "literature",
    "IW": "literature",
    "JFT": "literature",
    "LIT": "literature",
    "LC": "literature",
    "M": "men",
    "MED": "meditation",
    "NS": "no_smoking",
    "O": "open",
    "QA": "discussion",
    "RA": "institutional",
    "SMOK": "smoking_permitted",
    "SPAD": "literature",
    "SPK": "speaker",
    "STEP": "step",
    "SWG": "step",
    "TOP": "discussion",
    "TRAD": "tradition",
    "VAR": "",
    "X": "wheelchair",
    "W": "women",
    "Y": "young_people",
}
#: Cocaine Anonymous writes what AA writes.
CA = AA
_CMA = "ASL C LGBTQ LIT M BE O OUT POC SM S SP ST T W Y X XB"
CMA = {code: AA[code] for code in _CMA.split()}
DAA = {
    "12X12": "literature step tradition",
    "BA": "childcare",
    "B": "big_book",
    "C": "closed",
    "D": "discussion",
    "M": "men",
    "O": "open",
    "ST": "step",
    "SS": "step speaker",
    "W": "women",
    "YP": "young_people",
}
