"""Referrals and the steps they take."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "information",
                "client_calls",
                name="mode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "agreed",
                "first_attended",
                "attending",
                "completed",
                "declined_by_client",
                "declined_by_group",
                "withdrawn",
                name="referralstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("waits_from", sa.Date(), nullable=True),
        sa.Column(
            "companion",
            sa.Enum(
                "nobody",
                "peer_specialist",
                "family",
                "greeter",
                "staff",
                "not_settled",
                name="companion",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("companion_name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_referrals_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episodes.id"], name=op.f("fk_referrals_episode_id_episodes")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_groups.id"], name=op.f("fk_referrals_group_id_peer_groups")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["users.id"], name=op.f("fk_referrals_made_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["group_meetings.id"],
            name=op.f("fk_referrals_meeting_id_group_meetings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    with op.batch_alter_table("referrals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referrals_client_id_state"), ["client_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referrals_episode_id"), ["episode_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_referrals_group_id_state"), ["group_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referrals_waits_from"), ["waits_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_referrals_first_on"), ["first_on"], unique=False)
        batch_op.create_index(
            "uq_referrals_one_open",
            ["episode_id", "group_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('offered', 'agreed', 'first_attended', 'attending')"),
            postgresql_where=sa.text(
                "state IN ('offered', 'agreed', 'first_attended', 'attending')"
            ),
        )
    op.create_table(
        "referral_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "agreed",
                "first_attended",
                "attending",
                "completed",
                "declined_by_client",
                "declined_by_group",
                "withdrawn",
                name="referralstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "how_known",
            sa.Enum(
                "client_said",
                "group_said",
                "staff_saw",
                "supporter_said",
                name="howknown",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "why",
            sa.Enum(
                "transport",
                "child_care",
                "time",
                "nervous",
                "belief",
                "language",
                "safety",
                "no_phone",
                "not_liked",
                "full",
                "not_a_fit",
                "closed",
                "no_answer",
                "other",
                name="why",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("takes_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_referral_steps_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_referral_steps_referral_id_referrals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_steps")),
        sa.UniqueConstraint(
            "referral_id", "position", name=op.f("uq_referral_steps_referral_id_position")
        ),
    )


def downgrade() -> None:
    op.drop_table("referral_steps")
    with op.batch_alter_table("referrals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_referrals_one_open",
            sqlite_where=sa.text("state IN ('offered', 'agreed', 'first_attended', 'attending')"),
            postgresql_where=sa.text(
                "state IN ('offered', 'agreed', 'first_attended', 'attending')"
            ),
        )
        batch_op.drop_index(batch_op.f("ix_referrals_first_on"))
        batch_op.drop_index(batch_op.f("ix_referrals_waits_from"))
        batch_op.drop_index(batch_op.f("ix_referrals_group_id_state"))
        batch_op.drop_index(batch_op.f("ix_referrals_episode_id"))
        batch_op.drop_index(batch_op.f("ix_referrals_client_id_state"))
    op.drop_table("referrals")
