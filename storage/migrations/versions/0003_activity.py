"""activity"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

USAGE = (
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("measure", sa.String, primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

TOUCHPOINT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("external_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("direction", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("summary", sa.String),
    sa.Column("author", sa.String),
    sa.Column("sentiment", sa.String),
    sa.Column("automatic", sa.Boolean, nullable=False),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "external_id"),
)

TOUCHPOINT_CONTACT = (
    sa.Column("touchpoint", sa.Integer, sa.ForeignKey("touchpoint.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("contact", sa.Integer, sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
)

TICKET = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.String, nullable=False),
    sa.Column("subject", sa.String),
    sa.Column("priority", sa.String),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("closed_at", sa.DateTime(timezone=True)),
    sa.Column("breached", sa.Boolean),
    sa.Column("escalated", sa.Boolean),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "number"),
)

SURVEY_ANSWER = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("external_id", sa.String, nullable=False),
    sa.Column("survey", sa.String, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("words", sa.String),
    sa.Column("answered_on", sa.Date, nullable=False),
    sa.Column("contact", sa.Integer, sa.ForeignKey("contact.id", ondelete="SET NULL")),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "external_id"),
)

INVOICE = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.String, nullable=False),
    sa.Column("issued_on", sa.Date),
    sa.Column("due_on", sa.Date),
    sa.Column("paid_on", sa.Date),
    sa.Column("amount_minor", sa.BigInteger),
    sa.Column("amount_currency", sa.String),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "number"),
)


def upgrade() -> None:
    op.create_table("usage", *USAGE, sqlite_with_rowid=False)
    op.create_table("touchpoint", *TOUCHPOINT)
    op.create_index("ix_touchpoint_account_at", "touchpoint", ["account", "at"])
    op.create_table("touchpoint_contact", *TOUCHPOINT_CONTACT)
    op.create_index("ix_touchpoint_contact_contact", "touchpoint_contact", ["contact"])
    op.create_table("ticket", *TICKET)
    op.create_index("ix_ticket_account_closed_at", "ticket", ["account", "closed_at"])
    op.create_table("survey_answer", *SURVEY_ANSWER)
    op.create_index("ix_survey_answer_account_answered_on", "survey_answer", ["account", "answered_on"])
    op.create_index("ix_survey_answer_contact", "survey_answer", ["contact"])
    op.create_table("invoice", *INVOICE)
    op.create_index(
        "ix_invoice_unpaid",
        "invoice",
        ["account", "due_on"],
        sqlite_where=sa.text("paid_on IS NULL"),
        postgresql_where=sa.text("paid_on IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("invoice")
    op.drop_table("survey_answer")
    op.drop_table("ticket")
    op.drop_table("touchpoint_contact")
    op.drop_table("touchpoint")
    op.drop_table("usage")
