"""The free texts of a plan that the client will read, with the words each goes by.

By the card they are written on, next to ``policy.cards``. Left out is what is chosen, what are
names, numbers, places and medicines, and what is never printed. A text without words of its own
goes by those of its row: a goal by its number, what is in the week by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS, section_of
from clinic.plans.policy.kinds import AREA_WORDS
from clinic.plans.policy.sections import live_supports

READ: dict[str, dict[str, Any]] = {
    "goals": {"goal": "", "first_step": _("First step")},
    "words": {
        "remember": _("The one thing to remember"),
        "why": _("Why this matters"),
        "helps": _("What helps"),
    },
    "week": {"words": ""},
    "groups": {"expect": ""},
    "appointments": {"what": ""},
    "medicines": {
        "what_for": _("What it is for"),
        "morning": _("Morning"),
        "noon": _("Noon"),
        "evening": _("Evening"),
        "bedtime": _("Bedtime"),
        "as_needed": _("Only if needed"),
    },
    "safety": {"naloxone_kept": _("Where it is kept")},
    "hard": {
        "signs": _("What I notice"),
        "acts": _("What I do"),
        "places": _("Where I go"),
        "callers": _("Who I call"),
    },
    "pairs": {"trigger": "", "response": _("I do this")},
    "steps": {
        "crisis_signs": _("1. I notice that it is coming"),
        "crisis_alone": _("2. What I do by myself"),
        "crisis_around": _("3. Where I go, who I sit with"),
        "crisis_people": _("4. Who I ask for help"),
        "crisis_services": _("5. Which services I call"),
        "crisis_safer": _("6. How I make my place safer"),
    },
    "people": {"relation": _("Who they are"), "good_for": _("Good for")},
    "areas": {"action": ""},
    "level": {
        "level_words": _("Care now, in plain words"),
        "next_words": _("Care that comes next, in plain words"),
        "level_why": _("If they differ, why"),
    },
    "strengths": {"strengths": _("Strengths"), "gains": _("What got better")},
}


@dataclass(frozen=True)
class Text:
    """One text: the card and section it is written in, what it goes by, and its words.

    ``field`` is the id of the field it is typed into; texts of a row have one only when the row
    is opened, so theirs is empty.
    """

    card: str
    section: str
    label: str
    words: str
    field: str


def texts(plan: AftercarePlan) -> Iterator[Text]:
    """Yield every text that the client will read, in the order of the cards."""
    for card, facts in READ.items():
        for about, row, form in _rows(plan, card):
            for fact, label in facts.items():
                value = getattr(row, fact)
                words = "\n".join(value) if isinstance(value, list) else value
                called = ", ".join(part for part in (about, str(label)) if part)
                if words.strip():
                    field = f"{form}-{fact}" if form else ""
                    yield Text(card, section_of(card), called, words, field)


def _rows(plan: AftercarePlan, card: str) -> Iterator[tuple[str, Any, str]]:
    """Yield what holds the texts of a card, with what each goes by, and its form if it is open."""
    if card in SHEETS:
        yield "", SHEETS[card].record(plan), card
    elif card in GRIDS:
        for row in GRIDS[card].rows(plan):
            yield str(AREA_WORDS[row.area]), row, row.area.value
    elif card in LISTS:
        for row in LISTS[card].rows(plan):
            yield _short(LISTS[card].called(row)), row, ""
    elif card == keys.GOALS:
        for n, goal in enumerate(plan.goals):
            yield gettext("Goal %(n)s", n=n + 1), goal, f"{card}-{n}"
    else:
        for support in live_supports(plan):
            yield support.referral.group.name, support.referral.group, ""


def _short(words: str) -> str:
    return shorten(words, 40, placeholder="...")
