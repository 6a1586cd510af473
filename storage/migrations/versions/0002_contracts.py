"""contracts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

CONTRACT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.String, nullable=False),
    sa.Column("start_on", sa.Date),
    sa.Column("end_on", sa.Date),
    sa.Column("auto_renew", sa.Boolean),
    sa.Column("notice_days", sa.Integer),
    sa.Column("notice_received_on", sa.Date),
    sa.Column("core_features", sa.Integer),
    sa.Column("renewal_step", sa.String),
    sa.Column("renewal_step_on", sa.Date),
    sa.Column("signed_on", sa.Date),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "number"),
)

CONTRACT_LINE = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("contract", sa.Integer, sa.ForeignKey("contract.id", ondelete="CASCADE"), nullable=False),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("product", sa.String, nullable=False),
    sa.Column("start_on", sa.Date),
    sa.Column("end_on", sa.Date),
    sa.Column("arr_minor", sa.BigInteger),
    sa.Column("arr_currency", sa.String),
    sa.Column("seats", sa.Integer),
    sa.UniqueConstraint("contract", "product", "start_on"),
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


def upgrade() -> None:
    op.create_table("contract", *CONTRACT)
    op.create_index("ix_contract_account_end_on", "contract", ["account", "end_on"])
    op.create_table("contract_line", *CONTRACT_LINE)
    op.create_index("ix_contract_line_account", "contract_line", ["account"])
    op.create_table("renewal_outcome", *RENEWAL_OUTCOME)
    op.create_index("ix_renewal_outcome_contract", "renewal_outcome", ["contract"])


def downgrade() -> None:
    op.drop_table("renewal_outcome")
    op.drop_table("contract_line")
    op.drop_table("contract")
