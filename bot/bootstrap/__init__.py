"""The composition root: the one place that knows every concrete class. The clock is made here.

What answers the first command is loaded at once, `features` and `errands` once the bot listens.
"""

from __future__ import annotations

from bot.bootstrap.book import (
    SHIPPED_POLICY,
    BehindError,
    now,
    opened_library,
    policy_text,
    prepared,
    publish_first_policy,
)

__all__ = [
    "SHIPPED_POLICY",
    "BehindError",
    "now",
    "opened_library",
    "policy_text",
    "prepared",
    "publish_first_policy",
]
