"""What of requests waits for somebody: whom they have to tell, what was asked back, what they are to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.tellers import tellers
from bot.services.triage_queue import TriageQueues
from domain.feedback.ports import RequestFilter
from domain.feedback.request import RequestState
from domain.feedback.telling import TellingNow, UntoldLine, days_since
from domain.home import HomeAsk, ProductLook, WaitingLook
from domain.home_view import ROWS, HomeList, first_row
from domain.permissions import Role, may_change_task, may_make_tasks, may_triage
from domain.ports import Book


@dataclass(frozen=True, slots=True)
class Waiting:
    def look(self, book: Book, ask: HomeAsk) -> WaitingLook | None:
        """Always the reader's own, whoever's accounts they look at."""
        if not may_make_tasks(ask.reader):
            return None
        untold = [line for line in untold_lines(book, ask) if line.to == ask.reader.slack_id]
        asked = RequestFilter(by=ask.reader.slack_id, states=frozenset({RequestState.NEEDS_DETAIL}))
        questions = book.feedback.found(asked)
        at = first_row(ask.view.place(HomeList.UNTOLD), len(untold))
        place = first_row(ask.view.place(HomeList.QUESTIONS), len(questions))
        return WaitingLook(
            tuple(untold[at : at + ROWS]), len(untold), tuple(questions[place : place + ROWS]), len(questions)
        )


@dataclass(frozen=True, slots=True)
class ProductDesk:
    queues: TriageQueues

    def look(self, book: Book, ask: HomeAsk) -> ProductLook | None:
        """For product managers, and for whoever else decides on an area."""
        if not may_triage(ask.reader):
            return None
        reader = ask.reader.slack_id
        waiting = self.queues.waiting(book, reader)
        areas = tuple(area for area in book.feedback.areas() if area.manager == reader)
        untold = untold_lines(book, ask)
        mine = self._mine(book, untold, [area.id for area in areas])
        if ask.reader.role is not Role.PRODUCT and not (waiting or areas):
            return None
        askers = [line for line in untold if line.now.telling.request in mine]
        at = first_row(ask.view.place(HomeList.QUEUE), len(waiting))
        place = first_row(ask.view.place(HomeList.ASKERS), len(askers))
        return ProductLook(
            tuple(waiting[at : at + ROWS]),
            len(waiting),
            sum(each.is_late for each in waiting),
            tuple(askers[place : place + ROWS]),
            len(askers),
            areas,
        )

    def _mine(self, book: Book, untold: Sequence[UntoldLine], areas: Sequence[int]) -> frozenset[int]:
        """Which of the requests are of these areas."""
        numbers = tuple(sorted({line.now.telling.request for line in untold}))
        wanted = RequestFilter(areas=tuple(areas), numbers=numbers, is_open=None)
        return frozenset(request.id for request in book.feedback.found(wanted))


def untold_lines(book: Book, ask: HomeAsk) -> list[UntoldLine]:
    """Who has not been told, the oldest first, with who has to tell them today."""
    standing = [now for now in book.tellings.standing(told_since=ask.now) if now.telling.is_untold]
    if not standing:
        return []
    desk, found = tellers(book, today=ask.today), []
    for now in standing:
        to = desk.of(now.asker, now.owner, now.cover) or now.task.assignee
        found.append(UntoldLine(now, to, days_since(now.telling.since, ask.today), may_tell=_may(ask, now, to)))
    return found


def _may(ask: HomeAsk, now: TellingNow, to: str) -> bool:
    task = now.task
    is_theirs = may_change_task(ask.reader, assignee=task.assignee, author=task.by, team=ask.team)
    return is_theirs or to == ask.reader.slack_id
