"""Signatures under a plan, teach-back topic by topic, how it prints, and a supervisor's word."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SEALED = "a final plan never changes"
SEALS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
CHANGED = ("plan_answers", "plan_teachbacks")
PAPER = "a printed page never changes"
REVIEWS = "a review stays on record"
SIGNERS = ("client", "representative", "counselor")
WAYS = ("paper", "typed", "not")
WHY_NOT = ("gone", "declined", "unable", "other")
ACTS = ("asked", "approved", "sent_back", "cosigned")
SIZES = ("standard", "large")
OLD_TOLD = ("told_back", "taught_again")
TOLD = ("told_back", "retold", "taught_again", "declined", "gone")


def _refuse(table, verb, when, message):
    """Make the database refuse an act on a table, whoever asks."""
    name = f"{table}_refuse_{verb.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {when and f'WHEN {when} '}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW "
        f"{when and f'WHEN ({when}) '}EXECUTE FUNCTION {name}()"
    )


def _seal(table):
    """Make the database refuse every change to a part of a final plan."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb, row in SEALS:
        name = f"{table}_sealed_{row.lower()}_{verb.lower()}"
        final = (
            f"EXISTS (SELECT 1 FROM aftercare_plans WHERE id = {row}.plan_id AND status = 'final')"  # noqa: S608 - our own names
        )
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {final} "
                f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {final} THEN RAISE EXCEPTION '{SEALED}'; END IF; "
            f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _unseal(table):
    for verb, row in SEALS:
        _drop_trigger(table, f"{table}_sealed_{row.lower()}_{verb.lower()}")


def _allow(table):
    for verb in ("UPDATE", "DELETE"):
        _drop_trigger(table, f"{table}_refuse_{verb.lower()}")


def _keep(table, when, message):
    for verb in ("UPDATE", "DELETE"):
        _refuse(table, verb, when, message)


def _drop_trigger(table, name):
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")


def _text(name, default=None):
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _enum(column, values, name, *, null=False, default=None):
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=null, server_default=default)


def _points(table, column, to):
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)


def _make(table, *columns):
    """Make a table of rows that hang on a plan, each written by somebody at some moment."""
    op.create_table(
        table,
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "plan_id")),
        *columns,
        _text("words_sha256"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        _points(table, "plan_id", "aftercare_plans"),
        _points(table, "by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _signatures():
    table = "plan_signatures"
    _make(
        table,
        *(_enum("part", SIGNERS, "plansigner"), _enum("way", WAYS, "signedhow")),
        *(_text("name"), _enum("why_not", WHY_NOT, "whynot", null=True)),
        *map(_text, ("reason", "relation", "legal_basis")),
        sa.Column("on", sa.Date(), nullable=False),
        sa.UniqueConstraint("plan_id", "part", name=op.f(f"uq_{table}_plan_id_part")),
        sa.CheckConstraint(
            "(way = 'not') = (why_not IS NOT NULL)", name=op.f(f"ck_{table}_says_why_not")
        ),
    )


def _reviews():
    _make("plan_reviews", _enum("act", ACTS, "reviewact"), _text("note"))
    op.create_index(op.f("ix_plan_reviews_plan_id"), "plan_reviews", ["plan_id"])


def _add(name, *columns):
    """Add columns, with a default for the rows that are there and none for those to come."""
    with op.batch_alter_table(name) as table:
        for column in columns:
            table.add_column(column)
    with op.batch_alter_table(name) as table:
        for column in columns:
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None, existing_type=column.type)


def _told(values):
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table("plan_teachbacks") as table:
        table.drop_constraint(op.f("ck_plan_teachbacks_told"), type_="check")
        table.create_check_constraint(op.f("ck_plan_teachbacks_told"), f"told IN ({listed})")


def _say_how_it_was_printed():
    """Write beside each printed page what its frozen words say of language and size."""
    bind = op.get_bind()
    plans = sa.table("aftercare_plans", sa.column("id", sa.Uuid()), sa.column("frozen", sa.JSON()))
    papers = sa.table(
        "plan_papers", sa.column("plan_id", sa.Uuid()), sa.column("language"), sa.column("size")
    )
    asked = sa.select(plans.c.id, plans.c.frozen).join(papers, papers.c.plan_id == plans.c.id)
    for plan_id, frozen in list(bind.execute(asked)):
        said = frozen or {}
        facts = {"language": said.get("language", "en"), "size": said.get("size", "standard")}
        bind.execute(sa.update(papers).where(papers.c.plan_id == plan_id).values(**facts))


def upgrade() -> None:
    for table in CHANGED:
        _unseal(table)
    _allow("plan_papers")
    _signatures()
    _reviews()
    _add("clients", sa.Column("large_print", sa.Boolean(), nullable=False, server_default="0"))
    _add("plan_answers", _text("prints_in", ""), _enum("size", SIZES, "printsize", null=True))
    _add("plan_teachbacks", _text("why", ""))
    _told(TOLD)
    sized = _enum("size", SIZES, "printsize", default="standard")
    _add("plan_papers", _text("language", "en"), sized)
    _say_how_it_was_printed()
    for table in (*CHANGED, "plan_signatures"):
        _seal(table)
    _keep("plan_papers", "1 = 1", PAPER)
    _keep("plan_reviews", "", REVIEWS)


def downgrade() -> None:
    for table in (*CHANGED, "plan_signatures"):
        _unseal(table)
    _allow("plan_papers")
    _allow("plan_reviews")
    op.execute("UPDATE plan_teachbacks SET told = 'told_back' WHERE told = 'retold'")
    op.execute("DELETE FROM plan_teachbacks WHERE told IN ('declined', 'gone')")
    _told(OLD_TOLD)
    _drop("plan_papers", "size", "language")
    _drop("plan_teachbacks", "why")
    _drop("plan_answers", "size", "prints_in")
    _drop("clients", "large_print")
    op.drop_table("plan_reviews")
    op.drop_table("plan_signatures")
    for table in CHANGED:
        _seal(table)
    _keep("plan_papers", "1 = 1", PAPER)


def _drop(name, *columns):
    with op.batch_alter_table(name) as table:
        if "size" in columns:
            table.drop_constraint(op.f(f"ck_{name}_size"), type_="check")
        for column in columns:
            table.drop_column(column)
