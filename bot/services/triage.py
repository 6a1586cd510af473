"""What product decides on a request; each step is kept, shown on its card and told to whoever brought it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.request_looks import area_of, card_of, required
from bot.services.request_news import give_telling_tasks, tell_card, tell_those_who_asked
from domain.errors import NotAllowedError, RequestStateError
from domain.feedback.answer import RequestChanged, RequestLook
from domain.feedback.request import DeclineReason, Request
from domain.feedback.states import RequestAction, RequestStep, may_follow, state_after
from domain.outbox.announcement import Manner
from domain.permissions import Member, may_triage
from domain.ports import AuditEntry, Book, Library
from domain.texts import written

DECIDED = "requests.decided"
_TOLD = frozenset({RequestAction.ACCEPT, RequestAction.DECLINE, RequestAction.SHIP, RequestAction.ASK})
_CLOSES = frozenset({RequestAction.DECLINE, RequestAction.SHIP})


@dataclass(frozen=True, slots=True)
class Decision:
    """`note` is in words: what is planned for when, what is asked; declining needs a reason and words."""

    what: RequestAction
    note: str = ""
    reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class Triage:
    """`zone` is the workspace's; `title_of` words the task of telling an account, for its owner's language."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    title_of: Callable[[Request, str, str | None], str]

    def look(self, asker: Member, request: str, *, today: date) -> RequestLook:
        _require(asker)
        with self.library.reading() as book:
            return card_of(book, required(book, request), currency=self.currency, today=today)

    def decide(self, asker: Member, request: str, decision: Decision, *, seen: str, today: date) -> RequestChanged:
        """Of two people at once the second hears who was first; `seen` is the version the button was drawn with."""
        _require(asker)
        with self.library.writing() as book:
            found = required(book, request)
            if str(found.version) != seen:
                steps = book.feedback.steps(found.id)
                look = card_of(book, found, currency=self.currency, today=today)
                return RequestChanged(look, was_first=steps[-1].by)
            person = asker.slack_id
            saved = self.carry_out(book, found, decision, by=person, person=person, today=today)
            return RequestChanged(card_of(book, saved, currency=self.currency, today=today))

    def carry_out(
        self, book: Book, request: Request, decision: Decision, *, by: str, person: str, today: date
    ) -> Request:
        """In a transaction that is open. `by` may be a tracker; then `person` stands behind it."""
        if not may_follow(request.state, decision.what):
            raise RequestStateError(request.id, request.state.value)
        saved = book.feedback.save(_decided(request, decision, person, self.clock()))
        self._tell(book, saved, decision, by, person, today)
        return saved

    def _tell(self, book: Book, request: Request, decision: Decision, by: str, person: str, today: date) -> None:
        now = self.clock()
        book.feedback.step(RequestStep(request.id, now, decision.what, by, written(decision.note)))
        entry = AuditEntry(now, by, DECIDED, f"request:{request.id}", after=request.state.value)
        book.audit.record(entry)
        tell_card(book, request, area_of(book, request), now=now, manner=Manner.EDIT)
        if decision.what in _TOLD:
            note = written(decision.note)
            tell_those_who_asked(book, request, decision.what, by=by, note=note, now=now, zone=self.zone)
        if decision.what in _CLOSES:
            titles = self._titles(book, request)
            give_telling_tasks(book, titles, by=person, now=now, today=today, zone=self.zone)

    def _titles(self, book: Book, request: Request) -> dict[int, str]:
        members = {member.slack_id: member for member in book.members.all()}
        named = {voice.account: voice.name for voice in book.feedback.voices_now([request.id]) if voice.account}
        owners = {account: book.accounts.by_id(account) for account in named}
        languages = {
            account: members[known.owner].language or members[known.owner].locale
            for account, known in owners.items()
            if known and known.owner in members
        }
        return {account: self.title_of(request, name, languages.get(account)) for account, name in named.items()}


def _require(asker: Member) -> None:
    if not may_triage(asker):
        raise NotAllowedError(asker.slack_id, DECIDED)


def _decided(request: Request, decision: Decision, person: str, now: datetime) -> Request:
    what, note = decision.what, written(decision.note)
    state = state_after(request.state, what)
    changed = replace(request, state=state, owner=request.owner or person)
    if what is RequestAction.TAKE:
        return replace(changed, owner=person)
    if what is RequestAction.ASK:
        return changed
    return replace(
        changed,
        decided_at=request.decided_at or now,
        target=note if what is RequestAction.ACCEPT else request.target,
        reason=decision.reason,
        words=note if what is RequestAction.DECLINE else "",
    )
