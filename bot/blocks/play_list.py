"""`/cs plays` and `/cs referrals`, page by page, with sums by stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    escaped,
    header,
    message,
    section,
    unescaped,
)
from bot.blocks.pages import place_words
from bot.blocks.play_row import play_row
from bot.blocks.play_suggested import suggested_accounts
from bot.blocks.play_words import STAGE_WORDS, sums_of
from bot.blocks.renewal_words import window_words
from bot.ids import Action
from bot.locale import Words, marked
from domain.expansion.answer import PlayList, PlaysAnswer, StageSum, SuggestedAccounts
from domain.expansion.question import PlaysShown, PlaysWanted, plays_question_text
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.renewals.head import RatesUsed

ROWS_ON_A_PAGE = 8
LONGEST_MENDED = 1500
_WHOSE = {
    Scope.MINE: marked("Yours and those of your accounts"),
    Scope.TEAM: marked("Your team's"),
    Scope.ALL: marked("Everybody's"),
}
_TITLES = {
    PlaysShown.OPEN: (marked("Open plays"), marked("Open referrals")),
    PlaysShown.WON: (marked("Won plays"), marked("Referrals that became customers")),
    PlaysShown.LOST: (marked("Lost plays"), marked("Referrals that came to nothing")),
    PlaysShown.EVERY: (marked("All plays"), marked("All referrals")),
}


def plays_answer(answer: PlaysAnswer, words: Words, today: date, *, command: str) -> Message:
    """`command` is `/cs plays` or `/cs referrals` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case NotUnderstood():
            return _not_understood(answer, words, command)
        case SuggestedAccounts():
            return suggested_accounts(answer, words, today, whose=_whose(answer.wanted, words))
        case _:
            return _listed(answer, words, today)


def _listed(answer: PlayList, words: Words, today: date) -> Message:
    wanted = answer.wanted
    title = header(words.text(_TITLES[wanted.shown][wanted.referrals]))
    chosen = context(" · ".join(_chosen(wanted, words)))
    if not answer.lines:
        return message([title, chosen, section(_nothing(answer, words)), *_foot(answer, words)])
    rows = [block for line in answer.lines for block in play_row(line, words, today)]
    head = section("\n".join(_head(answer, words)))
    notes = [context(note) for note in _rate_notes(answer.rates, words)]
    return message([title, chosen, head, *notes, divider(), *rows, *_foot(answer, words)])


def _head(answer: PlayList, words: Words) -> Iterable[str]:
    yield from (_stage_sum(each, words) for each in answer.sums)
    if answer.overdue:
        yield "🔴 " + words.plural(
            "%(count)s is past the day on which it was expected.",
            "%(count)s are past the day on which they were expected.",
            answer.overdue,
        )
    if answer.missing:
        yield "⚠️ " + words.plural(
            "%(count)s won play is not in a contract yet: %(amount)s.",
            "%(count)s won plays are not in a contract yet: %(amount)s.",
            answer.missing,
            amount=sums_of(answer.missing_amounts, words),
        )
    if answer.gained:
        yield words.text("ARR today of those who became customers: %(arr)s.", arr=sums_of(answer.gained, words))


def _stage_sum(found: StageSum, words: Words) -> str:
    parts = [f"*{words.text(STAGE_WORDS[found.stage])}* {words.number(found.count)}"]
    if found.amounts:
        parts.append(sums_of(found.amounts, words))
    if found.without_amount:
        parts.append(words.plural("%(count)s without an amount", "%(count)s without an amount", found.without_amount))
    return " · ".join(parts)


def _rate_notes(rates: RatesUsed, words: Words) -> Iterable[str]:
    said = [
        words.text(
            "1 %(currency)s = %(rate)s %(base)s since %(day)s",
            currency=currency,
            rate=rates.rates.rates[currency],
            base=rates.rates.base,
            day=words.day(rates.rates.since[currency]),
        )
        for currency in rates.stated
    ]
    if said:
        yield words.text("Rates: %(rates)s", rates="; ".join(said))
    if rates.unstated:
        yield words.text(
            "No rate is stated for %(currencies)s, so it is not added up.", currencies=", ".join(rates.unstated)
        )


def _chosen(wanted: PlaysWanted, words: Words) -> Iterable[str]:
    yield _whose(wanted, words)
    if wanted.window:
        yield window_words(wanted.window, words)


def _whose(wanted: PlaysWanted, words: Words) -> str:
    if wanted.owner:
        return words.text("Those of %(person)s", person=mentioned(wanted.owner))
    return words.text(_WHOSE[wanted.scope or Scope.ALL])


def _nothing(answer: PlayList, words: Words) -> str:
    if answer.wanted.referrals:
        return words.text("No referral fits. Record one when a customer names another company to you.")
    return words.text("No play fits. Start one from an account's card, or look who is ready:")


def _foot(answer: PlayList, words: Words) -> Iterable[Block]:
    wanted, last = answer.wanted, answer.offset + len(answer.lines)
    turns: list[Element] = []
    if answer.offset:
        turns.append(_turn(words.text("Previous"), "previous", wanted, max(0, answer.offset - ROWS_ON_A_PAGE)))
    if last < answer.total:
        turns.append(_turn(words.text("Next"), "next", wanted, last))
    if turns:
        yield context(place_words(answer.offset, last, answer.total, words))
    more = list(_ways_on(answer, words))
    if turns or more:
        yield actions(*turns, *more)


def _ways_on(answer: PlayList, words: Words) -> Iterable[Element]:
    kind = "referral" if answer.wanted.referrals else "play"
    if answer.may_open:
        label = words.text("New referral") if answer.wanted.referrals else words.text("New play")
        yield button(label, f"{Action.PLAY}:new", value=kind)
    if not answer.wanted.referrals:
        suggested = PlaysWanted(PlaysShown.SUGGESTED, answer.wanted.scope, answer.wanted.owner)
        yield _turn(words.text("Who is ready?"), "suggested", suggested, 0)


def _turn(label: str, name: str, wanted: PlaysWanted, offset: int) -> Element:
    kind = "referrals" if wanted.referrals else "plays"
    return button(label, f"{Action.PLAYS_PAGE}:{name}", value=f"{kind} {offset} {plays_question_text(wanted)}")


def _help(words: Words, command: str) -> Message:
    examples = (
        ("", words.text("open ones, those that are past their day first")),
        ("team won quarter", words.text("what the team won this quarter; also `lost` and `every`, any window")),
        ("@dana", words.text("those of a colleague; `mine`, `team` and `all` say whose, too")),
        ("suggested", words.text("healthy accounts that use nearly all of their seats")),
    )
    lines = "\n".join(f"`{f'{command} {typed}'.strip()}` – {meaning}" for typed, meaning in examples)
    return message([section(words.text("*What accounts may buy next, and whom they refer*")), section(lines)])


def _not_understood(answer: NotUnderstood, words: Words, command: str) -> Message:
    said = words.text("I do not understand “%(word)s”.", word=escaped(answer.word, 80))
    if answer.nearest and len(answer.mended) <= LONGEST_MENDED:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(answer.nearest, 150))
        label = words.text("Run %(words)s", words=f"{command} {unescaped(answer.mended)}")
        kind = command.rpartition(" ")[2]
        run = button(label, f"{Action.PLAYS_PAGE}:mended", value=f"{kind} 0 {answer.mended}")
        return message([section(words.sentences(said, meant)), actions(run)])
    known = words.text(
        "I know `mine`, `team`, `all`, @people, `open`, `won`, `lost`, `every`, `suggested`, and windows like "
        "`quarter` or `2027-Q1`."
    )
    return message([section(words.sentences(said, known))])
