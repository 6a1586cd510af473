"""`/cs team` over a large book with use, surveys, seats, tasks and scores: whole answers against the bare SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, insert
from sqlalchemy.dialects import sqlite

from benchmarks.books import MEMBER, NOW, hurried
from benchmarks.ratios import Ratio, medians
from benchmarks.revenue import TODAY, fill_revenue, looking_seldom
from benchmarks.sizes import Sizes
from bot.blocks.team_answer import team_answer
from bot.locale import Language, words_for
from bot.services.team_figures import TeamFigures
from domain.accounts import UsageMeasure
from domain.permissions import Member, Role
from domain.revenue.periods import running_quarter
from domain.teamwork.answer import TeamAnswer
from domain.teamwork.comparing import period_before
from domain.teamwork.ports import TasksAsked
from storage.library import SqlLibrary
from storage.revenue import renewals_due, revenue_cuts, revenue_spans
from storage.scoring.sources import YEAR_DAYS
from storage.scoring.usage import windows
from storage.tables import (
    MemberRow,
    SnapshotRow,
    SuccessOutcomeRow,
    SurveyAnswerRow,
    TaskRow,
    UsageRow,
    table_of,
)
from storage.teamwork import team_answers, team_plans, team_scores, team_seats, team_standings, team_tasks, team_users

READER = Member(MEMBER, "Dana", Role.ADMIN)
LEAD = "U0LEAD"
CSMS = 400
DAYS_OF_USE = 112


def team(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    large, small = folder / "large.db", folder / "small.db"
    fill_team(large, sizes.renewing)
    fill_team(small, sizes.small_book)
    lead = Member(LEAD, "Mo", Role.MANAGER)
    works = [_team(large, READER), _bare(large), _team(large, lead), _team(small, lead)]
    with looking_seldom():
        whole, sql, mine, mine_of_few = medians(works, rounds=sizes.rounds)
    detail = f"{sizes.renewing:,} accounts of {CSMS} CSMs: {whole * 1e3:.0f} / {sql * 1e3:.0f} ms"
    yield Ratio("/cs team of everybody / the bare SQL of the same rows", whole / sql, 8, 4, detail)
    books = f"{sizes.renewing:,} / {sizes.small_book:,} accounts"
    detail = f"{mine * 1e3:.1f} / {mine_of_few * 1e3:.1f} ms"
    yield Ratio(f"/cs team of one team of 50 accounts: {books}", mine / mine_of_few, 2, 1.3, detail)


def fill_team(book: Path, accounts: int) -> None:
    """What revenue is made of, and beside it everything else that a team's figures look at."""
    fill_revenue(book, accounts)
    numbers = range(1, accounts + 1)
    engine = hurried(f"sqlite:///{book}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET owner = 'U0LEAD' WHERE id <= 50")
        connection.exec_driver_sql("UPDATE contract_line SET seats = 20 + id % 80")
        connection.exec_driver_sql("DELETE FROM member")
        for table, rows in _rows(numbers):
            connection.execute(insert(table), rows)
        for account in numbers:
            connection.execute(
                insert(table_of(UsageRow)), [_use(account, ago) for ago in range(DAYS_OF_USE - 1, -1, -1)]
            )
    engine.dispose()


