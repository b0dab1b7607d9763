"""Clients, their care team, their supporters."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import Program, User
from clinic.core.db import Base, KeyText, Revised


class Stage(enum.StrEnum):
    """Where a client stands; kept true by the episodes room, for lists and scopes."""

    RECORDED = "recorded"
    OUTPATIENT = "outpatient"
    RESIDENTIAL = "residential"
    LEFT = "left"


class PlanState(enum.StrEnum):
    """How far a client's aftercare plan has come; kept true by the plans room, for lists."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    SIGNED = "signed"


class Asked(enum.StrEnum):
    """An answer that has no default: a question nobody asked is not a No."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Need(enum.StrEnum):
    """What a group must offer for this client to be able and willing to go."""

    EVENINGS = "evenings"
    WEEKENDS = "weekends"
    DAYTIME = "daytime"
    CHILDREN = "children"
    STEP_FREE = "step_free"
    TRANSIT = "transit"
    SIGN_LANGUAGE = "sign_language"
    WOMEN_ONLY = "women_only"
    MEN_ONLY = "men_only"
    LGBTQ = "lgbtq"
    SECULAR = "secular"
    ONLINE = "online"


class Team(NamedTuple):
    """A care team as a form remembers it: ``revision`` counts every joining and leaving."""

    revision: int


class Client(Revised, Base):
    """A person the clinic treats or treated.

    ``number`` is what staff say aloud and what file names carry. ``stage``, ``admitted_on``,
    ``leaves_on`` and ``left_on`` repeat what the open (or last) episode says, for lists;
    who has left is no longer expected to leave. ``plan_state`` is empty for who is not in care
    and has no signed plan from the last episode.
    ``name_key`` is the folded "family given" by which lists are sorted.

    What steers matching: ``area_postcode`` is the ZIP code that distances are counted from, in
    place of a confidential address; ``free_times`` holds weekdays (0 = Sunday) with parts of a
    day, as in ``"3 evening"``; ``kinds_not_wanted`` the kinds of group the client does not want.
    """

    __tablename__ = "clients"
    __table_args__ = (
        sa.CheckConstraint("born_on IS NULL OR birth_year IS NOT NULL", name="birth_has_year"),
        sa.Index(None, "program_id", "name_key", "id"),
        sa.Index(None, "program_id", "stage", "name_key", "id"),
        sa.Index(None, "program_id", "plan_state", "name_key", "id"),
        sa.Index(None, "program_id", "language", "name_key", "id"),
        sa.Index(None, "program_id", "leaves_on", "id"),
        sa.Index(None, "program_id", "admitted_on", "id"),
        sa.Index(None, "program_id", "left_on", "id"),
        sa.Index(None, "program_id", "recorded_at", "id"),
        sa.Index(None, "program_id", "born_on"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    program_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programs.id"))
    given_name: Mapped[str]
    family_name: Mapped[str] = mapped_column(default="")
    preferred_name: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(KeyText)
    born_on: Mapped[date | None]
    birth_year: Mapped[int | None]
    pronouns: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    interpreter: Mapped[bool] = mapped_column(default=False)
    large_print: Mapped[bool] = mapped_column(default=False)

    phone: Mapped[str] = mapped_column(default="")
    best_time: Mapped[str] = mapped_column(default="")
    voice_message: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    mail: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    contact_note: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    address_confidential: Mapped[bool] = mapped_column(default=False)

    needs: Mapped[list[str]] = mapped_column(default=list)
    needs_note: Mapped[str] = mapped_column(default="")

    area_postcode: Mapped[str] = mapped_column(default="")
    free_times: Mapped[list[str]] = mapped_column(default=list)
    can_travel: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    can_join_online: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    proof_needed: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    medication: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    kinds_not_wanted: Mapped[list[str]] = mapped_column(default=list)

    stage: Mapped[Stage] = mapped_column(default=Stage.RECORDED)
    admitted_on: Mapped[date | None]
    leaves_on: Mapped[date | None]
    left_on: Mapped[date | None]
    plan_state: Mapped[PlanState | None]

    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    program: Mapped[Program] = relationship()
    recorded_by: Mapped[User] = relationship()
    care_team: Mapped[list[CareTeamMember]] = relationship(
        back_populates="client", order_by="CareTeamMember.since"
    )
    supporters: Mapped[list[Supporter]] = relationship(
        cascade="all, delete-orphan", order_by="Supporter.position"
    )

    @property
    def name(self) -> str:
        """The name used: preferred if there is one, with the family name."""
        return f"{self.preferred_name or self.given_name} {self.family_name}".strip()

    @property
    def first_name(self) -> str:
        """What the client likes to be called."""
        return self.preferred_name or self.given_name

    @property
    def initials(self) -> str:
        """Initials with full stops, for page titles and for hiding names."""
        return " ".join(f"{part[0].upper()}." for part in self.name.split())

    @property
    def team(self) -> Team:
        """The care team as it stands, to tell whether it has changed."""
        return Team(sum(1 if member.until is None else 2 for member in self.care_team))

    @property
    def counselor(self) -> User | None:
        """The primary member of the care team now, if anyone is."""
        active = (m for m in self.care_team if m.until is None and m.part is Part.PRIMARY)
        return next((member.user for member in active), None)


class ClientName(Base):
    """One word of a client's names, folded for search and sounded out for duplicates.

    ``key`` is lower-case without accents; ``sound`` its metaphone. The program is repeated so
    that a scoped search by prefix is one range of one index.
    """

    __tablename__ = "client_names"
    __table_args__ = (
        sa.Index(None, "program_id", "key", "client_id"),
        sa.Index(None, "program_id", "sound", "client_id"),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"), index=True)
    program_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programs.id"))
    key: Mapped[str] = mapped_column(KeyText)
    sound: Mapped[str] = mapped_column(KeyText)


class ClientChange(Base):
    """One correction of one field: what it said, what it says, who changed it, when and why.

    ``reason`` is asked for where it matters, such as for a confidential address.
    """

    __tablename__ = "client_changes"

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")

    by: Mapped[User] = relationship()


class Part(enum.StrEnum):
    """What a member of the care team is to the client."""

    PRIMARY = "primary"
    COVERING = "covering"


class CareTeamMember(Base):
    """A member of staff who looks after a client, from ``since`` until ``until``.

    It outlives the episode of care: the weeks after leaving are when the client needs them.
    """

    __tablename__ = "care_team_members"
    __table_args__ = (
        sa.Index(
            "uq_care_team_members_one_primary",
            "client_id",
            unique=True,
            sqlite_where=sa.text("until IS NULL AND part = 'primary'"),
            postgresql_where=sa.text("until IS NULL AND part = 'primary'"),
        ),
        sa.Index(
            "uq_care_team_members_one_part_each",
            "client_id",
            "user_id",
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        ),
        sa.Index(None, "user_id", "until", "client_id"),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"), index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    part: Mapped[Part]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")

    client: Mapped[Client] = relationship(back_populates="care_team")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Supporter(Revised, Base):
    """A person on the client's side: family, friend, sponsor."""

    __tablename__ = "supporters"

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    good_for: Mapped[str] = mapped_column(default="")
