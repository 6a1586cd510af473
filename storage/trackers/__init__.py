"""Requests that stand in trackers, and what is still to be done there."""

from __future__ import annotations

from storage.trackers.book import SqlTrackerLinks

__all__ = ["SqlTrackerLinks"]
