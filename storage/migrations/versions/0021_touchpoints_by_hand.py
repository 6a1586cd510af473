"""touchpoints by hand"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

TOUCHPOINT: tuple[sa.Column[Any], ...] = (
    sa.Column("reasons", sa.String, nullable=False, server_default="[]"),
    sa.Column("quote", sa.String),
    sa.Column("permalink", sa.String),
    sa.Column("said_by", sa.String),
    sa.Column("task", sa.Integer),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("changed_by", sa.String),
    sa.Column("changed_at", sa.DateTime(timezone=True)),
)
STANDING: tuple[sa.Column[Any], ...] = (
    sa.Column("with_us_since", sa.Date),
    sa.Column("touches_due", sa.Integer),
    sa.Column("touches_met", sa.Integer),
)
_FOLLOW_UP = "fk_touchpoint_task"


def upgrade() -> None:
    """What standings say of cadences is filled by the next scoring. A task's number is never given twice."""
    with _rebuilt("touchpoint") as touchpoint:
        for column in TOUCHPOINT:
            touchpoint.add_column(column)
        touchpoint.create_foreign_key(_FOLLOW_UP, "task", ["task"], ["id"], ondelete="SET NULL")
    op.create_index("ix_touchpoint_task", "touchpoint", ["task"])
    for column in STANDING:
        op.add_column("standing", column)
    with _rebuilt("task", table_kwargs={"sqlite_autoincrement": True}):
        pass


def downgrade() -> None:
    with _rebuilt("task"):
        pass
    for column in STANDING:
        op.drop_column("standing", column.name)
    op.drop_index("ix_touchpoint_task", "touchpoint")
    with _rebuilt("touchpoint") as touchpoint:
        touchpoint.drop_constraint(_FOLLOW_UP, type_="foreignkey")
        for column in TOUCHPOINT:
            touchpoint.drop_column(column.name)


def _rebuilt(table: str, **more: Any) -> Any:
    """SQLite makes the table anew; PostgreSQL changes the one that is there."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if is_sqlite else "never", **more)
