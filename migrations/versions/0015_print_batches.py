"""Many plans printed in one go, and how far each of them is."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WHAT = ("plan", "large", "pocket", "calendar", "early-exit")
KINDS = ("pdf", "zip")
STATES = ("waiting", "ready", "failed")


def _enum(column, values, name):
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=False)


def _points(table, column, to):
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)


def _unique(table, *columns):
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def upgrade() -> None:
    table = "print_batches"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        _enum("what", WHAT, "batchwhat"),
        _enum("kind", KINDS, "batchkind"),
        sa.Column("front", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _points(table, "owner_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f("ix_print_batches_owner_id"), table, ["owner_id"], unique=False)
    op.create_index(op.f("ix_print_batches_made_at"), table, ["made_at"], unique=False)
    table = "print_batch_items"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _enum("state", STATES, "piecestate"),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        *(
            _points(table, "batch_id", "print_batches"),
            _points(table, "plan_id", "aftercare_plans"),
        ),
        *(_unique(table, "batch_id", "position"), _unique(table, "batch_id", "plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_table("print_batch_items")
    op.drop_table("print_batches")
