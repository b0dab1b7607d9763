"""Refreshing one source from the internet: the last good data stays until better is here.

Three short transactions, and none while the feed is fetched: claim the source, read what was
fetched into the directory, or write down why not. A refresh that is killed on the way has changed
nothing but ``tried_at``, and the source has its next turn when it is due again.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups.feeds.addresses import Reach, Unreachable, shown
from clinic.groups.feeds.fetching import Fetched, fetch
from clinic.groups.feeds.importing import import_feed
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import DirectorySource, GroupMeeting
from clinic.groups.policy.sources import is_at_work, is_due


class Result(enum.StrEnum):
    """What became of a refresh."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    HELD = "held"
    REFUSED = "refused"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """What became of the refresh of one source: a result, why, and the counts of the import."""

    source: str
    result: Result
    reason: str = ""
    counts: dict[str, int] = field(default_factory=dict)


class Take(Protocol):
    """Reads a fetched feed into the directory, in the transaction of the caller."""

    def __call__(
        self, content: bytes, source: DirectorySource, *, origin: str, by: User | None, at: datetime
    ) -> dict[str, Any]:
        """Return ``status`` (applied, held, refused), ``reason`` and the counts.

        Raises :class:`Refused` when the feed as a whole cannot be taken.
        """


@dataclass(frozen=True)
class _Claim:
    """A source as it was when this refresh took hold of it."""

    source_id: UUID
    name: str
    url: str
    etag: str
    last_modified: str
    sha256: str
    at: datetime


def imported(
    content: bytes, source: DirectorySource, *, origin: str, by: User | None, at: datetime
) -> dict[str, Any]:
    """Have the importer read a feed with the settings of its source."""
    report = import_feed(
        content,
        source_name=source.name,
        fellowship=source.fellowship,
        timezone=source.timezone,
        origin=origin,
        by=by,
        at=at,
    )
    return {**report.counts, **{key: report.as_dict()[key] for key in ("status", "reason")}}


def refresh(
    source: DirectorySource,
    *,
    reach: Reach,
    by: User | None = None,
    clock: Callable[[], datetime] = now,
    take: Take = imported,
    due_only: bool = False,
) -> Outcome:
    """Fetch a source and bring the directory up to date with it.

    ``due_only`` skips a source that somebody else has tried since it was found to be due.
    Commits by itself: no transaction may stay open while a feed is fetched. Two refreshes of
    one source never run at once; the second is skipped.
    """
    claim = _claimed(source.id, at=clock(), due_only=due_only)
    db.session.commit()
    if isinstance(claim, Outcome):
        return claim
    try:
        fetched = fetch(claim.url, reach=reach, etag=claim.etag, last_modified=claim.last_modified)
        outcome = _brought_in(fetched, claim, by=by, at=clock(), take=take)
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        outcome = _failed(claim, error)
        db.session.commit()
        if not isinstance(error, Refused):
            raise
    finally:
        db.session.expire(source)
    return outcome


def our_fault(name: str, error: Exception) -> Outcome:
    """Return the outcome of a source at which we ourselves failed, without what was read."""
    what = type(error).__name__
    return Outcome(
        name, Result.FAILED, _("Something went wrong on our side (%(what)s).", what=what)
    )


def _claimed(source_id: UUID, *, at: datetime, due_only: bool) -> _Claim | Outcome:
    """Take hold of a source, unless somebody else has; only one of two at once succeeds."""
    source = db.session.get_one(DirectorySource, source_id, populate_existing=True)
    if not source.url:
        reason = _("It has no address: import a file instead.")
        return Outcome(source.name, Result.REFUSED, reason)
    if due_only and not is_at_work(source, at=at) and not is_due(source, at=at):
        return Outcome(source.name, Result.SKIPPED, _("Another refresh has just tried it."))
    unchanged = DirectorySource.tried_at.is_not_distinct_from(source.tried_at)
    if is_at_work(source, at=at) or not _write(source_id, unchanged, tried_at=at, error=""):
        return Outcome(source.name, Result.SKIPPED, _("Another refresh is at work on it."))
    marks = (source.etag, source.last_modified, source.sha256)
    return _Claim(source.id, source.name, source.url, *marks, at)


def _brought_in(
    fetched: Fetched, claim: _Claim, *, by: User | None, at: datetime, take: Take
) -> Outcome:
    """Read what was fetched into the directory, unless somebody changed the source meanwhile."""
    asked = sa.select(DirectorySource).where(DirectorySource.id == claim.source_id)
    asked = asked.with_for_update().execution_options(populate_existing=True)
    source = db.session.scalars(asked).one()
    if source.tried_at != claim.at:
        reason = _("The source was changed while it was fetched.")
        return Outcome(claim.name, Result.SKIPPED, reason)
    digest = hashlib.sha256(fetched.content).hexdigest() if fetched.content else claim.sha256
    if fetched.content is None or digest == claim.sha256:
        _confirm(source.id, at=at)
        outcome = Outcome(claim.name, Result.UNCHANGED)
    else:
        said = take(fetched.content, source, origin=shown(claim.url), by=by, at=at)
        counts = {name: n for name, n in said.items() if type(n) is int}
        outcome = Outcome(claim.name, Result(said["status"]), said["reason"], counts)
        if outcome.result is not Result.APPLIED:
            _write(source.id, error=outcome.reason or outcome.result)
            return outcome
    marks = {"etag": fetched.etag, "last_modified": fetched.last_modified, "sha256": digest}
    _write(source.id, **marks, succeeded_at=at, error="")
    return outcome


def _failed(claim: _Claim, error: Exception) -> Outcome:
    """Write down why a source could not be refreshed; what was typed or sent stays out of it."""
    if isinstance(error, Refused):
        result = Result.FAILED if isinstance(error, Unreachable) else Result.REFUSED
        outcome = Outcome(claim.name, result, str(error))
    else:
        outcome = our_fault(claim.name, error)
    _write(claim.source_id, DirectorySource.tried_at == claim.at, error=outcome.reason)
    return outcome


def _write(source_id: UUID, *conditions: sa.ColumnElement[bool], **values: Any) -> bool:
    """Write what a refresh knows about a source; say whether the conditions held.

    The revision stays: who has the form of the source open did not write these fields.
    """
    here = sa.update(DirectorySource).where(DirectorySource.id == source_id, *conditions)
    here = here.values(**values).execution_options(synchronize_session=False)
    return bool(db.session.execute(here).rowcount)  # type: ignore[attr-defined]


def _confirm(source_id: UUID, *, at: datetime) -> None:
    """Note that the feed still lists what it listed the last time it was taken."""
    listed = sa.update(GroupMeeting).where(
        GroupMeeting.source_id == source_id,
        GroupMeeting.missing_since.is_(None),
        GroupMeeting.ended_at.is_(None),
    )
    listed = listed.values(seen_at=at).execution_options(synchronize_session=False)
    db.session.execute(listed)
