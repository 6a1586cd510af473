"""success"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SUCCESS_OUTCOME = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("agreed_on", sa.Date, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("status_on", sa.Date, nullable=False),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "title"),
)

MILESTONE = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("done_on", sa.Date),
    sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
    sa.UniqueConstraint("account", "title"),
)


def upgrade() -> None:
    op.create_table("success_outcome", *SUCCESS_OUTCOME)
    op.create_table("milestone", *MILESTONE)


def downgrade() -> None:
    op.drop_table("milestone")
    op.drop_table("success_outcome")
