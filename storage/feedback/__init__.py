"""Product areas, requests and their voices."""

from __future__ import annotations

from storage.feedback.book import SqlFeedback

__all__ = ["SqlFeedback"]
