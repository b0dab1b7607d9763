"""What plans do when the rooms below act, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.models import User
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import actions as episodes
from clinic.episodes.models import Disposition, Episode
from clinic.plans import queries
from clinic.plans.actions.carrying import begin
from clinic.plans.actions.supports import attach
from clinic.referrals import actions as referrals
from clinic.referrals.models import Referral


@episodes.opened.connect
def start_with_episode(_sender: object, *, episode: Episode, by: User, at: datetime) -> None:
    """Begin the draft on the day treatment begins: planning to leave starts on arrival."""
    begin(episode, by=by, at=at)


@referrals.made.connect
def attach_when_made(_sender: object, *, referral: Referral, by: User, at: datetime) -> None:
    """Give a new referral its place in the draft, when there is one."""
    plan = queries.draft(referral.episode_id)
    if plan is not None:
        attach(plan, referral, by=by, at=at)


@episodes.leaving.connect
def refuse_unsigned(
    _sender: object, *, episode: Episode, disposition: Disposition, by: User, at: datetime
) -> None:
    """Refuse to say that a plan was given when none was signed off, or no copy is noted."""
    if disposition is not Disposition.PLAN_GIVEN or queries.has_copy(episode.id):
        return
    words = gettext("No plan is signed off yet. Sign it off, or choose what happened instead.")
    if queries.has_final(episode.id):
        words = gettext(
            "No copy to the client is noted. Note it on the plan, or choose what happened instead."
        )
    raise RuleBroken(words, field="disposition")
