"""What holds of reconciling whatever the book looks like."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from term_samples import NOW, TODAY, Books

from domain.accounts import Money
from domain.renewals.derived import is_shown_renewed
from domain.renewals.reconciling import RenewalChanges, reconciled
from domain.renewals.shares import divided
from domain.renewals.term_facts import arr_on
from domain.renewals.terms import ContractTerm, TermLine

FIRST = date(2024, 1, 1)
days = st.integers(min_value=0, max_value=24).map(lambda months: FIRST + timedelta(days=30 * months))
amounts = st.none() | st.builds(Money, st.integers(min_value=0, max_value=99_999), st.sampled_from(["USD", "EUR"]))
lines = st.builds(TermLine, st.sampled_from(["", "Core", "Seats"]), st.none() | days, st.none() | days, amounts)
terms_of_accounts = st.lists(
    st.builds(
        ContractTerm,
        contract=st.integers(min_value=1, max_value=6),
        account=st.just(7),
        number=st.just("C"),
        starts_on=st.none() | days,
        ends_on=st.none() | days,
        auto_renew=st.none() | st.booleans(),
        notice_days=st.none() | st.integers(min_value=0, max_value=90),
        notice_received_on=st.none(),
        step=st.none(),
        signed_on=st.none() | days,
        lines=st.lists(lines, max_size=3).map(tuple),
    ),
    max_size=5,
    unique_by=lambda term: term.contract,
)


@given(st.lists(terms_of_accounts, min_size=1, max_size=4))
def test_looking_twice_changes_nothing(looks: list[list[ContractTerm]]) -> None:
    book = Books()

    for terms in looks:
        book.look(*terms)

        assert book.look(*terms) == RenewalChanges()


@given(st.lists(terms_of_accounts, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_is_irrelevant(looks: list[list[ContractTerm]], chance: random.Random) -> None:
    book = Books()
    for terms in looks[:-1]:
        book.look(*terms)
    shuffled = chance.sample(looks[-1], len(looks[-1]))
    known = list(book.renewals.values())

    one = reconciled(looks[-1], known, grace_days=30, today=TODAY, at=NOW)
    other = reconciled(shuffled, chance.sample(known, len(known)), grace_days=30, today=TODAY, at=NOW)

    assert {name: set(map(repr, getattr(one, name))) for name in one.__slots__} == {
        name: set(map(repr, getattr(other, name))) for name in other.__slots__
    }


@given(terms_of_accounts)
def test_no_more_is_renewed_than_the_later_terms_hold(terms: list[ContractTerm]) -> None:
    book = Books()

    book.look(*terms)

    held: dict[str, int] = defaultdict(int)
    for each in terms:
        for currency, amount in (arr_on(each, each.starts_on) if each.starts_on else {}).items():
            held[currency] += amount
    finals = [each.outcome.final for each in book.all if is_shown_renewed(each) and each.outcome]
    renewed = {
        currency: sum(final.minor for final in finals if final and final.currency == currency) for currency in held
    }
    assert all(renewed[currency] <= amount for currency, amount in held.items())


@given(st.integers(min_value=0, max_value=10**12), st.lists(st.integers(min_value=0, max_value=10**9), min_size=1))
def test_parts_add_up_and_are_no_further_than_one_from_their_share(whole: int, weights: list[int]) -> None:
    parts = divided(whole, weights)

    total = sum(weights) or 1
    assert sum(parts) == whole
    assert all(
        abs(part * total - whole * weight) < total for part, weight in zip(parts, weights, strict=True) if sum(weights)
    )


@given(terms_of_accounts)
def test_each_contract_has_one_open_renewal_a_currency(terms: list[ContractTerm]) -> None:
    book = Books()

    book.look(*terms)

    keys = [(each.contract, each.due_on, each.arr.currency if each.arr else "") for each in book.all]
    assert len(keys) == len(set(keys))
