"""Requests as they are shown: who asks for them today, and how much that weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.services.priorities import formula_in
from domain.errors import RequestNotFoundError
from domain.feedback.answer import RequestLook
from domain.feedback.listing import Weighing
from domain.feedback.priority import VoiceNow
from domain.feedback.request import ProductArea, Request
from domain.feedback.states import RequestAction, raised_in
from domain.money import minor_digits, rates_of
from domain.numbers import number_in
from domain.ports import Book


def weighing_in(book: Book, *, currency: str, today: date) -> Weighing:
    """By the policy in force and at today's rates."""
    rates, formula = rates_of(book.rates.all(), base=currency, day=today), formula_in(book)
    return Weighing(formula.rules, rates, today, 10 ** minor_digits(currency), formula.version)


def looks_at(book: Book, requests: Sequence[Request], *, currency: str, today: date) -> list[RequestLook]:
    """In their order, in a number of statements that does not grow."""
    return looks_by(book, requests, weighing_in(book, currency=currency, today=today))


def looks_by(book: Book, requests: Sequence[Request], by: Weighing) -> list[RequestLook]:
    areas = {area.id: area for area in book.feedback.areas()}
    asking: dict[int, list[VoiceNow]] = defaultdict(list)
    for voice in book.feedback.voices_now([request.id for request in requests]):
        asking[voice.request].append(voice)
    told = book.tellings.counts([request.id for request in requests if not request.is_open])
    found = []
    for request in requests:
        asks, area = asking[request.id], areas[request.area]
        priority = by.of(request, asks)
        look = RequestLook(request, area, priority, by.rates.base, asks, formula=by.version)
        found.append(replace(look, telling=told.get(request.id)))
    return found


def card_of(book: Book, request: Request, *, currency: str, today: date) -> RequestLook:
    """With the words of everybody who asks, what was asked back, and what was put together."""
    [look] = looks_at(book, [request], currency=currency, today=today)
    steps = book.feedback.steps(request.id)
    asked = [place for place, step in enumerate(steps) if step.what is RequestAction.ASK]
    since = steps[asked[-1] :] if asked else steps
    merged = book.feedback.merged()
    return replace(
        look,
        voices=book.feedback.voices(request.id),
        links=book.trackers.of_request(request.id),
        raised=raised_in(steps),
        question=since[0] if asked else None,
        answer=next((step for step in reversed(since) if step.what is RequestAction.ANSWER), None),
        into=stands_in(book, request) if request.into else None,
        merged=[found for each, into in merged.items() if into == request.id and (found := book.feedback.of(each))],
    )


def stands_in(book: Book, request: Request) -> Request:
    """The request itself, or that at the end of the chain in which it was merged."""
    while request.into is not None:
        found = book.feedback.of(request.into)
        assert found is not None, "a request is merged into one that there is"
        request = found
    return request


def area_of(book: Book, request: Request) -> ProductArea:
    return next(area for area in book.feedback.areas() if area.id == request.area)


def known(book: Book, typed: str) -> Request:
    """To be looked at; `#12` or `12`."""
    number = number_in(typed.removeprefix("#"))
    found = None if number is None else book.feedback.of(number)
    if found is None:
        raise RequestNotFoundError(typed)
    return found


def required(book: Book, typed: str) -> Request:
    """To be changed; `#12` or `12`."""
    return required_both(book, typed, typed)[0]


def required_both(book: Book, typed: str, other: str) -> tuple[Request, Request]:
    """Two to be changed together, held in the order of their numbers, so that nobody waits for each other in turn."""
    numbers = [number_in(each.removeprefix("#")) for each in (typed, other)]
    held = {each: book.feedback.of_to_change(each) for each in sorted({number or 0 for number in numbers})}
    one, second = (held[number or 0] for number in numbers)
    if one is None or second is None:
        raise RequestNotFoundError(typed if one is None else other)
    return one, second
