"""imports"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

IMPORT_RUN = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("counts", sa.String, nullable=False),
    sa.Column("undone_at", sa.DateTime(timezone=True)),
    sa.Column("undone_by", sa.String),
)

IMPORT_FILE = (
    sa.Column("run", sa.Integer, sa.ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
)

IMPORT_CHANGE = (
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("import_run.id", ondelete="CASCADE"), nullable=False),
    sa.Column("table_name", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("before", sa.String),
    sa.Column("after", sa.String),
)

HEADER_MAPPING = (
    sa.Column("fingerprint", sa.String, primary_key=True),
    sa.Column("columns", sa.String, nullable=False),
    sa.Column("remembered_at", sa.DateTime(timezone=True), nullable=False),
)


def upgrade() -> None:
    op.create_table("import_run", *IMPORT_RUN, sqlite_autoincrement=True)
    op.create_table("import_file", *IMPORT_FILE)
    op.create_index("ix_import_file_digest", "import_file", ["digest"])
    op.create_table("import_change", *IMPORT_CHANGE)
    op.create_index("ix_import_change_run_id", "import_change", ["run", "id"])
    op.create_table("header_mapping", *HEADER_MAPPING)


def downgrade() -> None:
    op.drop_table("header_mapping")
    op.drop_table("import_change")
    op.drop_table("import_file")
    op.drop_table("import_run")
