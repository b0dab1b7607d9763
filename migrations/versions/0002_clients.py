"""Clients, their names, care teams and supporters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clients",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text(), nullable=False),
        sa.Column(
            "name_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("pronouns", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("best_time", sa.Text(), nullable=False),
        sa.Column(
            "voice_message",
            sa.Enum(
                "yes",
                "no",
                "not_asked",
                name="asked",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "mail",
            sa.Enum(
                "yes",
                "no",
                "not_asked",
                name="asked",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("contact_note", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("address_confidential", sa.Boolean(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("needs_note", sa.Text(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "recorded",
                "outpatient",
                "residential",
                "left",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("leaves_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column(
            "plan_state",
            sa.Enum(
                "not_started",
                "in_progress",
                "ready",
                "signed",
                name="planstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "born_on IS NULL OR birth_year IS NOT NULL", name=op.f("ck_clients_birth_has_year")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["programs.id"], name=op.f("fk_clients_program_id_programs")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_clients_recorded_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("number", name=op.f("uq_clients_number")),
    )
    with op.batch_alter_table("clients", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_admitted_on_id"),
            ["program_id", "admitted_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_born_on"),
            ["program_id", "born_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_language_name_key_id"),
            ["program_id", "language", "name_key", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_leaves_on_id"),
            ["program_id", "leaves_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_left_on_id"),
            ["program_id", "left_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_recorded_at_id"),
            ["program_id", "recorded_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_plan_state_name_key_id"),
            ["program_id", "plan_state", "name_key", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_stage_name_key_id"),
            ["program_id", "stage", "name_key", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_clients_program_id_name_key_id"),
            ["program_id", "name_key", "id"],
            unique=False,
        )
    op.create_table(
        "care_team_members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "primary",
                "covering",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_care_team_members_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_care_team_members_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team_members")),
    )
    with op.batch_alter_table("care_team_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_care_team_members_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_care_team_members_user_id_until_client_id"),
            ["user_id", "until", "client_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_care_team_members_one_part_each",
            ["client_id", "user_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.create_index(
            "uq_care_team_members_one_primary",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL AND part = 'primary'"),
            postgresql_where=sa.text("until IS NULL AND part = 'primary'"),
        )
    op.create_table(
        "client_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_client_changes_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_client_changes_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_changes")),
    )
    with op.batch_alter_table("client_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_client_changes_client_id"), ["client_id"], unique=False
        )
    op.create_table(
        "client_names",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column(
            "key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "sound", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_client_names_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["programs.id"], name=op.f("fk_client_names_program_id_programs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_names")),
    )
    with op.batch_alter_table("client_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_names_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_client_names_program_id_key_client_id"),
            ["program_id", "key", "client_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_client_names_program_id_sound_client_id"),
            ["program_id", "sound", "client_id"],
            unique=False,
        )
    op.create_table(
        "supporters",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("good_for", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_supporters_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporters")),
    )
    with op.batch_alter_table("supporters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supporters_client_id"), ["client_id"], unique=False)
    counters = sa.table("counters", sa.column("id"), sa.column("name"), sa.column("value"))
    op.execute(
        sa.insert(counters).values(
            id="019ac000000070008000000000000001", name="client", value=10000
        )
    )


def downgrade() -> None:
    op.execute("DELETE FROM counters WHERE name = 'client'")
    with op.batch_alter_table("supporters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supporters_client_id"))
    op.drop_table("supporters")
    with op.batch_alter_table("client_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_names_program_id_sound_client_id"))
        batch_op.drop_index(batch_op.f("ix_client_names_program_id_key_client_id"))
        batch_op.drop_index(batch_op.f("ix_client_names_client_id"))
    op.drop_table("client_names")
    with op.batch_alter_table("client_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_changes_client_id"))
    op.drop_table("client_changes")
    with op.batch_alter_table("care_team_members", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_care_team_members_one_part_each",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )
        batch_op.drop_index(
            "uq_care_team_members_one_primary",
            sqlite_where=sa.text("until IS NULL AND part = 'primary'"),
            postgresql_where=sa.text("until IS NULL AND part = 'primary'"),
        )
        batch_op.drop_index(batch_op.f("ix_care_team_members_user_id_until_client_id"))
        batch_op.drop_index(batch_op.f("ix_care_team_members_client_id"))
    op.drop_table("care_team_members")
    with op.batch_alter_table("clients", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clients_program_id_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_stage_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_plan_state_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_recorded_at_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_left_on_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_leaves_on_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_language_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_born_on"))
        batch_op.drop_index(batch_op.f("ix_clients_program_id_admitted_on_id"))
    op.drop_table("clients")
