"""What is still due in a period: its sum, the weighted forecast, what is at risk and what is not known."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import amount_words, period_words
from bot.blocks.renewal_notes import curve_words
from bot.locale import Words
from domain.health.rounding import half_up
from domain.money import minor_digits
from domain.revenue.ahead import Ahead, Sum
from domain.revenue.curve import MIDDLE
from domain.revenue.forecast import WeightedForecast


def ahead_words(ahead: Ahead, words: Words) -> Iterable[str]:
    name = period_words(ahead.period, words)
    if not ahead.due.count:
        yield words.text("*Still due in %(period)s*: nothing", period=name)
        return
    yield words.text("*Still due in %(period)s*: %(due)s", period=name, due=sum_words(ahead.due, ahead.currency, words))
    yield words.text(
        "At risk (red, or held down by a hard fact): %(at_risk)s · unknown (grey or not scored): %(unknown)s",
        at_risk=sum_words(ahead.at_risk, ahead.currency, words),
        unknown=sum_words(ahead.unknown, ahead.currency, words),
    )
    for forecast in ahead.forecasts:
        yield forecast_words(forecast, words)
    yield words.sentences(_unscored(ahead, words), curve_words(ahead.curve, words))


def sum_words(found: Sum, currency: str, words: Words) -> str:
    renewals = words.plural("%(count)s renewal", "%(count)s renewals", found.count)
    return words.text("%(first)s (%(second)s)", first=amount_words(found.minor, currency, words), second=renewals)


def forecast_words(forecast: WeightedForecast, words: Words) -> str:
    """The expected sum with its range, and what people say beside it."""

    def money(minor: int) -> str:
        """Without cents: an estimate has none."""
        unit = 10 ** minor_digits(forecast.currency)
        return amount_words(half_up(minor / unit) * unit, forecast.currency, words)

    return words.text(
        "Weighted forecast *%(weighted)s* of %(due)s (%(low)s–%(high)s in 80 of 100 cases) · expected loss %(loss)s · "
        "commit %(commit)s · best case %(best_case)s",
        weighted=money(forecast.weighted),
        due=money(forecast.due),
        low=money(forecast.low),
        high=money(forecast.high),
        loss=money(forecast.expected_loss),
        commit=money(forecast.commit),
        best_case=money(forecast.best_case),
    )


def _unscored(ahead: Ahead, words: Words) -> str:
    count = sum(forecast.unscored for forecast in ahead.forecasts)
    if not count:
        return words.text("All of them are scored.")
    return words.plural(
        "%(count)s without a score counts as a score of %(middle)s.",
        "%(count)s without a score count as a score of %(middle)s.",
        count,
        middle=MIDDLE,
    )
