"""Who was told that a group has changed; which groups were merged by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
HOW = ("in_person", "phone", "new_copy", "letter", "supporter")


def upgrade() -> None:
    how = sa.Enum(*HOW, name="howtold", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "change_tellings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("how", how, nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        *_keys(
            "change_tellings",
            plan_id="aftercare_plans",
            referral_id="referrals",
            by_id="users",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_tellings")),
    )
    with op.batch_alter_table("change_tellings") as table:
        table.create_index("ix_change_tellings_plan_id", ["plan_id"])
        table.create_index("ix_change_tellings_referral_id", ["referral_id"])
    _merges()


def _merges():
    op.create_table(
        "group_merges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("group_merges", gone_id="peer_groups", kept_id="peer_groups", by_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_merges")),
    )
    with op.batch_alter_table("group_merges") as table:
        table.create_index("ix_group_merges_gone_id", ["gone_id"])


def _keys(name, **columns):
    return [
        sa.ForeignKeyConstraint([one], [f"{other}.id"], name=op.f(f"fk_{name}_{one}_{other}"))
        for one, other in columns.items()
    ]


def downgrade() -> None:
    op.drop_table("group_merges")
    op.drop_table("change_tellings")
