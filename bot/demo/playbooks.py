"""Playbooks of the demo: accounts at different steps, some through, one stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete

from bot.blocks.playbook_words import closing_reason
from bot.services.playbook_rules import published_in
from bot.services.playbook_watch import PlaybookWatch
from domain.outbox.announcement import AnnouncementKind
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.entering import Signal, new_run
from domain.playbooks.playbook import Playbook, PlaybookAccount, StepKind
from domain.playbooks.run import Ending, Run
from domain.playbooks.stepping import StepDue, planned
from domain.tasks.task import ITSELF, Task, TaskSource
from storage.library import SqlBook, SqlLibrary
from storage.tables import OutboxRow, table_of

GUIDES = """
[[guides]]
title = { en = "Kick-off slides", zh = "启动会模板" }
link = "https://wiki.harbour.example/kick-off"
stages = ["onboarding"]
playbook = "onboarding"

[[guides]]
title = { en = "How a renewal is prepared", zh = "续约准备指南" }
link = "https://wiki.harbour.example/renewals"
playbook = "renewal"

[[guides]]
title = { en = "What the first three months are for", zh = "前三个月要做什么" }
link = "https://wiki.harbour.example/first-months"
stages = ["onboarding"]
"""


@dataclass(frozen=True, slots=True)
class Told:
    """`done` of the tasks that came are done; `ended` says how it ended, some days ago, and why."""

    playbook: str
    account: str
    days_ago: int
    done: int
    ended: tuple[Ending, int, str] | None = None


TOLD = (
    Told("onboarding", "Juniper Labs", 28, 2),
    Told("onboarding", "Lantern Learning", 24, 3),
    Told("onboarding", "千寻数据", 24, 2),
    Told("renewal", "Ironbridge Rail", 40, 3),
    Told("renewal", "Larkspur Cosmetics", 20, 1),
    Told("renewal", "东篱餐饮", 12, 1),
    Told("renewal", "Greenlock Energy", 70, 3, (Ending.FINISHED, 4, "")),
    Told("at_risk", "Pebble Games", 8, 2),
    Told(
        "at_risk",
        "Willowbrook Care",
        30,
        1,
        (Ending.STOPPED, 21, "Their new sponsor wants to renew; no need for a plan"),
    ),
    Told("first_survey", "紫藤软件", 43, 1, (Ending.FINISHED, 30, "")),
    Told("win_back", "Stonebeck Brewery", 45, 1),
)


def tell_playbooks(library: SqlLibrary, ids: Mapping[str, int], *, now: datetime, zone: str, currency: str) -> None:
    """What enters today as well, so that the bot finds nothing new; nobody is told of what is days old."""
    with library.writing() as book:
        rules = published_in(book)
        accounts = {each.id: each for each in book.playbooks.accounts(today=now.date(), only=list(ids.values()))}
        for told in TOLD:
            playbook = rules.rules.called(told.playbook)
            assert playbook, "the demo has the shipped playbooks"
            _tell(book, playbook, told, accounts[ids[told.account]], version=rules.version, now=now)
    PlaybookWatch(library, lambda: now, zone, currency, closing_reason).tick()
    with library.writing() as book:
        outbox = table_of(OutboxRow)
        said = (AnnouncementKind.TASK, AnnouncementKind.PLAYBOOK)
        book.connection.execute(delete(outbox).where(outbox.c.kind.in_(said)))


def _tell(
    book: SqlBook, playbook: Playbook, told: Told, account: PlaybookAccount, *, version: int, now: datetime
) -> None:
    rules, today = book.wishes.rules(), now.date()
    began = _day(now, told.days_ago)
    entered = new_run(playbook, account, Signal("told", began.date()), version=version, now=began)
    run = book.playbooks.enter(entered)
    assert run, "each is told once"
    done = 0
    for due in planned(playbook, run, WorkCalendar(rules.weekdays, rules.holidays)):
        if due.on > today:
            break
        book.playbooks.claim_step(run, due.position, on=due.on, at=now)
        if due.step.kind is StepKind.TASK:
            _task(book, run, due, account, is_done=done < told.done, chinese=not account.name.isascii())
            done += 1
    if told.ended:
        ending, days_ago, note = told.ended
        by = account.owner if ending is Ending.STOPPED else None
        book.playbooks.end(run.id, ending, at=_day(now, days_ago), by=by, note=note)


def _task(book: SqlBook, run: Run, due: StepDue, account: PlaybookAccount, *, is_done: bool, chinese: bool) -> None:
    title = due.step.text.in_language("zh" if chinese else "en")
    due_on = due.on + timedelta(days=due.step.due_in + 1)
    at = datetime.combine(due.on, time(9), tzinfo=run.entered_at.tzinfo)
    whose = account.owner or ITSELF
    task = Task(0, title, due_on, whose, ITSELF, at, account.id, source=TaskSource.PLAYBOOK)
    made = book.tasks.add(_done(task, on=due.on) if is_done else task)
    book.playbooks.note_task(run.id, due.position, made.id)


def _done(task: Task, *, on: date) -> Task:
    at = datetime.combine(on + timedelta(days=1), time(15), tzinfo=task.at.tzinfo)
    return replace(task, done_at=at, done_by=task.assignee)


def _day(now: datetime, days_ago: int) -> datetime:
    return now - timedelta(days=days_ago)
