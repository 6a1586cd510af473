"""playbooks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_OPEN = sa.text("ended_at IS NULL")


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _account(*, is_key: bool = False) -> sa.Column[object]:
    key = sa.ForeignKey("account.id", ondelete="CASCADE")
    return sa.Column("account", sa.Integer, key, primary_key=is_key, autoincrement=False, nullable=False)


def upgrade() -> None:
    op.create_table(
        "playbook_look",
        _account(is_key=True),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("band", sa.String),
        sa.Column("stage", sa.String),
        sa.Column("held", sa.String, nullable=False),
    )
    _runs()
    op.create_table(
        "playbook_step",
        sa.Column("run", sa.Integer, sa.ForeignKey("playbook_run.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("on", sa.Date, nullable=False),
        _instant("at"),
        sa.Column("task", sa.Integer, sa.ForeignKey("task.id", ondelete="SET NULL")),
        sa.Column("announcement", sa.Integer),
    )
    op.create_index("ix_playbook_step_task", "playbook_step", ["task"])


def _runs() -> None:
    op.create_table(
        "playbook_run",
        sa.Column("id", sa.Integer, primary_key=True),
        _account(),
        sa.Column("playbook", sa.String, nullable=False),
        sa.Column("policy_version", sa.Integer, nullable=False),
        sa.Column("entered_on", sa.Date, nullable=False),
        _instant("entered_at"),
        sa.Column("once", sa.String, nullable=False),
        sa.Column("by", sa.String),
        sa.Column("term", sa.Date),
        _instant("ended_at", nullable=True),
        sa.Column("ending", sa.String),
        sa.Column("ended_by", sa.String),
        sa.Column("note", sa.String, nullable=False),
        sa.UniqueConstraint("account", "playbook", "once"),
        sqlite_autoincrement=True,
    )
    keys = ["account", "playbook"]
    op.create_index(
        "ix_playbook_run_open", "playbook_run", keys, unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_index("ix_playbook_run_ended_at", "playbook_run", ["ended_at"])


def downgrade() -> None:
    for table in ("playbook_step", "playbook_run", "playbook_look"):
        op.drop_table(table)
