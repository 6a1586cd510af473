"""home tabs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "home_tab",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("view_hash", sa.String, nullable=False),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("view", sa.String, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("home_tab")
