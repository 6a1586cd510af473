"""What of the ARR of later terms each earlier one is renewed at: every amount is given away once."""

from __future__ import annotations

from collections.abc import Sequence

from domain.accounts import Money
from domain.renewals.shares import divided
from domain.renewals.term_facts import arr_on
from domain.renewals.terms import ContractTerm


def inherited(
    earlier: Sequence[tuple[Money | None, tuple[ContractTerm, ...]]],
) -> list[Money | None]:
    """For each renewal (its ARR, and the terms that follow it) its part of their first day's ARR, in its currency.

    What one term holds in a currency is divided in proportion to the ARR of those it follows. Renewals without an
    amount share what nobody else has a claim to. None where nothing is held in the currency.
    """
    parts: list[list[Money]] = [[] for _ in earlier]
    for term in _terms(earlier):
        heirs = [place for place, (_, by) in enumerate(earlier) if term in by]
        for place, part in _given(term, heirs, [earlier[place][0] for place in heirs]):
            parts[place].append(part)
    return [_total(each) for each in parts]


def _terms(earlier: Sequence[tuple[Money | None, tuple[ContractTerm, ...]]]) -> list[ContractTerm]:
    found = {term.contract: term for _, by in earlier for term in by}
    return [found[contract] for contract in sorted(found)]


def _given(term: ContractTerm, heirs: Sequence[int], claims: Sequence[Money | None]) -> list[tuple[int, Money]]:
    assert term.starts_on, "only what has a start can follow"
    held = arr_on(term, term.starts_on)
    given: list[tuple[int, Money]] = []
    for currency, whole in held.items():
        entitled = [
            (place, claim.minor)
            for place, claim in zip(heirs, claims, strict=True)
            if claim and claim.currency == currency
        ]
        if not any(claims) and len(held) == 1:
            entitled = [(place, 0) for place in heirs]
        weights = [max(weight, 0) for _, weight in entitled]
        amounts = divided(whole, weights) if entitled else ()
        given += [(place, Money(amount, currency)) for (place, _), amount in zip(entitled, amounts, strict=True)]
    return given


def _total(parts: Sequence[Money]) -> Money | None:
    """None too where the parts are in several currencies: they are never added."""
    currencies = {part.currency for part in parts}
    return Money(sum(part.minor for part in parts), currencies.pop()) if len(currencies) == 1 else None
