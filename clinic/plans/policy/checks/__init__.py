"""The last look before a plan is signed off.

A finding is either to be fixed, and blocks signing off, or to be looked at: then one press lets
it stand, and the plan keeps who said so. A module for each subject; ``CHECKS`` is their order.
"""

from __future__ import annotations

from collections.abc import Iterable

from clinic.plans.models import AftercarePlan
from clinic.plans.policy.checks import calendar, copies, groups, health, writing
from clinic.plans.policy.checks.base import Check, Desk, Finding, Named

__all__ = [
    "CHECKS",
    "Check",
    "Desk",
    "Finding",
    "check",
    "open_findings",
    "passed",
    "to_fix",
    "to_look_at",
]

#: What is checked, in this order, with the words for a check that found nothing.
CHECKS: tuple[Named, ...] = (
    *writing.CHECKS,
    *health.CHECKS,
    *groups.CHECKS,
    *calendar.CHECKS,
    *copies.CHECKS,
)


def check(plan: AftercarePlan, desk: Desk) -> list[Finding]:
    """Return everything found, what must be fixed first."""
    found = [finding for _words, look in CHECKS for finding in look(plan, desk)]
    return sorted(found, key=lambda finding: not finding.must_fix)


def to_fix(found: Iterable[Finding]) -> list[Finding]:
    """Return what blocks signing off."""
    return [finding for finding in found if finding.must_fix]


def to_look_at(plan: AftercarePlan, found: Iterable[Finding]) -> list[Finding]:
    """Return what nobody has let stand yet."""
    return [f for f in found if not f.must_fix and f.key not in plan.accepted]


def open_findings(plan: AftercarePlan, desk: Desk) -> list[Finding]:
    """Return what still stands between this plan and signing off."""
    found = check(plan, desk)
    return to_fix(found) + to_look_at(plan, found)


def passed(plan: AftercarePlan, desk: Desk) -> list[str]:
    """Return, in words, the checks that found nothing."""
    return [str(words) for words, look in CHECKS if not list(look(plan, desk))]
