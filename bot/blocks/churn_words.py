"""What was lost, in a few lines: how much, of how many, what is announced, and how it meets what retention counts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import amount_words, interval_words, share_words
from bot.blocks.kit import one_line
from bot.locale import Words
from domain.health.proportions import Count
from domain.revenue.churning import Announced, ChurnGroup, ChurnReport
from domain.revenue.loss_bridge import LossBridge

MOST_NAMED = 3


def lost_words(report: ChurnReport, words: Words) -> Iterable[str]:
    if not report.whole.records:
        yield words.text("No churn is recorded in this period.")
    else:
        yield from _recorded(report, words)
    if report.announced:
        yield _announced(report.announced, report.currency, words)
    if report.bridge and (report.bridge.lost or report.bridge.recorded):
        yield bridge_words(report.bridge, report.currency, words)


def rate_words(count: Count, words: Words) -> str:
    """Of fewer than ten, counts; else the share with the range that the sample leaves open."""
    counts = words.text("%(part)s of %(whole)s", part=words.number(count.successes), whole=words.number(count.trials))
    interval = ChurnGroup(None, 0, 0, count).rate
    return counts if interval is None else f"{counts} ({interval_words(interval, words)})"


def bridge_words(bridge: LossBridge, currency: str, words: Words) -> str:
    """Churn and contraction of the same accounts and days, and what of them is not in these records, or only there."""
    sums = words.text(
        "churn %(churn)s + contraction %(contraction)s = %(lost)s",
        churn=amount_words(bridge.churn, currency, words),
        contraction=amount_words(bridge.contraction, currency, words),
        lost=amount_words(bridge.lost, currency, words),
    )
    said = words.text("%(sums)s: %(parts)s", sums=sums, parts=_parts(bridge, currency, words))
    if bridge.is_frozen:
        return words.text("Retention counts, as it was frozen, %(said)s.", said=said)
    return words.text("Retention counts %(said)s.", said=said)


def _recorded(report: ChurnReport, words: Words) -> Iterable[str]:
    whole = report.whole
    lost = words.plural(
        "*%(amount)s* lost in %(count)s record",
        "*%(amount)s* lost in %(count)s records",
        whole.records,
        amount=amount_words(whole.minor, report.currency, words),
    )
    yield words.text("%(lost)s · accounts gone: %(rate)s", lost=lost, rate=rate_words(whole.left, words))
    yield from _a_year(report, words)
    yield from _partial(report, words)
    said = report.avoidable
    yield words.text(
        "Could it have been avoided? Yes %(yes)s · no %(no)s · cannot be said %(unsaid)s",
        yes=words.number(said.yes),
        no=words.number(said.no),
        unsaid=words.number(said.unsaid),
    )
    yield from _without_rate(report, words)


def _a_year(report: ChurnReport, words: Words) -> Iterable[str]:
    """With how it was brought to a year: who has left cannot leave again, so it is no multiplication."""
    if report.a_year is not None:
        months = report.window.months
        yield words.text(
            "In a year, at this pace: %(share)s of accounts, as 1 − (1 − %(rate)s)^(12 / %(months)s months)",
            share=share_words(report.a_year, words),
            rate=share_words(report.whole.left.share, words),
            months=words.number(float(months), 0 if months == int(months) else 1),
        )


def _partial(report: ChurnReport, words: Words) -> Iterable[str]:
    if report.partial:
        yield words.plural(
            "%(count)s of the records is of a part only; that account is still here.",
            "%(count)s of the records are of a part only; those accounts are still here.",
            report.partial,
        )


def _without_rate(report: ChurnReport, words: Words) -> Iterable[str]:
    if report.without_rate:
        yield words.plural(
            "%(count)s record is in no sum: its amount is not known, or no rate is stated for its currency.",
            "%(count)s records are in no sum: their amount is not known, or no rate is stated for their currency.",
            report.without_rate,
        )


def _announced(announced: Announced, currency: str, words: Words) -> str:
    return words.plural(
        "Announced for days ahead, and not counted yet: %(count)s account, %(amount)s, by %(day)s",
        "Announced for days ahead, and not counted yet: %(count)s accounts, %(amount)s, by %(day)s",
        announced.accounts,
        amount=amount_words(announced.minor, currency, words),
        day=words.day(announced.until),
    )


def _parts(bridge: LossBridge, currency: str, words: Words) -> str:
    if not (bridge.unrecorded or bridge.unseen):
        return words.text("the same as recorded here")
    parts = words.text("%(amount)s recorded here", amount=amount_words(bridge.recorded, currency, words))
    if bridge.unrecorded:
        parts = words.text(
            "%(parts)s + %(amount)s without a record in this period (%(names)s)",
            parts=parts,
            amount=amount_words(bridge.unrecorded, currency, words),
            names=_names(bridge, words),
        )
    if bridge.unseen:
        parts = words.text(
            "%(parts)s − %(amount)s that the contract lines do not show as lost since the first day",
            parts=parts,
            amount=amount_words(bridge.unseen, currency, words),
        )
    return parts


def _names(bridge: LossBridge, words: Words) -> str:
    named = words.text(", ").join(one_line(name, 60) for name in bridge.unrecorded_of[:MOST_NAMED])
    rest = len(bridge.unrecorded_of) - MOST_NAMED
    return (
        words.plural("%(names)s and %(count)s more", "%(names)s and %(count)s more", rest, names=named)
        if rest > 0
        else named
    )
