"""Playbooks: the accounts as they look at them, and who is in which, at which step."""

from __future__ import annotations

from storage.playbooks.book import SqlPlaybooks

__all__ = ["SqlPlaybooks"]
