"""digests"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ATTENTION = (
    sa.Column(
        "account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("severity", sa.Integer, nullable=False),
    sa.Column("taken_by", sa.String),
    sa.Column("snoozed_until", sa.Date),
    sa.Column("dismissed", sa.Boolean, nullable=False),
)
DIGEST_LINE = (
    sa.Column(
        "account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    sa.Column(
        "announcement",
        sa.Integer,
        sa.ForeignKey("outbox.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
)


def upgrade() -> None:
    op.create_table("attention", *ATTENTION)
    op.create_table("digest_line", *DIGEST_LINE)
    op.create_index("ix_digest_line_announcement", "digest_line", ["announcement"])


def downgrade() -> None:
    op.drop_table("digest_line")
    op.drop_table("attention")
