"""Answers `/cs requests` from the local book: a list page by page, one request with its life, all of them as a table.

Everybody sees that an account asks and what it is worth; its name and its words only who may see that account.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.services.request_looks import card_of, looks_by, stands_in, weighing_in
from bot.services.request_search import Chosen, chosen
from bot.services.request_steps import followers_of
from bot.services.request_talk import may_take_back
from bot.services.sight import accounts_seen
from bot.services.similar import SimilarRequests
from domain.errors import RequestNotFoundError
from domain.feedback.answer import RequestLook
from domain.feedback.list_answer import (
    HelpOnRequests,
    ListedRequests,
    RequestDetail,
    RequestsAnswer,
    RequestsExport,
    RequestWordUnknown,
)
from domain.feedback.listing import RequestOrder, Weighing
from domain.feedback.question import OneRequest, RequestsQuestion, meant_instead, requests_question
from domain.feedback.request import Request
from domain.filter_words import HelpWanted, NotUnderstood
from domain.numbers import number_in
from domain.pages import is_offset
from domain.permissions import Member
from domain.ports import Book, Library
from domain.renewals.head import amounts

PAGE = 8


@dataclass(frozen=True, slots=True)
class RequestLists:
    """`currency`: what amounts are added up in, as far as rates are stated."""

    library: Library
    currency: str
    similar: SimilarRequests = field(default_factory=SimilarRequests)
    may_push: bool = False

    def answer(self, asker: Member, text: str, *, today: date) -> RequestsAnswer:
        """What was typed after `/cs requests`."""
        with self.library.reading() as book:
            areas = _names(book)
            question = requests_question(text, areas)
            if isinstance(question, HelpWanted):
                return HelpOnRequests(areas)
            if isinstance(question, OneRequest):
                return self._detail(book, asker, question.number, today)
            return self._listed(book, asker, question, 0, today)

    def page(self, asker: Member, asked: str, *, today: date) -> RequestsAnswer:
        """A list from a place in it: `asked` is an offset and the words of the list."""
        offset, _, text = asked.partition(" ")
        with self.library.reading() as book:
            areas = _names(book)
            question = requests_question(text, areas)
            if isinstance(question, HelpWanted | OneRequest) or not is_offset(offset):
                return RequestWordUnknown(NotUnderstood(asked), areas)
            return self._listed(book, asker, question, int(offset), today)

    def detail(self, asker: Member, number: str, *, today: date) -> RequestDetail:
        with self.library.reading() as book:
            return self._detail(book, asker, number, today)

    def export(self, asker: Member, text: str, *, today: date) -> RequestsExport | RequestWordUnknown:
        """Every request of the list, in its order."""
        with self.library.reading() as book:
            found = self._chosen(book, asker, requests_question(text, _names(book)), today)
            if isinstance(found, NotUnderstood):
                return RequestWordUnknown(found, _names(book))
            by = weighing_in(book, currency=self.currency, today=today)
            looks = looks_by(book, self._page(book, found, by, 0, None), by)
            seen = accounts_seen(book, asker, today=today)
            people = {member.slack_id: member.name for member in book.members.all()}
            return RequestsExport(found.wanted, [_as_seen(look, seen) for look in looks], people)

    def _listed(
        self, book: Book, asker: Member, question: RequestsQuestion, offset: int, today: date
    ) -> RequestsAnswer:
        """A place past the end, because somebody decided on what stood there, is the last page."""
        found = self._chosen(book, asker, question, today)
        if isinstance(found, NotUnderstood):
            return RequestWordUnknown(found, _names(book))
        sums = book.feedback.sums(found.filter)
        if not sums.requests and (meant := meant_instead(found.wanted)):
            return RequestWordUnknown(meant, _names(book))
        by = weighing_in(book, currency=self.currency, today=today)
        offset = min(offset, max(0, (sums.requests - 1) // PAGE * PAGE))
        looks = looks_by(book, self._page(book, found, by, offset, PAGE), by) if sums.requests else []
        return ListedRequests(found.wanted, looks, sums, amounts(sums.arr, by.rates), offset, found.account)

    def _chosen(self, book: Book, asker: Member, question: RequestsQuestion, today: date) -> Chosen | NotUnderstood:
        return chosen(book, asker, question, today=today, saying=self.similar.saying)

    def _page(self, book: Book, found: Chosen, by: Weighing, offset: int, limit: int | None) -> Sequence[Request]:
        """What was looked for by its words stands with the likest first, unless another order was asked for."""
        if found.filter.numbers is None or found.wanted.order:
            order = found.wanted.order or (RequestOrder.NEWEST if found.wanted.is_mine else RequestOrder.WEIGHT)
            return book.feedback.ranked(found.filter, order, by, offset=offset, limit=limit)
        places = {number: place for place, number in enumerate(found.filter.numbers)}
        likest = sorted(book.feedback.found(found.filter), key=lambda request: places[request.id])
        return likest[offset:] if limit is None else likest[offset : offset + limit]

    def _detail(self, book: Book, asker: Member, typed: str, today: date) -> RequestDetail:
        number = number_in(typed)
        request = None if number is None else book.feedback.of(number)
        if request is None:
            raise RequestNotFoundError(typed)
        now = stands_in(book, request)
        look = card_of(book, now, currency=self.currency, today=today)
        whole = replace(look, similar=self.similar.to(book, now), may_push=self.may_push)
        return replace(
            _as_seen(whole, accounts_seen(book, asker, today=today)),
            steps=book.feedback.steps(now.id),
            named=None if now.id == request.id else request,
            follows=asker.slack_id in followers_of(book, now.id),
            may_withdraw=may_take_back(look, asker),
        )


def _as_seen(look: RequestLook, seen: Container[int] | None) -> RequestDetail:
    """What others ask weighs as it does; who they are and what they said is left out."""
    if seen is None:
        return RequestDetail(look, ())
    unseen = {voice.account for voice in look.asking if voice.account is not None and voice.account not in seen}
    asking = [voice for voice in look.asking if voice.account not in unseen]
    voices = [voice for voice in look.voices if voice.account not in unseen]
    return RequestDetail(replace(look, asking=asking, voices=voices), (), len(unseen))


def _names(book: Book) -> Sequence[str]:
    return [area.name for area in book.feedback.areas()]
