"""What a plan holds beside goals, groups, appointments and people; the clinic's rules for plans."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SEALED_TABLES = (
    "plan_answers",
    "plan_areas",
    "plan_contacts",
    "plan_doses",
    "plan_medicines",
    "plan_pairs",
    "plan_teachbacks",
    "plan_week_items",
)
TABLES = (*SEALED_TABLES, "plan_copies", "plan_rules", "goal_templates")
KEPT = {
    "plan_copies": "what was given stays on record",
    "plan_rules": "a decision stays on record",
}
SEALED = "a final plan never changes"
SEALS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
LINES = (
    *("naloxone_trained", "signs", "acts", "places", "callers", "crisis_signs", "crisis_alone"),
    *("crisis_around", "crisis_people", "crisis_services", "crisis_safer", "strengths", "gains"),
)
TEXTS = (
    *("allergies", "naloxone_kept", "level_words", "next_level", "next_edition"),
    *("next_words", "best_level", "level_why"),
)
ASKED = ("yes", "no", "not_asked")
NALOXONE = ("not_asked", "given", "prescribed", "has_one", "declined")
AREAS = ("housing", "transport", "work", "money", "legal", "family", "health", "papers")
TOPICS = ("first", "call", "groups", "medicines", "safety", "hard")


def _refuse(table: str, verb: str, message: str) -> None:
    """Make the database refuse an act on a table, whoever asks."""
    name = f"{table}_refuse_{verb.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


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


def _drop_trigger(table: str, name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")


def _text(name):
    return sa.Column(name, sa.Text(), nullable=False)


def _lines(name):
    return sa.Column(name, sa.JSON(), nullable=False)


def _flag(name):
    return sa.Column(name, sa.Boolean(), nullable=False)


def _number(name, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _day(name, nullable=True):
    return sa.Column(name, sa.Date(), nullable=nullable)


def _time(name):
    return sa.Column(name, sa.Time(), nullable=True)


def _moment(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _enum(column, values, name):
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=False)


def _key(name, nullable=False):
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _points(table, column, to):
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)


def _rule(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _unique(table, *columns):
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _make(table, *columns):
    primary = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    op.create_table(table, _key("id"), *columns, primary)


def _of_plan(table, *columns):
    """Make a table of rows that hang on a plan, found by it."""
    _make(table, _key("plan_id"), *columns, _points(table, "plan_id", "aftercare_plans"))
    op.create_index(op.f(f"ix_{table}_plan_id"), table, ["plan_id"], unique=False)


def _once_a_plan(table, also, *columns):
    """Make a table that has one row a plan, or one for each of a few."""
    unique = _unique(table, *("plan_id", also) if also else ("plan_id",))
    plan = _points(table, "plan_id", "aftercare_plans")
    _make(table, _key("plan_id"), *columns, plan, unique)


def _answers():
    table = "plan_answers"
    _once_a_plan(
        table,
        "",
        *(_text("language"), *map(_text, TEXTS), *map(_lines, LINES)),
        *(_flag("no_medicines"), _moment("no_medicines_at", True)),
        *(_key("no_medicines_by_id", True), _day("listed_on")),
        *(_enum("overdose_risk", ASKED, "asked"), _enum("naloxone", NALOXONE, "naloxone")),
        *(_number("naloxone_doses", True), _flag("at_risk"), _moment("at_risk_at", True)),
        _key("at_risk_by_id", True),
        _points(table, "at_risk_by_id", "users"),
        _points(table, "no_medicines_by_id", "users"),
    )


def _medicines():
    _of_plan(
        "plan_medicines",
        *(_number("position"), *map(_text, ("name", "strength", "what_for"))),
        *map(_text, ("morning", "noon", "evening", "bedtime", "as_needed")),
        *(_day("refill_on"), *map(_text, ("refill_at", "prescriber", "phone", "note"))),
        _flag("stopped"),
    )
    _of_plan(
        "plan_doses",
        *(_number("position"), _text("name"), _day("last_on"), _day("next_on"), _time("next_at")),
        *(_text("place"), _text("phone"), _number("bridge_days", True)),
        _rule("plan_doses", "bridge_leads_on", "bridge_days IS NULL OR bridge_days >= 0"),
    )


def _days():
    table = "plan_week_items"
    _of_plan(
        table,
        *(_number("position"), _enum("kind", ("program", "own", "idea"), "weekkind")),
        *(_number("weekday"), _time("starts_at"), _number("minutes", True), _text("words")),
        _rule(table, "lasts", "minutes IS NULL OR minutes > 0"),
        _rule(table, "weekday_is_one", "weekday BETWEEN 0 AND 6"),
    )
    _of_plan(
        "plan_contacts",
        _number("position"),
        _enum("kind", ("call", "visit", "message", "letter"), "contactkind"),
        _day("first_on", False),
        _enum("pace", ("once", "weekly", "fortnightly", "monthly"), "pace"),
        *(_number("times"), _text("who"), _day("until")),
        _rule("plan_contacts", "happens", "times > 0"),
    )


def _talk():
    _of_plan("plan_pairs", _number("position"), _text("trigger"), _text("response"))
    _once_a_plan(
        "plan_areas",
        "area",
        *(_enum("area", AREAS, "area"), _enum("state", ("no_need", "met", "open"), "areastate")),
        *(_text("action"), _text("owner"), _day("due_on")),
    )
    _once_a_plan(
        "plan_teachbacks",
        "topic",
        *(_enum("topic", TOPICS, "topic"), _enum("told", ("told_back", "taught_again"), "told")),
        *(_text("interpreter"), _moment("asked_at"), _key("asked_by_id")),
        _points("plan_teachbacks", "asked_by_id", "users"),
    )


def _clinic():
    _of_plan(
        "plan_copies",
        *(_flag("to_client"), _text("to_whom")),
        _enum("way", ("by_hand", "mail", "fax", "email", "portal"), "copyway"),
        *(_day("given_on", False), _text("release"), _moment("noted_at"), _key("by_id")),
        _points("plan_copies", "by_id", "users"),
    )
    _make(
        "plan_rules",
        *(_text("name"), _text("value"), _moment("set_at"), _key("set_by_id")),
        _points("plan_rules", "set_by_id", "users"),
    )
    op.create_index(op.f("ix_plan_rules_name_id"), "plan_rules", ["name", "id"], unique=False)
    table = "goal_templates"
    _make(
        table,
        *(_key("program_id", True), _text("goal"), _text("first_step")),
        *(_moment("retired_at", True), _moment("changed_at"), _key("changed_by_id")),
        _number("revision"),
        *(_points(table, "changed_by_id", "users"), _points(table, "program_id", "programs")),
    )
    op.create_index(op.f("ix_goal_templates_program_id"), table, ["program_id"], unique=False)


def _answer_for_plans_there():
    """Give each plan that is there already its row of answers, all of them open."""
    bind = op.get_bind()
    plans = sa.table("aftercare_plans", sa.column("id", sa.Uuid()))
    columns = [sa.column(name, sa.JSON()) for name in LINES]
    columns += [sa.column(name, sa.Uuid()) for name in ("id", "plan_id")]
    names = (*TEXTS, "language", "overdose_risk", "naloxone", "no_medicines", "at_risk")
    answers = sa.table("plan_answers", *columns, *map(sa.column, names))
    open_ = {**{key: [] for key in LINES}, **dict.fromkeys(TEXTS, ""), "language": "en"}
    open_ |= {"overdose_risk": "not_asked", "naloxone": "not_asked"}
    open_ |= {"no_medicines": False, "at_risk": False}
    for plan_id in list(bind.scalars(sa.select(plans.c.id))):
        bind.execute(sa.insert(answers).values(id=uuid.uuid4(), plan_id=plan_id, **open_))


def upgrade() -> None:
    for step in (_answers, _medicines, _days, _talk, _clinic, _answer_for_plans_there):
        step()
    for table in SEALED_TABLES:
        for verb, row in SEALS:
            _seal(table, verb, row)
    for table, message in KEPT.items():
        for verb in ("UPDATE", "DELETE"):
            _refuse(table, verb, message)


def downgrade() -> None:
    for table in SEALED_TABLES:
        for verb, row in SEALS:
            _drop_trigger(table, f"{table}_sealed_{row.lower()}_{verb.lower()}")
    for table in KEPT:
        for verb in ("UPDATE", "DELETE"):
            _drop_trigger(table, f"{table}_refuse_{verb.lower()}")
    for table in reversed(TABLES):
        op.drop_table(table)
