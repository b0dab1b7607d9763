"""Consents, what became of them, and what was told because of them."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.clients.models import Client
from clinic.core.db import Base, Revised
from clinic.episodes.models import Episode
from clinic.groups.models import PeerGroup


class ConsentType(enum.StrEnum):
    """The kinds that 42 CFR 2.31, 2.33 and 2.35 keep apart; one consent is one of them.

    A general release is kept because clients bring them; it opens nothing.
    """

    NAMED = "named"
    TPO = "tpo"
    COUNSELING_NOTES = "counseling_notes"
    PROCEEDINGS = "proceedings"
    CRIMINAL_JUSTICE = "criminal_justice"
    GENERAL = "general"


class Item(enum.StrEnum):
    """One part of what may be told. Every section of a plan belongs to exactly one."""

    NAME = "name"
    TREATMENT = "treatment"
    CONTACT = "contact"
    GOALS = "goals"
    GROUPS = "groups"
    ATTENDANCE = "attendance"
    APPOINTMENTS = "appointments"
    MEDICINES = "medicines"
    SAFETY = "safety"
    HARD_TIMES = "hard_times"
    PEOPLE = "people"
    LIFE_AREAS = "life_areas"
    LEVEL_OF_CARE = "level_of_care"
    COUNSELING_NOTES = "counseling_notes"


class RecipientKind(enum.StrEnum):
    """Who is told."""

    GROUP = "group"
    PERSON = "person"
    PROVIDER = "provider"
    PAYER = "payer"
    EMPLOYER = "employer"
    COURT = "court"
    OTHER = "other"


class Purpose(enum.StrEnum):
    """What it is told for."""

    PEER_SUPPORT = "peer_support"
    CARE = "care"
    FAMILY = "family"
    PAYMENT = "payment"
    OPERATIONS = "operations"
    WORK = "work"
    PROCEEDINGS = "proceedings"
    CRIMINAL_JUSTICE = "criminal_justice"
    AT_REQUEST = "at_request"


class Ending(enum.StrEnum):
    """When a consent ends if nobody takes it back."""

    DAY = "day"
    END_OF_TREATMENT = "end_of_treatment"
    NONE = "none"


class Signing(enum.StrEnum):
    """How it was signed."""

    ELECTRONIC = "electronic"
    PAPER = "paper"


class Signer(enum.StrEnum):
    """Who signed."""

    CLIENT = "client"
    REPRESENTATIVE = "representative"


class HowRevoked(enum.StrEnum):
    """How the client said that it is over."""

    IN_WRITING = "in_writing"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"


class Consent(Revised, Base):
    """One consent. A draft may change until it is signed; then the database refuses.

    The words are kept as signed: names of people, clinic and recipient may change after that.
    It ends when day ``ends_on`` is over on a wall in ``timezone``, or with ``episode``, or when it
    is revoked. ``group`` ties the recipient to a group of the directory.
    """

    __tablename__ = "consents"
    __table_args__ = (
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)", name="signing_has_a_witness"
        ),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"), index=True)
    episode_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("episodes.id"))
    type: Mapped[ConsentType]
    language: Mapped[str] = mapped_column(default="en")
    patient_name: Mapped[str]
    discloser: Mapped[str]
    items: Mapped[list[str]] = mapped_column(default=list)
    information: Mapped[str] = mapped_column(default="")
    recipient_kind: Mapped[RecipientKind | None]
    recipient: Mapped[str] = mapped_column(default="")
    group_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("peer_groups.id"), index=True)
    purposes: Mapped[list[str]] = mapped_column(default=list)
    purpose_words: Mapped[str] = mapped_column(default="")
    revoking: Mapped[str] = mapped_column(default="")
    ending: Mapped[Ending | None]
    ends_on: Mapped[date | None]
    timezone: Mapped[str]
    redisclosure: Mapped[str] = mapped_column(default="")
    refusing: Mapped[str] = mapped_column(default="")

    signing: Mapped[Signing | None]
    signer: Mapped[Signer | None]
    signature: Mapped[str] = mapped_column(default="")
    relationship_to_client: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))

    drafted_at: Mapped[datetime]
    drafted_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    client: Mapped[Client] = relationship()
    episode: Mapped[Episode | None] = relationship()
    group: Mapped[PeerGroup | None] = relationship()
    drafted_by: Mapped[User] = relationship(foreign_keys=drafted_by_id)
    signed_by: Mapped[User | None] = relationship(foreign_keys=signed_by_id)
    revocation: Mapped[Revocation | None] = relationship(back_populates="consent", lazy="selectin")


class Revocation(Base):
    """A consent taken back: when, how the client said so, who wrote it down. Never changed."""

    __tablename__ = "consent_revocations"

    consent_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consents.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    how: Mapped[HowRevoked]
    words: Mapped[str] = mapped_column(default="")

    consent: Mapped[Consent] = relationship(back_populates="revocation")
    by: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class ConsentPaper(Base):
    """The printed page of a signed consent, byte for byte. The database refuses to change it."""

    __tablename__ = "consent_papers"

    consent_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consents.id"), unique=True)
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    pages: Mapped[int]
    made_at: Mapped[datetime]


class Disclosure(Base):
    """One real telling: the accounting of 42 CFR 2.25. The database refuses to change or drop it.

    ``what`` names the copy or call in words, ``items`` what it held. ``statement`` is the version
    of the notice that went along.
    """

    __tablename__ = "disclosures"
    __table_args__ = (sa.Index(None, "client_id", "at"), sa.Index(None, "consent_id", "at"))

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"))
    consent_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consents.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    recipient_kind: Mapped[RecipientKind]
    recipient: Mapped[str]
    what: Mapped[str]
    items: Mapped[list[str]]
    purpose: Mapped[Purpose]
    statement: Mapped[str]

    by: Mapped[User] = relationship(lazy="joined", innerjoin=True)
