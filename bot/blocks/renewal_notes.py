"""How the sums in the head of a list were made: rates with their day, what has none, and what the chances rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.locale import Words
from domain.renewals.answer import RenewalsHead
from domain.revenue.curve import MIDDLE, Curve
from domain.revenue.forecast import WeightedForecast


def head_notes(head: RenewalsHead, words: Words) -> Iterable[str]:
    rates = head.rates
    if rates.stated:
        said = words.text("; ").join(_rate(currency, head, words) for currency in rates.stated)
        yield words.text("Rates: %(rates)s", rates=said)
    if rates.unstated:
        apart = words.text(
            "No rate is stated for %(currencies)s, so it is not added up.", currencies=", ".join(rates.unstated)
        )
        yield apart
    yield words.sentences(curve_words(head.curve, words), *_unscored(head.weighted, words))


def _rate(currency: str, head: RenewalsHead, words: Words) -> str:
    rates = head.rates.rates
    return words.text(
        "1 %(currency)s = %(rate)s %(base)s since %(day)s",
        currency=currency,
        rate=rates.rates[currency],
        base=rates.base,
        day=words.day(rates.since[currency]),
    )


def curve_words(curve: Curve, words: Words) -> str:
    """How much of the chances is assumed, and from how many renewals the rest is learnt."""
    resolved = curve.renewed + curve.churned
    if not resolved:
        return words.text(
            "The chances behind the weighted forecast are all assumption: no renewal scored in time has ended yet."
        )
    return words.plural(
        "The chances behind the weighted forecast are %(share)s assumption, the rest learnt from %(count)s renewal.",
        "The chances behind the weighted forecast are %(share)s assumption, the rest learnt from %(count)s renewals.",
        resolved,
        share=words.percent(1 - curve.learned),
    )


def _unscored(forecasts: Sequence[WeightedForecast], words: Words) -> Iterable[str]:
    if count := sum(forecast.unscored for forecast in forecasts):
        yield words.plural(
            "%(count)s without a score counts as a score of %(middle)s.",
            "%(count)s without a score count as a score of %(middle)s.",
            count,
            middle=MIDDLE,
        )
