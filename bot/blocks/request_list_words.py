"""What a list of requests was asked for, in words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.health_words import mentioned
from bot.blocks.kit import one_line
from bot.locale import Words, marked
from domain.feedback.list_answer import ListedRequests
from domain.feedback.list_words import RequestScope, RequestTrait
from domain.feedback.listing import RequestOrder
from domain.feedback.question import RequestsWanted

SCOPE_WORDS = {
    RequestScope.OPEN: marked("open"),
    RequestScope.NEW: marked("new"),
    RequestScope.REVIEW: marked("under review"),
    RequestScope.PLANNED: marked("planned"),
    RequestScope.PROGRESS: marked("in progress"),
    RequestScope.SHIPPED: marked("shipped"),
    RequestScope.DECLINED: marked("declined"),
    RequestScope.ALL: marked("whatever became of them"),
}
TRAIT_WORDS = {
    RequestTrait.MUST: marked("must have"),
    RequestTrait.BLOCKING: marked("blocks a renewal"),
    RequestTrait.PROSPECTS: marked("prospects ask for it"),
}
ORDER_WORDS = {
    RequestOrder.WEIGHT: marked("the weightiest first"),
    RequestOrder.ARR: marked("most ARR first"),
    RequestOrder.ACCOUNTS: marked("most accounts first"),
    RequestOrder.DUE: marked("most ARR that renews soon first"),
    RequestOrder.AGE: marked("the oldest first"),
    RequestOrder.NEWEST: marked("the newest first"),
}


def filter_words(answer: ListedRequests, words: Words) -> Iterable[str]:
    """What stands in the list: open · Reports · must have."""
    wanted = answer.wanted
    yield words.text(SCOPE_WORDS[wanted.scope or RequestScope.OPEN])
    if wanted.area:
        yield one_line(wanted.area, 60)
    for trait in sorted(wanted.traits):
        yield words.text(TRAIT_WORDS[trait])
    if answer.account:
        yield words.text("asked for by *%(account)s*", account=one_line(answer.account, 80))
    if wanted.owner:
        yield words.text("%(person)s decides", person=mentioned(wanted.owner))
    if wanted.search:
        yield words.text("like “%(words)s”", words=one_line(wanted.search, 80))


def order_words(wanted: RequestsWanted, words: Words) -> str:
    """Nothing where it goes without saying: the likest first, or the newest of one's own."""
    if wanted.order is None and (wanted.search or wanted.is_mine):
        return ""
    return words.text(ORDER_WORDS[wanted.order or RequestOrder.WEIGHT])
