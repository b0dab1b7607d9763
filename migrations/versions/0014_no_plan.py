"""Why a client left without a plan: the reason, who confirmed it, when, who noted it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXTS = ("disposition_why", "disposition_with")
BY = "fk_episodes_disposition_by_id_users"


def upgrade() -> None:
    with op.batch_alter_table("episodes") as table:
        table.add_column(sa.Column("disposition_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("disposition_by_id", sa.Uuid(), nullable=True))
        for name in TEXTS:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key(op.f(BY), "users", ["disposition_by_id"], ["id"])
    with op.batch_alter_table("episodes") as table:
        for name in TEXTS:
            table.alter_column(name, server_default=None, existing_type=sa.Text())


def downgrade() -> None:
    with op.batch_alter_table("episodes") as table:
        table.drop_constraint(op.f(BY), type_="foreignkey")
        for name in ("disposition_on", "disposition_by_id", *TEXTS):
            table.drop_column(name)
