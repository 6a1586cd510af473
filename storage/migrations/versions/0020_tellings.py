"""tellings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

TELLING = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("request", sa.Integer, sa.ForeignKey("request.id", ondelete="CASCADE"), nullable=False),
    sa.Column("task", sa.Integer, sa.ForeignKey("task.id", ondelete="CASCADE"), nullable=False),
    sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    sa.Column("owner", sa.String),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE")),
    sa.Column("voice", sa.Integer, sa.ForeignKey("voice.id", ondelete="CASCADE")),
    sa.Column("at", sa.DateTime(timezone=True)),
    sa.Column("by", sa.String),
    sa.Column("how", sa.String),
    sa.Column("words", sa.String, nullable=False),
    sa.Column("is_over", sa.Boolean, nullable=False),
)


def upgrade() -> None:
    op.create_table("telling", *TELLING)
    for column in ("request", "task", "account", "voice", "at"):
        op.create_index(f"ix_telling_{column}", "telling", [column])


def downgrade() -> None:
    op.drop_table("telling")
