"""The last look before a plan is signed off.

A finding is either to be fixed, and blocks signing off, or to be looked at: then one press lets
it stand, and the plan keeps who said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clinic.core import formats
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AftercarePlan
from clinic.plans.policy.sections import (
    APPOINTMENTS,
    CRISIS,
    GOALS,
    GROUPS,
    PEOPLE,
    REMEMBER,
    live_supports,
    sections,
)
from clinic.plans.policy.told import is_as_told
from clinic.referrals.models import Companion, Referral, ReferralState

#: A phone number of fewer digits is a slip, unless it is a short one such as 988.
FEWEST_DIGITS, SHORT_NUMBER = 7, 3
NOT_BEEN = (ReferralState.OFFERED, ReferralState.AGREED)


@dataclass(frozen=True)
class Desk:
    """What the checks need to know beside the plan: the day, and the clinic's own facts."""

    today: date
    stale_days: int
    crisis_lines: bool
    phone: str


@dataclass(frozen=True)
class Finding:
    """Something found before signing off. ``anchor`` is the section where it is put right."""

    key: str
    words: str
    detail: str
    anchor: str
    must_fix: bool = False


Check = Callable[[AftercarePlan, Desk], Iterable[Finding]]


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


def _goals(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    if not plan.goals:
        detail = gettext("The plan cannot be signed off without a goal.")
        yield Finding("goals", gettext("Write at least one goal"), detail, GOALS, must_fix=True)


def _crisis(_plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    if not desk.crisis_lines:
        detail = gettext("Whoever runs this system sets them. No plan leaves without them.")
        words = gettext("The clinic has set no crisis lines")
        yield Finding("crisis", words, detail, CRISIS, must_fix=True)


def _reach(_plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    if not desk.phone:
        detail = gettext("Neither the program nor the clinic has a phone number.")
        words = gettext("The plan says no way to reach the clinic")
        yield Finding("reach", words, detail, CRISIS, must_fix=True)


def _steps(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for number, goal in enumerate(plan.goals, 1):
        if not goal.first_step.strip():
            words = gettext("Goal %(n)s has no first step", n=number)
            detail = gettext("It will print with a line to write on.")
            yield Finding(f"step:{number}", words, detail, GOALS)


def _written(key: str, detail: object) -> Check:
    """Make the check that a section which may be missing is there."""

    def look(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
        section = next(s for s in sections(plan) if s.key == key)
        if not section.ready:
            words = f"{section.title}: {section.reason[0].lower()}{section.reason[1:]}"
            yield Finding(key, words, str(detail), key)

    return look


def _moved(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        if referral.meeting_id is not None and not is_as_told(referral, desk.today):
            words = gettext("%(group)s has changed", group=referral.group_name)
            detail = gettext("It prints as it was told, with a word to call before going.")
            yield Finding(f"moved:{referral.id}", words, detail, GROUPS)


def _stale(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    oldest = desk.today - timedelta(days=desk.stale_days)
    for referral in _printed(plan):
        on = referral.group.checked_on
        if on is None or on < oldest:
            day = formats.calendar_day(on) if on else ""
            words = (
                gettext("%(group)s was last checked on %(day)s", group=referral.group_name, day=day)
                if on
                else gettext("Nobody has checked %(group)s yet", group=referral.group_name)
            )
            detail = gettext("Day, time and place may be out of date. A call settles it.")
            yield Finding(f"stale:{referral.id}", words, detail, GROUPS)


def _alone(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        alone = referral.companion in (Companion.NOBODY, Companion.NOT_SETTLED)
        if alone and referral.state in NOT_BEEN:
            words = gettext("Nobody goes along to %(group)s", group=referral.group_name)
            detail = gettext("People come back more often when somebody goes along the first time.")
            yield Finding(f"alone:{referral.id}", words, detail, GROUPS)


def _first_time(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        on = referral.first_on
        if referral.state in NOT_BEEN and on is not None and on < desk.today:
            words = gettext("The first time at %(group)s has passed", group=referral.group_name)
            detail = gettext("It was planned for %(day)s.", day=formats.long_day(on))
            yield Finding(f"first:{referral.id}", words, detail, GROUPS)


def _past(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for appointment in plan.appointments:
        if appointment.on < desk.today:
            day = formats.long_day(appointment.on)
            words = gettext("%(what)s is in the past", what=appointment.what)
            detail = gettext("It is down for %(day)s.", day=day)
            yield Finding(f"past:{appointment.id}", words, detail, APPOINTMENTS)


def _numbers(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for person in plan.people:
        digits = sum(character.isdigit() for character in person.phone)
        if digits != SHORT_NUMBER and digits < FEWEST_DIGITS and person.phone.strip():
            words = gettext("The number of %(name)s looks too short", name=person.name)
            detail = gettext("It says %(phone)s.", phone=person.phone)
            yield Finding(f"number:{person.id}", words, detail, PEOPLE)


def _leaves(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    if plan.episode.leaves_on is None:
        detail = gettext("Page 1 prints without the first three days.")
        yield Finding("leaves", gettext("There is no leaving date"), detail, GOALS)


def _printed(plan: AftercarePlan) -> list[Referral]:
    return [support.referral for support in live_supports(plan)]


#: What is checked, in this order, with the words for a check that found nothing.
CHECKS: tuple[tuple[object, Check], ...] = (
    (_("There is a goal"), _goals),
    (_("Crisis lines are set"), _crisis),
    (_("The clinic can be reached"), _reach),
    (_("Each goal has a first step"), _steps),
    (
        _("The one thing to remember is written"),
        _written(REMEMBER, _("Page 1 prints a line for it.")),
    ),
    (
        _("There is a group, or groups were offered"),
        _written(GROUPS, _("It prints: I have no group yet.")),
    ),
    (
        _("There is an appointment or call"),
        _written(APPOINTMENTS, _("The list prints as lines to write on.")),
    ),
    (_("There is somebody to call"), _written(PEOPLE, _("The list prints as lines to write on."))),
    (_("No group has changed since it was told"), _moved),
    (_("Every group was checked lately"), _stale),
    (_("Somebody goes along the first time"), _alone),
    (_("Every first time lies ahead"), _first_time),
    (_("Every appointment lies ahead"), _past),
    (_("Phone numbers look whole"), _numbers),
    (_("There is a leaving date"), _leaves),
)
