"""Touchpoints that people log by hand, and those of one account; imports write theirs in bulk."""

from __future__ import annotations

from storage.touchpoints.book import SqlTouchpoints

__all__ = ["SqlTouchpoints"]
