"""The names by which fellowships are known, and the table of codes of each."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from clinic.groups.feeds.codes import alcohol, dharma, drugs, families, habits, relations
from clinic.groups.feeds.codes.meanings import EVERYWHERE

#: By the short name we use: the table of its codes, and the other names it goes by.
FELLOWSHIPS: dict[str, tuple[dict[str, str], str]] = {
    "AA": (alcohol.AA, "alcoholics anonymous"),
    "NA": (drugs.NA, "narcotics anonymous"),
    "HA": (drugs.NA, "heroin anonymous"),
    "CA": (drugs.CA, "cocaine anonymous"),
    "CMA": (drugs.CMA, "crystal meth anonymous"),
    "MA": ({}, "marijuana anonymous"),
    "DAA": (drugs.DAA, "drug addicts anonymous"),
    "Al-Anon": (families.AL_ANON, "alanon, alateen, al-anon family groups, afg"),
    "Nar-Anon": ({}, "naranon, nar-anon family groups"),
    "ACA": (families.ACA, "acoa, adult children of alcoholics"),
    "CoDA": (families.CODA, "co-dependents anonymous, codependents anonymous"),
    "PAL": ({}, "parents of addicted loved ones"),
    "GA": (habits.GA, "gamblers anonymous"),
    "OA": (habits.OA, "overeaters anonymous"),
    "CEA-HOW": (habits.CEA_HOW, "compulsive eaters anonymous-how"),
    "EDA": (habits.EDA, "eating disorders anonymous"),
    "DA": (habits.DA, "debtors anonymous"),
    "UA": (habits.UA, "underearners anonymous"),
    "VA": (habits.VA, "violence anonymous"),
    "SLAA": (relations.SLAA, "sex and love addicts anonymous"),
    "SAA": (relations.SAA, "sex addicts anonymous"),
    "SA": (relations.SA, "sexaholics anonymous"),
    "SCA": (relations.SCA, "sexual compulsives anonymous"),
    "RCA": (relations.RCA, "recovering couples anonymous"),
    "SIA": (relations.SIA, "survivors of incest anonymous"),
    "Recovery Dharma": (dharma.DHARMA, "rd"),
    "Refuge Recovery": (dharma.DHARMA, "rr"),
    "SMART Recovery": ({}, "smart"),
    "LifeRing": ({}, "lifering secular recovery"),
    "Women for Sobriety": ({}, "wfs"),
}


@cache
def _by_name() -> dict[str, str]:
    found = {}
    for short, (_table, others) in FELLOWSHIPS.items():
        for name in (short, *others.split(", ")):
            found[_folded(name)] = short
    return found


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold().replace("&", "and"))


@lru_cache(1_000)
def known(name: str) -> str:
    """Return the short name of a fellowship: "A.A." and "Alcoholics Anonymous" are AA.

    What is written behind it ("AA - Queer and Allies", "NA (see notes)") is left aside. An
    unknown fellowship has no short name.
    """
    found = _by_name().get(_folded(name))
    if found is None:
        found = _by_name().get(_folded(re.split(r"\s+[-\u2013:]\s|[(:,/]", name, maxsplit=1)[0]))
    return found or ""


@lru_cache(1_000)
def table_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return what the codes of a fellowship mean, or nothing where nobody told us."""
    short = known(name)
    table = FELLOWSHIPS[short][0] if short else {}
    return {code: tuple(words.split()) for code, words in (table and EVERYWHERE | table).items()}
