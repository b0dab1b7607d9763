"""In which language a plan is printed, and which of its words are in another one."""

from __future__ import annotations

from clinic.core.words import LOCALES
from clinic.plans.models import AftercarePlan, PrintSize
from clinic.plans.policy import keys
from clinic.plans.policy.cards import LISTS, SHEETS
from clinic.plans.policy.rules import Rules

#: Facts that are chosen, not written.
CHOSEN = {"next_level", "next_edition", "best_level", "language", "prints_in", "phone"}


def language_of(plan: AftercarePlan) -> str:
    """Return the language chosen for this plan, or else the client's; English for all others."""
    spoken = (plan.answers.prints_in or plan.episode.client.language)[:2]
    return spoken if spoken in LOCALES else "en"


def size_of(plan: AftercarePlan) -> PrintSize:
    """Return the size chosen for this plan, or else what the client's record asks for."""
    large = plan.episode.client.large_print
    return plan.answers.size or (PrintSize.LARGE if large else PrintSize.STANDARD)


def untranslated(plan: AftercarePlan, language: str, rules: Rules) -> tuple[str, ...]:
    """Return the sections that hold words in another language than the plan's own."""
    found = set() if rules.safety_in(language) == language else {keys.SAFETY}
    if plan.answers.language[:2] != language:
        found |= _written(plan)
    return tuple(key for key in keys.ALL if key in found)


def _written(plan: AftercarePlan) -> set[str]:
    """Return the sections in which staff or the client wrote something."""
    written = {keys.GOALS} if plan.goals else set()
    for sheet in SHEETS.values():
        if any(_is_words(n, getattr(sheet.record(plan), n)) for n in sheet.facts):
            written.add(sheet.section)
    for kind in LISTS.values():
        if kind.rows(plan):
            written.add(kind.section)
    if any(row.action for row in plan.areas):
        written.add(keys.AREAS)
    return written


def _is_words(name: str, value: object) -> bool:
    written = isinstance(value, list) or type(value) is str
    return name not in CHOSEN and written and bool(value)
