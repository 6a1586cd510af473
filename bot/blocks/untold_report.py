"""`/cs requests untold`: who has not heard yet what became of their request, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_words import mentioned
from bot.blocks.kit import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    message,
    one_line,
    section,
)
from bot.blocks.pages import place_words
from bot.blocks.request_words import STATE_ICONS, STATE_WORDS
from bot.ids import Action
from bot.locale import Words, marked
from domain.feedback.request import Asker
from domain.feedback.telling import UntoldLine, UntoldReport
from domain.filter_words import Scope

LONGEST_NAME = 80


def untold_report(report: UntoldReport, words: Words, *, page: int) -> Message:
    title = header(words.text(_TITLES[Scope(report.scope)]))
    head = context(head_words(report, words))
    if not report.lines:
        return message([title, head, section(words.text("Everybody who asked has heard what became of it."))])
    rows = [section(_row(line, words), accessory=told_button(line, words)) for line in report.lines]
    return message([title, head, *rows, *_foot(report, words, page)])


def head_words(report: UntoldReport, words: Words) -> str:
    """`told 12, untold 5, the oldest 34 days`, and how long it takes to tell somebody."""
    told, untold = words.number(report.told), words.number(report.untold)
    said = words.text("told %(told)s, untold %(untold)s", told=told, untold=untold)
    if report.oldest_days is not None:
        oldest = _oldest(report.oldest_days, words)
        said = words.text("%(said)s, %(more)s", said=said, more=oldest)
    if report.median_days is None:
        return said
    return f"{said} · {_median(report.median_days, words)}"


def _oldest(days: int, words: Words) -> str:
    if days == 0:
        return words.text("all of today")
    return words.plural("the oldest %(count)s day", "the oldest %(count)s days", days)


def _median(median: float, words: Words) -> str:
    if median < 1:
        return words.text("until they know: less than a day (median, of a year)")
    days = round(median, 1)
    said = words.number(days, 0 if float(days).is_integer() else 1)
    return words.text("until they know: %(days)s days (median, of a year)", days=said)


def age_words(line: UntoldLine, words: Words) -> str:
    state = words.text(STATE_WORDS[line.now.state])
    if line.days == 0:
        return words.text("%(state)s today", state=state)
    age = words.plural("for %(count)s day", "for %(count)s days", line.days)
    return f"{state} {age}"


def _row(line: UntoldLine, words: Words) -> str:
    now = line.now
    number = f"*#{now.telling.request}*"
    age = f"{STATE_ICONS[now.state]} {age_words(line, words)}"
    due = words.text("task for %(day)s", day=words.day(now.task.due_on))
    facts = " · ".join((age, mentioned(line.to), due))
    return f"*{whom_words(line, words)}* · {number} {one_line(now.title)}\n{facts}"


def whom_words(line: UntoldLine, words: Words) -> str:
    now = line.now
    if now.asker is Asker.PROSPECT:
        return words.text("prospect %(name)s", name=one_line(now.name, LONGEST_NAME))
    return one_line(now.name, LONGEST_NAME) or words.text("one of us")


def told_button(line: UntoldLine, words: Words, *, where: str = "") -> Element | None:
    """`where` tells it apart from one for the same customer elsewhere on the page."""
    if not line.may_tell:
        return None
    number = str(line.now.telling.id)
    says = words.text("Told: %(account)s", account=whom_words(line, words))
    return button(words.text("Told…"), f"{Action.TOLD}:{where}{number}", value=number, says=says)


def _foot(report: UntoldReport, words: Words, page: int) -> Iterable[Block]:
    last = report.offset + len(report.lines)
    turns = list(_turns(report, words, page, last))
    if turns:
        yield context(place_words(report.offset, last, report.untold, words))
        yield divider()
        yield actions(*turns)


def _turns(report: UntoldReport, words: Words, page: int, last: int) -> Iterable[Element]:
    if report.offset:
        before = max(0, report.offset - page)
        value = f"{report.scope} {before}"
        yield button(words.text("Previous"), f"{Action.UNTOLD_PAGE}:previous", value=value)
    if last < report.untold:
        yield button(words.text("Next"), f"{Action.UNTOLD_PAGE}:next", value=f"{report.scope} {last}")


_TITLES = {
    Scope.MINE: marked("Whom you have not told yet"),
    Scope.TEAM: marked("Whom your team has not told yet"),
    Scope.ALL: marked("Who has not been told yet"),
}
