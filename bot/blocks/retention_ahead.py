"""What is still due in a period: its sum, the weighted forecast, what is at risk and what is not known."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import amount_words, period_words
from bot.blocks.renewal_notes import curve_words
from bot.locale import Words
from domain.health.rounding import half_up
from domain.money import minor_digits
from domain.revenue.ahead import Ahead, StillDue, Sum
from domain.revenue.curve import MIDDLE
from domain.revenue.forecast import WeightedForecast


def ahead_words(ahead: Ahead, words: Words) -> Iterable[str]:
    name, found = period_words(ahead.period, words), ahead.whole
    if not found.due.count:
        yield words.text("*Still due in %(period)s*: nothing", period=name)
        return
    yield words.text("*Still due in %(period)s*: %(due)s", period=name, due=sum_words(found.due, ahead.currency, words))
    yield words.text(
        "At risk (red, or held down by a hard fact): %(at_risk)s · unknown (grey or not scored): %(unknown)s",
        at_risk=sum_words(found.at_risk, ahead.currency, words),
        unknown=sum_words(found.unknown, ahead.currency, words),
    )
    for forecast in found.forecasts:
        yield forecast_words(forecast, words)
    yield words.sentences(*_unscored(found, words), curve_words(ahead.curve, words))


def group_ahead_words(found: StillDue, currency: str, words: Words) -> Iterable[str]:
    """In short, of one group: the words of the whole stand above it."""
    said = [words.text("Still due %(due)s", due=sum_words(found.due, currency, words))]
    if found.at_risk.count:
        said.append(words.text("at risk %(sum)s", sum=sum_words(found.at_risk, currency, words)))
    if found.unknown.count:
        said.append(words.text("unknown %(sum)s", sum=sum_words(found.unknown, currency, words)))
    yield " · ".join(said)
    for forecast in found.forecasts:
        yield words.text(
            "Forecast *%(weighted)s* of %(due)s (%(low)s–%(high)s) · commit %(commit)s · best case %(best_case)s",
            **_amounts(forecast, words),
        )


def sum_words(found: Sum, currency: str, words: Words) -> str:
    renewals = words.plural("%(count)s renewal", "%(count)s renewals", found.count)
    return words.text("%(first)s (%(second)s)", first=amount_words(found.minor, currency, words), second=renewals)


def forecast_words(forecast: WeightedForecast, words: Words) -> str:
    """The expected sum with its range, and what people say beside it."""
    return words.text(
        "Weighted forecast *%(weighted)s* of %(due)s (%(low)s–%(high)s in 80 of 100 cases) · expected loss %(loss)s · "
        "commit %(commit)s · best case %(best_case)s",
        loss=_whole(forecast.expected_loss, forecast.currency, words),
        **_amounts(forecast, words),
    )


def _amounts(forecast: WeightedForecast, words: Words) -> dict[str, str]:
    names = ("weighted", "due", "low", "high", "commit", "best_case")
    return {name: _whole(getattr(forecast, name), forecast.currency, words) for name in names}


def _whole(minor: int, currency: str, words: Words) -> str:
    """Without cents: an estimate has none."""
    unit = 10 ** minor_digits(currency)
    return amount_words(half_up(minor / unit) * unit, currency, words)


def _unscored(found: StillDue, words: Words) -> Iterable[str]:
    """Nothing where each stands on a score or a fact. A grey account may have a score, and is unknown all the same."""
    if count := sum(forecast.unscored for forecast in found.forecasts):
        yield words.plural(
            "%(count)s without a score counts as a score of %(middle)s.",
            "%(count)s without a score count as a score of %(middle)s.",
            count,
            middle=MIDDLE,
        )
