"""alert moments"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_ASLEEP = sa.text("closed_at IS NULL AND snoozed_until IS NOT NULL")


def upgrade() -> None:
    """Of what is taken up already, the first deed is the best that is known."""
    op.add_column("alert", sa.Column("taken_at", sa.DateTime(timezone=True)))
    op.add_column("alert", sa.Column("news_at", sa.DateTime(timezone=True)))
    op.create_index("ix_alert_asleep", "alert", ["snoozed_until"], sqlite_where=_ASLEEP, postgresql_where=_ASLEEP)
    op.execute("UPDATE alert SET taken_at = acted_at WHERE taken_by IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_alert_asleep", "alert")
    op.drop_column("alert", "news_at")
    op.drop_column("alert", "taken_at")
