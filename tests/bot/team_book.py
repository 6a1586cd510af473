"""Mo's team over the book of the worked example: Dana, Wei and Lin with surveys, use, tasks, plans and tellings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fakes import FakeLibrary
from health_samples import snapshot_on, standing
from revenue_book import NOW, TODAY, A, B, E, F, J, revenue_library

from bot.services.team_figures import TeamFigures
from domain.accounts import Money, UsageMeasure
from domain.feedback.request import Request
from domain.feedback.telling import Telling, Way
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.success import OutcomeStatus, SuccessOutcome
from domain.tasks.task import Task
from domain.teamwork.answer import TeamAnswer, TeamColumn
from domain.teamwork.customers import SeatSpan
from domain.teamwork.figure import Figure, FigureName

LIN = Member("U0LIN", "Lin <b>", Role.CSM, manager="U0MO", language="zh_Hans")
VI = Member("U0VI", "Vi", Role.VIEWER)


def team_library() -> FakeLibrary:
    """Dana owns the first five accounts, Wei the next four, Lin the last, new one."""
    library = revenue_library()
    tables = library.tables
    tables.members |= {LIN.slack_id: LIN, VI.slack_id: VI}
    tables.accounts[J] = replace(tables.accounts[J], owner="U0LIN", customer_since=date(2025, 10, 1))
    for number, band, shown in ((A, Band.GREEN, 82), (B, Band.RED, 31), (E, Band.GREEN, 80), (F, Band.RED, 30)):
        arr = (Money(45_000_00, "USD"),)
        tables.standings[number] = standing(
            account=number, shown=shown, band=band, arr=arr, touches_due=6, touches_met=5 if number == A else 4
        )
    tables.snapshots.append(snapshot_on(date(2026, 8, 20), account=A, shown=70, band=Band.GREEN))
    _answers(library)
    _use(library)
    _tasks(library)
    _tellings(library)
    for account, status in ((A, OutcomeStatus.ON_TRACK), (B, OutcomeStatus.BEHIND), (F, OutcomeStatus.REACHED)):
        tables.agreed_outcomes.append(
            SuccessOutcome(account, "Faster closing", date(2026, 1, 1), status, date(2026, 9, 1))
        )
    return library


def _answers(library: FakeLibrary) -> None:
    """The thirty of the worked example, all of Acme, and three of Fjord."""
    scores = [10] * 15 + [8] * 8 + [3] * 7
    for number, score in enumerate(scores):
        library.tables.nps.append((A, f"P{number}", score, date(2026, 6, 1)))
    for number, score in enumerate((9, 7, 0)):
        library.tables.nps.append((F, f"F{number}", score, date(2026, 6, 1)))


def _use(library: FakeLibrary) -> None:
    """Acme rises, Birch falls, Fjord stays; Acme has 34 people on 40 seats that became 60 two weeks ago."""
    for ago in range(112):
        day = TODAY - timedelta(days=ago)
        is_recent = ago < 28
        for account, value in ((A, 20 if is_recent else 10), (B, 5 if is_recent else 10), (F, 10)):
            library.tables.team_use.append((account, UsageMeasure.EVENTS, day, value))
    library.tables.team_use.append((A, UsageMeasure.ACTIVE_USERS_28D, TODAY, 34))
    library.tables.seat_spans += [
        SeatSpan(A, 40, date(2026, 1, 1), TODAY - timedelta(days=13)),
        SeatSpan(A, 60, TODAY - timedelta(days=13), None),
    ]


def _tasks(library: FakeLibrary) -> None:
    made = (
        ("U0DANA", date(2026, 10, 10), datetime(2026, 10, 10, 23, tzinfo=UTC)),
        ("U0DANA", date(2026, 10, 12), datetime(2026, 10, 13, 1, tzinfo=UTC)),
        ("U0DANA", date(2026, 11, 1), None),
        ("U0WEI", date(2026, 12, 24), datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("U0WEI", date(2026, 7, 2), None),
        ("U0PRO", date(2026, 10, 2), None),
    )
    for number, (assignee, due_on, done_at) in enumerate(made, 1):
        library.tables.tasks[number] = Task(number, "Call", due_on, assignee, "U0MO", NOW, done_at=done_at)


def _tellings(library: FakeLibrary) -> None:
    """Dana told one after three days and has one to tell, Wei told one late in the last quarter."""
    tables = library.tables
    tables.requests[1] = Request(1, "Export", "By hand", 1, "U0DANA", NOW)
    since, july = datetime(2026, 10, 5, 9, tzinfo=UTC), datetime(2026, 7, 5, tzinfo=UTC)
    said: tuple[dict[str, Any], ...] = (
        {"account": A, "since": since, "at": since + timedelta(days=3), "by": "U0DANA", "how": Way.CALL},
        {"account": B, "since": since},
        {"account": F, "since": july, "at": july + timedelta(days=27), "by": "U0WEI"},
    )
    for number, each in enumerate(said, 1):
        tables.tasks[100 + number] = Task(
            100 + number, "Tell", date(2027, 1, 1), "U0PRO", "U0PRO", NOW, account=each["account"]
        )
        tables.tellings[number] = Telling(number, 1, 100 + number, **each)


def team_figures(library: FakeLibrary, **said: Any) -> TeamFigures:
    return TeamFigures(library, lambda: NOW, "UTC", "USD", **said)


def answered(library: FakeLibrary, asker: Member, text: str = "", *, today: date = TODAY) -> TeamAnswer:
    found = team_figures(library).answer(asker, text, today=today)
    assert isinstance(found, TeamAnswer)
    return found


def column(answer: TeamAnswer, person: str) -> TeamColumn:
    return next(each for each in answer.columns if each.person == person)


def figure(answer: TeamAnswer, person: str | None, name: FigureName) -> Figure:
    found = column(answer, person) if person else answer.whole
    assert found
    return found.figures[name]
