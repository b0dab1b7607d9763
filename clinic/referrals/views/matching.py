"""What the record of a client says to the finder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from clinic.accounts.models import User
from clinic.clients.models import Asked, Client
from clinic.clients.policy import may_see_clinical
from clinic.core.words import gettext as _
from clinic.episodes.models import Episode
from clinic.groups.models import GroupKind
from clinic.groups.policy import NO_TRAVEL, Busy, Person, company, survivor
from clinic.referrals import policy, queries
from clinic.referrals.models import Referral

WEEK = 7 * 1440


def person_of(
    client: Client,
    episode: Episode | None,
    referrals: Sequence[Referral],
    *,
    viewer: User,
    at: datetime,
    zone: str,
) -> Person:
    """Return what steers matching. What is clinical does so only for who may read it."""
    going = [each for each in referrals if each.state in policy.OPEN]
    clinical = may_see_clinical(viewer, client)
    treated = episode if clinical else None
    return Person(
        birth_year=client.birth_year,
        company=company(client.needs, client.pronouns),
        substances=tuple(treated.substances) if treated else (),
        co_occurring=bool(treated and treated.conditions),
        medication=clinical and client.medication is Asked.YES,
        proof=client.proof_needed is Asked.YES,
        travels=client.can_travel is not Asked.NO,
        joins_online=client.can_join_online is not Asked.NO,
        free=frozenset(_slots(client.free_times)),
        not_wanted=frozenset(GroupKind(kind) for kind in client.kinds_not_wanted),
        busy=tuple(busy for each in going for busy in _busy(each, at, zone)),
        going=frozenset(survivor(each.group).id for each in going),
        is_new=not any(each.state in policy.WENT for each in referrals),
        leaves_on=client.leaves_on,
        stayed=queries.stayed,
    )


def _slots(free_times: Sequence[str]) -> list[tuple[int, str]]:
    return [(int(day), part) for day, _space, part in (each.partition(" ") for each in free_times)]


def _busy(referral: Referral, at: datetime, zone: str) -> Iterator[Busy]:
    """Yield when a client goes to a group, by the clinic's wall if it is on a screen."""
    if referral.weekday is None or referral.starts_at is None:
        return
    starts = referral.weekday * 1440 + referral.starts_at.hour * 60 + referral.starts_at.minute
    remote = referral.meeting is not None and referral.meeting.attendance in NO_TRAVEL
    if remote and referral.timezone:
        starts += _ahead(at, zone) - _ahead(at, referral.timezone)
    group = survivor(referral.group).id
    yield Busy(group, starts % WEEK, referral.minutes or 60, referral.group_name)


def _ahead(at: datetime, zone: str) -> int:
    """Return how many minutes a zone is ahead of UTC at a moment."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) // 60 if offset else 0


def area_of(client: Client) -> str:
    """Return the ZIP code that stands for where a client lives.

    It is the one chosen for this. The one of the address serves only while that is not
    confidential.
    """
    own = "" if client.address_confidential else client.postcode[:5]
    return client.area_postcode or own


def weighed_words(person: Person, *, from_home: bool) -> str:
    """Return what else is weighed, without saying what the record says."""
    words = {
        _("the client's area"): from_home,
        _("free times"): bool(person.free),
        _("treatment"): bool(person.substances or person.co_occurring or person.medication),
        _("proof of attendance"): person.proof,
        _("kinds not wanted"): bool(person.not_wanted),
        _("how to get there"): not (person.travels and person.joins_online),
    }
    found = [each for each, weighs in words.items() if weighs]
    return _("Also weighed: %(what)s.", what=", ".join(found)) if found else ""
