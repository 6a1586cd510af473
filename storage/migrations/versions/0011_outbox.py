"""outbox"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

OUTBOX = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("about", sa.String, nullable=False),
    sa.Column("manner", sa.String, nullable=False),
    sa.Column("facts", sa.String, nullable=False),
    sa.Column("once", sa.String),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("lease_until", sa.DateTime(timezone=True)),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("is_unclear", sa.Boolean, nullable=False),
    sa.Column("first_tried_at", sa.DateTime(timezone=True)),
    sa.Column("sent_at", sa.DateTime(timezone=True)),
    sa.Column("channel", sa.String),
    sa.Column("ts", sa.String),
    sa.Column("reason", sa.String, nullable=False),
    sa.UniqueConstraint("key", name="uq_outbox_key"),
    sa.UniqueConstraint("once", name="uq_outbox_once"),
)
OUTBOX_PAUSE = (
    sa.Column("method", sa.String, primary_key=True),
    sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)
DIRECT_LINE = (
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("channel", sa.String, nullable=False),
)


def upgrade() -> None:
    op.create_table("outbox", *OUTBOX, sqlite_autoincrement=True)
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_address_state", "outbox", ["address", "state"])
    op.create_index("ix_outbox_address_sent_at", "outbox", ["address", "sent_at"])
    op.create_index("ix_outbox_about", "outbox", ["about"])
    op.create_table("outbox_pause", *OUTBOX_PAUSE)
    op.create_table("direct_line", *DIRECT_LINE)


def downgrade() -> None:
    op.drop_table("direct_line")
    op.drop_table("outbox_pause")
    op.drop_table("outbox")
