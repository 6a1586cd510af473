"""Every answer of `/renewals` in words: the list, what is missing from it, and a sentence with one next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    escaped,
    header,
    message,
    one_line,
    section,
    unescaped,
)
from bot.blocks.renewal_head import elsewhere, filter_words, list_button, paging, renewals_head
from bot.blocks.renewal_row import renewal_row
from bot.blocks.renewal_words import SCOPE_PLACES, window_words
from bot.ids import Action, Command
from bot.locale import Words
from domain.accounts import AccountMatch
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.permissions import Member, may_read_health
from domain.renewals.answer import ListedRenewals, RenewalsAnswer, UndatedAccounts
from domain.renewals.question import RenewalsWanted, Showing
from domain.renewals.windows import NINETY_DAYS, DaysAhead, Overdue

_HALF_A_YEAR = 180
ROWS_ON_A_PAGE = 8
UNDATED_ON_A_PAGE = 10
LONGEST_MENDED = 1500
"""Of a question that stands on a button."""
_WIDER = (30, 60, 90, 180, 365, 730)
_EXAMPLES = (
    "quarter team",
    "2027-Q1",
    "overdue",
    "2027-01-01..2027-03-31",
    "@wei red",
    'tier:high segment:"mid market" commit',
    "undated",
)


def renewals_answer(
    answer: RenewalsAnswer, words: Words, *, reader: Member, today: date, command: str = Command.RENEWALS
) -> Message:
    """`command` is the slash command as this workspace calls it."""
    match answer:
        case ListedRenewals():
            return _listed(answer, words, reader, today)
        case UndatedAccounts():
            return _undated(answer, words)
        case HelpWanted():
            return _help(words, command, reader)
        case _:
            return _not_understood(answer, words, command)


def _listed(answer: ListedRenewals, words: Words, reader: Member, today: date) -> Message:
    sums = answer.head.sums
    if not sums.open and not sums.closed:
        return _nothing(answer, words)
    whose = answer.wanted.owner or (reader.slack_id if answer.wanted.scope is Scope.MINE else None)
    rows = [block for line in answer.lines for block in renewal_row(line, words, today, whose=whose)]
    if not rows:
        rows = [section(_no_rows(answer, words))]
    turns = paging(answer.wanted, answer.offset, len(answer.lines), answer.total, ROWS_ON_A_PAGE, words)
    return message([*renewals_head(answer, words), *rows, *turns])


def _no_rows(answer: ListedRenewals, words: Words) -> str:
    match answer.wanted.showing:
        case Showing.SNOOZED:
            return words.text("None of them is snoozed.")
        case Showing.CLOSED:
            return words.text("None of them is closed yet.")
        case _ if answer.head.sums.open:
            return words.text("Nothing to do today: every open one is snoozed.")
        case _:
            return words.text("Nothing to do: every one of them is closed.")


def _nothing(answer: ListedRenewals, words: Words) -> Message:
    said = words.sentences(_nothing_due(answer.wanted, words), words.text("Look further:"))
    ways = [*_ways_on(answer.wanted, words), *elsewhere(answer.wanted, answer.head, words)]
    return message([section(said), actions(*ways)])


def _nothing_due(wanted: RenewalsWanted, words: Words) -> str:
    where = _where(wanted, words)
    filters = " · ".join(list(filter_words(wanted, words))[1:])
    if isinstance(wanted.window, Overdue):
        if filters:
            return words.text("Nothing overdue %(where)s fits: %(filters)s.", where=where, filters=filters)
        return words.text("Nothing is overdue %(where)s.", where=where)
    when = window_words(wanted.window, words)
    if filters:
        return words.text(
            "No renewal due %(when)s %(where)s fits: %(filters)s.", when=when, where=where, filters=filters
        )
    return words.text("No renewal is due %(when)s %(where)s.", when=when, where=where)


def _where(wanted: RenewalsWanted, words: Words) -> str:
    if wanted.owner:
        return words.text("in the book of %(owner)s", owner=mentioned(wanted.owner))
    return words.text(SCOPE_PLACES[wanted.scope or Scope.ALL])


def _is_filtered(wanted: RenewalsWanted) -> bool:
    return bool(wanted.tier or wanted.segment or wanted.band or wanted.category)


def _ways_on(wanted: RenewalsWanted, words: Words) -> Iterable[Element]:
    """A longer window, more people's books, fewer filters."""
    longer = DaysAhead(_longer(wanted))
    label = words.plural("%(count)s day", "%(count)s days", longer.count)
    yield list_button(label, replace(wanted, window=longer), "longer")
    if wanted.owner or wanted.scope is Scope.TEAM:
        yield list_button(words.text("All accounts"), replace(wanted, owner=None, scope=Scope.ALL), "all")
    elif wanted.scope is Scope.MINE:
        yield list_button(words.text("Team"), replace(wanted, scope=Scope.TEAM), "team")
    if _is_filtered(wanted):
        bare = RenewalsWanted(wanted.window, wanted.scope, wanted.owner)
        yield list_button(words.text("Without filters"), bare, "bare")


