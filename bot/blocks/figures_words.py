"""The words of figures: periods, shares that never stand without their sample, cuts, and the rates of sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.blocks.closing_words import REASON_WORDS
from bot.blocks.health_list import whose_accounts
from bot.blocks.health_words import TIER_WORDS
from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.accounts import Money, Tier
from domain.filter_words import Scope
from domain.health.proportions import Interval
from domain.renewals.renewal import ChurnReason
from domain.revenue.churning import FEWEST_FOR_A_RATE
from domain.revenue.cuts import OLDEST_AGE, Cut
from domain.revenue.figures import UsedRate
from domain.revenue.movements import Grain
from domain.revenue.periods import Period
from domain.revenue.question import FiguresWanted

CUT_WORDS = {
    Cut.TIER: marked("by tier"),
    Cut.SEGMENT: marked("by segment"),
    Cut.INDUSTRY: marked("by industry"),
    Cut.STARS: marked("by stars"),
    Cut.SELLER: marked("by seller"),
    Cut.OWNER: marked("by owner"),
    Cut.AGE: marked("by years with us"),
    Cut.REASON: marked("by reason"),
}
GRAIN_WORDS = {
    Grain.ACCOUNT: marked("per account"),
    Grain.LINE: marked("per line"),
}
MOVEMENT_WORDS = (
    ("opening", marked("opening")),
    ("new", marked("new")),
    ("expansion", marked("expansion")),
    ("reactivated", marked("reactivated")),
    ("contraction", marked("contraction")),
    ("churn", marked("churn")),
    ("closing", marked("closing")),
)
"""The parts of a bridge from one day to another, by their names in `ArrMovement`, in the order of the bridge."""
_QUARTER = "Q"


def period_words(period: Period, words: Words) -> str:
    """Q3 2026, September 2026, 2026, or the first and the last day."""
    year, _, rest = period.text.partition("-")
    if ".." in period.text:
        return words.text("%(first)s – %(last)s", first=words.day(period.starts_on), last=words.day(period.last_day))
    if not rest:
        return words.text("the year %(year)s", year=year)
    if rest.startswith(_QUARTER):
        return words.text("Q%(quarter)s %(year)s", quarter=rest.removeprefix(_QUARTER), year=year)
    return words.month(period.starts_on)


def titled(period: Period, words: Words, *, is_to_date: bool) -> str:
    """A period that is not over is counted up to today, and its name says so."""
    name = period_words(period, words)
    return words.text("%(period)s to date", period=name) if is_to_date else name


def share_words(share: Decimal | float | None, words: Words) -> str:
    """With one decimal; a dash where nothing can be said."""
    return "–" if share is None else f"{words.number(float(share) * 100, 1)}%"


def counted_share(part: int, whole: int, share: Decimal | None, words: Words) -> str:
    """Under ten the counts stand first: a share of so few misleads."""
    counts = words.text("%(part)s of %(whole)s", part=words.number(part), whole=words.number(whole))
    if share is None:
        return counts
    if whole < FEWEST_FOR_A_RATE:
        return words.text("%(first)s (%(second)s)", first=counts, second=share_words(share, words))
    return words.text("%(first)s (%(second)s)", first=share_words(share, words), second=counts)


def interval_words(rate: Interval, words: Words) -> str:
    """A share and the range that its sample leaves open."""
    return words.text(
        "%(share)s, plausible %(low)s–%(high)s",
        share=share_words(rate.value, words),
        low=words.percent(rate.low),
        high=words.percent(rate.high),
    )


def amount_words(minor: int, currency: str, words: Words) -> str:
    return words.money(Money(minor, currency))


def accounts_words(count: int, words: Words) -> str:
    return words.plural("%(count)s account", "%(count)s accounts", count)


def value_words(cut: Cut, value: str | None, names: Mapping[str, str], words: Words) -> str:  # noqa: PLR0911 - one a cut
    """What a group is called; customer text is escaped."""
    if value is None:
        return words.text("not known")
    match cut:
        case Cut.TIER:
            return words.text(TIER_WORDS[Tier(value)])
        case Cut.REASON:
            return words.text(REASON_WORDS[ChurnReason(value)])
        case Cut.STARS:
            return words.plural("%(count)s star", "%(count)s stars", int(value))
        case Cut.AGE:
            return _age(int(value), words)
        case Cut.OWNER | Cut.SELLER:
            return one_line(names[value], 80) if value in names else one_line(value, 80)
        case _:
            return one_line(value, 80)


def whose_words(wanted: FiguresWanted, names: Mapping[str, str], words: Words) -> Iterable[str]:
    """Whose accounts, which of them, and how they are cut."""
    yield whose_accounts(wanted.scope or Scope.ALL, wanted.owner, words)
    for cut, value in wanted.only.items():
        yield value_words(cut, value, names, words)
    if wanted.by:
        yield words.text(CUT_WORDS[wanted.by])


def rate_notes(rates: Iterable[UsedRate], base: str, words: Words) -> Iterable[str]:
    said = words.text("; ").join(
        words.text(
            "1 %(currency)s = %(rate)s %(base)s since %(day)s",
            currency=rate.currency,
            rate=rate.rate,
            base=base,
            day=words.day(rate.since),
        )
        for rate in rates
    )
    if said:
        yield words.text("Rates: %(rates)s", rates=said)


def _age(years: int, words: Words) -> str:
    if years == 0:
        return words.text("less than a year with us")
    if years >= OLDEST_AGE:
        return words.plural("%(count)s year with us or more", "%(count)s years with us or more", years)
    return words.plural("%(count)s year with us", "%(count)s years with us", years)
