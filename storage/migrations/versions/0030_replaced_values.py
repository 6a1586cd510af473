"""values of outcomes that replaced another"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Whose the replaced value was and since when, and the outcome as it stood: an undo brings all of it back."""
    op.add_column("outcome_measurement", sa.Column("replaced_by", sa.String))
    op.add_column("outcome_measurement", sa.Column("replaced_at", sa.DateTime(timezone=True)))
    op.add_column("outcome_measurement", sa.Column("before", sa.String))


def downgrade() -> None:
    for name in ("before", "replaced_at", "replaced_by"):
        op.drop_column("outcome_measurement", name)
