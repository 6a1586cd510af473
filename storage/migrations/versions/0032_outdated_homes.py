"""home tabs that others outdated"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Empty: nobody did anything that its person has not seen."""
    op.add_column("home_tab", sa.Column("outdated", sa.Boolean))


def downgrade() -> None:
    op.drop_column("home_tab", "outdated")
