"""What a value report is gathered from: what was shipped of an account's asks, its use, and who looks after it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from domain.accounts import Account
from domain.feedback.ports import RequestFilter
from domain.feedback.request import RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.ports import Book
from domain.value_report.form import MOST_TO_CHOOSE, Deliverable
from domain.value_report.period import Period, Span, period_of_use
from domain.value_report.plain_words import page_words
from domain.value_report.report import Delivered, OurContact
from domain.value_report.use import Use, seats_on, use_of

_SHIPPED = frozenset({RequestState.SHIPPED})
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{6,}")


def delivered_to(book: Book, account: int, period: Period) -> list[Deliverable]:
    """What it asked for and was shipped in the period, the latest first."""
    voices = _by_request(book.feedback.voices_of(account))
    found = book.feedback.found(RequestFilter(account=account, is_open=None, states=_SHIPPED))
    shipped = [
        (request, step)
        for request in found
        if (step := _shipped(book.feedback.steps(request.id))) and period.holds(step.at.date())
    ]
    made = [
        Deliverable(
            request.title,
            Delivered(request.id, step.at.date(), _asked(voices[request.id]), page_words(step.note)),
        )
        for request, step in shipped
    ]
    return sorted(made, key=lambda each: (each.delivered.on, each.delivered.number), reverse=True)[:MOST_TO_CHOOSE]


def use_by(book: Book, account: int, span: Span, *, last: date) -> Use | None:
    period = period_of_use(span, last=last)
    seats = seats_on(book.value_facts.seat_lines(account), last)
    return use_of(book.value_facts.used(account, period), period, seats=seats)


def contact_of(book: Book, account: Account) -> OurContact | None:
    """Its owner by name; the number that Slack knows somebody by is no name."""
    owner = account.owner or ""
    if member := book.members.by_slack_id(owner):
        return OurContact(member.name, member.email or "")
    return None if not owner or _SLACK_ID.fullmatch(owner) else OurContact(owner)


def _by_request(voices: Iterable[Voice]) -> dict[int, list[Voice]]:
    found: dict[int, list[Voice]] = defaultdict(list)
    for voice in voices:
        found[voice.request].append(voice)
    return found


def _shipped(steps: Sequence[RequestStep]) -> RequestStep | None:
    return next((step for step in reversed(steps) if step.what is RequestAction.SHIP), None)


def _asked(voices: Iterable[Voice]) -> str:
    """Its first words."""
    return next((said for voice in voices if (said := page_words(voice.quote))), "")
