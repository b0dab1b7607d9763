"""Groups, meetings, venues."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base, KeyText, Revised
from clinic.groups.models.sources import DirectorySource


class GroupKind(enum.StrEnum):
    """The four kinds of peer-support group."""

    TWELVE_STEP = "step"
    CLINICAL = "clinical"
    MUTUAL = "mutual"
    ONLINE = "online"


class Leader(enum.StrEnum):
    """Who leads a group."""

    PEERS = "peers"
    PEER_SPECIALIST = "peer_specialist"
    SOCIAL_WORKER = "social_worker"
    COUNSELOR = "counselor"
    NOT_STATED = "not_stated"


class Joining(enum.StrEnum):
    """How a person comes to join."""

    OPEN = "open"
    CONTACT_FIRST = "contact_first"
    REFERRAL = "referral"


class GroupStatus(enum.StrEnum):
    """Whether a group can be offered to clients."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


class Attendance(enum.StrEnum):
    """How people take part in a meeting."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    PHONE = "phone"
    SUSPENDED = "suspended"
    NOT_STATED = "not_stated"


class Openness(enum.StrEnum):
    """Who is welcome: everyone, or only people with the desire to stop."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_STATED = "not_stated"


class Stated(enum.StrEnum):
    """A fact about access: a missing tag is not a No."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


class PeerGroup(Revised, Base):
    """What a client is referred to. Its key is never reused, its row never deleted.

    ``expect``, ``ask_for`` and the public contact are printed on plans. ``source_key`` says by
    which of a feed's facts its meetings were seen to be one group, ``key_aliases`` by which it was
    before; ``local_fields`` names what the clinic corrected, which a feed no longer changes. A
    group that was merged by hand is retired and names the other one in ``merged_into_id``. What
    the clinic itself knows stands apart, in :class:`GroupNotes`.
    """

    __tablename__ = "peer_groups"
    __table_args__ = (
        sa.Index(None, "status", "name_key", "id"),
        sa.Index(None, "fellowship"),
        sa.UniqueConstraint("source_id", "source_key"),
    )

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(KeyText)
    kind: Mapped[GroupKind]
    fellowship: Mapped[str] = mapped_column(default="")
    leader: Mapped[Leader] = mapped_column(default=Leader.NOT_STATED)
    leader_name: Mapped[str] = mapped_column(default="")
    joining: Mapped[Joining] = mapped_column(default=Joining.OPEN)
    status: Mapped[GroupStatus] = mapped_column(default=GroupStatus.ACTIVE)
    status_reason: Mapped[str] = mapped_column(default="")
    paused_until: Mapped[date | None]
    expect: Mapped[str] = mapped_column(default="")
    ask_for: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    source_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("directory_sources.id"), index=True
    )
    source_key: Mapped[str | None]
    key_aliases: Mapped[list[str]] = mapped_column(default=list)
    local_fields: Mapped[list[str]] = mapped_column(default=list)
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("peer_groups.id"), index=True
    )
    words: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    source: Mapped[DirectorySource | None] = relationship(lazy="joined")
    merged_into: Mapped[PeerGroup | None] = relationship(remote_side="PeerGroup.id")
    own: Mapped[GroupNotes | None] = relationship(back_populates="group", lazy="joined")
    meetings: Mapped[list[GroupMeeting]] = relationship(
        back_populates="group",
        order_by="GroupMeeting.weekday, GroupMeeting.starts_at, GroupMeeting.id",
        lazy="selectin",
    )

    @property
    def checked_on(self) -> date | None:
        """When somebody of the clinic last made sure that the facts are true."""
        return self.own.checked_on if self.own else None

    @property
    def staff_contact(self) -> str:
        """Whom staff call, never printed."""
        return self.own.staff_contact if self.own else ""

    @property
    def staff_notes(self) -> str:
        """What staff should know, never printed."""
        return self.own.staff_notes if self.own else ""

    @property
    def do_not_refer(self) -> str:
        """Why clients should not be sent here, empty when they may be."""
        return self.own.do_not_refer if self.own else ""


class GroupNotes(Revised, Base):
    """What the clinic itself knows about a group: no feed ever touches it, and none is printed.

    ``checked_on`` is when somebody last made sure that the facts are true. A group that clients
    should not be sent to keeps its reason in ``do_not_refer``, empty for all others.
    """

    __tablename__ = "group_notes"

    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("peer_groups.id"), unique=True)
    staff_contact: Mapped[str] = mapped_column(default="")
    staff_notes: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    checked_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    do_not_refer: Mapped[str] = mapped_column(default="")
    do_not_refer_since: Mapped[datetime | None]
    do_not_refer_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))

    group: Mapped[PeerGroup] = relationship(back_populates="own")
    checked_by: Mapped[User | None] = relationship(foreign_keys=checked_by_id)
    do_not_refer_by: Mapped[User | None] = relationship(foreign_keys=do_not_refer_by_id)


class Venue(Base):
    """A place where meetings happen. ``latitude`` and ``longitude`` in degrees (WGS 84)."""

    __tablename__ = "venues"
    __table_args__ = (
        sa.Index(None, "latitude", "longitude"),
        sa.Index(None, "postcode"),
    )

    name: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    directions: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    approximate: Mapped[bool] = mapped_column(default=False)
    wheelchair: Mapped[Stated] = mapped_column(default=Stated.NOT_STATED)

    @property
    def one_line(self) -> str:
        """The address as printed: name, street and room, city."""
        where = ", ".join(part for part in (self.street, self.room) if part)
        return ", ".join(part for part in (self.name, where, self.city) if part)


class GroupMeeting(Revised, Base):
    """One weekly slot of a group: wall-clock time in an IANA zone, never UTC.

    ``weekday`` counts 0 = Sunday to 6 = Saturday, as Meeting Guide does; empty when the meeting
    is by appointment. ``minutes`` is the length. ``weeks`` holds the weeks of the month it meets
    in, 1 to 5 and -1 for the last; empty is every week. ``timezone`` is empty where nobody says
    one: then nothing is worked out from its times. ``source_uid`` is the feed's own id, as given,
    ``uid_aliases`` every id it had before, folded. ``content_hash`` is over the normalized facts,
    so that a re-read of the same row is no change; ``partition`` names the part of the feed that
    comes and goes with it; ``local_fields`` as in :class:`PeerGroup`, ``feed_facts`` what the feed
    says of those. The finder asks for ``week_minute`` (minutes since Sunday 0:00) and ``words``
    (see :mod:`clinic.groups.models.keys`, which keeps them true).
    """

    __tablename__ = "group_meetings"
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_in_week"),
        sa.CheckConstraint("(weekday IS NULL) = (starts_at IS NULL)", name="day_with_time"),
        sa.CheckConstraint("minutes > 0", name="lasts"),
        sa.Index(None, "timezone", "week_minute", "id"),
        sa.Index(None, "week_minute", "id"),
        sa.UniqueConstraint("source_id", "uid_key"),
    )

    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("peer_groups.id"), index=True)
    venue_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("venues.id"), index=True)
    source_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("directory_sources.id"))
    source_uid: Mapped[str | None]
    uid_key: Mapped[str | None]
    uid_aliases: Mapped[list[str]] = mapped_column(default=list)
    content_hash: Mapped[str] = mapped_column(default="")
    partition: Mapped[str] = mapped_column(default="")
    local_fields: Mapped[list[str]] = mapped_column(default=list)
    feed_facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    name: Mapped[str] = mapped_column(default="")
    weekday: Mapped[int | None]
    starts_at: Mapped[time | None]
    minutes: Mapped[int] = mapped_column(default=60)
    minutes_assumed: Mapped[bool] = mapped_column(default=False)
    timezone: Mapped[str]
    weeks: Mapped[list[int]] = mapped_column(default=list)
    recurrence_note: Mapped[str] = mapped_column(default="")
    attendance: Mapped[Attendance] = mapped_column(default=Attendance.IN_PERSON)
    conference_url: Mapped[str] = mapped_column(default="")
    conference_note: Mapped[str] = mapped_column(default="")
    conference_phone: Mapped[str] = mapped_column(default="")
    openness: Mapped[Openness] = mapped_column(default=Openness.NOT_STATED)
    languages: Mapped[list[str]] = mapped_column(default=list)
    traits: Mapped[list[str]] = mapped_column(default=list)
    types: Mapped[list[str]] = mapped_column(default=list)
    notes: Mapped[str] = mapped_column(default="")
    first_seen_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    missing_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    week_minute: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")

    group: Mapped[PeerGroup] = relationship(back_populates="meetings")
    venue: Mapped[Venue | None] = relationship(lazy="joined")
