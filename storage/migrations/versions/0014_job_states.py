"""job states"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

JOB_STATE = (
    sa.Column("job", sa.String, primary_key=True),
    sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("failed_with", sa.String),
    sa.Column("failing_since", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table("job_state", *JOB_STATE)


def downgrade() -> None:
    op.drop_table("job_state")
