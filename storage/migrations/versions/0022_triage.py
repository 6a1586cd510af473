"""triage"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

FOLLOWER = (
    sa.Column("request", sa.Integer, sa.ForeignKey("request.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("member", sa.String, primary_key=True),
    sa.Column("follows", sa.Boolean, nullable=False),
    sa.Column("came_from", sa.Integer),
)
ADDED = ("snoozed_accounts", "snoozed_arr", "merged_at", "waiting_since", "in_backlog")


def upgrade() -> None:
    op.create_table("request_follower", *FOLLOWER)
    op.add_column("request_step", sa.Column("came_from", sa.Integer))
    op.add_column("request", sa.Column("in_backlog", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("request", sa.Column("snoozed_accounts", sa.Integer))
    op.add_column("request", sa.Column("snoozed_arr", sa.BigInteger))
    op.add_column("request", sa.Column("merged_at", sa.DateTime(timezone=True)))
    op.add_column("request", sa.Column("waiting_since", sa.DateTime(timezone=True)))


def downgrade() -> None:
    for name in ADDED:
        op.drop_column("request", name)
    op.drop_column("request_step", "came_from")
    op.drop_table("request_follower")
