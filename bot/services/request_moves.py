"""Requests that belong to another area: their card goes to its channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.request_looks import area_of, card_of, known, required
from bot.services.request_news import tell_card
from bot.services.request_steps import Deed, changed_meanwhile, kept, require_triage, said_below
from domain.errors import RequestStateError
from domain.feedback.answer import RequestChanged, RequestLook
from domain.feedback.request import ProductArea, Request
from domain.feedback.states import RequestAction, may_follow, state_after
from domain.outbox.announcement import Manner
from domain.permissions import Member
from domain.ports import Book, Library
from domain.texts import written


@dataclass(frozen=True, slots=True)
class RequestMoves:
    library: Library
    clock: Callable[[], datetime]
    currency: str

    def offer(self, asker: Member, request: str, *, today: date) -> tuple[RequestLook, Sequence[ProductArea]]:
        """With the areas it may go to."""
        require_triage(asker)
        with self.library.reading() as book:
            look = card_of(book, known(book, request), currency=self.currency, today=today)
            return look, [area for area in book.feedback.areas() if area.id != look.area.id]

    def move(
        self, asker: Member, request: str, area: str, note: str, *, seen: str, today: date
    ) -> RequestChanged | None:
        """None where no other area was chosen. What is not accepted yet is taken anew by who decides there."""
        require_triage(asker)
        with self.library.writing() as book:
            found = required(book, request)
            if first := changed_meanwhile(book, found, seen=seen, currency=self.currency, today=today):
                return first
            if not may_follow(found.state, RequestAction.MOVE):
                raise RequestStateError(found.id, found.state.value)
            before = area_of(book, found)
            after = next((each for each in book.feedback.areas() if str(each.id) == area), before)
            if after.id == before.id:
                return None
            owner = found.owner if found.state.is_decided else None
            state = state_after(found.state, RequestAction.MOVE)
            saved = book.feedback.save(replace(found, area=after.id, owner=owner, state=state))
            self._tell(book, saved, before, after, Deed(RequestAction.MOVE, asker.slack_id, written(note)))
            return RequestChanged(card_of(book, saved, currency=self.currency, today=today))

    def _tell(self, book: Book, request: Request, before: ProductArea, after: ProductArea, deed: Deed) -> None:
        """The old card says where it went; where both areas share a channel, it is the card still."""
        now = self.clock()
        kept(book, request, replace(deed, note=f"{before.name} → {after.name}. {deed.note}".strip()), now=now)
        tell_card(book, request, before, now=now, manner=Manner.EDIT)
        if before.channel != after.channel:
            tell_card(book, request, after, now=now)
        said_below(book, request, after, deed, now=now)
