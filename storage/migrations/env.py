"""Run by Alembic inside the transaction that `storage/migrate.py` opened."""

from __future__ import annotations

from alembic import context

from storage.tables import BookTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=BookTable.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
