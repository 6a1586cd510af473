"""tasks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TASK = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("assignee", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE")),
    sa.Column("renewal", sa.Integer, sa.ForeignKey("renewal.id", ondelete="SET NULL")),
    sa.Column("priority", sa.String, nullable=False),
    sa.Column("urgency", sa.Integer, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("done_at", sa.DateTime(timezone=True)),
    sa.Column("done_by", sa.String),
    sa.Column("version", sa.Integer, nullable=False),
)
TASK_COMMENT = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("task", sa.Integer, sa.ForeignKey("task.id", ondelete="CASCADE"), nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("text", sa.String, nullable=False),
)


def upgrade() -> None:
    op.create_table("task", *TASK)
    op.create_index("ix_task_assignee_done_at_due_on", "task", ["assignee", "done_at", "due_on"])
    op.create_index("ix_task_account_done_at", "task", ["account", "done_at"])
    op.create_index("ix_task_renewal", "task", ["renewal"])
    op.create_table("task_comment", *TASK_COMMENT)
    op.create_index("ix_task_comment_task_at", "task_comment", ["task", "at"])
    op.add_column("account", sa.Column("open_tasks", sa.String))


def downgrade() -> None:
    op.drop_column("account", "open_tasks")
    op.drop_table("task_comment")
    op.drop_table("task")
