"""Answers to surveys, one by one and counted; imports write theirs in bulk."""

from __future__ import annotations

from storage.surveys.book import SqlSurveys

__all__ = ["SqlSurveys"]
