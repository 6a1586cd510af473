"""Scores and renewals, brought up to what the book says; apart, because answers do without what that needs."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.bootstrap.book import SHIPPED_POLICY, now, policy_text
from bot.services.renewal_terms import RenewalTerms
from bot.services.scoring import Scoring
from bot.settings import Settings
from domain.ports import Library
from domain.scoring import ScoringReport


def scoring(settings: Settings, library: Library) -> Scoring:
    return Scoring(library, now, ZoneInfo(settings.zone), lambda: policy_text(settings))


def renewal_terms(settings: Settings, library: Library) -> RenewalTerms:
    return RenewalTerms(library, now, ZoneInfo(settings.zone))


def scored(library: Library, moment: datetime, *, zone: tzinfo = UTC) -> ScoringReport:
    """The book as it would have been scored at a moment: a demo has a past."""
    shipped = SHIPPED_POLICY.read_text(encoding="utf-8")
    return Scoring(library, lambda: moment, zone, lambda: shipped).score_book()
