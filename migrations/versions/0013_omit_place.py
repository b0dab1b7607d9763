"""A group in a plan may stand on paper without its place."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without a batch: rebuilding the table would lose the triggers that seal signed plans.
    place = sa.Column("omit_place", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("plan_supports", place)


def downgrade() -> None:
    op.drop_column("plan_supports", "omit_place")
