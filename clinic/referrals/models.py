"""Referrals and the steps they take."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.clients.models import Client
from clinic.consents.models import Consent
from clinic.core.db import Base, Revised
from clinic.episodes.models import Episode
from clinic.groups.models import GroupMeeting, PeerGroup


class ReferralState(enum.StrEnum):
    """How far a referral has come."""

    OFFERED = "offered"
    AGREED = "agreed"
    FIRST_ATTENDED = "first_attended"
    ATTENDING = "attending"
    COMPLETED = "completed"
    DECLINED_BY_CLIENT = "declined_by_client"
    DECLINED_BY_GROUP = "declined_by_group"
    WITHDRAWN = "withdrawn"


class Mode(enum.StrEnum):
    """How the referral is made. In the first two the client tells the group, or nobody does.

    The clinic contacting the group itself needs a consent under 42 CFR 2.31: see
    :class:`GroupContact`.
    """

    INFORMATION = "information"
    CLIENT_CALLS = "client_calls"
    CLINIC_CONTACTS = "clinic_contacts"


class ContactState(enum.StrEnum):
    """How far the clinic's own word to a group has come."""

    DRAFT = "draft"
    SENT = "sent"
    CANCELED = "canceled"


class Companion(enum.StrEnum):
    """Who goes along the first time."""

    NOBODY = "nobody"
    PEER_SPECIALIST = "peer_specialist"
    FAMILY = "family"
    GREETER = "greeter"
    STAFF = "staff"
    NOT_SETTLED = "not_settled"


class HowKnown(enum.StrEnum):
    """How a change of state came to be known."""

    CLIENT_SAID = "client_said"
    GROUP_SAID = "group_said"
    STAFF_SAW = "staff_saw"
    SUPPORTER_SAID = "supporter_said"


class Why(enum.StrEnum):
    """Why a referral came to nothing: first the client's reasons, then the group's."""

    TRANSPORT = "transport"
    CHILD_CARE = "child_care"
    TIME = "time"
    NERVOUS = "nervous"
    BELIEF = "belief"
    LANGUAGE = "language"
    SAFETY = "safety"
    NO_PHONE = "no_phone"
    NOT_LIKED = "not_liked"
    FULL = "full"
    NOT_A_FIT = "not_a_fit"
    CLOSED = "closed"
    NO_ANSWER = "no_answer"
    OTHER = "other"


class Referral(Revised, Base):
    """A client introduced to a peer-support group.

    ``group_name`` to ``timezone`` are what the client was told, kept as told: the group may move
    after that. ``first_on`` is the date of the first meeting the client means to go to.
    ``waits_from`` is the day from which an answer is missing, empty when none is.
    """

    __tablename__ = "referrals"
    __table_args__ = (
        sa.Index(None, "client_id", "state"),
        sa.Index(None, "group_id", "state"),
        sa.Index(None, "waits_from"),
        sa.Index(None, "first_on"),
        sa.Index(
            "uq_referrals_one_open",
            "episode_id",
            "group_id",
            unique=True,
            sqlite_where=sa.text("state IN ('offered', 'agreed', 'first_attended', 'attending')"),
            postgresql_where=sa.text(
                "state IN ('offered', 'agreed', 'first_attended', 'attending')"
            ),
        ),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"))
    episode_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("episodes.id"), index=True)
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("peer_groups.id"))
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("group_meetings.id"))
    mode: Mapped[Mode] = mapped_column(default=Mode.INFORMATION)
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.OFFERED)
    first_on: Mapped[date | None]
    waits_from: Mapped[date | None]
    companion: Mapped[Companion] = mapped_column(default=Companion.NOT_SETTLED)
    companion_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    group_name: Mapped[str]
    weekday: Mapped[int | None]
    starts_at: Mapped[time | None]
    minutes: Mapped[int | None]
    weeks: Mapped[list[int]] = mapped_column(default=list)
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    dial_in: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str] = mapped_column(default="")

    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    client: Mapped[Client] = relationship()
    episode: Mapped[Episode] = relationship()
    group: Mapped[PeerGroup] = relationship(lazy="joined", innerjoin=True)
    meeting: Mapped[GroupMeeting | None] = relationship(lazy="joined")
    made_by: Mapped[User] = relationship()
    steps: Mapped[list[ReferralStep]] = relationship(
        cascade="all, delete-orphan", order_by="ReferralStep.position"
    )
    contact: Mapped[GroupContact | None] = relationship(back_populates="referral")


class ReferralStep(Base):
    """One change of a referral's state. ``on`` is the day it happened, ``at`` when it was noted.

    A mistake is not rubbed out: ``takes_back`` marks a step that undoes the one before it, and
    its state is the one the referral went back to.
    """

    __tablename__ = "referral_steps"
    __table_args__ = (sa.UniqueConstraint("referral_id", "position"),)

    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referrals.id"))
    position: Mapped[int]
    state: Mapped[ReferralState]
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    how_known: Mapped[HowKnown]
    why: Mapped[Why | None]
    reason: Mapped[str] = mapped_column(default="")
    takes_back: Mapped[bool] = mapped_column(default=False)

    by: Mapped[User] = relationship()


class GroupContact(Revised, Base):
    """What the clinic itself tells a group about a client: a draft until the gate lets it out.

    ``items`` are the parts of the record it holds; no free words go along, for nothing would say
    what is in them. ``consent`` is the one it was sent with. ``canceled_at`` is set when the client
    took the consent back before anything was sent. What was sent stays in the accounting.
    """

    __tablename__ = "group_contacts"
    __table_args__ = (
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL) AND (sent_at IS NULL) = (consent_id IS NULL)",
            name="sent_with_a_consent",
        ),
    )

    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referrals.id"), unique=True)
    state: Mapped[ContactState] = mapped_column(default=ContactState.DRAFT)
    items: Mapped[list[str]] = mapped_column(default=list)
    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    consent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("consents.id"), index=True)
    canceled_at: Mapped[datetime | None]

    referral: Mapped[Referral] = relationship(back_populates="contact")
    consent: Mapped[Consent | None] = relationship()
    sent_by: Mapped[User | None] = relationship(foreign_keys=sent_by_id)
