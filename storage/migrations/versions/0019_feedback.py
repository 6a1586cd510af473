"""feedback"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

AREA = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False, unique=True),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("manager", sa.String, nullable=False),
    sa.Column("is_default", sa.Boolean, nullable=False),
)
REQUEST = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("problem", sa.String, nullable=False),
    sa.Column("area", sa.Integer, sa.ForeignKey("product_area.id"), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("owner", sa.String),
    sa.Column("target", sa.String, nullable=False),
    sa.Column("decided_at", sa.DateTime(timezone=True)),
    sa.Column("reason", sa.String),
    sa.Column("words", sa.String, nullable=False),
    sa.Column("snoozed_until", sa.Date),
    sa.Column("into", sa.Integer, sa.ForeignKey("request.id")),
    sa.Column("version", sa.Integer, nullable=False),
)
VOICE = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("request", sa.Integer, sa.ForeignKey("request.id", ondelete="CASCADE"), nullable=False),
    sa.Column("asker", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("importance", sa.String, nullable=False),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE")),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("quote", sa.String, nullable=False),
    sa.Column("contact", sa.String, nullable=False),
    sa.Column("workaround", sa.String, nullable=False),
    sa.Column("blocks_renewal", sa.Boolean, nullable=False),
    sa.Column("source_channel", sa.String),
    sa.Column("source_ts", sa.String),
    sa.Column("permalink", sa.String, nullable=False),
    sa.Column("came_from", sa.Integer, sa.ForeignKey("request.id", ondelete="CASCADE")),
    sa.Column("then_arr_minor", sa.BigInteger),
    sa.Column("then_arr_currency", sa.String),
    sa.Column("then_band", sa.String),
    sa.Column("then_stage", sa.String),
    sa.Column("then_status", sa.String),
    sa.Column("then_renews_on", sa.Date),
    sa.Column("then_owner", sa.String),
    sa.UniqueConstraint("source_channel", "source_ts"),
)
STEP = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("request", sa.Integer, sa.ForeignKey("request.id", ondelete="CASCADE"), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
)


def upgrade() -> None:
    op.create_table("product_area", *AREA)
    op.create_table("request", *REQUEST, sqlite_autoincrement=True)
    op.create_index("ix_request_state_area", "request", ["state", "area"])
    op.create_table("voice", *VOICE)
    op.create_index("ix_voice_request", "voice", ["request"])
    op.create_index("ix_voice_account", "voice", ["account"])
    op.create_table("request_step", *STEP)
    op.create_index("ix_request_step_request", "request_step", ["request"])


def downgrade() -> None:
    for table in ("request_step", "voice", "request", "product_area"):
        op.drop_table(table)
