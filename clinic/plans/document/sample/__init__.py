"""Invented plans, to look at the paper without a database. Every name and number is made up."""

from __future__ import annotations

from dataclasses import replace

from clinic.core.words import speaking
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.sample import english, spanish
from clinic.plans.document.sample.days import events, thirty_days
from clinic.plans.document.sample.releases import release
from clinic.plans.document.sample.stress import emptied, stressed
from clinic.plans.document.shape import PlanDocument
from clinic.plans.policy.keys import ALL

__all__ = ["LANGUAGES", "release", "sample"]

LANGUAGES = {"en": english, "es": spanish}


def sample(
    clinic: ClinicFacts, *, language: str = "en", size: str = "standard", variant: str = ""
) -> PlanDocument:
    """Return an invented plan on the paper and with the crisis lines of these settings.

    ``variant`` is "stress" for one with long names and full lists, "empty" for one in which
    nothing has been written yet. In a language that nobody invented words for, they are English.
    """
    tongue = LANGUAGES.get(language, english)
    with speaking(language):
        document = PlanDocument(
            language=language,
            paper=clinic.paper,
            size=size,
            crisis_lines=clinic.crisis_lines,
            client_number=10482,
            version=3,
            printed_iso="2026-11-23",
            draft=False,
            calendar=thirty_days(language),
            events=events(language, clinic.timezone),
            **tongue.words(),
        )
    if language not in LANGUAGES:
        document = replace(document, untranslated=ALL)
    if variant == "stress":
        return stressed(document, tongue.CRISIS)
    return emptied(document) if variant == "empty" else document
