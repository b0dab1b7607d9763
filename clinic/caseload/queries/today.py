"""What stands on Today. Each question is one query, whatever the size of the caseload."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, defaultload, lazyload, selectinload

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL
from clinic.caseload.policy.leaving import Leaver
from clinic.clients.models import CareTeamMember, Client, Part, Stage
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.groups.models import PeerGroup
from clinic.referrals.models import Referral, ReferralState

#: No strip or list on Today needs more than this; a longer one says "See all".
MOST = 60
IN_CARE = (Stage.OUTPATIENT, Stage.RESIDENTIAL)
#: A leaving date passed longer ago than this is a matter for the list of clients.
OVERDUE_DAYS = 30
LEFT_DAYS = 90


def leaving(viewer: User, today: date) -> list[Leaver]:
    """Return who leaves within seven days, or should have left already, by day."""
    asked = (
        sa.select(Client, Episode.id, Client.leaves_on, Episode.leaves_at)
        .join(Episode, sa.and_(Episode.client_id == Client.id, Episode.left_on.is_(None)))
        .where(
            reach(viewer, *CLERICAL),
            Client.stage.in_(IN_CARE),
            Client.leaves_on.between(
                today - timedelta(days=OVERDUE_DAYS), today + timedelta(days=7)
            ),
        )
        .options(selectinload(Client.care_team))
        .order_by(Client.leaves_on, Episode.leaves_at, Client.id)
        .limit(MOST)
    )
    found = db.session.execute(asked)
    return [Leaver(client, key, on, at) for client, key, on, at in found if on]


def first_meetings(viewer: User, today: date) -> Sequence[Referral]:
    """Return the referrals whose first meeting falls within seven days."""
    asked = (
        sa.select(Referral)
        .join(Referral.client)
        .where(
            reach(viewer, *CLERICAL),
            Referral.state.in_((ReferralState.OFFERED, ReferralState.AGREED)),
            Referral.first_on.between(today, today + timedelta(days=6)),
        )
        .options(
            contains_eager(Referral.client),
            defaultload(Referral.group).lazyload(PeerGroup.meetings),
            lazyload(Referral.meeting),
        )
        .order_by(Referral.first_on, Referral.starts_at, Referral.id)
        .limit(MOST)
    )
    return db.session.scalars(asked).unique().all()


def stages(viewer: User, today: date) -> dict[Stage, int]:
    """Return how many people stand at each stage; of those who left, only the last 90 days."""
    lately = Client.left_on >= today - timedelta(days=LEFT_DAYS)
    counted = sa.select(Client.stage, sa.func.count()).where(reach(viewer, *CLERICAL))
    # Two questions in one, each answered by an index alone.
    here = counted.where(Client.stage.in_((*IN_CARE, Stage.RECORDED))).group_by(Client.stage)
    gone = counted.where(Client.stage == Stage.LEFT, lately).group_by(Client.stage)
    found: dict[Stage, int] = dict(iter(db.session.execute(sa.union_all(here, gone))))
    return found


def without_counselor(viewer: User) -> Sequence[Client]:
    """Return the newest clients of a supervisor's programs whom no counselor looks after."""
    has_one = sa.exists().where(
        CareTeamMember.client_id == Client.id,
        CareTeamMember.part == Part.PRIMARY,
        CareTeamMember.until.is_(None),
    )
    asked = sa.select(Client).where(
        reach(viewer, Role.SUPERVISOR), Client.stage != Stage.LEFT, ~has_one
    )
    return db.session.scalars(asked.order_by(Client.id.desc()).limit(MOST)).all()


def recorded_lately(viewer: User, at: datetime) -> Sequence[Client]:
    """Return whom the clinic recorded in the last seven days, newest first."""
    asked = sa.select(Client).where(
        reach(viewer, *CLERICAL), Client.recorded_at >= at - timedelta(days=7)
    )
    newest_first = (Client.recorded_at.desc(), Client.id.desc())
    return db.session.scalars(asked.order_by(*newest_first).limit(6)).all()
