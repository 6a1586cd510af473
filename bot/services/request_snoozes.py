"""Requests put out of sight by product, until something makes them worth another look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.request_looks import card_of, known, required
from bot.services.request_steps import Deed, changed_meanwhile, require_triage, step_taken
from domain.errors import RequestStateError
from domain.feedback.answer import RequestChanged, RequestLook
from domain.feedback.snoozing import ReadAmount, RequestSnoozeForm, RequestSnoozeRefused, asleep, snooze_in
from domain.feedback.states import RequestAction, may_follow
from domain.permissions import Member
from domain.ports import Library


@dataclass(frozen=True, slots=True)
class RequestSnoozes:
    library: Library
    clock: Callable[[], datetime]
    currency: str
    read_amount: ReadAmount

    def look(self, asker: Member, request: str, *, today: date) -> RequestLook:
        require_triage(asker)
        with self.library.reading() as book:
            return card_of(book, known(book, request), currency=self.currency, today=today)

    def snooze(
        self, asker: Member, request: str, form: RequestSnoozeForm, *, seen: str, today: date
    ) -> RequestChanged | RequestSnoozeRefused:
        """It waits for nobody until it wakes."""
        require_triage(asker)
        with self.library.writing() as book:
            found = required(book, request)
            if first := changed_meanwhile(book, found, seen=seen, currency=self.currency, today=today):
                return first
            if not may_follow(found.state, RequestAction.SNOOZE):
                raise RequestStateError(found.id, found.state.value)
            look = card_of(book, found, currency=self.currency, today=today)
            snooze = snooze_in(
                form, look.priority.demand, currency=self.currency, today=today, read_amount=self.read_amount
            )
            if isinstance(snooze, RequestSnoozeRefused):
                return snooze
            saved = book.feedback.save(asleep(found, snooze))
            step_taken(book, saved, Deed(RequestAction.SNOOZE, asker.slack_id), now=self.clock())
            return RequestChanged(card_of(book, saved, currency=self.currency, today=today))
