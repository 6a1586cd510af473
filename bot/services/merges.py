"""Requests that ask for the same, put together, and taken apart again for a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.services.merge_choices import choices_for
from bot.services.request_looks import card_of, known, required_both, stands_in
from bot.services.request_steps import (
    Deed,
    changed_meanwhile,
    followers_of,
    require_triage,
    step_taken,
    tell,
)
from bot.services.request_wakes import woken_by_voices
from bot.services.similar import SimilarRequests
from domain.errors import RequestStateError, UnmergeTooLateError
from domain.feedback.answer import RequestChanged, RequestLook
from domain.feedback.merging import (
    MergeChoice,
    MergeProblem,
    MergeRefused,
    all_in,
    carried_over,
    may_be_unmerged,
    merge_problem,
)
from domain.feedback.request import Request
from domain.feedback.snoozing import awake
from domain.feedback.states import RequestAction, may_follow, state_after
from domain.numbers import number_in
from domain.permissions import Member
from domain.ports import Book, Library


@dataclass(frozen=True, slots=True)
class Merges:
    """`zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    similar: SimilarRequests = field(default_factory=SimilarRequests)

    def look(self, asker: Member, request: str, *, today: date) -> RequestLook:
        """Of it, with those that were merged into it and can still be taken out of it."""
        require_triage(asker)
        return self.shown(request, today=today)

    def shown(self, request: str, *, today: date) -> RequestLook:
        """The same for whoever reads its card."""
        with self.library.reading() as book:
            look = card_of(book, known(book, request), currency=self.currency, today=today)
        return replace(look, merged=[each for each in look.merged if may_be_unmerged(each, self.clock())])

    def choices(self, asker: Member, request: str, typed: str) -> Sequence[MergeChoice]:
        """Into which it may be merged: by number, by words, and without either what asks for something similar."""
        require_triage(asker)
        with self.library.reading() as book:
            return choices_for(book, known(book, request), typed, self.similar)

    def merge(self, asker: Member, request: str, into: str, *, seen: str, today: date) -> RequestChanged | MergeRefused:
        """Both are held until it is done; those who follow the one that goes hear where it went, once."""
        require_triage(asker)
        with self.library.writing() as book:
            if number_in(into) is None:
                return MergeRefused(MergeProblem.NOTHING_CHOSEN)
            loser, winner = required_both(book, request, into)
            if first := changed_meanwhile(book, loser, seen=seen, currency=self.currency, today=today):
                return first
            if not may_follow(loser.state, RequestAction.MERGE):
                raise RequestStateError(loser.id, loser.state.value)
            if problem := merge_problem(loser, winner):
                return MergeRefused(problem, stands_in(book, winner))
            gone = self._merged(book, loser, winner, asker, today)
            return RequestChanged(card_of(book, gone, currency=self.currency, today=today))

    def unmerge(self, asker: Member, request: str, *, seen: str, today: date) -> RequestChanged:
        """What came from it stands under it again; what was added since stays with the other."""
        require_triage(asker)
        with self.library.writing() as book:
            stays = stands_in(book, known(book, request))
            loser, winner = required_both(book, request, str(stays.id))
            if first := changed_meanwhile(book, loser, seen=seen, currency=self.currency, today=today):
                return first
            if not may_follow(loser.state, RequestAction.UNMERGE):
                raise RequestStateError(loser.id, loser.state.value)
            if not may_be_unmerged(loser, self.clock()):
                raise UnmergeTooLateError(loser.id)
            back = self._taken_apart(book, loser, winner, asker)
            return RequestChanged(card_of(book, back, currency=self.currency, today=today))

    def _merged(self, book: Book, loser: Request, winner: Request, asker: Member, today: date) -> Request:
        now, told = self.clock(), followers_of(book, loser.id)
        for chosen in carried_over(
            book.feedback.followings(loser.id),
            winner.id,
            book.feedback.followings(winner.id),
            book.feedback.voices(winner.id),
        ):
            book.feedback.follow(chosen)
        book.feedback.move_under(loser.id, winner.id)
        state = state_after(loser.state, RequestAction.MERGE)
        gone = book.feedback.save(replace(awake(loser), state=state, into=winner.id, merged_at=now))
        stays = book.feedback.save(winner)
        deed = Deed(RequestAction.MERGE, asker.slack_id, other=stays.id)
        step_taken(book, gone, deed, now=now)
        step_taken(book, stays, replace(deed, other=gone.id), now=now)
        woken_by_voices(book, stays, now=now, currency=self.currency, today=today)
        tell(book, told, gone, deed, now=now, zone=self.zone)
        return gone

    def _taken_apart(self, book: Book, loser: Request, winner: Request, asker: Member) -> Request:
        now = self.clock()
        book.feedback.give_back(all_in(loser.id, book.feedback.merged()), loser.id)
        state = state_after(loser.state, RequestAction.UNMERGE)
        alone = replace(loser, state=state, into=None, merged_at=None, waiting_since=now)
        back, stays = book.feedback.save(alone), book.feedback.save(winner)
        deed = Deed(RequestAction.UNMERGE, asker.slack_id, other=stays.id)
        step_taken(book, back, deed, now=now)
        step_taken(book, stays, replace(deed, other=back.id), now=now)
        tell(book, followers_of(book, back.id), back, deed, now=now, zone=self.zone)
        return back
