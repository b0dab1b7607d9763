"""Consents, the accounting of disclosures, and what the clinic itself tells a group."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TYPES = ("named", "tpo", "counseling_notes", "proceedings", "criminal_justice", "general")
RECIPIENTS = ("group", "person", "provider", "payer", "employer", "court", "other")
PURPOSES = ("peer_support", "care", "family", "payment", "operations", "work", "proceedings")
PURPOSES += ("criminal_justice", "at_request")
MODES = ("information", "client_calls")
#: Whatever was signed, taken back, printed or told stays as it is, whoever asks.
FOREVER = {
    "consents": ("OLD.signed_at IS NOT NULL", "a signed consent never changes"),
    "consent_papers": ("1 = 1", "a printed page never changes"),
    "consent_revocations": ("1 = 1", "what was taken back stays so"),
    "disclosures": ("1 = 1", "what was told stays told"),
}


def _key(name="id", null=False):
    return sa.Column(name, sa.Uuid(), nullable=null)


def _texts(*names):
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name, null=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _json(name):
    return sa.Column(name, sa.JSON(), nullable=False)


def _enum(column, kind, values, null=False):
    kind = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=null)


def _to(table, column, parent):
    name = op.f(f"fk_{table}_{column}_{parent}")
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name)


def _primary(table):
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _once(table, column):
    return sa.UniqueConstraint(column, name=op.f(f"uq_{table}_{column}"))


def _refuse(table, verb, when, message):
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


def _allow(table, verb):
    """Take the refusal away again."""
    name = f"{table}_refuse_{verb.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON {table}")
    op.execute(f"DROP FUNCTION {name}()")


def _modes(values):
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table("referrals") as table:
        table.drop_constraint(op.f("ck_referrals_mode"), type_="check")
        table.create_check_constraint(op.f("ck_referrals_mode"), f"mode IN ({listed})")


def upgrade() -> None:
    _consents()
    _ends()
    _disclosures()
    _contacts()
    _modes((*MODES, "clinic_contacts"))
    for table, (when, message) in FOREVER.items():
        for verb in ("UPDATE", "DELETE"):
            _refuse(table, verb, when, message)


def _consents():
    op.create_table(
        "consents",
        _key(),
        _key("client_id"),
        _key("episode_id", null=True),
        _enum("type", "consenttype", TYPES),
        *_texts("language", "patient_name", "discloser"),
        _json("items"),
        *_texts("information"),
        _enum("recipient_kind", "recipientkind", RECIPIENTS, null=True),
        *_texts("recipient"),
        _key("group_id", null=True),
        _json("purposes"),
        *_texts("purpose_words", "revoking"),
        _enum("ending", "ending", ("day", "end_of_treatment", "none"), null=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        *_texts("timezone", "redisclosure", "refusing"),
        _enum("signing", "signing", ("electronic", "paper"), null=True),
        _enum("signer", "signer", ("client", "representative"), null=True),
        *_texts("signature", "relationship_to_client", "legal_basis"),
        sa.Column("signed_on", sa.Date(), nullable=True),
        _moment("signed_at", null=True),
        _key("signed_by_id", null=True),
        _moment("drafted_at"),
        _key("drafted_by_id"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)",
            name=op.f("ck_consents_signing_has_a_witness"),
        ),
        _to("consents", "client_id", "clients"),
        _to("consents", "episode_id", "episodes"),
        _to("consents", "group_id", "peer_groups"),
        _to("consents", "signed_by_id", "users"),
        _to("consents", "drafted_by_id", "users"),
        _primary("consents"),
    )
    op.create_index("ix_consents_client_id", "consents", ["client_id"])
    op.create_index("ix_consents_group_id", "consents", ["group_id"])


def _ends():
    op.create_table(
        "consent_papers",
        _key(),
        _key("consent_id"),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        *_texts("sha256"),
        sa.Column("pages", sa.Integer(), nullable=False),
        _moment("made_at"),
        _to("consent_papers", "consent_id", "consents"),
        _primary("consent_papers"),
        _once("consent_papers", "consent_id"),
    )
    op.create_table(
        "consent_revocations",
        _key(),
        _key("consent_id"),
        _moment("at"),
        _key("by_id"),
        _enum("how", "howrevoked", ("in_writing", "in_person", "by_phone")),
        *_texts("words"),
        _to("consent_revocations", "consent_id", "consents"),
        _to("consent_revocations", "by_id", "users"),
        _primary("consent_revocations"),
        _once("consent_revocations", "consent_id"),
    )


def _disclosures():
    op.create_table(
        "disclosures",
        _key(),
        _key("client_id"),
        _key("consent_id"),
        _moment("at"),
        _key("by_id"),
        _enum("recipient_kind", "recipientkind", RECIPIENTS),
        *_texts("recipient", "what"),
        _json("items"),
        _enum("purpose", "purpose", PURPOSES),
        *_texts("statement"),
        _to("disclosures", "client_id", "clients"),
        _to("disclosures", "consent_id", "consents"),
        _to("disclosures", "by_id", "users"),
        _primary("disclosures"),
    )
    op.create_index("ix_disclosures_client_id_at", "disclosures", ["client_id", "at"])
    op.create_index("ix_disclosures_consent_id_at", "disclosures", ["consent_id", "at"])


def _contacts():
    op.create_table(
        "group_contacts",
        _key(),
        _key("referral_id"),
        _enum("state", "contactstate", ("draft", "sent", "canceled")),
        _json("items"),
        _moment("drafted_at"),
        _key("drafted_by_id"),
        _moment("sent_at", null=True),
        _key("sent_by_id", null=True),
        _key("consent_id", null=True),
        _moment("canceled_at", null=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL) AND (sent_at IS NULL) = (consent_id IS NULL)",
            name=op.f("ck_group_contacts_sent_with_a_consent"),
        ),
        _to("group_contacts", "referral_id", "referrals"),
        _to("group_contacts", "consent_id", "consents"),
        _to("group_contacts", "drafted_by_id", "users"),
        _to("group_contacts", "sent_by_id", "users"),
        _primary("group_contacts"),
        _once("group_contacts", "referral_id"),
    )
    op.create_index("ix_group_contacts_consent_id", "group_contacts", ["consent_id"])


def downgrade() -> None:
    for table in FOREVER:
        for verb in ("UPDATE", "DELETE"):
            _allow(table, verb)
    op.execute("UPDATE referrals SET mode = 'information' WHERE mode = 'clinic_contacts'")
    _modes(MODES)
    for table in ("group_contacts", "disclosures", "consent_revocations", "consent_papers"):
        op.drop_table(table)
    op.drop_table("consents")
