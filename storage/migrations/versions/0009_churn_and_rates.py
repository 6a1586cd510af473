"""churn, exchange rates and frozen periods"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

CHURN = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("renewal", sa.Integer, sa.ForeignKey("renewal.id", ondelete="SET NULL")),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("arr_minor", sa.BigInteger),
    sa.Column("arr_currency", sa.String),
    sa.Column("whole", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("reasons", sa.String, nullable=False),
    sa.Column("competitor", sa.String, nullable=False),
    sa.Column("avoidable", sa.Boolean),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)
EXCHANGE_RATE = (
    sa.Column("currency", sa.String, primary_key=True),
    sa.Column("starts_on", sa.Date, primary_key=True),
    sa.Column("rate", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)
FROZEN_PERIOD = (
    sa.Column("period", sa.String, primary_key=True),
    sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("figures", sa.String, nullable=False),
)


def upgrade() -> None:
    op.create_table("churn", *CHURN)
    op.create_index("ix_churn_account_on", "churn", ["account", "on"])
    op.create_index("ix_churn_renewal", "churn", ["renewal"])
    op.create_table("exchange_rate", *EXCHANGE_RATE)
    op.create_table("frozen_period", *FROZEN_PERIOD)


def downgrade() -> None:
    op.drop_table("frozen_period")
    op.drop_table("exchange_rate")
    op.drop_table("churn")
