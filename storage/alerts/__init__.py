"""What the rules look at, what they found, and the alerts with their lives."""

from __future__ import annotations

from storage.alerts.book import SqlAlertBook

__all__ = ["SqlAlertBook"]
