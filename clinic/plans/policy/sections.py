"""What a plan needs: which sections are ready, and what the others lack. Computed, never typed.

``queries.progress`` says the same in SQL, for lists of many clients; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clinic.clients.models import Asked
from clinic.core.words import gettext, ngettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import (
    AftercarePlan,
    Area,
    AreaState,
    Naloxone,
    PlanMedicine,
    PlanSupport,
)
from clinic.plans.policy import keys
from clinic.plans.policy.cards import CRISIS_STEPS
from clinic.plans.policy.kinds import AREA_WORDS
from clinic.plans.policy.rules import Rules
from clinic.plans.policy.teach import topics, untold
from clinic.referrals.models import ReferralState

#: Referrals in these states are printed in a plan; the others came to nothing.
LIVE = (
    ReferralState.OFFERED,
    ReferralState.AGREED,
    ReferralState.FIRST_ATTENDED,
    ReferralState.ATTENDING,
    ReferralState.COMPLETED,
)
TITLES = {
    keys.GOALS: _("Goals"),
    keys.REMEMBER: _("The one thing to remember"),
    keys.WEEK: _("My week"),
    keys.GROUPS: _("Groups"),
    keys.APPOINTMENTS: _("Appointments and calls"),
    keys.CONTACTS: _("Keeping in touch"),
    keys.MEDICINES: _("Medicines"),
    keys.SAFETY: _("Overdose and naloxone"),
    keys.HARD: _("When things get hard"),
    keys.STEPS: _("Crisis steps"),
    keys.PEOPLE: _("People to call"),
    keys.AREAS: _("Areas of life"),
    keys.LEVEL: _("Level of care"),
    keys.STRENGTHS: _("Strengths and gains"),
    keys.TEACH: _("Told back"),
    keys.CRISIS: _("Who to call now"),
}


@dataclass(frozen=True)
class Section:
    """One part of a plan: whether it is ready, and if not, why, in words.

    A plan cannot be signed off without its ``required`` sections. ``key`` is also the anchor of
    its card in the editor.
    """

    key: str
    title: str
    ready: bool
    reason: str
    required: bool


def sections(
    plan: AftercarePlan, *, crisis_lines: bool = True, rules: Rules | None = None
) -> list[Section]:
    """Return the sections in the order of the paper. ``rules`` left out: those of a new clinic."""
    rules = rules or Rules()
    no_lines = gettext("The clinic has set no crisis lines")
    found = []
    for key in keys.ALL:
        reason = REASONS[key](plan, rules) if key in REASONS else "" if crisis_lines else no_lines
        found.append(Section(key, title(key), not reason, reason, key in rules.required))
    return found


def title(key: str) -> str:
    """Return the words a section goes by."""
    return str(TITLES[key])


def ready_count(parts: Sequence[Section]) -> int:
    """Return how many sections are ready."""
    return sum(section.ready for section in parts)


def progress_words(missing: Sequence[str], of: int) -> str:
    """Say what is left of a draft in one line: "Groups and people to call left"."""
    if not missing:
        return gettext("Plan ready")
    if len(missing) == of:
        return gettext("Nothing written yet")
    names = [title(key) for key in missing]
    if len(names) > 2:
        left = ngettext("%(num)s other section left", "%(num)s other sections left", len(names) - 1)
        return gettext("%(first)s and %(left)s", first=names[0], left=left)
    first, *rest = [names[0], *(name[0].lower() + name[1:] for name in names[1:])]
    if rest:
        return gettext("%(first)s and %(second)s left", first=first, second=rest[0])
    return gettext("%(first)s left", first=first)


def live_supports(plan: AftercarePlan) -> list[PlanSupport]:
    """Return the groups that will be printed: those neither declined nor withdrawn."""
    return [support for support in plan.supports if support.referral.state in LIVE]


def lacks_amount(medicine: PlanMedicine) -> bool:
    """Whether nobody can tell how much of a medicine to take, and when."""
    times = (medicine.morning, medicine.noon, medicine.evening, medicine.bedtime)
    said = (*times, medicine.as_needed)
    return not medicine.stopped and not any(text.strip() for text in said)


def level_differs(plan: AftercarePlan) -> bool:
    """Whether another level of care was recommended than could be arranged."""
    best = plan.answers.best_level.strip()
    return bool(best) and best != plan.answers.next_level.strip()


def _goals(plan: AftercarePlan, _rules: Rules) -> str:
    if not plan.goals:
        return gettext("No goals yet")
    for number, goal in enumerate(plan.goals, 1):
        if not goal.first_step.strip():
            return gettext("Goal %(n)s has no first step", n=number)
    return ""


def _remember(plan: AftercarePlan, _rules: Rules) -> str:
    return "" if plan.remember.strip() else gettext("Nothing written yet")


def _week(plan: AftercarePlan, _rules: Rules) -> str:
    return "" if plan.week or live_supports(plan) else gettext("Nothing in the week yet")


def _groups(plan: AftercarePlan, _rules: Rules) -> str:
    return "" if live_supports(plan) or plan.declined else gettext("No groups yet")


def _appointments(plan: AftercarePlan, _rules: Rules) -> str:
    return "" if plan.appointments else gettext("No appointments or calls yet")


def _contacts(plan: AftercarePlan, _rules: Rules) -> str:
    return "" if plan.contacts else gettext("No planned contact yet")


def _medicines(plan: AftercarePlan, _rules: Rules) -> str:
    if not plan.medicines and not plan.answers.no_medicines:
        return gettext("Not asked yet which medicines, or none")
    for medicine in plan.medicines:
        if lacks_amount(medicine):
            return gettext("%(medicine)s: say how much, and when", medicine=medicine.name)
    return ""


def _safety(plan: AftercarePlan, _rules: Rules) -> str:
    asked = plan.answers.naloxone is not Naloxone.NOT_ASKED
    known = asked or plan.answers.overdose_risk is Asked.NO
    return "" if known else gettext("Naloxone: not asked yet")


def _hard(plan: AftercarePlan, rules: Rules) -> str:
    whole, least = sum(bool(pair.response.strip()) for pair in plan.pairs), rules.triggers_min
    if whole >= least:
        return ""
    return gettext("%(n)s of %(least)s triggers with what I do", n=whole, least=least)


def _steps(plan: AftercarePlan, _rules: Rules) -> str:
    written = sum(bool(getattr(plan.answers, name)) for name in CRISIS_STEPS)
    if not plan.answers.at_risk or written == len(CRISIS_STEPS):
        return ""
    return gettext("%(n)s of %(of)s steps written", n=written, of=len(CRISIS_STEPS))


def _people(plan: AftercarePlan, _rules: Rules) -> str:
    if not plan.people:
        return gettext("Nobody to call yet")
    return "" if any(p.phone.strip() for p in plan.people) else gettext("Nobody has a phone number")


def _areas(plan: AftercarePlan, _rules: Rules) -> str:
    reviewed = {row.area for row in plan.areas}
    if left := [area for area in Area if area not in reviewed]:
        return gettext("%(area)s: not reviewed yet", area=AREA_WORDS[left[0]])
    for row in plan.areas:
        if row.state is AreaState.OPEN and not row.action.strip():
            return gettext("%(area)s: say what is to do", area=AREA_WORDS[row.area])
    return ""


def _level(plan: AftercarePlan, _rules: Rules) -> str:
    if not plan.answers.next_words.strip():
        return gettext("Nothing about the care that comes next")
    if level_differs(plan) and not plan.answers.level_why.strip():
        return gettext("Say why it differs from what was recommended")
    return ""


def _strengths(plan: AftercarePlan, _rules: Rules) -> str:
    if not plan.answers.strengths:
        return gettext("No strength yet")
    return "" if plan.answers.gains else gettext("Nothing gained yet")


def _teach(plan: AftercarePlan, rules: Rules) -> str:
    left, of = len(untold(plan, rules)), len(topics(rules))
    return gettext("%(n)s of %(of)s topics told back", n=of - left, of=of) if left else ""


#: What each section lacks, in words; nothing when it is ready.
REASONS: dict[str, Callable[[AftercarePlan, Rules], str]] = {
    keys.GOALS: _goals,
    keys.REMEMBER: _remember,
    keys.WEEK: _week,
    keys.GROUPS: _groups,
    keys.APPOINTMENTS: _appointments,
    keys.CONTACTS: _contacts,
    keys.MEDICINES: _medicines,
    keys.SAFETY: _safety,
    keys.HARD: _hard,
    keys.STEPS: _steps,
    keys.PEOPLE: _people,
    keys.AREAS: _areas,
    keys.LEVEL: _level,
    keys.STRENGTHS: _strengths,
    keys.TEACH: _teach,
}
