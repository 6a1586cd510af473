"""trackers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _work() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("work_state", sa.String, nullable=False),
        _instant("due_at"),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        _instant("lease_until", nullable=True),
        sa.Column("is_begun", sa.Boolean, nullable=False),
        sa.Column("looks_first", sa.Boolean, nullable=False),
        sa.Column("refusal", sa.String),
        sa.Column("detail", sa.String, nullable=False),
    )


def upgrade() -> None:
    _links()
    _notes()
    op.create_table(
        "tracker_watch",
        sa.Column("tracker", sa.String, primary_key=True),
        sa.Column("project", sa.String, primary_key=True),
        _instant("seen_until"),
        _instant("next_at"),
    )


def _links() -> None:
    op.create_table(
        "tracker_link",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("request", sa.Integer, sa.ForeignKey("request.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("tracker", sa.String, nullable=False),
        sa.Column("project", sa.String, nullable=False),
        sa.Column("way", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        _instant("at"),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("with_names", sa.Boolean, nullable=False),
        sa.Column("permalink", sa.String, nullable=False),
        sa.Column("issue", sa.String, nullable=False),
        sa.Column("issue_id", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("issue_state", sa.String),
        sa.Column("state_name", sa.String, nullable=False),
        _instant("changed_at", nullable=True),
        _instant("checked_at", nullable=True),
        _instant("asked_at", nullable=True),
        *_work(),
    )
    op.create_index("ix_tracker_link_work", "tracker_link", ["work_state", "due_at"])
    op.create_index("ix_tracker_link_issue", "tracker_link", ["tracker", "project", "issue"])


def _notes() -> None:
    op.create_table(
        "tracker_note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("link", sa.Integer, sa.ForeignKey("tracker_link.id", ondelete="CASCADE"), nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        _instant("at"),
        *_work(),
        sa.UniqueConstraint("link", "about"),
    )
    op.create_index("ix_tracker_note_work", "tracker_note", ["work_state", "due_at"])


def downgrade() -> None:
    for table in ("tracker_watch", "tracker_note", "tracker_link"):
        op.drop_table(table)
