"""What a plan needs: which sections are ready, what must be fixed, what should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clinic.core.words import gettext, ngettext
from clinic.plans.models import AftercarePlan, PlanSupport
from clinic.referrals.models import ReferralState

#: Referrals in these states are printed in a plan; the others came to nothing.
LIVE = (
    ReferralState.OFFERED,
    ReferralState.AGREED,
    ReferralState.FIRST_ATTENDED,
    ReferralState.ATTENDING,
    ReferralState.COMPLETED,
)
GOALS, REMEMBER, GROUPS, APPOINTMENTS, PEOPLE, CRISIS = (
    "goals",
    "remember",
    "groups",
    "appointments",
    "people",
    "crisis",
)


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


def sections(plan: AftercarePlan, *, crisis_lines: bool = True) -> list[Section]:
    """Return the sections in the order of the paper. Computed, never typed."""
    reasons = {
        GOALS: _goals(plan),
        REMEMBER: "" if plan.remember.strip() else gettext("Nothing written yet"),
        GROUPS: _groups(plan),
        APPOINTMENTS: "" if plan.appointments else gettext("No appointments or calls yet"),
        PEOPLE: _people(plan),
        CRISIS: "" if crisis_lines else gettext("The clinic has set no crisis lines"),
    }
    return [
        Section(key, title(key), not reason, reason, key in (GOALS, CRISIS))
        for key, reason in reasons.items()
    ]


def title(key: str) -> str:
    """Return the words a section goes by."""
    return {
        GOALS: gettext("Goals"),
        REMEMBER: gettext("The one thing to remember"),
        GROUPS: gettext("Groups"),
        APPOINTMENTS: gettext("Appointments and calls"),
        PEOPLE: gettext("People to call"),
        CRISIS: gettext("Who to call now"),
    }[key]


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


def _goals(plan: AftercarePlan) -> str:
    if not plan.goals:
        return gettext("No goals yet")
    for number, goal in enumerate(plan.goals, 1):
        if not goal.first_step.strip():
            return gettext("Goal %(n)s has no first step", n=number)
    return ""


def _groups(plan: AftercarePlan) -> str:
    return "" if live_supports(plan) or plan.declined else gettext("No groups yet")


def _people(plan: AftercarePlan) -> str:
    if not plan.people:
        return gettext("Nobody to call yet")
    return "" if any(p.phone.strip() for p in plan.people) else gettext("Nobody has a phone number")
