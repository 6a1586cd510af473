"""Plays and referrals, and which accounts use nearly all of their seats."""

from __future__ import annotations

from storage.expansion.book import SqlPlays

__all__ = ["SqlPlays"]
