"""renewals"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

RENEWAL = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("contract", sa.Integer, sa.ForeignKey("contract.id", ondelete="SET NULL")),
    sa.Column("starts_on", sa.Date),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("notice_on", sa.Date),
    sa.Column("auto_renew", sa.Boolean),
    sa.Column("notice_received_on", sa.Date),
    sa.Column("step", sa.String),
    sa.Column("arr_minor", sa.BigInteger),
    sa.Column("arr_currency", sa.String),
    sa.Column("forecast", sa.String),
    sa.Column("forecast_by", sa.String),
    sa.Column("forecast_at", sa.DateTime(timezone=True)),
    sa.Column("forecast_reason", sa.String),
    sa.Column("proposed_minor", sa.BigInteger),
    sa.Column("proposed_currency", sa.String),
    sa.Column("next_step", sa.String, nullable=False),
    sa.Column("snoozed_until", sa.Date),
    sa.Column("outcome", sa.String),
    sa.Column("resolved_on", sa.Date),
    sa.Column("final_minor", sa.BigInteger),
    sa.Column("final_currency", sa.String),
    sa.Column("next_starts_on", sa.Date),
    sa.Column("next_ends_on", sa.Date),
    sa.Column("next_contract", sa.Integer, sa.ForeignKey("contract.id", ondelete="SET NULL")),
    sa.Column("closed_left", sa.Boolean),
    sa.Column("closed_by", sa.String),
    sa.Column("closed_at", sa.DateTime(timezone=True)),
    sa.Column("closed_note", sa.String),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("contract", "due_on", "arr_currency"),
)
LISTED_BY_DUE_DAY = [
    *("due_on", "account", "outcome", "arr_minor", "arr_currency", "forecast", "proposed_minor", "proposed_currency"),
    *("step", "notice_received_on", "final_minor", "final_currency", "snoozed_until"),
]
RENEWAL_FORECAST = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("renewal", sa.Integer, sa.ForeignKey("renewal.id", ondelete="CASCADE"), nullable=False),
    sa.Column("category", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("proposed_minor", sa.BigInteger),
    sa.Column("proposed_currency", sa.String),
    sa.Column("reason", sa.String, nullable=False),
)
RENEWAL_REMINDER = (
    sa.Column("renewal", sa.Integer, sa.ForeignKey("renewal.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("days_before", sa.Integer, primary_key=True),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
)
RENEWAL_OUTCOME = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("contract", sa.Integer, sa.ForeignKey("contract.id", ondelete="SET NULL")),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("resolved_on", sa.Date, nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("arr_due_minor", sa.BigInteger),
    sa.Column("arr_renewed_minor", sa.BigInteger),
    sa.Column("currency", sa.String),
    sa.Column("reason", sa.String),
    sa.UniqueConstraint("account", "due_on"),
)
MIDNIGHT = {
    "sqlite": "resolved_on || ' 00:00:00.000000'",
    "postgresql": "CAST(resolved_on AS timestamp with time zone)",
}
KEPT_AS_RENEWALS = """
    INSERT INTO renewal (account, contract, due_on, arr_minor, arr_currency, outcome, resolved_on, final_minor,
                         final_currency, closed_by, closed_at, closed_note, next_step, version)
    SELECT account, contract, due_on, arr_due_minor, currency,
           CASE WHEN outcome = 'lost' THEN 'lost'
                WHEN arr_renewed_minor < arr_due_minor THEN 'partly_lost'
                WHEN arr_renewed_minor > arr_due_minor THEN 'renewed_with_change'
                ELSE 'renewed' END,
           resolved_on, CASE WHEN outcome = 'lost' THEN 0 ELSE arr_renewed_minor END, currency, 'import',
           {midnight}, reason, '', 1
    FROM renewal_outcome
"""
KEPT_AS_OUTCOMES = """
    INSERT INTO renewal_outcome (account, contract, due_on, resolved_on, outcome, arr_due_minor, arr_renewed_minor,
                                 currency, reason)
    SELECT account, contract, due_on, resolved_on, CASE WHEN outcome = 'lost' THEN 'lost' ELSE 'won' END, arr_minor,
           final_minor, arr_currency, closed_note
    FROM renewal
    WHERE id IN (SELECT MIN(id) FROM renewal WHERE outcome IS NOT NULL AND outcome <> 'moved' GROUP BY account, due_on)
"""


def upgrade() -> None:
    op.create_table("renewal", *RENEWAL)
    op.create_index("ix_renewal_account_due_on", "renewal", ["account", "due_on"])
    op.create_index("ix_renewal_due_on", "renewal", LISTED_BY_DUE_DAY)
    op.create_index("ix_renewal_next_contract", "renewal", ["next_contract"])
    op.create_table("renewal_forecast", *RENEWAL_FORECAST)
    op.create_index("ix_renewal_forecast_renewal_at", "renewal_forecast", ["renewal", "at"])
    op.create_table("renewal_reminder", *RENEWAL_REMINDER)
    op.execute(KEPT_AS_RENEWALS.format(midnight=MIDNIGHT[op.get_bind().dialect.name]))
    op.drop_table("renewal_outcome")
    op.add_column("account", sa.Column("next_renewal", sa.String))


def downgrade() -> None:
    op.drop_column("account", "next_renewal")
    op.create_table("renewal_outcome", *RENEWAL_OUTCOME)
    op.create_index("ix_renewal_outcome_contract", "renewal_outcome", ["contract"])
    op.execute(KEPT_AS_OUTCOMES)
    op.drop_table("renewal_reminder")
    op.drop_table("renewal_forecast")
    op.drop_table("renewal")
