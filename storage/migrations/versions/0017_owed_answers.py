"""owed answers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

OWED_ANSWER = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("command", sa.String, nullable=False),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
)


def upgrade() -> None:
    op.create_table("owed_answer", *OWED_ANSWER, sqlite_autoincrement=True)
    op.create_index("ix_owed_answer_due_at", "owed_answer", ["due_at"])


def downgrade() -> None:
    op.drop_table("owed_answer")
