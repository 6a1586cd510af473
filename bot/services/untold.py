"""Who has not been told yet what became of their request, by age, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.services.tellers import tellers
from domain.errors import NotAllowedError
from domain.feedback.telling import TellingNow, UntoldLine, UntoldReport, days_since, median_days
from domain.filter_words import Scope
from domain.permissions import Member, may_change_task, may_lead, may_triage
from domain.ports import Book, Library
from domain.teams import people_below

LOOKED_AT = "requests.untold"
PAGE = 8
COUNTED = timedelta(days=365)
"""What was told longer ago is in no sum."""


@dataclass(frozen=True, slots=True)
class Untold:
    library: Library
    clock: Callable[[], datetime]

    def report(self, asker: Member, scope: Scope, *, today: date, offset: int = 0) -> UntoldReport:
        """The oldest first, each with whoever has to tell it now."""
        _require(asker, scope)
        with self.library.reading() as book:
            mine = self._lines(book, asker, scope, today)
        told = [line.now.telling for line in mine if line.now.telling.is_told]
        untold = [line for line in mine if not line.now.telling.is_told]
        return UntoldReport(
            tuple(untold[offset : offset + PAGE]),
            scope,
            offset,
            len(told),
            len(untold),
            max((line.days for line in untold), default=None),
            median_days(told),
        )

    def _lines(self, book: Book, asker: Member, scope: Scope, today: date) -> list[UntoldLine]:
        team = frozenset(people_below(asker, book.members.all()))
        people = team | {asker.slack_id} if scope is Scope.TEAM else frozenset({asker.slack_id})
        found = []
        for each, to in telling_work(book, told_since=self.clock() - COUNTED, today=today):
            if scope is Scope.ALL or _is_of(each, to, people):
                may = may_change_task(asker, assignee=each.task.assignee, author=each.task.by, team=team)
                days = days_since(each.telling.since, today)
                found.append(UntoldLine(each, to, days, may_tell=may or to == asker.slack_id))
        return found


def telling_work(book: Book, *, told_since: datetime, today: date) -> Iterator[tuple[TellingNow, str]]:
    """What is to be told and what was told since, each with whoever has to, or had to, tell it as people are today."""
    desk = tellers(book, today=today)
    for each in book.tellings.standing(told_since=told_since):
        yield each, desk.of(each.asker, each.owner, each.cover) or each.task.assignee


def work_of(each: TellingNow, to: str) -> str:
    """What was told counts for whoever told it, what was not for whoever has to."""
    return (each.telling.by or "") if each.telling.is_told else to


def _is_of(each: TellingNow, to: str, people: frozenset[str]) -> bool:
    return work_of(each, to) in people


def _require(asker: Member, scope: Scope) -> None:
    is_allowed = {Scope.MINE: True, Scope.TEAM: may_lead(asker) or _sees_all(asker), Scope.ALL: _sees_all(asker)}
    if not is_allowed[scope]:
        raise NotAllowedError(asker.slack_id, LOOKED_AT)


def _sees_all(asker: Member) -> bool:
    return may_triage(asker)
