"""success plans"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

OUTCOME: tuple[sa.Column[Any], ...] = (
    sa.Column("measure", sa.String),
    sa.Column("unit", sa.String),
    sa.Column("baseline", sa.String),
    sa.Column("target", sa.String),
    sa.Column("direction", sa.String),
    sa.Column("due_on", sa.Date),
    sa.Column("owner", sa.String),
    sa.Column("contact", sa.Integer),
    sa.Column("usage_measure", sa.String),
    sa.Column("usage_reading", sa.String),
    sa.Column("next_step", sa.String),
    sa.Column("check_in_on", sa.Date),
    sa.Column("asked_for", sa.Date),
    sa.Column("check_in_task", sa.Integer),
    sa.Column("closed_on", sa.Date),
    sa.Column("by", sa.String),
    sa.Column("changed_by", sa.String),
    sa.Column("changed_at", sa.DateTime(timezone=True)),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
)
MILESTONE: tuple[sa.Column[Any], ...] = (
    sa.Column("owner", sa.String),
    sa.Column("outcome", sa.Integer),
    sa.Column("by", sa.String),
)
OUTCOME_LINKS = (("contact", "contact"), ("check_in_task", "task"))
OUTCOME_INDEXES = ("contact", "check_in_on", "check_in_task")


def upgrade() -> None:
    """Numbers of outcomes and milestones are never given twice from now on."""
    with _rebuilt("success_outcome", table_kwargs={"sqlite_autoincrement": True}) as outcome:
        for column in OUTCOME:
            outcome.add_column(column)
        for name, table in OUTCOME_LINKS:
            outcome.create_foreign_key(
                _link("success_outcome", name, table), table, [name], ["id"], ondelete="SET NULL"
            )
    for name in OUTCOME_INDEXES:
        op.create_index(f"ix_success_outcome_{name}", "success_outcome", [name])
    with _rebuilt("milestone", table_kwargs={"sqlite_autoincrement": True}) as milestone:
        for column in MILESTONE:
            milestone.add_column(column)
        link = _link("milestone", "outcome", "success_outcome")
        milestone.create_foreign_key(link, "success_outcome", ["outcome"], ["id"], ondelete="SET NULL")
    op.create_index("ix_milestone_outcome", "milestone", ["outcome"])
    _measurements()
    _check_ins()
    op.add_column("account", sa.Column("success_plan", sa.String))


def _measurements() -> None:
    op.create_table(
        "outcome_measurement",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_outcome(),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("replaced", sa.String),
        sa.Column("by", sa.String),
        sa.Column("learnt_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("outcome", "day", "source"),
        sqlite_autoincrement=True,
    )


def _check_ins() -> None:
    op.create_table(
        "outcome_check_in",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_outcome(),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("cause", sa.String),
        sa.Column("words", sa.String),
        sa.Column("next_step", sa.String),
        sa.Column("before", sa.String, nullable=False),
        sa.Column("task", sa.Integer, sa.ForeignKey("task.id", ondelete="SET NULL")),
        sa.UniqueConstraint("outcome", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outcome_check_in_task", "outcome_check_in", ["task"])


def _of_outcome() -> sa.Column[Any]:
    return sa.Column("outcome", sa.Integer, sa.ForeignKey("success_outcome.id", ondelete="CASCADE"), nullable=False)


def downgrade() -> None:
    op.drop_column("account", "success_plan")
    op.drop_index("ix_outcome_check_in_task", "outcome_check_in")
    op.drop_table("outcome_check_in")
    op.drop_table("outcome_measurement")
    op.drop_index("ix_milestone_outcome", "milestone")
    with _rebuilt("milestone") as milestone:
        milestone.drop_constraint(_link("milestone", "outcome", "success_outcome"), type_="foreignkey")
        for column in MILESTONE:
            milestone.drop_column(column.name)
    for name in OUTCOME_INDEXES:
        op.drop_index(f"ix_success_outcome_{name}", "success_outcome")
    with _rebuilt("success_outcome") as outcome:
        for name, table in OUTCOME_LINKS:
            outcome.drop_constraint(_link("success_outcome", name, table), type_="foreignkey")
        for column in OUTCOME:
            outcome.drop_column(column.name)


def _link(table: str, column: str, to: str) -> str:
    return f"fk_{table}_{column}_{to}"


def _rebuilt(table: str, **more: Any) -> Any:
    """SQLite makes the table anew; PostgreSQL changes the one that is there."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if is_sqlite else "never", **more)
