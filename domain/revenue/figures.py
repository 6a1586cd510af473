"""The figures of one period: first account by account, so that any choice of them adds up, then of a choice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.money import ExchangeRates, Worth, alone
from domain.renewals.renewal import Renewal
from domain.revenue.movements import AccountMovement, Grain, Window, movements
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut, ArrSpan
from domain.revenue.renewal_rates import NO_RENEWALS, RenewalRates, all_renewals, renewal_rates
from domain.revenue.retention import Retention, retention
from domain.revenue.spans import Continued, continued, spans_from


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """`moved` by each grain that was asked for: without any the account had no ARR on either day."""

    account: int
    name: str
    moved: Mapping[Grain, AccountMovement]
    renewals: RenewalRates = NO_RENEWALS


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything of one currency: of the base one, with what rates bring to it, or of one that has no rate."""

    currency: str
    accounts: tuple[AccountFigures, ...]


@dataclass(frozen=True, slots=True)
class UsedRate:
    """`rate` units of the base currency for one of `currency`, as stated from `since` on."""

    currency: str
    rate: str
    since: date


@dataclass(frozen=True, slots=True)
class PeriodBook:
    """All figures of a period as seen on a day; `apart` holds currencies without a rate."""

    period: Period
    window: Window
    seen_on: date
    ledger: Ledger
    apart: tuple[Ledger, ...]
    rates: tuple[UsedRate, ...]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of a cut; `value` None: the book does not say."""

    value: str | None
    retention: Retention
    renewals: RenewalRates


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Of the accounts that were asked for; the groups stand largest first. `apart`: by currency without a rate."""

    period: Period
    window: Window
    seen_on: date
    currency: str
    rates: tuple[UsedRate, ...]
    retention: Retention
    renewals: RenewalRates
    apart: tuple[tuple[str, Retention], ...]
    groups: tuple[GroupFigures, ...] = ()

    @property
    def is_to_date(self) -> bool:
        return self.window.ends_on < self.period.ends_on


@dataclass(frozen=True, slots=True)
class BookNow:
    """What figures are made from: read once, whatever the number of periods, of the accounts that are asked for."""

    spans: Sequence[ArrSpan]
    cuts: Sequence[AccountCut]
    renewals: Sequence[Renewal]
    grace_days: int


@dataclass(frozen=True, slots=True)
class ValuedBook:
    """A book in the base currency at one set of rates, and what has no rate, late renewals bridged.

    Periods that start at the same rates share one.
    """

    book: BookNow
    rates: ExchangeRates
    seen_on: date
    spans: Continued
    apart: Mapping[str, Continued]
    used: tuple[UsedRate, ...]


def valued_book(book: BookNow, rates: ExchangeRates, *, seen_on: date) -> ValuedBook:
    foreign = sorted({span.currency for span in book.spans} - {rates.base})
    left = {cut.account for cut in book.cuts if cut.churned_on and cut.churned_on <= seen_on}

    def spans(worth_of: Callable[[str], Worth | None]) -> Continued:
        valued = spans_from(book.spans, worth_of=worth_of)
        return continued(valued, grace_days=book.grace_days, seen_on=seen_on, left=left)

    return ValuedBook(
        book,
        rates,
        seen_on,
        spans(rates.worth_of),
        {currency: spans(alone(currency).worth_of) for currency in foreign if currency not in rates.rates},
        tuple(
            UsedRate(currency, f"{rates.rates[currency]:f}", rates.since[currency])
            for currency in foreign
            if currency in rates.rates
        ),
    )


def period_book(valued: ValuedBook, period: Period, *, grains: Collection[Grain] = tuple(Grain)) -> PeriodBook:
    """`valued` is at the rates that hold at the start of the period; `grains` are those that figures are wanted of."""
    window = period.to_date(valued.seen_on)
    renewed = _renewals_by_account(valued, period)
    return PeriodBook(
        period,
        window,
        valued.seen_on,
        _ledger(valued, valued.rates.base, valued.spans, window, grains, renewed),
        tuple(_ledger(valued, currency, spans, window, grains, {}) for currency, spans in valued.apart.items()),
        valued.used,
    )


def figures_of(
    book: PeriodBook,
    *,
    chosen: Collection[int] | None,
    grain: Grain,
    group: Callable[[int], str | None] | None = None,
) -> PeriodFigures:
    """Of the accounts `chosen` (None: of all); `group` names the group of an account."""
    accounts = _chosen(book.ledger, chosen)
    apart = [(ledger.currency, _retention(_chosen(ledger, chosen), grain)) for ledger in book.apart]
    return PeriodFigures(
        book.period,
        book.window,
        book.seen_on,
        book.ledger.currency,
        book.rates,
        _retention(accounts, grain),
        _renewals(accounts),
        tuple((currency, found) for currency, found in apart if found.arr.opening or found.arr.closing),
        _groups(accounts, grain, group) if group else (),
    )


def _chosen(ledger: Ledger, chosen: Collection[int] | None) -> list[AccountFigures]:
    return [each for each in ledger.accounts if chosen is None or each.account in chosen]


def _groups(
    accounts: Iterable[AccountFigures], grain: Grain, group: Callable[[int], str | None]
) -> tuple[GroupFigures, ...]:
    members: dict[str | None, list[AccountFigures]] = {}
    for each in accounts:
        members.setdefault(group(each.account), []).append(each)
    found = [GroupFigures(value, _retention(some, grain), _renewals(some)) for value, some in members.items()]
    return tuple(sorted(found, key=lambda each: (-each.retention.arr.opening, -each.retention.arr.closing)))


def _retention(accounts: Iterable[AccountFigures], grain: Grain) -> Retention:
    return retention([each.moved[grain] for each in accounts if grain in each.moved])


def _renewals(accounts: Iterable[AccountFigures]) -> RenewalRates:
    return all_renewals(each.renewals for each in accounts if each.renewals is not NO_RENEWALS)


def _ledger(
    valued: ValuedBook,
    currency: str,
    spans: Continued,
    window: Window,
    grains: Collection[Grain],
    renewed: Mapping[int, RenewalRates],
) -> Ledger:
    moved = {grain: {each.account: each for each in movements(spans, window, grain)} for grain in grains}
    accounts = [
        AccountFigures(
            cut.account,
            cut.name,
            {grain: of[cut.account] for grain, of in moved.items() if cut.account in of},
            renewed.get(cut.account, NO_RENEWALS),
        )
        for cut in valued.book.cuts
    ]
    return Ledger(currency, tuple(each for each in accounts if each.moved or each.renewals != NO_RENEWALS))


def _renewals_by_account(valued: ValuedBook, period: Period) -> dict[int, RenewalRates]:
    due: dict[int, list[Renewal]] = {}
    for renewal in valued.book.renewals:
        if period.starts_on <= renewal.due_on < period.ends_on:
            due.setdefault(renewal.account, []).append(renewal)
    minor, grace_days = valued.rates.minor_of, valued.book.grace_days
    return {
        account: renewal_rates(mine, minor=minor, seen_on=valued.seen_on, grace_days=grace_days)
        for account, mine in due.items()
    }
