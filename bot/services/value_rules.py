"""What counts as first value, as the policy in force says."""

from __future__ import annotations

from functools import lru_cache

from domain.first_value.rules import FirstValuePolicy
from domain.health.policy_file import policy_from_toml
from domain.ports import Book

UNPUBLISHED = FirstValuePolicy(target_days=30, active_seat_share=0.25)
"""Before a policy is published: as the shipped one has it."""


def value_rules(book: Book) -> FirstValuePolicy:
    published = book.policies.current()
    return _read(published.text) if published else UNPUBLISHED


@lru_cache(maxsize=2)
def _read(text: str) -> FirstValuePolicy:
    """A text is read once: it takes longer than the answer."""
    return policy_from_toml(text).health.first_value