def _longer(wanted: RenewalsWanted) -> int:
    """The next longer number of days; from a stretch of the calendar, half a year ahead."""
    match wanted.window:
        case DaysAhead(count):
            return next((days for days in _WIDER if days > count), _WIDER[-1])
        case Overdue():
            return NINETY_DAYS.count
        case _:
            return _HALF_A_YEAR


def _undated(answer: UndatedAccounts, words: Words) -> Message:
    page, back = answer.page, replace(answer.wanted, showing=Showing.OPEN)
    show_dated = list_button(words.text("Show renewals with a date"), back, "open")
    if not page.total:
        said = words.text("Every live account %(where)s has a renewal with a date.", where=_where(answer.wanted, words))
        return message([section(said), actions(show_dated)])
    title = words.text("Live accounts without a renewal date")
    why = words.text(
        "Their contracts have no end, so they stand in no list by date. Add the end of the term and import it again."
    )
    rows = [_undated_row(match, words) for match in page.accounts]
    turns = paging(answer.wanted, answer.offset, len(rows), page.total, UNDATED_ON_A_PAGE, words)
    chosen = context(" · ".join(filter_words(answer.wanted, words)))
    return message([header(title), chosen, section(why), *rows, *turns, actions(show_dated)])


def _undated_row(match: AccountMatch, words: Words) -> Block:
    owner = mentioned(match.owner) if match.owner else words.text("nobody yet")
    says = words.text("Show %(account)s", account=match.name)
    show = button(words.text("Health"), f"{Action.SHOW_HEALTH}:{match.account}", value=str(match.account), says=says)
    return section(f"*{one_line(match.name)}* · {owner}", accessory=show)


def _not_understood(answer: NotUnderstood, words: Words, command: str) -> Message:
    said = words.text("I do not understand “%(word)s”.", word=escaped(answer.word, 80))
    if answer.nearest and len(answer.mended) <= LONGEST_MENDED:
        meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(answer.nearest, 150))
        label = words.text("Run %(words)s", words=f"{command} {unescaped(answer.mended)}")
        run = button(label, f"{Action.RENEWALS_PAGE}:mended", value=f"0 {answer.mended}")
        return message([section(words.sentences(said, meant)), actions(run)])
    known = words.text(
        "I know windows (`30`, `month`, `next quarter`, `2027-Q1`, `overdue`, two dates), `me`, `team`, `all`, "
        "@people, `tier:`, `segment:`, colours, forecast categories and `undated`."
    )
    return message([section(words.sentences(said, known))])


def _help(words: Words, command: str, reader: Member) -> Message:
    lines = [
        words.text(
            "what renews this quarter in your team's books; also `month`, `next quarter`, `year`, any number of days"
        ),
        words.text("a quarter; `2027-03` is a month, `2027` a year"),
        words.text("open and past its day"),
        words.text("two dates, both included"),
        words.text("the red ones of a person; `me`, `team` and `all` say whose, too"),
        words.text("filters in any order; forecasts are `commit`, `probable`, `best`, `risk`, `loss` and `unforecast`"),
        words.text("live accounts without a renewal date; also `snoozed` and `closed`"),
    ]
    examples = "\n".join(f"`{command} {example}` – {line}" for example, line in zip(_EXAMPLES, lines, strict=True))
    first = words.text("*What renews when, and for how much*")
    alone = words.text("`%(command)s` alone shows the next 90 days.", command=command)
    said = section(f"{first}\n{alone}\n{examples}")
    if may_read_health(reader):
        return message([said])
    closed = words.text("Your own role does not show renewals. A Moorline admin can change it.")
    return message([said, context(closed)])
