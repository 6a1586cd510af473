"""Triage on a real book, by several at once: one is first, the others hear of it, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from bot.services.merges import Merges
from bot.services.request_snoozes import RequestSnoozes
from bot.services.request_talk import RequestTalks
from bot.services.request_wakes import RequestWakes
from bot.services.triage_mornings import TriageMornings
from bot.services.triage_queue import TriageQueues
from domain.feedback.answer import RequestChanged
from domain.feedback.merging import MergeRefused
from domain.feedback.ports import RequestFilter
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.snoozing import RequestSnoozeForm
from domain.feedback.states import RequestAction
from domain.outbox.announcement import AnnouncementKind
from domain.outbox.outgoing import OutboxState
from domain.permissions import Member, Role
from storage.library import SqlLibrary

T = TypeVar("T")
NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
PRIYA, PAUL = Member("U0PRIYA", "Priya", Role.PRODUCT), Member("U0PAUL", "Paul", Role.PRODUCT)
TITLES = ("Export", "Excel export", "Dark mode")


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    with library.writing() as book:
        for member in (PRIYA, PAUL):
            book.members.save(member)
        area = book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA", is_default=True))
        for title in TITLES:
            made = book.feedback.add(Request(0, title, "", area.id, "U0DANA", NOW - timedelta(days=20)))
            book.feedback.add_voice(Voice(0, made.id, Asker.INTERNAL, "U0DANA", NOW, Importance.MUST))
    return library


def at_once(*works: Callable[[], T]) -> list[T]:
    """Each in a thread of its own, begun together."""
    gate = Barrier(len(works))

    def begun(work: Callable[[], T]) -> T:
        gate.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [each.result(30) for each in [threads.submit(begun, work) for work in works]]


def merges(library: SqlLibrary) -> Merges:
    return Merges(library, lambda: NOW, "UTC", "USD")


def test_two_that_are_merged_into_each_other_at_once_close_no_circle(book: SqlLibrary) -> None:
    desk = merges(book)

    done = at_once(
        lambda: desk.merge(PRIYA, "1", "2", seen="1", today=TODAY),
        lambda: desk.merge(PAUL, "2", "1", seen="1", today=TODAY),
    )

    went = [each for each in done if isinstance(each, RequestChanged) and not each.was_first]
    assert len(went) == 1
    with book.reading() as read:
        [(loser, winner)] = read.feedback.merged().items()
        assert {loser, winner} == {1, 2}
        assert [len(read.feedback.voices(number)) for number in (winner, loser)] == [2, 0]


def test_one_that_two_merge_at_once_goes_one_way(book: SqlLibrary) -> None:
    desk = merges(book)

    done = at_once(
        lambda: desk.merge(PRIYA, "1", "2", seen="1", today=TODAY),
        lambda: desk.merge(PAUL, "1", "3", seen="1", today=TODAY),
    )

    assert not any(isinstance(each, MergeRefused) for each in done)
    first = {each.was_first for each in done if isinstance(each, RequestChanged)}
    assert first in ({None, "U0PRIYA"}, {None, "U0PAUL"})


def test_what_two_take_apart_and_merge_at_once_loses_nothing(book: SqlLibrary) -> None:
    """Whoever comes first: all voices are there, each under a request that stands."""
    desk = merges(book)
    desk.merge(PRIYA, "2", "1", seen="1", today=TODAY)

    at_once(
        lambda: desk.unmerge(PRIYA, "2", seen="2", today=TODAY),
        lambda: desk.merge(PAUL, "1", "3", seen="2", today=TODAY),
    )

    with book.reading() as read:
        standing = [
            each.id
            for each in read.feedback.found(RequestFilter(is_open=None))
            if each.state is not RequestState.DUPLICATE
        ]
        assert sum(len(read.feedback.voices(number)) for number in standing) == len(TITLES)


def test_two_answers_at_once_are_both_kept(book: SqlLibrary) -> None:
    talks = RequestTalks(book, lambda: NOW, "UTC", "USD")

    at_once(
        lambda: talks.answer(PRIYA, "1", "one", today=TODAY),
        lambda: talks.answer(PAUL, "1", "two", today=TODAY),
    )

    with book.reading() as read:
        kept = {step.note for step in read.feedback.steps(1) if step.what is RequestAction.ANSWER}
    assert kept == {"one", "two"}


def test_two_replicas_remind_once(book: SqlLibrary) -> None:
    mornings = TriageMornings(TriageQueues(book, lambda: NOW, "UTC", "USD"), lambda: NOW)

    assert sum(at_once(mornings.tick, mornings.tick)) == 1
    assert _told(book, AnnouncementKind.DECISIONS_DUE) == ["U0PRIYA"]


def test_two_replicas_wake_once(book: SqlLibrary) -> None:
    snoozes = RequestSnoozes(book, lambda: NOW, "USD", lambda _text, _currency: None)
    snoozes.snooze(PRIYA, "1", RequestSnoozeForm(day=str(TODAY + timedelta(days=1))), seen="1", today=TODAY)
    wakes = RequestWakes(book, lambda: NOW + timedelta(days=1), "UTC", "USD")

    assert sum(at_once(wakes.tick, wakes.tick)) == 1
    with book.reading() as read:
        assert [step.what for step in read.feedback.steps(1)] == [RequestAction.SNOOZE, RequestAction.WAKE]


def _told(library: SqlLibrary, kind: AnnouncementKind) -> list[str]:
    with library.reading() as book:
        lines = book.outbox.lines(list(OutboxState), limit=50)
    return [line.announcement.to for line in lines if line.announcement.kind is kind]
