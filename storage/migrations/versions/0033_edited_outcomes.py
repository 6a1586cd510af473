"""outcomes as they stood before somebody changed them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Empty: what was changed before cannot be taken back."""
    op.add_column("success_outcome", sa.Column("edited_from", sa.String))


def downgrade() -> None:
    op.drop_column("success_outcome", "edited_from")
