"""What product decides on a request; each step is kept, shown on its card and told to those who follow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.request_looks import card_of, known, required
from bot.services.request_news import tell_those_who_asked
from bot.services.request_steps import DECIDED, Deed, changed_meanwhile, require_triage, step_taken
from bot.services.telling_tasks import end_tellings, give_telling_tasks
from domain.errors import RequestStateError
from domain.feedback.answer import RequestChanged, RequestLook
from domain.feedback.form import Plan
from domain.feedback.request import DeclineReason, Request
from domain.feedback.snoozing import awake
from domain.feedback.states import RequestAction, may_follow, state_after
from domain.permissions import Member, may_triage
from domain.ports import Book, Library
from domain.texts import written

__all__ = ["DECIDED", "Decision", "Triage"]
_TOLD = frozenset(
    {
        RequestAction.ACCEPT,
        RequestAction.DECLINE,
        RequestAction.SHIP,
        RequestAction.ASK,
        RequestAction.WITHDRAW,
    }
)
_CLOSES = frozenset({RequestAction.DECLINE, RequestAction.SHIP})


@dataclass(frozen=True, slots=True)
class Decision:
    """`note` is in words: what is planned for when, what is asked; declining needs a reason and words.

    `plan` and `owner` go with accepting; without an owner it is who accepts.
    """

    what: RequestAction
    note: str = ""
    reason: DeclineReason | None = None
    plan: Plan = Plan.PLANNED
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Triage:
    """`zone` is the workspace's; `title_of` words the task of telling an account, for its owner's language."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    title_of: Callable[[Request, str, str | None], str]

    def look(self, asker: Member, request: str, *, today: date) -> RequestLook:
        require_triage(asker)
        with self.library.reading() as book:
            return card_of(book, known(book, request), currency=self.currency, today=today)

    def may_own(self, person: str) -> bool:
        """Whether somebody may be given a request to look after; nobody at all may."""
        with self.library.reading() as book:
            member = book.members.by_slack_id(person) if person else None
        return not person or (member is not None and may_triage(member))

    def decide(self, asker: Member, request: str, decision: Decision, *, seen: str, today: date) -> RequestChanged:
        """Of two people at once the second hears who was first; `seen` is the version the button was drawn with.

        A comment takes nothing away, so it is kept whatever happened meanwhile.
        """
        require_triage(asker)
        with self.library.writing() as book:
            found = required(book, request)
            if decision.what is not RequestAction.COMMENT and (
                first := changed_meanwhile(book, found, seen=seen, currency=self.currency, today=today)
            ):
                return first
            person = asker.slack_id
            saved = self.carry_out(book, found, decision, by=person, person=person, today=today)
            return RequestChanged(card_of(book, saved, currency=self.currency, today=today))

    def carry_out(
        self, book: Book, request: Request, decision: Decision, *, by: str, person: str, today: date
    ) -> Request:
        """In a transaction that is open. `by` may be a tracker; then `person` stands behind it."""
        if not may_follow(request.state, decision.what):
            raise RequestStateError(request.id, request.state.value)
        saved = request
        if decision.what is not RequestAction.COMMENT:
            saved = book.feedback.save(_decided(request, decision, person, self.clock()))
        self._tell(book, saved, decision, by, person, today)
        return saved

    def _tell(self, book: Book, request: Request, decision: Decision, by: str, person: str, today: date) -> None:
        now, note = self.clock(), written(decision.note)
        step_taken(book, request, Deed(decision.what, by, note), now=now)
        if decision.what in _TOLD:
            tell_those_who_asked(book, request, decision.what, by=by, note=note, now=now, zone=self.zone)
        if decision.what in _CLOSES:
            give_telling_tasks(book, request, title_of=self.title_of, by=person, now=now, today=today, zone=self.zone)
        if request.is_open:
            end_tellings(book, request.id, by=person, now=now, zone=self.zone)


def _decided(request: Request, decision: Decision, person: str, now: datetime) -> Request:
    what, note = decision.what, written(decision.note)
    state = state_after(request.state, what)
    changed = awake(replace(request, state=state, owner=request.owner or person))
    if what is RequestAction.TAKE:
        return replace(changed, owner=person)
    if what is RequestAction.ASK:
        return changed
    if what is RequestAction.REOPEN:
        changed = replace(changed, waiting_since=now)
    return replace(
        changed,
        decided_at=request.decided_at or now,
        target=note if what is RequestAction.ACCEPT else request.target,
        reason=decision.reason,
        words=note if what is RequestAction.DECLINE else "",
        owner=(decision.owner if what is RequestAction.ACCEPT else "") or changed.owner,
        in_backlog=what is RequestAction.ACCEPT and decision.plan is Plan.BACKLOG,
    )
