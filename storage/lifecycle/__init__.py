"""Stages, the clock to first value, and first value as people record it."""

from __future__ import annotations

from storage.lifecycle.book import SqlLifecycle

__all__ = ["SqlLifecycle"]
