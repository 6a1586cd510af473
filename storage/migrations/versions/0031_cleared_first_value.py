"""first value that somebody cleared"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Empty is what every note was before: a day that was recorded."""
    op.add_column("first_value_note", sa.Column("cleared", sa.Boolean))


def downgrade() -> None:
    op.drop_column("first_value_note", "cleared")
