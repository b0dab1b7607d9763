"""The forms for single answers, and for grids of a few rows."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Form, FormField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from clinic.core.fields import one_of
from clinic.core.formats import language_name
from clinic.core.words import LOCALES
from clinic.core.words import lazy_gettext as _
from clinic.plans.forms.fields import LINE, CardForm, choice, day, line, lines, number, text
from clinic.plans.policy.cards import GRIDS
from clinic.plans.policy.kinds import (
    AREA_STATE_WORDS,
    AREA_WORDS,
    NALOXONE_WORDS,
    RISK_WORDS,
    SIZE_WORDS,
    TOLD_WORDS,
    TOPIC_WORDS,
)

EDITIONS = [
    SelectChoice("", _("Not said")),
    SelectChoice("4", _("4th edition")),
    SelectChoice("3", _("3rd edition")),
]


class WordsForm(CardForm):
    """What the client wants to hold on to, in their own words."""

    card = "words"
    remember = text(_("The one thing to remember"), 2, most=LINE)
    why = text(_("Why this matters"), 3)
    helps = text(_("What helps"), 3)


class LanguageForm(CardForm):
    """In which language the words of the plan are written."""

    card = "language"
    language = SelectField(_("The words of this plan are written in"))

    def __init__(self, *args: Any, also: tuple[str, ...] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        codes = sorted(set(LOCALES) | set(also))
        self.language.choices = [SelectChoice(code, language_name(code)) for code in codes]


class PrintForm(CardForm):
    """In which language a plan prints, and how large."""

    card = "print"
    prints_in = SelectField(_("Language"))
    size = choice(_("Text size"), SIZE_WORDS)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.prints_in.choices = [SelectChoice(code, language_name(code)) for code in LOCALES]


class ListForm(CardForm):
    """About the list of medicines."""

    card = "list"
    no_medicines = BooleanField(_("Takes no medicines. I asked."))
    allergies = line(_("Allergies"))
    listed_on = day(_("The list is of"))


class SafetyForm(CardForm):
    """Overdose safety and naloxone."""

    card = "safety"
    overdose_risk = one_of(_("Opioids or stimulants, now or before?"), RISK_WORDS)
    naloxone = one_of(_("Naloxone"), NALOXONE_WORDS)
    naloxone_doses = number(_("How many doses"), 1, 20)
    naloxone_kept = line(_("Where it is kept"))
    naloxone_trained = lines(_("Who knows how to use it"))


class HardForm(CardForm):
    """When things get hard, in four steps."""

    card = "hard"
    signs = lines(_("What I notice"))
    acts = lines(_("What I do"))
    places = lines(_("Where I go"))
    callers = lines(_("Who I call"))


class StepsForm(CardForm):
    """The six crisis steps, when risk is marked."""

    card = "steps"
    at_risk = BooleanField(_("There is a risk of suicide. Print the crisis steps."))
    crisis_signs = lines(_("1. I notice that it is coming"))
    crisis_alone = lines(_("2. What I do by myself"))
    crisis_around = lines(_("3. Where I go, who I sit with"))
    crisis_people = lines(_("4. Who I ask for help"))
    crisis_services = lines(_("5. Which services I call"))
    crisis_safer = lines(_("6. How I make my place safer"))


class LevelForm(CardForm):
    """The level of care now and next."""

    card = "level"
    level_words = line(_("Care now, in plain words"))
    next_words = line(_("Care that comes next, in plain words"))
    next_level = line(_("Level arranged"), most=20)
    next_edition = SelectField(_("ASAM edition"), choices=EDITIONS)
    best_level = line(_("Level recommended"), most=20)
    level_why = line(_("If they differ, why"))


class StrengthsForm(CardForm):
    """Strengths, and what was gained."""

    card = "strengths"
    strengths = lines(_("Strengths"))
    gains = lines(_("What got better"))


class AreaRow(Form):
    """What was found in one area of life."""

    state = choice(_("Reviewed"), AREA_STATE_WORDS, none=_("Not yet"))
    action = line(_("What is to do"))
    owner = line(_("Who does it"))
    due_on = day(_("By"))


class TopicRow(Form):
    """How the client told one topic back."""

    told = choice(_("Asked"), TOLD_WORDS, none=_("Not yet"))
    interpreter = line(_("Interpreter"))
    why = line(_("If nobody could ask, why"))


def _grid(key: str, row: type[Form], words: Mapping[Any, Any]) -> type[CardForm]:
    """Make the form of a grid: one row for each of a few, by its value."""
    each: type[enum.StrEnum] = GRIDS[key].each
    fields = {member.value: FormField(row, label=words[member]) for member in each}
    return type(f"{key.title()}Form", (CardForm,), {"card": key, **fields})


SHEET_FORMS: dict[str, type[CardForm]] = {
    form.card: form
    for form in (
        WordsForm,
        LanguageForm,
        PrintForm,
        ListForm,
        SafetyForm,
        HardForm,
        StepsForm,
        LevelForm,
        StrengthsForm,
    )
}
GRID_FORMS: dict[str, type[CardForm]] = {
    "areas": _grid("areas", AreaRow, AREA_WORDS),
    "teach": _grid("teach", TopicRow, TOPIC_WORDS),
}