def _rows(numbers: Sequence[int]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    people = [{"slack_id": MEMBER, "name": "Dana", "role": "admin"}]
    people.append({"slack_id": LEAD, "name": "Mo", "role": "manager"})
    people += [{"slack_id": f"U{number}", "name": f"N{number}", "role": "csm"} for number in range(CSMS)]
    yield table_of(MemberRow), people
    yield table_of(SurveyAnswerRow), [_answer(account, turn) for account in numbers for turn in (0, 1)]
    yield table_of(TaskRow), [_task(account) for account in numbers]
    yield table_of(SuccessOutcomeRow), [_outcome(account) for account in numbers if account % 2]
    known = [account for account in numbers if account % 17]
    yield table_of(SnapshotRow), [_snapshot(account, week) for account in known for week in range(20)]


def _use(account: int, ago: int) -> dict[str, Any]:
    day = (TODAY - timedelta(days=ago)).toordinal()
    return {"account": account, "measure": UsageMeasure.ACTIVE_USERS.value, "day": day, "value": account * ago % 40}


def _answer(account: int, turn: int) -> dict[str, Any]:
    on = TODAY - timedelta(days=account % 300 + 40 * turn)
    made = {
        "account": account,
        "external_id": f"A{turn}",
        "survey": "nps",
        "score": Decimal(account % 11),
        "answered_on": on,
    }
    return made | {"learnt_at": NOW}


def _task(account: int) -> dict[str, Any]:
    due_on = TODAY - timedelta(days=account % 150)
    done_at = datetime.combine(due_on, time(9), NOW.tzinfo) if account % 5 else None
    made = {"title": "Call", "due_on": due_on, "assignee": f"U{account % CSMS}", "by": MEMBER, "at": NOW}
    return made | {"account": account, "priority": "normal", "urgency": 2, "source": "person", "done_at": done_at}


def _outcome(account: int) -> dict[str, Any]:
    made = {"account": account, "title": "Faster closing", "agreed_on": date(2026, 1, 1), "status": "on_track"}
    return made | {"status_on": date(2026, 9, 1), "learnt_at": NOW}


def _snapshot(account: int, week: int) -> dict[str, Any]:
    numbers = {"raw": 60.0, "shown": account % 100, "coverage": 0.9, "low": 50.0, "high": 70.0}
    day = {"account": account, "day": TODAY - timedelta(days=7 * (20 - week)), "revision": 1, "scored_at": NOW}
    return day | numbers | {"policy_version": 1, "stage": "stable", "tier": "mid", "band": "yellow", "evidence": b""}


def _team(book: Path, reader: Member) -> Callable[[], object]:
    figures = TeamFigures(SqlLibrary(f"sqlite:///{book}"), lambda: NOW, "UTC", "USD")
    words = words_for(Language.EN)

    def work() -> object:
        found = figures.answer(reader, "", today=TODAY)
        assert isinstance(found, TeamAnswer)
        return team_answer(found, words)

    work()
    return work


def _bare(book: Path) -> Callable[[], object]:
    """Every row that the answer is made of, by the driver alone."""
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    compiled = [each.compile(dialect=sqlite.dialect(paramstyle="named")) for each in _statements()]
    asked = [(str(each), {name: _written(value) for name, value in each.params.items()}) for each in compiled]
    return lambda: [connection.execute(text, values).fetchall() for text, values in asked]


def _written(value: object) -> object:
    """As the database keeps it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value.isoformat() if isinstance(value, date) else value


def _statements() -> Iterator[Select[Any]]:
    period = running_quarter(TODAY)
    before = period_before(period, today=TODAY)
    assert before
    yield from (revenue_spans(), revenue_cuts(None, today=None), renewals_due(before.starts_on, period.ends_on))
    yield team_standings()
    for measure in (UsageMeasure.ACTIVE_USERS, UsageMeasure.EVENTS):
        yield windows(measure).params(today=TODAY.toordinal())
    for day, asked in ((TODAY, period), (before.last_day, before)):
        yield team_answers().params(today_on=day, answered_after=day - timedelta(days=YEAR_DAYS))
        yield team_users().params(today=day.toordinal())
        yield team_seats().params(day=day, first=day - timedelta(days=27))
        yield team_plans().params(day=day)
        until = datetime.combine(day + timedelta(days=1), time(), NOW.tzinfo)
        yield team_tasks(TasksAsked(asked.starts_on, asked.ends_on, until))
    yield team_scores().params(day=before.last_day, first=before.last_day - timedelta(days=7))
