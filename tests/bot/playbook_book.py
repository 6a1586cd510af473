"""A real book with Acme in it, Dana its owner, and a policy with the playbooks that a test brings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from health_book import STANDING
from shelves import SqlShelf
from sqlalchemy import update

from bot.blocks.playbook_words import closing_reason
from bot.services.playbook_lists import PlaybookLists
from bot.services.playbook_watch import PlaybookWatch
from bot.services.playbooks import Playbooks
from domain.accounts import Account
from domain.health.model import Band
from domain.permissions import Member, Role
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import Run
from domain.ports import Book
from domain.tasks.ports import TaskFilter
from domain.tasks.task import Task
from storage.library import SqlLibrary
from storage.tables import AccountRow, StandingRow, table_of

NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
"""A Tuesday."""
TODAY = NOW.date()
DAY = timedelta(days=1)
DANA = Member("U0DANA", "Dana", Role.CSM, manager="U0MAX", zone="UTC")
WEI = Member("U0WEI", "Wei", Role.CSM, manager="U0MAX", zone="UTC", locale="zh-CN")
MAX = Member("U0MAX", "Max", Role.MANAGER, zone="UTC")
ADA = Member("U0ADA", "Ada", Role.ADMIN, zone="UTC")
VERA = Member("U0VERA", "Vera", Role.VIEWER, zone="UTC")
SHIPPED = (Path(__file__).parents[2] / "policy.toml").read_text(encoding="utf-8")
HEAD = SHIPPED[: SHIPPED.index("[playbooks.onboarding]")]
LIVE = """[playbooks.live]
title = { en = "Gone live", zh = "已上线" }
trigger = { when = "date", of = "went_live_on", days = 15 }
ends_when = ["account_left"]

[[playbooks.live.steps]]
task = { en = "Ask them", zh = "询问客户" }
day = 0
role = "owner"
due_in = 2

[[playbooks.live.steps]]
wait = { first_value = true }
day = 10

[[playbooks.live.steps]]
message = { en = "Look again", zh = "请再看看" }
day = 1
role = "manager"
"""
RED = """
[playbooks.red]
title = { en = "Red", zh = "转红" }
trigger = { when = "band_down", band = "red" }
condition = { bands = ["red"] }
again = "after_days"
again_after_days = 30
ends_when = ["condition_over", "account_left"]

[[playbooks.red.steps]]
task = { en = "Call them", zh = "致电客户" }
day = 0
role = "owner"
due_in = 1

[[playbooks.red.steps]]
task = { en = "Call again", zh = "再次致电" }
day = 5
role = "owner"
"""
GUIDE = """
[[guides]]
title = { en = "How to ask", zh = "如何询问" }
link = "https://wiki.example.com/ask"
playbook = "live"
step = 1

[[guides]]
title = { en = "For all", zh = "通用" }
link = "https://wiki.example.com/all"
"""


@dataclass
class PlaybookBook:
    shelf: SqlShelf
    now: datetime = NOW

    @property
    def library(self) -> SqlLibrary:
        return self.shelf.library

    @property
    def lists(self) -> PlaybookLists:
        return PlaybookLists(self.library, lambda: self.now)

    @property
    def playbooks(self) -> Playbooks:
        return Playbooks(self.library, lambda: self.now, "UTC", "USD", closing_reason)

    def watch(self) -> PlaybookWatch:
        return PlaybookWatch(self.library, lambda: self.now, "UTC", "USD", closing_reason)

    def tick(self, *, on: date | None = None) -> int:
        if on:
            self.now = datetime.combine(on, NOW.timetz())
        return self.watch().tick()

    def publish(self, *parts: str) -> None:
        with self.library.writing() as book:
            book.policies.publish(HEAD + "".join(parts), by="test", at=self.now)

    def change(self, account: int = 1, **said: Any) -> None:
        table = table_of(AccountRow)
        with self.library.writing() as book:
            book.connection.execute(update(table).where(table.c.id == account).values(said))

    def colour(self, band: Band, account: int = 1) -> None:
        table = table_of(StandingRow)
        with self.library.writing() as book:
            values = {"band": band, "scored_at": self.now}
            book.connection.execute(update(table).where(table.c.account == account).values(values))

    def runs(self) -> list[Run]:
        with self.library.reading() as book:
            return list(book.playbooks.runs(RunFilter(ended_since=NOW - 900 * DAY)))

    def tasks(self) -> list[Task]:
        with self.library.reading() as book:
            page = book.tasks.page(TaskFilter(done_too=True), today=TODAY, offset=0, limit=100)
        return sorted((listed.task for listed in page.tasks), key=lambda task: task.id)

    def done(self, task: Task) -> None:
        with self.library.writing() as book:
            book.tasks.save(replace(task, done_at=self.now, done_by=task.assignee))

    def said(self) -> list[tuple[str, str, datetime]]:
        """To whom, about what, and when."""
        with self.library.writing() as book:
            rows = book.connection.exec_driver_sql("SELECT address, about, due_at FROM outbox ORDER BY id").all()
        return [(str(row[0]), str(row[1]), row[2]) for row in rows]


@dataclass
class Meanwhile:
    """The book of a replica that is overtaken between its look and its writing."""

    library: SqlLibrary
    other: Callable[[], object]
    was_overtaken: bool = False

    def reading(self) -> AbstractContextManager[Book]:
        return self.library.reading()

    def writing(self) -> AbstractContextManager[Book]:
        if not self.was_overtaken:
            self.was_overtaken = True
            self.other()
        return self.library.writing()


def playbook_book(library: SqlLibrary, *parts: str) -> PlaybookBook:
    """Acme went live sixteen days ago and is green; Beta is Wei's."""
    made = PlaybookBook(SqlShelf(library))
    with library.writing() as book:
        for member in (DANA, WEI, MAX, ADA, VERA):
            book.members.save(member)
    made.publish(*parts)
    for number, name, owner in ((1, "Acme", "U0DANA"), (2, "贝塔", "U0WEI")):
        made.shelf.put(Account(number, name, owner=owner, went_live_on=TODAY - 400 * DAY))
        made.shelf.put_standing(replace(STANDING, account=number, band=Band.GREEN))
    return made
