"""Numbers of expansion, as the policy in force says them."""

from __future__ import annotations

from functools import lru_cache

from domain.expansion.rules import SHIPPED_EXPANSION, ExpansionRules
from domain.health.policy_file import policy_from_toml
from domain.ports import Book


def expansion_rules(book: Book) -> ExpansionRules:
    published = book.policies.current()
    return _read(published.text) if published else SHIPPED_EXPANSION


@lru_cache(maxsize=4)
def _read(text: str) -> ExpansionRules:
    return policy_from_toml(text).expansion
