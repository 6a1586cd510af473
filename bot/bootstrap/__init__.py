"""The composition root: the one place that knows every concrete class. The clock is made here."""

from __future__ import annotations

from bot.bootstrap.book import (
    SHIPPED_POLICY,
    BehindError,
    now,
    opened_library,
    policy_text,
    prepared,
    publish_first_policy,
    renewal_terms,
    scored,
    scoring,
)
from bot.bootstrap.house import House, opened_house, serve

__all__ = [
    "SHIPPED_POLICY",
    "BehindError",
    "House",
    "now",
    "opened_house",
    "opened_library",
    "policy_text",
    "prepared",
    "publish_first_policy",
    "renewal_terms",
    "scored",
    "scoring",
    "serve",
]
