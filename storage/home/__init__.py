"""What the Home tab reads, and who opened it."""

from __future__ import annotations

from storage.home.book import SqlHomeBook
from storage.home.tabs import SqlHomeTabs

__all__ = ["SqlHomeBook", "SqlHomeTabs"]
