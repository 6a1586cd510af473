"""health"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

POLICY = (
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("published_by", sa.String, nullable=False),
)

JUDGEMENT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("pulse", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
    sa.Column("score", sa.Integer),
)

SNAPSHOT = (
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("tier", sa.String, nullable=False),
    sa.Column("raw", sa.Float, nullable=False),
    sa.Column("shown", sa.Integer, nullable=False),
    sa.Column("band", sa.String, nullable=False),
    sa.Column("coverage", sa.Float, nullable=False),
    sa.Column("low", sa.Float, nullable=False),
    sa.Column("high", sa.Float, nullable=False),
    sa.Column("cap", sa.String),
    sa.Column("evidence", sa.LargeBinary, nullable=False),
)

STANDING = (
    sa.Column(
        "account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    sa.Column("tier", sa.String, nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("shown", sa.Integer),
    sa.Column("raw", sa.Float),
    sa.Column("band", sa.String, nullable=False),
    sa.Column("confidence", sa.String, nullable=False),
    sa.Column("coverage", sa.Float, nullable=False),
    sa.Column("low", sa.Float, nullable=False),
    sa.Column("high", sa.Float, nullable=False),
    sa.Column("known_dimensions", sa.Integer, nullable=False),
    sa.Column("all_dimensions", sa.Integer, nullable=False),
    sa.Column("oldest_known_on", sa.Date),
    sa.Column("trend", sa.Float),
    sa.Column("change_7", sa.Integer),
    sa.Column("change_30", sa.Integer),
    sa.Column("pulls_down", sa.String, nullable=False),
    sa.Column("lifts", sa.String, nullable=False),
    sa.Column("cap", sa.String),
    sa.Column("arr", sa.String, nullable=False),
    sa.Column("main_arr_minor", sa.BigInteger),
    sa.Column("main_arr_currency", sa.String),
    sa.Column("renewal_on", sa.Date),
    sa.Column("notice_on", sa.Date),
    sa.Column("auto_renew", sa.Boolean),
    sa.Column("last_two_way_on", sa.Date),
    sa.Column("open_tickets", sa.Integer, nullable=False),
    sa.Column("open_critical_tickets", sa.Integer, nullable=False),
    sa.Column("first_value_due_on", sa.Date),
    sa.Column("cadence_days", sa.Integer),
    sa.Column("judgement", sa.String),
    sa.Column("policy_version", sa.Integer, nullable=False),
    sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("evidence_seen_at", sa.DateTime(timezone=True)),
    sa.Column("worst_rank", sa.Integer, nullable=False),
    sa.Column("at_risk_rank", sa.Integer, nullable=False),
    sa.Column("main_arr_order", sa.BigInteger, nullable=False),
)


def upgrade() -> None:
    op.create_table("policy", *POLICY)
    op.create_table("judgement", *JUDGEMENT)
    op.create_index("ix_judgement_account_given_at", "judgement", ["account", "given_at"])
    op.create_table("snapshot", *SNAPSHOT)
    op.create_table("standing", *STANDING)
    op.create_index("ix_standing_at_risk_rank", "standing", ["at_risk_rank", "main_arr_order", "account"])
    op.create_index("ix_standing_worst_rank", "standing", ["worst_rank", "account"])


def downgrade() -> None:
    op.drop_table("standing")
    op.drop_table("snapshot")
    op.drop_table("judgement")
    op.drop_table("policy")
