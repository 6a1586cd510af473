"""The people of accounts, one by one and counted; imports write theirs in bulk."""

from __future__ import annotations

from storage.people.book import SqlPeople

__all__ = ["SqlPeople"]
