"""The directory of peer-support groups."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("fellowship", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_directory_sources_name")),
    )
    op.create_table(
        "venues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("directions", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column(
            "wheelchair",
            sa.Enum(
                "yes",
                "no",
                "not_stated",
                name="stated",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
    )
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_import_runs_by_id_users")),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_import_runs_source_id_directory_sources"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_runs_source_id"), ["source_id"], unique=False)

    op.create_table(
        "peer_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "name_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "step",
                "clinical",
                "mutual",
                "online",
                name="groupkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("fellowship", sa.Text(), nullable=False),
        sa.Column(
            "leader",
            sa.Enum(
                "peers",
                "peer_specialist",
                "social_worker",
                "counselor",
                "not_stated",
                name="leader",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("leader_name", sa.Text(), nullable=False),
        sa.Column(
            "joining",
            sa.Enum(
                "open",
                "contact_first",
                "referral",
                name="joining",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "paused",
                "retired",
                name="groupstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("expect", sa.Text(), nullable=False),
        sa.Column("ask_for", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("staff_contact", sa.Text(), nullable=False),
        sa.Column("staff_notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("local_fields", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["users.id"], name=op.f("fk_peer_groups_checked_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_peer_groups_source_id_directory_sources"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_groups")),
        sa.UniqueConstraint(
            "source_id", "source_key", name=op.f("uq_peer_groups_source_id_source_key")
        ),
    )
    with op.batch_alter_table("peer_groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peer_groups_source_id"), ["source_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_peer_groups_status_name_key_id"),
            ["status", "name_key", "id"],
            unique=False,
        )

    op.create_table(
        "group_meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_uid", sa.Text(), nullable=True),
        sa.Column("uid_key", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("local_fields", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("minutes_assumed", sa.Boolean(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("recurrence_note", sa.Text(), nullable=False),
        sa.Column(
            "attendance",
            sa.Enum(
                "in_person",
                "online",
                "hybrid",
                "phone",
                "suspended",
                "not_stated",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("conference_url", sa.Text(), nullable=False),
        sa.Column("conference_note", sa.Text(), nullable=False),
        sa.Column("conference_phone", sa.Text(), nullable=False),
        sa.Column(
            "openness",
            sa.Enum(
                "open",
                "closed",
                "not_stated",
                name="openness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("traits", sa.JSON(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("missing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("week_minute", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(weekday IS NULL) = (starts_at IS NULL)", name=op.f("ck_group_meetings_day_with_time")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_group_meetings_lasts")),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6", name=op.f("ck_group_meetings_weekday_in_week")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_groups.id"], name=op.f("fk_group_meetings_group_id_peer_groups")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_group_meetings_source_id_directory_sources"),
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venues.id"], name=op.f("fk_group_meetings_venue_id_venues")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_meetings")),
        sa.UniqueConstraint(
            "source_id", "uid_key", name=op.f("uq_group_meetings_source_id_uid_key")
        ),
    )
    with op.batch_alter_table("group_meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_meetings_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_meetings_venue_id"), ["venue_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_group_meetings_timezone_week_minute_id"),
            ["timezone", "week_minute", "id"],
            unique=False,
        )

    op.create_table(
        "group_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_group_changes_by_id_users")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_groups.id"], name=op.f("fk_group_changes_group_id_peer_groups")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["group_meetings.id"],
            name=op.f("fk_group_changes_meeting_id_group_meetings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_changes")),
    )
    with op.batch_alter_table("group_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_changes_group_id_at"), ["group_id", "at"], unique=False
        )

    op.create_table(
        "import_issues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "repaired",
                "skipped",
                "review",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_issues_run_id_import_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_issues")),
    )
    with op.batch_alter_table("import_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_issues_run_id"), ["run_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("import_issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_issues_run_id"))

    op.drop_table("import_issues")
    with op.batch_alter_table("group_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_changes_group_id_at"))

    op.drop_table("group_changes")
    with op.batch_alter_table("group_meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_meetings_timezone_week_minute_id"))
        batch_op.drop_index(batch_op.f("ix_group_meetings_venue_id"))
        batch_op.drop_index(batch_op.f("ix_group_meetings_group_id"))

    op.drop_table("group_meetings")
    with op.batch_alter_table("peer_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peer_groups_status_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_peer_groups_source_id"))

    op.drop_table("peer_groups")
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_runs_source_id"))

    op.drop_table("import_runs")
    op.drop_table("venues")
    op.drop_table("directory_sources")
