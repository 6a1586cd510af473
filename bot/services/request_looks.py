"""Requests as they are shown: who asks for them today, and how much that weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.services.priorities import formula_in
from domain.errors import RequestNotFoundError
from domain.feedback.answer import RequestLook
from domain.feedback.priority import VoiceNow, demand_of, priority_of
from domain.feedback.request import ProductArea, Request, waited_days
from domain.money import minor_digits, rates_of
from domain.numbers import number_in
from domain.ports import Book


def looks_at(book: Book, requests: Sequence[Request], *, currency: str, today: date) -> list[RequestLook]:
    """In their order, in a number of statements that does not grow."""
    rates, formula = rates_of(book.rates.all(), base=currency, day=today), formula_in(book)
    areas = {area.id: area for area in book.feedback.areas()}
    asking: dict[int, list[VoiceNow]] = defaultdict(list)
    for voice in book.feedback.voices_now([request.id for request in requests]):
        asking[voice.request].append(voice)
    found = []
    for request in requests:
        demand = demand_of(asking[request.id], rates, today=today)
        in_unit, days = 10 ** minor_digits(currency), waited_days(request, today=today)
        priority = priority_of(demand, formula.rules, minor_in_unit=in_unit, days=days)
        asks = asking[request.id]
        found.append(RequestLook(request, areas[request.area], priority, currency, asks, formula=formula.version))
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
