"""The form of a task before anybody filled it in: what is known from where it was opened and from what was typed."""

from __future__ import annotations

from datetime import date, timedelta

from bot.services.alert_life import alert_of
from bot.services.health import account_id, name_of
from domain.permissions import Member, may_read_health
from domain.ports import Book
from domain.tasks.answer import TaskOffer
from domain.tasks.form import TaskForm
from domain.tasks.named import names_in
from domain.tasks.task import Priority
from domain.tasks.typed import TypedTask, typed_task

SOON = timedelta(days=1)
"""What an alert asks for is for tomorrow, unless somebody says otherwise."""


def offered_task(book: Book, asker: Member, about: str, typed: str, *, today: date) -> TaskOffer:
    said = typed_task(typed, today)
    may_read = may_read_health(asker)
    account = _account_of(book, about) or _account_said(book, said) if may_read else None
    due_on = said.due_on or (today + SOON if alert_of(book, about) else None)
    form = TaskForm(
        title=said.title,
        due_on=due_on.isoformat() if due_on else "",
        assignee=said.assignee or asker.slack_id,
        account=str(account) if account is not None else "",
        priority=Priority.NORMAL,
    )
    name = name_of(book, account) if account is not None else None
    unknown = said.account if may_read and account is None else None
    return TaskOffer(form, about, name, unknown, may_name_account=may_read)


def _account_of(book: Book, about: str) -> int | None:
    """`account:12`, `renewal:5` or `alert:7`, as a button carries it."""
    kind, _, number = about.partition(":")
    if kind == "account":
        return account_id(number)
    if kind == "alert":
        alert = alert_of(book, about)
        return alert.account if alert else None
    if kind == "renewal" and (renewal := book.renewals.of(account_id(number))):
        return renewal.account
    return None


def _account_said(book: Book, said: TypedTask) -> int | None:
    """The account that was named as one; else one whose whole name stands in the title, which stays as it was typed."""
    if said.account:
        return _account_called(book, said.account)
    called = (_account_called(book, name) for name in names_in(said.title))
    return next((account for account in called if account is not None), None)


def _account_called(book: Book, typed: str) -> int | None:
    """Only one that is called exactly so: the form offers the search for all others."""
    found = book.accounts.exact(typed)
    return found[0].account if len(found) == 1 else None
