"""Three charts below each other: bars by forecast, two rates of two quarters, bars by reason of churn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.blocks.closing_words import REASON_WORDS
from bot.blocks.figures_words import accounts_words, period_words, share_words, titled
from bot.blocks.renewal_words import category_words
from bot.blocks.weekly_words import days_words, records_words, renewals_words, unsaid_words
from bot.locale import Words
from bot.pictures.forecast_looks import LOOKS, LOST
from bot.pictures.ink import FAINT, INK, PAPER, SOFT
from bot.pictures.page import WIDTH, Page, blank_page
from domain.renewals.head import Amounts
from domain.weekly.week import QuarterKept, Weekly

EDGE, TOP, HEAD, ROW, RATE, UNDER, GAP, FOOT = 0.3, 0.62, 0.56, 0.29, 0.6, 0.12, 0.2, 0.38
"""Inches: margin, title of all, title of a chart, a bar, a rate, what is under rates, between charts, the last line."""
SMALL = 11
"""Points: Slack shows a picture at two thirds of its size or less, and so small a letter has to be read still."""
BARS_AT, LONGEST, LONGEST_OF_SEVERAL = 2.3, 2.65, 2.0
"""Where bars begin, and how long the longest is; beside sums of several currencies there has to be more room."""
RATES_AT, RATES_TO = 1.15, WIDTH - 0.7
ROOM = Decimal("0.02")
"""What is left free of the scale beyond the outermost rates."""
WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    arr: Amounts
    count: str
    colour: str
    hatch: str = ""


def week_png(weekly: Weekly, words: Words) -> bytes:
    by_forecast, by_reason = _by_forecast(weekly, words), _by_reason(weekly, words)
    rates = 2 * RATE + UNDER if _rates(weekly) else ROW
    rows = max(1, len(by_forecast)) + max(1, len(by_reason))
    page = blank_page(TOP + 3 * HEAD + rows * ROW + rates + 2 * GAP + FOOT)
    title = words.text("Your team's week: %(days)s", days=days_words(weekly, words))
    page.write(EDGE, 0.32, title, size=15, weight="bold")
    page.write(WIDTH - EDGE, 0.32, accounts_words(weekly.accounts, words), colour=SOFT, side="right")
    down = _forecast_chart(page, TOP, weekly, by_forecast, words)
    down = _rates_chart(page, down + GAP, weekly, words)
    down = _reason_chart(page, down + GAP, weekly, by_reason, words)
    page.write(EDGE, down + FOOT / 2, _foot(weekly, words), size=SMALL - 1, colour=SOFT)
    return page.png()


def _by_forecast(weekly: Weekly, words: Words) -> list[Bar]:
    return [
        Bar(category_words(part.category, words), part.arr, renewals_words(part.count, words), *LOOKS[part.category])
        for part in weekly.due.open
    ]


def _by_reason(weekly: Weekly, words: Words) -> list[Bar]:
    return [
        Bar(words.text(REASON_WORDS[each.reason]), each.arr, records_words(each.records, words), LOST)
        for each in weekly.lost.reasons
    ]


def _forecast_chart(page: Page, down: float, weekly: Weekly, made: Sequence[Bar], words: Words) -> float:
    quarter = period_words(weekly.now.period, words)
    title = words.text("Open renewals of %(period)s, by forecast", period=quarter)
    _title(page, down, title, _closed(weekly, words))
    return _bars(page, down + HEAD, made, weekly.currency, words, empty=words.text("Nothing is open."))


def _reason_chart(page: Page, down: float, weekly: Weekly, made: Sequence[Bar], words: Words) -> float:
    lost = weekly.lost
    days = words.text("%(first)s – %(last)s", first=words.day(lost.first), last=words.day(lost.last))
    _title(page, down, words.text("Churn by reason, last 90 days"), days)
    return _bars(page, down + HEAD, made, weekly.currency, words, empty=words.text("Nothing was recorded as lost."))


def _closed(weekly: Weekly, words: Words) -> str:
    """Beside the chart of open ones, so that nobody takes it for all."""
    due = weekly.due
    if not due.closed:
        return words.text("none of the quarter is closed yet")
    return words.text(
        "closed already: %(renewals)s at %(final)s, contracted at %(contracted)s",
        renewals=renewals_words(due.closed, words),
        final=_short(due.final, words),
        contracted=_short(due.contracted, words),
    )


def _title(page: Page, down: float, title: str, beside: str) -> None:
    page.line((EDGE, down - 0.06), (WIDTH - EDGE, down - 0.06), colour="#e4e7eb")
    page.write(EDGE, down + 0.14, title, size=13.5, weight="bold")
    page.write(EDGE, down + 0.385, beside, size=SMALL, colour=SOFT)


def _bars(page: Page, down: float, made: Sequence[Bar], currency: str, words: Words, *, empty: str) -> float:
    """How far down it goes."""
    if not made:
        page.write(EDGE, down + ROW / 2, empty, colour=SOFT)
        return down + ROW
    widest = max(1, *(_drawn(bar.arr, currency) for bar in made))
    longest = LONGEST_OF_SEVERAL if any(len(bar.arr) > 1 for bar in made) else LONGEST
    for place, bar in enumerate(made):
        middle = down + (place + 0.5) * ROW
        length = longest * _drawn(bar.arr, currency) / widest
        page.write(BARS_AT - 0.1, middle, bar.name, side="right")
        page.bar(BARS_AT, middle, length, thick=0.2, colour=bar.colour, hatch=bar.hatch)
        page.write(BARS_AT + length + 0.09, middle, _short(bar.arr, words), weight="bold")
        page.write(WIDTH - EDGE, middle, bar.count, colour=SOFT, size=SMALL, side="right")
    page.line((BARS_AT, down), (BARS_AT, down + len(made) * ROW), colour=SOFT, above=4)
    return down + len(made) * ROW


def _rates_chart(page: Page, down: float, weekly: Weekly, words: Words) -> float:
    """The running quarter is the full dot, the last one the ring, so that neither is told by its colour alone."""
    _title(page, down, words.text("Retention"), "")
    if not _rates(weekly):
        page.write(EDGE, down + HEAD, unsaid_words(words), colour=SOFT)
        return down + HEAD + ROW
    _legend(page, down + 0.385, weekly, words)
    scale = _Scale.around(_rates(weekly))
    for place, (name, rate) in enumerate((("GRR", "gross"), ("NRR", "net"))):
        middle = down + HEAD + (place + 0.5) * RATE
        page.write(EDGE, middle, name, weight="bold")
        page.line((RATES_AT, middle), (RATES_TO, middle), colour="#e4e7eb", width=4)
        now, before = (getattr(each.kept, rate) if each.kept else None for each in (weekly.now, weekly.before))
        _rate(page, before, middle, scale, words, is_running=False)
        _rate(page, now, middle, scale, words, is_running=True)
    ends = down + HEAD + 2 * RATE
    at = scale.place(WHOLE)
    page.line((at, down + HEAD + 0.02), (at, ends), colour=FAINT)
    page.write(at, ends + 0.09, "100%", size=SMALL - 1, colour=SOFT, side="center")
    return ends + UNDER


def _legend(page: Page, down: float, weekly: Weekly, words: Words) -> None:
    across = EDGE + 0.07
    for quarter, is_running in ((weekly.now, True), (weekly.before, False)):
        if quarter.kept is None:
            continue
        page.dot(across, down, is_filled=is_running)
        page.write(across + 0.17, down, _quarter(quarter, quarter.kept.accounts, words), size=SMALL, colour=SOFT)
        across = WIDTH / 2 + 0.07


def _quarter(quarter: QuarterKept, accounts: int, words: Words) -> str:
    name = titled(quarter.period, words, is_to_date=quarter.is_to_date)
    return f"{name} · {accounts_words(accounts, words)}"


def _rate(page: Page, rate: Decimal | None, middle: float, scale: _Scale, words: Words, *, is_running: bool) -> None:
    """The label of the running quarter stands above, that of the last one below, so that they never meet."""
    if rate is None:
        return
    across = scale.place(rate)
    page.dot(across, middle, is_filled=is_running)
    label, weight = share_words(rate, words), "bold" if is_running else "normal"
    shift, colour = (-0.2, INK) if is_running else (0.2, SOFT)
    page.write(across, middle + shift, label, side="center", weight=weight, colour=colour, paper=PAPER)


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, rates: Iterable[Decimal]) -> _Scale:
        """100 % is always on it: a rate says nothing without what it is measured by."""
        shown = [*rates, WHOLE]
        return cls(min(shown) - ROOM, max(shown) + ROOM)

    def place(self, rate: Decimal) -> float:
        return RATES_AT + (RATES_TO - RATES_AT) * float((rate - self.low) / (self.high - self.low))


def _rates(weekly: Weekly) -> list[Decimal]:
    kept = [quarter.kept for quarter in (weekly.now, weekly.before) if quarter.kept]
    return [rate for each in kept for rate in (each.gross, each.net) if rate is not None]


def _drawn(arr: Amounts, currency: str) -> int:
    return sum(money.minor for money in arr if money.currency == currency)


def _short(arr: Amounts, words: Words) -> str:
    return " + ".join(words.short_money(money) for money in arr) or "–"


def _foot(weekly: Weekly, words: Words) -> str:
    """Which amounts the lengths are of."""
    of_all = [arr for part in weekly.due.open for arr in part.arr] + [
        arr for each in weekly.lost.reasons for arr in each.arr
    ]
    others = sorted({money.currency for money in of_all} - {weekly.currency})
    if not others:
        return words.text("ARR in %(currency)s", currency=weekly.currency)
    return words.text(
        "ARR; the bars are of %(currency)s, without %(others)s (no rate stated)",
        currency=weekly.currency,
        others=words.text(", ").join(others),
    )
