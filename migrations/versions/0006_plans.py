"""Aftercare plans, and the pages that were printed of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PARTS = ("plan_goals", "plan_supports", "plan_appointments", "plan_people")
SEALED = "a final plan never changes"
SEALS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))


def _refuse(table: str, verb: str, when: str, message: str) -> None:
    """Make the database refuse an act on a table, whoever asks."""
    name = f"{table}_refuse_{verb.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW "
        f"WHEN ({when}) EXECUTE FUNCTION {name}()"
    )


def _allow(table: str, verb: str) -> None:
    """Take the refusal away again."""
    name = f"{table}_refuse_{verb.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")


def _seal(table: str, verb: str, row: str) -> None:
    """Make the database refuse an act on a part of a final plan."""
    name = f"{table}_sealed_{row.lower()}_{verb.lower()}"
    final = f"EXISTS (SELECT 1 FROM aftercare_plans WHERE id = {row}.plan_id AND status = 'final')"  # noqa: S608 - our own names
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {final} "
            f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {final} THEN RAISE EXCEPTION '{SEALED}'; END IF; "
        f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _unseal(table: str, verb: str, row: str) -> None:
    """Take that refusal away again."""
    name = f"{table}_sealed_{row.lower()}_{verb.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")


def upgrade() -> None:
    op.create_table(
        "aftercare_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "final",
                name="planstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("remember", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("helps", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("accepted", sa.JSON(), nullable=False),
        sa.Column("taught_back", sa.Boolean(), nullable=False),
        sa.Column("finalized_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finalized_by_id", sa.Uuid(), nullable=True),
        sa.Column("frozen", sa.JSON(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'final') = (finalized_at IS NOT NULL)",
            name=op.f("ck_aftercare_plans_final_plans_are_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["users.id"], name=op.f("fk_aftercare_plans_changed_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episodes.id"], name=op.f("fk_aftercare_plans_episode_id_episodes")
        ),
        sa.ForeignKeyConstraint(
            ["finalized_by_id"], ["users.id"], name=op.f("fk_aftercare_plans_finalized_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aftercare_plans")),
        sa.UniqueConstraint(
            "episode_id", "version", name=op.f("uq_aftercare_plans_episode_id_version")
        ),
    )
    with op.batch_alter_table("aftercare_plans", schema=None) as batch_op:
        batch_op.create_index(
            "uq_aftercare_plans_one_draft",
            ["episode_id"],
            unique=True,
            sqlite_where=sa.text("status = 'draft'"),
            postgresql_where=sa.text("status = 'draft'"),
        )
    op.create_table(
        "plan_appointments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "clinic_call",
                "counseling",
                "medication",
                "mental_health",
                "primary_care",
                "peer_specialist",
                "housing",
                "work",
                "legal",
                "other",
                name="appointmentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["aftercare_plans.id"],
            name=op.f("fk_plan_appointments_plan_id_aftercare_plans"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_appointments")),
    )
    with op.batch_alter_table("plan_appointments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_appointments_plan_id"), ["plan_id"], unique=False)
    op.create_table(
        "plan_goals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("first_step", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["aftercare_plans.id"], name=op.f("fk_plan_goals_plan_id_aftercare_plans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_goals")),
    )
    with op.batch_alter_table("plan_goals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_goals_plan_id"), ["plan_id"], unique=False)
    op.create_table(
        "plan_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["aftercare_plans.id"], name=op.f("fk_plan_papers_plan_id_aftercare_plans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_papers")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_plan_papers_plan_id")),
    )
    op.create_table(
        "plan_people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("good_for", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["aftercare_plans.id"], name=op.f("fk_plan_people_plan_id_aftercare_plans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_people")),
    )
    with op.batch_alter_table("plan_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_people_plan_id"), ["plan_id"], unique=False)
    op.create_table(
        "plan_supports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["aftercare_plans.id"],
            name=op.f("fk_plan_supports_plan_id_aftercare_plans"),
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_plan_supports_referral_id_referrals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_supports")),
        sa.UniqueConstraint(
            "plan_id", "referral_id", name=op.f("uq_plan_supports_plan_id_referral_id")
        ),
    )
    with op.batch_alter_table("plan_supports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_supports_referral_id"), ["referral_id"], unique=False
        )
    for verb in ("UPDATE", "DELETE"):
        _refuse("aftercare_plans", verb, "OLD.status = 'final'", "a final plan never changes")
        _refuse("plan_papers", verb, "1 = 1", "a printed page never changes")
    for table in PARTS:
        for verb, row in SEALS:
            _seal(table, verb, row)


def downgrade() -> None:
    for table in PARTS:
        for verb, row in SEALS:
            _unseal(table, verb, row)
    for verb in ("UPDATE", "DELETE"):
        _allow("plan_papers", verb)
        _allow("aftercare_plans", verb)
    with op.batch_alter_table("plan_supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_supports_referral_id"))
    op.drop_table("plan_supports")
    with op.batch_alter_table("plan_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_people_plan_id"))
    op.drop_table("plan_people")
    op.drop_table("plan_papers")
    with op.batch_alter_table("plan_goals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_goals_plan_id"))
    op.drop_table("plan_goals")
    with op.batch_alter_table("plan_appointments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_appointments_plan_id"))
    op.drop_table("plan_appointments")
    with op.batch_alter_table("aftercare_plans", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_aftercare_plans_one_draft",
            sqlite_where=sa.text("status = 'draft'"),
            postgresql_where=sa.text("status = 'draft'"),
        )
    op.drop_table("aftercare_plans")
