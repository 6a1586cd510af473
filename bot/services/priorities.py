"""The formula by which requests are weighed: what the policy in force says, and which version of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from domain.feedback.priority import SHIPPED_PRIORITY, PriorityRules
from domain.health.policy_file import policy_from_toml
from domain.ports import Book


@dataclass(frozen=True, slots=True)
class Formula:
    """`version` is None before a policy is published."""

    rules: PriorityRules
    version: int | None = None


def formula_in(book: Book) -> Formula:
    published = book.policies.current()
    return Formula(_read(published.text), published.version) if published else Formula(SHIPPED_PRIORITY)


@lru_cache(maxsize=4)
def _read(text: str) -> PriorityRules:
    """Reading a whole policy takes longer than weighing a page of requests."""
    return policy_from_toml(text).priority
