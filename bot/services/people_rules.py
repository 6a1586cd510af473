"""Whom accounts should have: what the policy in force says."""

from __future__ import annotations

from functools import lru_cache

from domain.health.policy_file import policy_from_toml
from domain.people.gaps import SHIPPED_PEOPLE, PeopleRules
from domain.ports import Book


def people_rules(book: Book) -> PeopleRules:
    published = book.policies.current()
    return _read(published.text) if published else SHIPPED_PEOPLE


@lru_cache(maxsize=4)
def _read(text: str) -> PeopleRules:
    """Reading a whole policy takes longer than counting people."""
    return policy_from_toml(text).people
