"""organisation"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MEMBER = (
    sa.Column("slack_id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("manager", sa.String),
    sa.Column("email", sa.String),
    sa.Column("locale", sa.String),
    sa.Column("zone", sa.String),
    sa.Column("language", sa.String),
)

CHANNEL_LINK = (
    sa.Column("channel", sa.String, primary_key=True),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
)

FEED = (
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("covers", sa.String, nullable=False),
    sa.Column("last_success_at", sa.DateTime(timezone=True)),
    sa.Column("last_attempt_at", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.String),
)

AUDIT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("action", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("before", sa.String),
    sa.Column("after", sa.String),
    sa.Column("origin", sa.String),
)

SEEN_EVENT = (
    sa.Column("event", sa.String, primary_key=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
)

JOB_RUN = (
    sa.Column("job", sa.String, primary_key=True),
    sa.Column("local_day", sa.Date, primary_key=True),
    sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("finished_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table("member", *MEMBER)
    op.create_index("ix_member_email", "member", ["email"])
    op.create_table("channel_link", *CHANNEL_LINK)
    op.create_index("ix_channel_link_account", "channel_link", ["account"])
    op.create_table("feed", *FEED)
    op.create_table("audit", *AUDIT, sqlite_autoincrement=True)
    op.create_index("ix_audit_action_id", "audit", ["action", "id"])
    op.create_table("seen_event", *SEEN_EVENT)
    op.create_index("ix_seen_event_seen_at", "seen_event", ["seen_at"])
    op.create_table("job_run", *JOB_RUN)


def downgrade() -> None:
    op.drop_table("job_run")
    op.drop_table("seen_event")
    op.drop_table("audit")
    op.drop_table("feed")
    op.drop_table("channel_link")
    op.drop_table("member")
