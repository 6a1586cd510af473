"""One look of playbooks over a large book: the whole of it, and what a hundredth that changed costs within the day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.dialects import sqlite

from benchmarks.books import NOW, hurried
from benchmarks.ratios import Ratio, medians, seconds
from benchmarks.renewals import fill_renewals
from benchmarks.revenue import looking_seldom
from benchmarks.sizes import Sizes
from bot.blocks.playbook_words import closing_reason
from bot.bootstrap import SHIPPED_POLICY
from bot.bootstrap.book import publish_first_policy
from bot.services.playbook_watch import PlaybookWatch
from domain.accounts import LifecycleStage, Tier
from domain.health.model import AccountEvidence, Evidence, Measure
from domain.health.packing import pack
from storage.library import SqlLibrary
from storage.playbooks.book import statements_of_a_look
from storage.tables import PlaybookRunRow, PlaybookStepRow, SnapshotRow, SurveyAnswerRow, TaskRow, table_of

TODAY = NOW.date()


def playbooks(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    book, accounts = folder / "book.db", sizes.renewing
    fill_playbooks(book, accounts)
    watch = _watch(book)
    watch.tick()
    with looking_seldom():
        whole, sql = medians([lambda: _watch(book).tick(), _bare(book)], rounds=sizes.rounds)
        watch.tick()
        some = median(_after_a_change(book, watch, range(turn + 1, accounts + 1, 100)) for turn in range(sizes.rounds))
    detail = f"{accounts:,} accounts, {accounts // 4:,} in a playbook: {whole * 1e3:.0f} / {sql * 1e3:.0f} ms"
    yield Ratio("one look of playbooks / the bare SQL of the same rows", whole / sql, 8, 4, detail)
    detail = f"{accounts:,} accounts: {some * 1e3:.0f} / {whole * 1e3:.0f} ms"
    yield Ratio("one look of playbooks: 1 % changed / the whole book", some / whole, 0.2, 0.1, detail)


def fill_playbooks(book: Path, accounts: int) -> None:
    """One ended run an account, one more for each fourth, with a task that is done and one that is open."""
    fill_renewals(book, accounts)
    engine = hurried(f"sqlite:///{book}")
    with engine.begin() as connection:
        for table, rows in _rows(range(1, accounts + 1)):
            connection.execute(insert(table), rows)
        connection.exec_driver_sql(
            "UPDATE account SET next_renewal = (SELECT json_array(id, due_on, notice_on, json('true'), null, null)"
            " FROM renewal WHERE renewal.account = account.id)"
        )
    engine.dispose()


def _rows(numbers: Sequence[int]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    inside = numbers[::4]
    yield table_of(SnapshotRow), [_snapshot(account) for account in numbers]
    yield table_of(SurveyAnswerRow), [_answer(account) for account in numbers[::10]]
    yield (
        table_of(PlaybookRunRow),
        [
            *(_run(account, "onboarding", 400) | {"ended_at": NOW - timedelta(days=340)} for account in numbers),
            *(_run(account, "business_review", 5) | {"ended_at": None} for account in inside),
        ],
    )
    yield table_of(TaskRow), [_task(account, done=done) for account in inside for done in (True, False)]
    yield (
        table_of(PlaybookStepRow),
        [
            {
                "run": len(numbers) + place + 1,
                "position": position,
                "on": TODAY,
                "at": NOW,
                "task": 2 * place + position + 1,
            }
            for place in range(len(inside))
            for position in (0, 1)
        ],
    )


def _snapshot(account: int) -> dict[str, Any]:
    seats = Evidence(account % 90 / 100, TODAY, None, "demo", NOW)
    evidence = AccountEvidence(Tier.MID, LifecycleStage.STABLE, {Measure.LICENCE_FIT: seats})
    numbers = {"raw": 60.0, "shown": account % 100, "coverage": 0.9, "low": 50.0, "high": 70.0}
    day = {"account": account, "day": TODAY, "revision": 1, "scored_at": NOW, "policy_version": 1}
    return day | numbers | {"stage": "stable", "tier": "mid", "band": "yellow", "evidence": pack(evidence, {})}


def _answer(account: int) -> dict[str, Any]:
    on = TODAY - timedelta(days=account % 14)
    said = {"account": account, "external_id": "A", "survey": "nps", "score": Decimal(account % 11)}
    return said | {"answered_on": on, "learnt_at": NOW}


def _run(account: int, playbook: str, ago: int) -> dict[str, Any]:
    on = {"entered_on": TODAY - timedelta(days=ago), "entered_at": NOW - timedelta(days=ago)}
    return on | {"account": account, "playbook": playbook, "policy_version": 1, "once": "once", "note": ""}


def _task(account: int, *, done: bool) -> dict[str, Any]:
    made = {"title": "Call", "due_on": TODAY, "assignee": f"U{account % 400}", "by": "moorline", "at": NOW}
    ended = {"done_at": NOW if done else None}
    return made | ended | {"account": account, "priority": "normal", "urgency": 2, "source": "playbook"}


def _watch(book: Path) -> PlaybookWatch:
    library = SqlLibrary(f"sqlite:///{book}")
    publish_first_policy(library, SHIPPED_POLICY.read_text(encoding="utf-8"))
    return PlaybookWatch(library, lambda: NOW, "UTC", "USD", closing_reason)


def _after_a_change(book: Path, watch: PlaybookWatch, changed: Sequence[int]) -> float:
    """Seconds of the look that follows."""
    connection = sqlite3.connect(book)
    stamp = f"{NOW + timedelta(seconds=changed[0]):%Y-%m-%d %H:%M:%S.%f}"
    with connection:
        connection.executemany(
            "UPDATE account SET evidence_changed_at = ? WHERE id = ?", [(stamp, number) for number in changed]
        )
    connection.close()
    return seconds(watch.tick)


def _bare(book: Path) -> Callable[[], object]:
    """Every row that a look is made of, by the driver alone."""
    connection = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    compiled = [each.compile(dialect=sqlite.dialect(paramstyle="named")) for each in statements_of_a_look(TODAY)]
    asked = [(str(each), {name: _written(value) for name, value in each.params.items()}) for each in compiled]
    return lambda: [connection.execute(text, values).fetchall() for text, values in asked]


def _written(value: object) -> object:
    """As the database keeps it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value.isoformat() if isinstance(value, date) else value
