"""What is said below the figures of a team: what decides their order, what they are set against, what is in none."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.figures_words import period_words
from bot.blocks.team_words import FAMILY_WORDS, MATURITY_WORDS, REASON_WORDS
from bot.locale import Words
from domain.teamwork.answer import TeamAnswer


def attention_words(answer: TeamAnswer, words: Words) -> str:
    """What decides the order, why, and that it is in no figure."""
    shares = words.text(", ").join(
        f"{words.text(FAMILY_WORDS[family])} {words.percent(share / 100)}" for family, share in answer.policy.families
    )
    maturity = answer.policy.maturity
    said = words.text(
        "Attention of a team that is *%(maturity)s*: %(shares)s.",
        maturity=words.text(MATURITY_WORDS[maturity]),
        shares=shares,
    )
    only = words.text("It decides what stands first and how much of it, and is in no figure.")
    return words.sentences(said, words.text(REASON_WORDS[maturity]), only)


def team_notes(answer: TeamAnswer, words: Words) -> Iterable[str]:
    """What the figures are set against, whose accounts they are of, and what they do not say."""
    yield words.sentences(*_compared(answer, words))
    yield words.sentences(
        words.text(
            "Accounts count for who owns them now or covers them today, in periods gone by too; in the sum once."
        ),
        words.text("What somebody does follows what their accounts need: it is no cause of the other figures."),
    )
    if rest := list(_left_out(answer, words)):
        yield words.sentences(*rest)


def _compared(answer: TeamAnswer, words: Words) -> Iterable[str]:
    if answer.before is None:
        yield words.text("The period began today, so nothing is set against another one.")
        return
    before = period_words(answer.before, words)
    if answer.is_to_date:
        yield words.text(
            "Changes are against %(before)s: as many days of the period before as have passed of this one. "
            "Renewals are not set against each other before a period is over.",
            before=before,
        )
    else:
        yield words.text("Changes are against %(before)s.", before=before)
        yield words.text("Health is as it was stored then, ARR at what it is today.")
    if answer.is_to_date:
        yield words.text("Contacts are those of 90 days, use of four weeks against the twelve before, NPS of a year.")


def _left_out(answer: TeamAnswer, words: Words) -> Iterable[str]:
    if answer.is_reported:
        yield words.text("Revenue is as it was reported when the period was frozen.")
    if answer.of_nobody:
        yield words.plural(
            "%(count)s account of nobody named here is in the sum only.",
            "%(count)s accounts of nobody named here are in the sum only.",
            answer.of_nobody,
        )
    if answer.apart:
        yield words.text(
            "In no amount, as no rate is stated: %(currencies)s.", currencies=words.text(", ").join(answer.apart)
        )
