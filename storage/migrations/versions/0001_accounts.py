"""accounts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ACCOUNT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("tier", sa.String, nullable=False),
    sa.Column("parent", sa.Integer, sa.ForeignKey("account.id", ondelete="SET NULL")),
    sa.Column("segment", sa.String),
    sa.Column("industry", sa.String),
    sa.Column("stars", sa.Integer),
    sa.Column("owner", sa.String),
    sa.Column("cover", sa.String),
    sa.Column("cover_starts_on", sa.Date),
    sa.Column("cover_ends_on", sa.Date),
    sa.Column("seller", sa.String),
    sa.Column("tags", sa.String, nullable=False),
    sa.Column("customer_since", sa.Date),
    sa.Column("went_live_on", sa.Date),
    sa.Column("first_value_on", sa.Date),
    sa.Column("churned_on", sa.Date),
    sa.Column("potential_arr_minor", sa.BigInteger),
    sa.Column("potential_arr_currency", sa.String),
    sa.Column("evidence_changed_at", sa.DateTime(timezone=True), nullable=False),
)

ACCOUNT_WORD = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("word", sa.String, nullable=False),
    sa.Column("normal", sa.String, nullable=False),
    sa.UniqueConstraint("account", "kind", "word"),
)

ACCOUNT_WORD_VERSION = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
)

EXTERNAL_ID = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("external_id", sa.String, nullable=False),
    sa.Column("normal", sa.String, nullable=False),
    sa.UniqueConstraint("source", "external_id"),
)

CONTACT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("external_id", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("email", sa.String),
    sa.Column("phone", sa.String),
    sa.Column("title", sa.String),
    sa.Column("role", sa.String),
    sa.Column("stance", sa.String),
    sa.Column("influence", sa.String),
    sa.Column("left_on", sa.Date),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "external_id"),
)

CHANGES = ("INSERT", "UPDATE", "DELETE")
COUNT_ON_SQLITE = """
    CREATE TRIGGER account_word_{name} AFTER {change} ON account_word
    BEGIN UPDATE account_word_version SET version = version + 1 WHERE id = 1; END
"""
# Once a transaction is enough, and each further update of the row would make the next one slower until the commit.
COUNT_ON_POSTGRESQL = (
    """
    CREATE FUNCTION count_account_word_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE account_word_version SET version = version + 1 WHERE id = 1 AND xmin <> pg_current_xact_id()::xid;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER account_word_changed AFTER INSERT OR UPDATE OR DELETE ON account_word
    FOR EACH STATEMENT EXECUTE FUNCTION count_account_word_change()
    """,
)


def upgrade() -> None:
    op.create_table("account", *ACCOUNT)
    op.create_index("ix_account_cover", "account", ["cover"])
    op.create_index("ix_account_evidence_changed_at", "account", ["evidence_changed_at"])
    op.create_index("ix_account_owner", "account", ["owner"])
    op.create_index("ix_account_parent", "account", ["parent"])
    op.create_index("ix_account_tier", "account", ["tier"])
    op.create_table("account_word", *ACCOUNT_WORD)
    op.create_index("ix_account_word_normal", "account_word", ["normal", "account"])
    op.create_table("account_word_version", *ACCOUNT_WORD_VERSION)
    _count_word_changes()
    op.create_table("external_id", *EXTERNAL_ID)
    op.create_index("ix_external_id_account", "external_id", ["account"])
    op.create_index("ix_external_id_normal", "external_id", ["normal", "account"])
    op.create_table("contact", *CONTACT)


def downgrade() -> None:
    op.drop_table("contact")
    op.drop_table("external_id")
    op.drop_table("account_word_version")
    op.drop_table("account_word")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION count_account_word_change()")
    op.drop_table("account")


def _count_word_changes() -> None:
    op.execute("INSERT INTO account_word_version (id, version) VALUES (1, 0)")
    for statement in _triggers():
        op.execute(statement)


def _triggers() -> tuple[str, ...]:
    if op.get_bind().dialect.name == "postgresql":
        return COUNT_ON_POSTGRESQL
    return tuple(COUNT_ON_SQLITE.format(name=change.lower(), change=change) for change in CHANGES)
