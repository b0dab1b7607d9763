"""Where directory data came from, and what each reading of it did."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.core.db import Base


class DirectorySource(Base):
    """A feed or list of meetings. Type codes are read in the language of its fellowship."""

    __tablename__ = "directory_sources"

    name: Mapped[str] = mapped_column(unique=True)
    format: Mapped[str] = mapped_column(default="meeting_guide_json")
    fellowship: Mapped[str]
    timezone: Mapped[str]
    created_at: Mapped[datetime]


class ImportRun(Base):
    """One reading of a source, all or nothing, with its counts."""

    __tablename__ = "import_runs"

    source_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("directory_sources.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    sha256: Mapped[str]
    counts: Mapped[dict[str, Any]]


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
