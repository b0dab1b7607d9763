"""Where directory data came from, and what each reading of it did."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base, Revised


class DirectorySource(Revised, Base):
    """A feed or list of meetings. Type codes are read in the language of its fellowship.

    ``format``, ``fellowship`` and ``timezone`` are empty where each file or row says its own.
    ``refresh_hours`` is how often a feed is fetched, 0 for only by hand. ``etag``,
    ``last_modified`` and ``sha256`` are of the last content that was taken; ``error`` is why the
    last try failed, empty when it did not. ``baseline`` holds what the last accepted run counted,
    in all and by partition: the next one is held against it.
    """

    __tablename__ = "directory_sources"
    __table_args__ = (sa.CheckConstraint("refresh_hours >= 0", name="refreshed_forward"),)

    name: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    fellowship: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str] = mapped_column(default="")
    refresh_hours: Mapped[int] = mapped_column(default=0)
    attribution: Mapped[str] = mapped_column(default="")
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    tried_at: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    baseline: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class RunStatus(enum.StrEnum):
    """What became of one reading of a source."""

    PREVIEWED = "previewed"
    APPLIED = "applied"
    HELD = "held"
    REFUSED = "refused"
    DISCARDED = "discarded"
    UNDONE = "undone"


class ImportRun(Base):
    """One reading of a source, all or nothing, with its counts.

    ``at`` is when it was read, ``decided_at`` when somebody applied, discarded or undid it after
    that. ``reasons`` says in sentences why it was held or refused. ``origin`` is the address or
    the name of the file; ``size`` its bytes.
    """

    __tablename__ = "import_runs"
    __table_args__ = (sa.Index(None, "source_id", "at"),)

    source_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("directory_sources.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    status: Mapped[RunStatus] = mapped_column(default=RunStatus.APPLIED)
    reasons: Mapped[list[str]] = mapped_column(default=list)
    origin: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))

    source: Mapped[DirectorySource] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)


class ImportFile(Base):
    """The content of a run that waits for a decision, packed with gzip; gone once it is made."""

    __tablename__ = "import_files"

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("import_runs.id"), unique=True)
    content: Mapped[bytes] = mapped_column(deferred=True)


class ChangeKind(enum.StrEnum):
    """What a run does to one meeting."""

    NEW = "new"
    CHANGED = "changed"
    REMATCHED = "rematched"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    RETURNED = "returned"


class ImportChange(Base):
    """What a run does, or would do, to one meeting: enough to show it and to undo it.

    ``meeting_id`` and ``group_id`` are no foreign keys: undoing a run takes away what it brought.
    ``title`` names the meeting for people. ``before`` and ``after`` hold facts by field as plain
    values, only those that differ; ``undo`` holds what the row was before, whole. ``left_out``
    and ``feed_wins`` are what somebody ticked before applying: leave this meeting as it is; take
    the feed's value where the clinic had corrected it.
    """

    __tablename__ = "import_changes"
    __table_args__ = (sa.Index(None, "run_id", "kind", "position"),)

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("import_runs.id"))
    position: Mapped[int]
    kind: Mapped[ChangeKind]
    meeting_id: Mapped[uuid.UUID | None]
    group_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    uid: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undo: Mapped[dict[str, Any]] = mapped_column(default=dict)
    left_out: Mapped[bool] = mapped_column(default=False)
    feed_wins: Mapped[bool] = mapped_column(default=False)


class Severity(enum.StrEnum):
    """What became of a value the importer could not take as it stood."""

    REPAIRED = "repaired"
    SKIPPED = "skipped"
    REVIEW = "review"


class ImportIssue(Base):
    """One row of a file that was repaired or skipped, or should be looked at, and why.

    ``row`` counts from 1.
    """

    __tablename__ = "import_issues"

    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("import_runs.id"), index=True)
    row: Mapped[int]
    uid: Mapped[str] = mapped_column(default="")
    field: Mapped[str]
    severity: Mapped[Severity]
    reason: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
