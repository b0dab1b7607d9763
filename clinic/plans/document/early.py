"""What somebody who leaves today takes along, from whatever is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinic.clients.models import Client
from clinic.core import formats
from clinic.core.words import speaking
from clinic.groups.policy import days_from
from clinic.plans.document import groups
from clinic.plans.document.compose import appointment, compose
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.head import head
from clinic.plans.document.parts import Safety
from clinic.plans.document.shape import GroupCard, PlanDocument
from clinic.plans.models import AftercarePlan
from clinic.plans.policy.rules import Rules
from clinic.referrals.models import Referral


def leaving_today(
    client: Client,
    plan: AftercarePlan | None,
    referrals: Sequence[Referral],
    *,
    clinic: ClinicFacts,
    at: datetime,
    today: date,
    rules: Rules,
    language: str,
) -> PlanDocument:
    """Write down what there is, as of today; without a plan, what the clinic says to everybody.

    The groups stand in the order in which they meet next, those that may have moved at the end;
    what has passed is left out. Nothing that is missing stops it.
    """
    with speaking(language):
        if plan is None:
            safety = Safety(lines=rules.safety(language))
            said = PlanDocument(
                **head(client, client.program, clinic, at),
                language=language,
                version=1,
                draft=True,
                leaves_on="",
                safety=safety,
            )
        else:
            said = compose(plan, clinic=clinic, at=at, today=today, rules=rules, language=language)
        booked = plan.appointments if plan else []
        return replace(
            said,
            leaves_on=formats.full_day(today),
            appointments=tuple(appointment(each) for each in booked if each.on >= today),
            groups=_soonest(plan, referrals, clinic, at, today),
            calendar=(),
            events=(),
        )


def _soonest(
    plan: AftercarePlan | None,
    referrals: Sequence[Referral],
    clinic: ClinicFacts,
    at: datetime,
    today: date,
) -> tuple[GroupCard, ...]:
    hidden = {s.referral_id for s in plan.supports if s.omit_place} if plan else set()
    cards = [
        (r, groups.card(r, facts=clinic, today=today, placed=r.id not in hidden)) for r in referrals
    ]
    cards.sort(key=lambda pair: (pair[1].changed, _next(pair[0], clinic, at, today)))
    return tuple(card for _referral, card in cards)


def _next(referral: Referral, clinic: ClinicFacts, at: datetime, today: date) -> date:
    """Return the day on which the client can go next; far away for a group by appointment."""
    if referral.weekday is None:
        return date.max
    now = at.astimezone(ZoneInfo(clinic.timezone)).time()
    over = referral.starts_at is not None and referral.starts_at < now
    start = max(referral.first_on or today, today + timedelta(days=over))
    return next(days_from(referral.weekday, referral.weeks, start=start))
