"""What ARR did, how much stayed and how renewals ended, each in a line; no rate without what it is made of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import accounts_words, amount_words, counted_share, share_words
from bot.locale import Words
from domain.revenue.churning import FEWEST_FOR_A_RATE
from domain.revenue.kept import KeptArr
from domain.revenue.movements import ArrMovement
from domain.revenue.renewal_rates import RenewalRates
from domain.revenue.retention import Retention, gross_revenue_retention, net_revenue_retention


def movement_words(arr: ArrMovement, currency: str, words: Words) -> str:
    """From opening to closing; what did not happen is not said."""
    parts = [
        (words.text("new"), arr.new),
        (words.text("expansion"), arr.expansion),
        (words.text("reactivated"), arr.reactivated),
        (words.text("contraction"), -arr.contraction),
        (words.text("churn"), -arr.churn),
    ]
    said = words.text(", ").join(f"{name} {_signed(amount, currency, words)}" for name, amount in parts if amount)
    whole = words.text(
        "%(opening)s → %(closing)s",
        opening=amount_words(arr.opening, currency, words),
        closing=amount_words(arr.closing, currency, words),
    )
    return words.text("%(whole)s: %(parts)s", whole=whole, parts=said) if said else whole


def _signed(minor: int, currency: str, words: Words) -> str:
    return ("+" if minor > 0 else "") + amount_words(minor, currency, words)


def retention_words(found: Retention, words: Words) -> str:
    """GRR and NRR with the accounts they are made of; under ten the count stands first."""
    if not found.accounts:
        return words.text("no account had ARR on the first day, so there is no rate")
    return _rates(found.arr, found.accounts, words)


def kept_words(kept: KeptArr, words: Words) -> str:
    """The same of a book, with the currencies that are not in it."""
    said = _rates(kept.arr, kept.accounts, words)
    if not kept.apart:
        return said
    apart = words.text(", ").join(kept.apart)
    return words.text("%(rates)s · without %(currencies)s (no rate stated)", rates=said, currencies=apart)


def renewal_words(found: RenewalRates, currency: str, words: Words) -> Iterable[str]:
    """By original due day; while nothing is resolved there is no rate."""
    if found.resolved:
        logo = counted_share(found.renewed_logos, found.resolved, found.logo_rate, words)
        on_time = counted_share(found.on_time_logos, found.resolved, found.on_time_rate, words)
        yield words.text(
            "Renewals due: renewed %(logo)s · %(amounts)s · on time %(on_time)s",
            logo=logo,
            amounts=_arr_rates(found, currency, words),
            on_time=on_time,
        )
    elif found.open:
        yield words.text("Renewals due: none is resolved yet, so there is no rate")
    if beside := list(_beside(found, currency, words)):
        yield words.text("Not in these rates: %(others)s", others=words.text(", ").join(beside))


def group_renewal_words(found: RenewalRates, currency: str, words: Words) -> Iterable[str]:
    """In short, of one group: both counts are of the same renewals."""
    if found.resolved:
        yield words.text(
            "Renewed %(logo)s, on time %(count)s (%(share)s) · %(amounts)s",
            logo=counted_share(found.renewed_logos, found.resolved, found.logo_rate, words),
            count=words.number(found.on_time_logos),
            share=share_words(found.on_time_rate, words),
            amounts=_arr_rates(found, currency, words),
        )


def _rates(arr: ArrMovement, count: int, words: Words) -> str:
    accounts = accounts_words(count, words)
    rates = words.text(
        "GRR *%(grr)s* · NRR *%(nrr)s*",
        grr=share_words(gross_revenue_retention(arr), words),
        nrr=share_words(net_revenue_retention(arr), words),
    )
    first, second = (accounts, rates) if count < FEWEST_FOR_A_RATE else (rates, accounts)
    return f"{first} · {second}"


def _arr_rates(found: RenewalRates, currency: str, words: Words) -> str:
    return words.text(
        "gross %(gross)s, net %(net)s of %(due)s",
        gross=share_words(found.gross_rate, words),
        net=share_words(found.net_rate, words),
        due=amount_words(found.due, currency, words),
    )


def _beside(found: RenewalRates, currency: str, words: Words) -> Iterable[str]:
    if found.open:
        amount = amount_words(found.open_arr, currency, words)
        yield words.plural("%(count)s open (%(amount)s)", "%(count)s open (%(amount)s)", found.open, amount=amount)
    if found.moved:
        yield words.plural("%(count)s moved to another day", "%(count)s moved to another day", found.moved)
    if found.without_amount:
        yield words.plural(
            "%(count)s in no sum because its amount or its rate is not known",
            "%(count)s in no sum because their amount or their rate is not known",
            found.without_amount,
        )
