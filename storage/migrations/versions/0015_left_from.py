"""left from"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("account", sa.Column("left_from", sa.String))


def downgrade() -> None:
    op.drop_column("account", "left_from")
