"""The outbox, in three small tables that are the same on SQLite and PostgreSQL."""

from __future__ import annotations

from storage.outbox.outbox import SqlOutbox

__all__ = ["SqlOutbox"]
