"""How the rows of a contract lie in time: what is a term, what begins in the middle of one, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.days import shifted

EARLY_DAYS = 90
"""A term may be followed this long before its end."""
NEAR_DAYS = 30
"""Two records of one term may put its first day as far apart."""


@dataclass(frozen=True, slots=True)
class Span:
    """From its first day to the day after its last; `products` as `written_alike`, `""` for one without a name."""

    starts_on: date | None
    ends_on: date | None
    products: frozenset[str]


def begins_within(outer: Span, inner: Span) -> bool:
    """Whether `inner` begins in the middle of the term `outer`: bought on top of it, and no term of its own.

    What begins in the last weeks and outlasts the term is the next one, come early. A term whose end nobody knows
    goes on beside other products, and ends where its own product begins anew.
    """
    if outer.starts_on is None or inner.starts_on is None or inner.starts_on <= outer.starts_on:
        return False
    if outer.ends_on is None:
        return outer.products.isdisjoint(inner.products)
    if inner.starts_on >= outer.ends_on:
        return False
    outlasts = inner.ends_on is not None and inner.ends_on > outer.ends_on
    return not (outlasts and inner.starts_on >= shifted(outer.ends_on, -EARLY_DAYS))


def may_be_one_term(first: Span, second: Span) -> bool:
    """Whether two records can mean one term: they begin about the same day, and share a product if both name any."""
    if first.starts_on is None or second.starts_on is None:
        return False
    is_near = abs(first.starts_on - second.starts_on) <= timedelta(days=NEAR_DAYS)
    named = first.products - {""}, second.products - {""}
    return is_near and (not all(named) or not named[0].isdisjoint(named[1]))


@lru_cache(maxsize=4096)
def written_alike(product: str) -> str:
    return " ".join(product.casefold().split())
