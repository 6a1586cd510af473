"""Product areas, requests, their voices, and who is told."""

from __future__ import annotations

from storage.feedback.book import SqlFeedback
from storage.feedback.tellings import SqlTellings

__all__ = ["SqlFeedback", "SqlTellings"]
