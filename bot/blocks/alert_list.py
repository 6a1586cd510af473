"""`/cs alerts`: those that are not over, page by page, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.blocks.alert import alert_blocks
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
from bot.ids import Action
from bot.locale import Words, marked
from domain.alerts.answer import AlertChanged, AlertsAnswer, AlertScope


def alert_list(
    answer: AlertsAnswer, words: Words, today: date, *, reader: str, page: int, news: AlertChanged | None = None
) -> Message:
    """`page` is how many stand on one."""
    title = header(words.text(_TITLES[answer.scope]))
    said = [section(change_words(news, words))] if news else []
    if not answer.looks:
        return message(
            [title, *said, section(words.text("Nothing is open. That is good news.")), *_foot(answer, words, page)]
        )
    rows: list[Block] = []
    for look in answer.looks:
        rows += [divider(), *alert_blocks(look, words, today, reader=reader, where=f"{answer.scope} {answer.offset}")]
    count = context(words.plural("%(count)s open alert", "%(count)s open alerts", answer.total))
    return message([title, *said, count, *rows, *_foot(answer, words, page)])


def change_words(changed: AlertChanged, words: Words) -> str:
    """What came of a click, where the message itself does not show it."""
    name = one_line(changed.look.name or words.text("the data source"), 80)
    if changed.was_over:
        return words.text("The alert on *%(account)s* is over already.", account=name)
    if changed.was_taken_by:
        return words.text(
            "%(person)s was faster: on *%(account)s* already.", person=mentioned(changed.was_taken_by), account=name
        )
    return words.text("✓ Kept: *%(account)s*.", account=name)


def _foot(answer: AlertsAnswer, words: Words, page: int) -> Iterable[Block]:
    last = answer.offset + len(answer.looks)
    if answer.offset or last < answer.total:
        yield context(place_words(answer.offset, last, answer.total, words))
    yield divider()
    yield actions(*_ways(answer, words, page, last))


def _ways(answer: AlertsAnswer, words: Words, page: int, last: int) -> Iterable[Element]:
    if answer.offset:
        before = max(0, answer.offset - page)
        yield button(words.text("Previous"), f"{Action.ALERTS_PAGE}:previous", value=f"{answer.scope} {before}")
    if last < answer.total:
        yield button(words.text("Next"), f"{Action.ALERTS_PAGE}:next", value=f"{answer.scope} {last}")
    for scope in answer.scopes:
        if scope is not answer.scope:
            yield button(words.text(_TITLES[scope]), f"{Action.ALERTS_PAGE}:{scope}", value=f"{scope} 0")
    if answer.has_report:
        yield button(words.text("What the rules are worth"), Action.ALERTS_REPORT)
    yield button(words.text("Settings"), Action.SETTINGS)


_TITLES = {
    AlertScope.MINE: marked("My alerts"),
    AlertScope.TEAM: marked("Alerts of my team"),
    AlertScope.ALL: marked("All alerts"),
}
