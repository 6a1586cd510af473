"""What those who ask say of a request later: details and answers, that they follow it, that they take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.request_looks import area_of, card_of, known, required, stands_in
from bot.services.request_steps import Deed, followers_of, step_taken, tell
from domain.errors import NotAllowedError, OthersAskTooError, RequestStateError
from domain.feedback.answer import RequestLook, RequestTalk
from domain.feedback.merging import Following
from domain.feedback.request import Request, RequestState
from domain.feedback.snoozing import awake
from domain.feedback.states import RequestAction, may_follow, state_after
from domain.permissions import Member
from domain.ports import Book, Library
from domain.texts import written

WITHDRAWN = "requests.withdrawn"


@dataclass(frozen=True, slots=True)
class RequestTalks:
    """`zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str

    def look(self, asker: Member, request: str, *, today: date) -> RequestTalk:
        """As everybody may see it; a number that was merged shows the one it is in."""
        with self.library.reading() as book:
            named = known(book, request)
            return self._talk(book, named, asker, today)

    def answer(self, asker: Member, request: str, words: str, *, today: date) -> RequestTalk:
        """Kept, shown by the card and below it; whoever put the question hears it, else who decides."""
        with self.library.writing() as book:
            named = known(book, request)
            found = required(book, str(stands_in(book, named).id))
            if not may_follow(found.state, RequestAction.ANSWER):
                raise RequestStateError(found.id, found.state.value)
            state = state_after(found.state, RequestAction.ANSWER)
            saved = book.feedback.save(_led_to(found, state)) if state is not found.state else found
            deed, wanting = Deed(RequestAction.ANSWER, asker.slack_id, written(words)), _wanting(book, found)
            step_taken(book, saved, deed, now=self.clock())
            tell(book, [wanting], saved, deed, now=self.clock(), zone=self.zone)
            return self._talk(book, named, asker, today)

    def follow(self, asker: Member, request: str, *, follows: bool, today: date) -> RequestTalk:
        with self.library.writing() as book:
            named = known(book, request)
            book.feedback.follow(Following(stands_in(book, named).id, asker.slack_id, follows))
            return self._talk(book, named, asker, today)

    def withdraw(self, asker: Member, request: str, note: str, *, today: date) -> RequestTalk:
        """By who brought it in, as long as nobody else asks for it."""
        with self.library.writing() as book:
            found = required(book, request)
            self._require_own(book, found, asker)
            if not may_follow(found.state, RequestAction.WITHDRAW):
                raise RequestStateError(found.id, found.state.value)
            saved = book.feedback.save(_led_to(found, state_after(found.state, RequestAction.WITHDRAW)))
            deed = Deed(RequestAction.WITHDRAW, asker.slack_id, written(note))
            step_taken(book, saved, deed, now=self.clock())
            tell(book, followers_of(book, saved.id), saved, deed, now=self.clock(), zone=self.zone)
            return self._talk(book, saved, asker, today)

    def _require_own(self, book: Book, request: Request, asker: Member) -> None:
        by = {voice.by for voice in book.feedback.voices(request.id)}
        if request.by != asker.slack_id:
            raise NotAllowedError(asker.slack_id, WITHDRAWN)
        if by - {asker.slack_id}:
            raise OthersAskTooError(request.id)

    def _talk(self, book: Book, named: Request, asker: Member, today: date) -> RequestTalk:
        now = stands_in(book, known(book, str(named.id)))
        look = card_of(book, now, currency=self.currency, today=today)
        return RequestTalk(
            look,
            named=None if named.id == now.id else named,
            follows=asker.slack_id in followers_of(book, now.id),
            may_withdraw=may_take_back(look, asker),
        )


def _led_to(request: Request, state: RequestState) -> Request:
    return awake(replace(request, state=state))


def _wanting(book: Book, request: Request) -> str:
    """Who put the newest question, else who decides."""
    asks = (step.by for step in reversed(book.feedback.steps(request.id)) if step.what is RequestAction.ASK)
    return next(asks, None) or request.owner or area_of(book, request).manager


def may_take_back(look: RequestLook, asker: Member) -> bool:
    """Their own, as long as nobody else asks for it."""
    others = {voice.by for voice in look.voices} - {asker.slack_id}
    is_own = look.request.by == asker.slack_id and not others
    return is_own and may_follow(look.request.state, RequestAction.WITHDRAW)
