"""`/cs churn` in words: who left and why, each rate beside its sample, and which kinds of sale go with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.blocks.churn_words import lost_words, rate_words
from bot.blocks.figures_words import (
    CUT_WORDS,
    amount_words,
    share_words,
    titled,
    value_words,
    whose_words,
)
from bot.blocks.kit import Element, Message, actions, button, context, header, message, section
from bot.ids import Action
from bot.locale import Words
from domain.revenue.answer import ChurnAnswer
from domain.revenue.churning import FEWEST_FOR_A_RATE, ChurnGroup, SaleGroup
from domain.revenue.cuts import Cut
from domain.revenue.question import figures_text

MOST_GROUPS = 12
MOST_SALES = 8
_OTHER_CUTS = (Cut.REASON, Cut.SEGMENT, Cut.TIER, Cut.STARS, Cut.SELLER, Cut.AGE)


def churn_answer(answer: ChurnAnswer, words: Words) -> Message:
    report = answer.report
    blocks = [
        header(words.text("Churn: %(period)s", period=titled(report.period, words, is_to_date=report.is_to_date))),
        context(" · ".join(whose_words(answer.wanted, answer.names, words))),
        section("\n".join(lost_words(report, words))),
    ]
    if report.whole.records:
        blocks.append(section("\n".join(_groups(answer, words))))
        blocks.append(section("\n".join(_sales(answer, words))))
    return message([*blocks, actions(*_buttons(answer, words))])


def _groups(answer: ChurnAnswer, words: Words) -> Iterable[str]:
    report = answer.report
    title = words.text(CUT_WORDS[report.by])
    yield f"*{title[:1].upper()}{title[1:]}*"
    yield from (_group(each, answer, words) for each in report.groups[:MOST_GROUPS])
    if (rest := len(report.groups) - MOST_GROUPS) > 0:
        yield words.plural("and %(count)s more", "and %(count)s more", rest)


def _group(group: ChurnGroup, answer: ChurnAnswer, words: Words) -> str:
    return words.text(
        "• *%(name)s* · %(amount)s · %(records)s · accounts gone: %(rate)s",
        name=value_words(answer.report.by, group.value, answer.names, words),
        amount=amount_words(group.minor, answer.report.currency, words),
        records=words.plural("%(count)s record", "%(count)s records", group.records),
        rate=rate_words(group.left, words),
    )


def _sales(answer: ChurnAnswer, words: Words) -> Iterable[str]:
    report = answer.report
    yield words.text("*Which should we not have sold to?*")
    yield words.text(
        "Gone in the first term, or with a wrong fit or value that was never reached: %(rate)s of all accounts that "
        "were here in the period.",
        rate=rate_words(report.wrongly_sold, words),
    )
    yield from (_sale(each, answer, words) for each in report.sale_groups[:MOST_SALES])
    if report.sale_groups:
        yield words.text("This says what goes with such losses in these numbers, not what makes them.")


def _sale(group: SaleGroup, answer: ChurnAnswer, words: Words) -> str:
    base = answer.report.wrongly_sold
    said = words.text(
        "• %(name)s: %(rate)s",
        name=_named(group, answer, words),
        rate=rate_words(group.count, words),
    )
    if group.count.trials < FEWEST_FOR_A_RATE:
        return words.text("%(said)s, too few to say more", said=said)
    against = share_words(base.share, words)
    if group.stands_out:
        return words.text("%(said)s, ▲ goes with more such losses than the %(base)s of all", said=said, base=against)
    return words.text("%(said)s, not told apart from the %(base)s of all", said=said, base=against)


def _named(group: SaleGroup, answer: ChurnAnswer, words: Words) -> str:
    name = value_words(group.cut, group.value, answer.names, words)
    match group.cut:
        case Cut.SELLER:
            return words.text("sold by *%(name)s*", name=name)
        case Cut.SEGMENT:
            return words.text("segment *%(name)s*", name=name)
        case Cut.INDUSTRY:
            return words.text("industry *%(name)s*", name=name)
        case _:
            return f"*{name}*"


def _buttons(answer: ChurnAnswer, words: Words) -> Iterable[Element]:
    for cut in _OTHER_CUTS:
        if cut is not answer.report.by:
            title = words.text(CUT_WORDS[cut])
            other = figures_text(replace(answer.wanted, by=cut))
            yield button(f"{title[:1].upper()}{title[1:]}", f"{Action.CHURN}:{cut}", value=other)
