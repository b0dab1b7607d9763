"""Whether everything is written, and can be read."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys
from clinic.plans.policy.checks.base import Check, Desk, Finding, Named
from clinic.plans.policy.notes import language
from clinic.plans.policy.reading import hurtful_words, level_of
from clinic.plans.policy.sections import REASONS, title
from clinic.plans.policy.texts import texts

#: A phone number of fewer digits is a slip, unless it is a short one such as 988.
FEWEST_DIGITS, SHORT_NUMBER = 7, 3


def _goals(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    if not plan.goals:
        detail = gettext("The plan cannot be signed off without a goal.")
        words = gettext("Write at least one goal")
        yield Finding("goals", words, detail, keys.GOALS, must_fix=True)


def _crisis(_plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    if not desk.crisis_lines:
        detail = gettext("Whoever runs this system sets them. No plan leaves without them.")
        words = gettext("The clinic has set no crisis lines")
        yield Finding("crisis", words, detail, keys.CRISIS, must_fix=True)


def _reach(_plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    if not desk.phone:
        detail = gettext("Neither the program nor the clinic has a phone number.")
        words = gettext("The plan says no way to reach the clinic")
        yield Finding("reach", words, detail, keys.CRISIS, must_fix=True)


def _steps(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for number, goal in enumerate(plan.goals, 1):
        if not goal.first_step.strip():
            words = gettext("Goal %(n)s has no first step", n=number)
            detail = gettext("It will print with a line to write on.")
            yield Finding(f"step:{number}", words, detail, keys.GOALS)


def _written(key: str, detail: object) -> Check:
    """Make the check that a section is there; whether it may be missing, the clinic decides."""

    def look(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
        if reason := REASONS[key](plan, desk.rules):
            words = f"{title(key)}: {reason[0].lower()}{reason[1:]}"
            yield Finding(key, words, str(detail), key, must_fix=key in desk.rules.required)

    return look


def _numbers(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for person in plan.people:
        digits = sum(character.isdigit() for character in person.phone)
        if digits != SHORT_NUMBER and digits < FEWEST_DIGITS and person.phone.strip():
            words = gettext("The number of %(name)s looks too short", name=person.name)
            detail = gettext("It says %(phone)s.", phone=person.phone)
            yield Finding(f"number:{person.id}", words, detail, keys.PEOPLE)


def _hard_to_read(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    """Find the hardest text of each section that is harder than the clinic wants."""
    most, hardest = desk.rules.reading_grade_max, dict[str, tuple[int, str]]()
    for text in texts(plan):
        level = level_of(text.words, language(plan))
        if level is not None and level.is_over(most):
            found = (level.grade, text.label)
            hardest[text.section] = max(found, hardest.get(text.section, found))
    for section, (grade, label) in hardest.items():
        words = gettext("%(section)s: reads at about grade %(n)s", section=title(section), n=grade)
        detail = gettext(
            "%(text)s: shorter words and sentences bring it to %(n)s.", text=label, n=most
        )
        yield Finding(f"reading:{section}:{grade}", words, detail, section)


def _hurtful(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    """Find each word that may hurt, once a section. The key, which is logged, does not tell it."""
    found = {}
    for text in texts(plan):
        for says, better in hurtful_words(text.words, language(plan)):
            named = {"section": title(text.section), "says": says}
            words = gettext("%(section)s: “%(says)s” may hurt", **named)
            detail = gettext("Better: “%(better)s”. Words of the client may stay.", better=better)
            digest = blake2b(says.casefold().encode(), digest_size=4).hexdigest()
            key = f"hurts:{text.section}:{digest}"
            found[key] = Finding(key, words, detail, text.section)
    yield from found.values()


_LINES = _("The list prints as lines to write on.")
CHECKS: tuple[Named, ...] = (
    (_("There is a goal"), _goals),
    (_("Crisis lines are set"), _crisis),
    (_("The clinic can be reached"), _reach),
    (_("Each goal has a first step"), _steps),
    (
        _("The one thing to remember is written"),
        _written(keys.REMEMBER, _("Page 1 prints a line for it.")),
    ),
    (
        _("There is something in the week"),
        _written(keys.WEEK, _("The week prints empty, with lines for ideas.")),
    ),
    (
        _("There is a group, or groups were offered"),
        _written(keys.GROUPS, _("It prints: I have no group yet.")),
    ),
    (_("There is an appointment or call"), _written(keys.APPOINTMENTS, _LINES)),
    (
        _("The clinic keeps in touch"),
        _written(keys.CONTACTS, _("Say who calls, how often and how many times.")),
    ),
    (
        _("There are enough triggers, each with what to do"),
        _written(keys.HARD, _("When this happens, I do that: they go together.")),
    ),
    (
        _("The crisis steps are written, or not needed"),
        _written(keys.STEPS, _("Risk is marked on this plan, so the steps are printed.")),
    ),
    (_("There is somebody to call"), _written(keys.PEOPLE, _LINES)),
    (
        _("Every area of life was reviewed"),
        _written(keys.AREAS, _("No need, met, or open with what to do.")),
    ),
    (
        _("The care that comes next is named"),
        _written(keys.LEVEL, _("In plain words: how much care, and where.")),
    ),
    (
        _("Strengths and gains are named"),
        _written(keys.STRENGTHS, _("What went well belongs in the plan too.")),
    ),
    (_("Phone numbers look whole"), _numbers),
    (_("The texts are easy to read"), _hard_to_read),
    (_("No word is likely to hurt"), _hurtful),
)
