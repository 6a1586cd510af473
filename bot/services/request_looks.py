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
    found = []
    for request in requests:
        asks, area = asking[request.id], areas[request.area]
        priority = by.of(request, asks)
        found.append(RequestLook(request, area, priority, by.rates.base, asks, formula=by.version))
    return found


def card_of(book: Book, request: Request, *, currency: str, today: date) -> RequestLook:
    """With the words of everybody who asks."""
    [look] = looks_at(book, [request], currency=currency, today=today)
    return replace(look, voices=book.feedback.voices(request.id))


def area_of(book: Book, request: Request) -> ProductArea:
    return next(area for area in book.feedback.areas() if area.id == request.area)


def required(book: Book, typed: str) -> Request:
    """To be changed; `#12` or `12`."""
    number = number_in(typed.removeprefix("#"))
    found = None if number is None else book.feedback.of_to_change(number)
    if found is None:
        raise RequestNotFoundError(typed)
    return found
