"""Groups: as told, checked lately, gone to with somebody, while the consent lasts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clinic.core import formats
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys
from clinic.plans.policy.checks.base import Desk, Finding, Named
from clinic.plans.policy.sections import live_supports
from clinic.plans.policy.told import is_as_told
from clinic.referrals.models import Companion, Referral, ReferralState

NOT_BEEN = (ReferralState.OFFERED, ReferralState.AGREED)


def _moved(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        if referral.meeting_id is not None and not is_as_told(referral, desk.today):
            words = gettext("%(group)s has changed", group=referral.group_name)
            detail = gettext("It prints as it was told, with a word to call before going.")
            yield Finding(f"moved:{referral.id}", words, detail, keys.GROUPS)


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
            yield Finding(f"stale:{referral.id}", words, detail, keys.GROUPS)


def _alone(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        alone = referral.companion in (Companion.NOBODY, Companion.NOT_SETTLED)
        if alone and referral.state in NOT_BEEN:
            words = gettext("Nobody goes along to %(group)s", group=referral.group_name)
            detail = gettext("People come back more often when somebody goes along the first time.")
            yield Finding(f"alone:{referral.id}", words, detail, keys.GROUPS)


def _first_time(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        on = referral.first_on
        if referral.state in NOT_BEEN and on is not None and on < desk.today:
            words = gettext("The first time at %(group)s has passed", group=referral.group_name)
            detail = gettext("It was planned for %(day)s.", day=formats.long_day(on))
            yield Finding(f"first:{referral.id}", words, detail, keys.GROUPS)


def _consent(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for referral in _printed(plan):
        until, on = desk.consents_end.get(referral.id), referral.first_on
        if until is not None and on is not None and until < on:
            words = gettext("The consent for %(group)s ends too early", group=referral.group_name)
            day = formats.long_day(until)
            detail = gettext("It ends %(day)s, before the first time there.", day=day)
            yield Finding(f"consent:{referral.id}", words, detail, keys.GROUPS)


def _printed(plan: AftercarePlan) -> list[Referral]:
    return [support.referral for support in live_supports(plan)]


CHECKS: tuple[Named, ...] = (
    (_("No group has changed since it was told"), _moved),
    (_("Every group was checked lately"), _stale),
    (_("Somebody goes along the first time"), _alone),
    (_("Every first time lies ahead"), _first_time),
    (_("Every consent lasts until the first time"), _consent),
)
