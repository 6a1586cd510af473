"""alerts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_LIVE = sa.text("closed_at IS NULL")
LOOK = (
    sa.Column(
        "account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("band", sa.String),
    sa.Column("held", sa.String, nullable=False),
)
ALERT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE")),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("severity", sa.String, nullable=False),
    sa.Column("gravity", sa.Integer, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reader", sa.String),
    sa.Column("way", sa.String, nullable=False),
    sa.Column("once", sa.String, nullable=False, unique=True),
    sa.Column("told_on", sa.Date),
    sa.Column("instead_of", sa.String),
    sa.Column("facts", sa.String, nullable=False),
    sa.Column("arr_minor", sa.BigInteger),
    sa.Column("arr_currency", sa.String),
    sa.Column("renews_on", sa.Date),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("taken_by", sa.String),
    sa.Column("acted_at", sa.DateTime(timezone=True)),
    sa.Column("snoozed_until", sa.Date),
    sa.Column("closed_at", sa.DateTime(timezone=True)),
    sa.Column("closed_by", sa.String),
    sa.Column("reason", sa.String),
    sa.Column("note", sa.String, nullable=False),
)
STEP = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("alert", sa.Integer, sa.ForeignKey("alert.id", ondelete="CASCADE"), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("by", sa.String),
    sa.Column("note", sa.String, nullable=False),
)


def upgrade() -> None:
    op.create_table("alert_look", *LOOK)
    op.create_table("alert", *ALERT)
    op.create_index("ix_alert_account_kind", "alert", ["account", "kind"])
    op.create_index("ix_alert_reader_told_on", "alert", ["reader", "told_on"])
    op.create_index("ix_alert_live", "alert", ["reader", "gravity"], sqlite_where=_LIVE, postgresql_where=_LIVE)
    op.create_index("ix_alert_raised_at", "alert", ["raised_at"])
    op.create_table("alert_step", *STEP)
    op.create_index("ix_alert_step_alert", "alert_step", ["alert"])


def downgrade() -> None:
    op.drop_table("alert_step")
    op.drop_table("alert")
    op.drop_table("alert_look")
