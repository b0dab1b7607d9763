"""What steers matching: facts of a client, and the indexes by which groups are found."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None
ASKED = ("can_travel", "can_join_online", "proof_needed", "medication")
OFFERS = {
    "children": ("child_friendly", "childcare"),
    "transit": ("transit",),
    "sign_language": ("sign_language",),
    "women": ("women",),
    "men": ("men",),
    "lgbtq": ("lgbtq",),
    "secular": ("secular",),
    "young_people": ("young_people",),
    "dual_diagnosis": ("dual_diagnosis",),
    "family": ("family",),
    "proof": ("proof_of_attendance",),
}
OTHER_LANGUAGES = "CAST(languages AS TEXT) NOT IN ('[]', '[\"en\"]')"


def _asked(name):
    kind = sa.Enum(
        *("yes", "no", "not_asked"),
        name="asked",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    return sa.Column(name, kind, nullable=False, server_default="not_asked")


def _facts():
    lists = ("free_times", "kinds_not_wanted")
    return (
        sa.Column("area_postcode", sa.Text(), nullable=False, server_default=""),
        *(sa.Column(name, sa.JSON(), nullable=False, server_default="[]") for name in lists),
        *map(_asked, ASKED),
    )


def upgrade() -> None:
    with op.batch_alter_table("clients") as table:
        for column in _facts():
            table.add_column(column)
    with op.batch_alter_table("clients") as table:
        for column in _facts():
            table.alter_column(column.name, server_default=None, existing_type=column.type)
    op.create_index("ix_peer_groups_fellowship", "peer_groups", ["fellowship"])
    op.create_index("ix_group_meetings_week_minute_id", "group_meetings", ["week_minute", "id"])
    for name, traits in OFFERS.items():
        held = " OR ".join(f"CAST(traits AS TEXT) LIKE '%\"{trait}\"%'" for trait in traits)
        _partial(f"ix_group_meetings_offers_{name}", held)
    _partial("ix_group_meetings_other_languages", OTHER_LANGUAGES)
    _partial("ix_group_meetings_remote", "attendance IN ('online', 'phone')")
    held = sa.text("wheelchair = 'yes'")
    op.create_index(
        "ix_venues_step_free", "venues", ["id"], sqlite_where=held, postgresql_where=held
    )


def _partial(name, words):
    op.create_index(
        name,
        "group_meetings",
        ["week_minute", "id", "timezone", "attendance"],
        sqlite_where=sa.text(words),
        postgresql_where=sa.text(words),
    )


def downgrade() -> None:
    op.drop_index("ix_venues_step_free", "venues")
    op.drop_index("ix_group_meetings_remote", "group_meetings")
    op.drop_index("ix_group_meetings_other_languages", "group_meetings")
    for name in OFFERS:
        op.drop_index(f"ix_group_meetings_offers_{name}", "group_meetings")
    op.drop_index("ix_group_meetings_week_minute_id", "group_meetings")
    op.drop_index("ix_peer_groups_fellowship", "peer_groups")
    with op.batch_alter_table("clients") as table:
        for name in ASKED:
            table.drop_constraint(op.f(f"ck_clients_{name}"), type_="check")
        for column in _facts():
            table.drop_column(column.name)
