"""What there is for a client who leaves today."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.clients.models import Client
from clinic.episodes import queries as episodes
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import LIVE, live_supports
from clinic.plans.queries.finding import newest
from clinic.referrals import queries as referrals
from clinic.referrals.models import Referral


def at_hand(client: Client) -> tuple[AftercarePlan | None, Sequence[Referral]]:
    """Return the newest plan, and the groups: those in it, or else all the client was sent to.

    There may be neither: a client may leave before anything was written.
    """
    episode = episodes.latest(client.id)
    if episode is None:
        return None, ()
    plan = newest(episode.id)
    if plan is not None and (supports := live_supports(plan)):
        return plan, [support.referral for support in supports]
    return plan, [r for r in referrals.for_episode(episode.id) if r.state in LIVE]
