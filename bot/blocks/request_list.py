"""`/cs requests`: what customers ask for, the weightiest first, page by page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Block, Element, Message, actions, button, context, divider, header, message, section
from bot.blocks.request_words import STATE_ICONS, STATE_WORDS, called, demand_words, sum_words, told_words
from bot.ids import Action
from bot.locale import Words
from domain.feedback.answer import RequestLook, RequestsAnswer

MINE, ALL = "mine", "all"


def request_list(answer: RequestsAnswer, words: Words, *, page: int) -> Message:
    title = header(words.text("Requests you brought in") if answer.of_mine else words.text("What customers ask for"))
    if not answer.looks:
        empty = words.text("Nothing yet. `/feedback` brings something in, or *Send to product* on a message.")
        return message([title, section(empty)])
    count = context(words.plural("%(count)s request", "%(count)s requests", answer.total))
    rows = [section(_row(look, words)) for look in answer.looks]
    return message([title, count, *rows, *_foot(answer, words, page)])


def _row(look: RequestLook, words: Words) -> str:
    state = f"{STATE_ICONS[look.request.state]} {words.text(STATE_WORDS[look.request.state])}"
    told = told_words(look.telling, words) if look.telling else ""
    said = " · ".join(filter(None, (called(look.request), state, told)))
    return "\n".join((said, " · ".join(demand_words(look, words)), sum_words(look, words)))


def _foot(answer: RequestsAnswer, words: Words, page: int) -> Iterable[Block]:
    last = answer.offset + len(answer.looks)
    turns = list(_turns(answer, words, page, last))
    if turns:
        place = {"first": answer.offset + 1, "last": last, "total": answer.total}
        numbers = {name: words.number(value) for name, value in place.items()}
        yield context(words.text("%(first)s–%(last)s of %(total)s", **numbers))
        yield divider()
        yield actions(*turns)


def _turns(answer: RequestsAnswer, words: Words, page: int, last: int) -> Iterable[Element]:
    scope = MINE if answer.of_mine else ALL
    if answer.offset:
        before = max(0, answer.offset - page)
        yield button(words.text("Previous"), f"{Action.REQUESTS_PAGE}:previous", value=f"{scope} {before}")
    if last < answer.total:
        yield button(words.text("Next"), f"{Action.REQUESTS_PAGE}:next", value=f"{scope} {last}")
