"""first value"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """What standings say of stages is filled by the next scoring."""
    op.add_column("account", sa.Column("first_value", sa.String))
    op.add_column("standing", sa.Column("stage_since", sa.Date))
    op.add_column("standing", sa.Column("stuck", sa.String))
    op.create_table(
        "first_value_note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reached_on", sa.Date, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_on", sa.Date),
        sa.Column("before", sa.String),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_first_value_note_account", "first_value_note", ["account"])


def downgrade() -> None:
    op.drop_table("first_value_note")
    op.drop_column("standing", "stuck")
    op.drop_column("standing", "stage_since")
    op.drop_column("account", "first_value")
