"""mornings"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

READER_RUN = (
    sa.Column("job", sa.String, primary_key=True),
    sa.Column("local_day", sa.Date, primary_key=True),
    sa.Column("reader", sa.String, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("announcement", sa.Integer, sa.ForeignKey("outbox.id", ondelete="SET NULL")),
)
PREFERENCE = (
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("wishes", sa.String, nullable=False),
)


def upgrade() -> None:
    op.create_table("reader_run", *READER_RUN)
    op.create_index("ix_reader_run_announcement", "reader_run", ["announcement"])
    op.create_table("preference", *PREFERENCE)


def downgrade() -> None:
    op.drop_table("preference")
    op.drop_table("reader_run")
