"""The directory refreshes: settings and runs of sources, identity, the clinic's own notes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
NOTES = ("staff_contact", "staff_notes", "checked_on", "checked_by_id")
STATUSES = ("previewed", "applied", "held", "refused", "discarded", "undone")
KINDS = ("new", "changed", "rematched", "ambiguous", "missing", "returned")


def _text(name):
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _number(name, default):
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _moment(name):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _json(name, default):
    return sa.Column(name, sa.JSON(), nullable=False, server_default=default)


def _enum(column, values, name, default=None):
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=False, server_default=default)


def _source():
    texts = ("url", "attribution", "etag", "last_modified", "sha256", "error")
    numbers = (_number("refresh_hours", "0"), _number("revision", "1"))
    moments = (_moment("tried_at"), _moment("succeeded_at"))
    return (*map(_text, texts), *numbers, *moments, _json("baseline", "{}"))


def _run():
    status = _enum("status", STATUSES, "runstatus", "applied")
    texts = (_text("origin"), _text("format"))
    return (status, _json("reasons", "[]"), *texts, _number("size", "0"), _moment("decided_at"))


def _meeting():
    lists = (_json("uid_aliases", "[]"), _json("weeks", "[]"))
    return (*lists, _text("partition"), _json("feed_facts", "{}"))


def _told():
    return (_text("link"), _text("dial_in"), _json("weeks", "[]"))


def _add(name, columns):
    """Add columns, with a default for the rows that are there and none for those to come."""
    with op.batch_alter_table(name) as table:
        for column in columns:
            table.add_column(column)
    with op.batch_alter_table(name) as table:
        for column in columns:
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None, existing_nullable=False)


def _drop(name, columns):
    with op.batch_alter_table(name) as table:
        for column in columns:
            table.drop_column(column.name)


def upgrade() -> None:
    _add("directory_sources", _source())
    with op.batch_alter_table("directory_sources") as table:
        table.create_check_constraint(
            op.f("ck_directory_sources_refreshed_forward"), "refresh_hours >= 0"
        )
    _runs()
    _add("group_meetings", _meeting())
    with op.batch_alter_table("venues") as table:
        table.create_index("ix_venues_latitude_longitude", ["latitude", "longitude"])
        table.create_index("ix_venues_postcode", ["postcode"])
    _add("referrals", _told())
    _notes()
    _changes()


def _runs():
    _add("import_runs", _run())
    with op.batch_alter_table("import_runs") as table:
        table.drop_index("ix_import_runs_source_id")
        table.add_column(sa.Column("decided_by_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "fk_import_runs_decided_by_id_users", "users", ["decided_by_id"], ["id"]
        )
        table.create_index("ix_import_runs_source_id_at", ["source_id", "at"])
    op.create_table(
        "import_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_files_run_id_import_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
        sa.UniqueConstraint("run_id", name=op.f("uq_import_files_run_id")),
    )


def _changes():
    op.create_table(
        "import_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _enum("kind", KINDS, "changekind"),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undo", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_runs.id"], name=op.f("fk_import_changes_run_id_import_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_changes")),
    )
    with op.batch_alter_table("import_changes") as table:
        table.create_index("ix_import_changes_run_id_kind_position", ["run_id", "kind", "position"])
        table.create_index("ix_import_changes_group_id", ["group_id"])


def _notes():
    """Move what the clinic itself knows about a group out of the reach of any feed."""
    op.create_table(
        "group_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("staff_contact", sa.Text(), nullable=False),
        sa.Column("staff_notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("do_not_refer", sa.Text(), nullable=False),
        _moment("do_not_refer_since"),
        sa.Column("do_not_refer_by_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["peer_groups.id"], name=op.f("fk_group_notes_group_id_peer_groups")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["users.id"], name=op.f("fk_group_notes_checked_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["do_not_refer_by_id"],
            ["users.id"],
            name=op.f("fk_group_notes_do_not_refer_by_id_users"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_notes")),
        sa.UniqueConstraint("group_id", name=op.f("uq_group_notes_group_id")),
    )
    # A group has at most one row of notes, so the group's key can serve as theirs.
    noted = "checked_on IS NOT NULL OR staff_contact <> '' OR staff_notes <> ''"
    op.execute(
        "INSERT INTO group_notes (id, group_id, staff_contact, staff_notes, checked_on, "  # noqa: S608
        "checked_by_id, do_not_refer, revision) SELECT id, id, staff_contact, staff_notes, "
        f"checked_on, checked_by_id, '', 1 FROM peer_groups WHERE {noted}"
    )
    with op.batch_alter_table("peer_groups") as table:
        table.drop_constraint("fk_peer_groups_checked_by_id_users", type_="foreignkey")
        for name in NOTES:
            table.drop_column(name)
    _add("peer_groups", [_json("key_aliases", "[]")])
    with op.batch_alter_table("peer_groups") as table:
        table.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "fk_peer_groups_merged_into_id_peer_groups", "peer_groups", ["merged_into_id"], ["id"]
        )
        table.create_index("ix_peer_groups_merged_into_id", ["merged_into_id"])


def downgrade() -> None:
    op.drop_table("import_changes")
    _notes_back()
    _drop("referrals", _told())
    with op.batch_alter_table("venues") as table:
        table.drop_index("ix_venues_postcode")
        table.drop_index("ix_venues_latitude_longitude")
    _drop("group_meetings", _meeting())
    op.drop_table("import_files")
    with op.batch_alter_table("import_runs") as table:
        table.drop_index("ix_import_runs_source_id_at")
        table.drop_constraint("fk_import_runs_decided_by_id_users", type_="foreignkey")
        table.drop_constraint(op.f("ck_import_runs_status"), type_="check")
        table.drop_column("decided_by_id")
        table.create_index("ix_import_runs_source_id", ["source_id"])
    _drop("import_runs", _run())
    with op.batch_alter_table("directory_sources") as table:
        table.drop_constraint(op.f("ck_directory_sources_refreshed_forward"), type_="check")
    _drop("directory_sources", _source())


def _notes_back():
    with op.batch_alter_table("peer_groups") as table:
        table.drop_index("ix_peer_groups_merged_into_id")
        table.drop_constraint("fk_peer_groups_merged_into_id_peer_groups", type_="foreignkey")
        table.drop_column("merged_into_id")
        table.drop_column("key_aliases")
    _add("peer_groups", [_text("staff_contact"), _text("staff_notes")])
    with op.batch_alter_table("peer_groups") as table:
        table.add_column(sa.Column("checked_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("checked_by_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            "fk_peer_groups_checked_by_id_users", "users", ["checked_by_id"], ["id"]
        )
    for name in NOTES:
        op.execute(
            f"UPDATE peer_groups SET {name} = n.{name} FROM group_notes AS n "  # noqa: S608
            "WHERE n.group_id = peer_groups.id"
        )
    op.drop_table("group_notes")
