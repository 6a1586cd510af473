"""Lists of tasks: whose, and which of them the reader may change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.services.sight import outside, require_sight_of, seen_by
from domain.account_choice import Answer, Nothing, choice
from domain.accounts import AccountMatch
from domain.errors import AccountNotFoundError, NotAllowedError
from domain.filter_words import Scope
from domain.permissions import Member, may_change_task, may_make_tasks, may_see_tasks_of_others, sees_all_accounts
from domain.ports import Book
from domain.tasks.answer import TaskChanged, TaskList, TasksAnswer
from domain.tasks.ports import TaskFilter, TaskPage
from domain.tasks.question import TasksWanted, tasks_question
from domain.teams import member_called, people_below, team_of

PAGE = 8
MOST_LIKE = 20
NEAREST = 3
SEE = "tasks.see"


def listed_tasks(
    book: Book, asker: Member, text: str, *, today: date, offset: int, news: TaskChanged | None
) -> TasksAnswer:
    question = tasks_question(_with_people(text, book))
    if not isinstance(question, TasksWanted):
        return question
    _require_sight(book, asker, question)
    account = account_meant(seen_by(book, asker, today=today), asker, question.account) if question.account else None
    wanted = replace(_filter_of(book, asker, question, today), account=account.account if account else None)
    page = book.tasks.page(wanted, today=today, offset=offset, limit=PAGE)
    if not page.tasks and offset:
        offset = max(0, (page.total - 1) // PAGE * PAGE)
        page = book.tasks.page(wanted, today=today, offset=offset, limit=PAGE)
    changeable = _changeable(book, asker, page)
    return TaskList(question, page, offset, changeable, news, may_comment=may_make_tasks(asker), account=account)


def _with_people(text: str, book: Book) -> str:
    """A name after an at sign that Slack did not turn into a person, turned into one."""
    if "@" not in text.replace("<@", ""):
        return text
    members = book.members.all()
    people = {word: member_called(word[1:], members) for word in text.split() if word.startswith("@")}
    return " ".join(f"<@{people[word]}>" if people.get(word) else word for word in text.split())


def account_meant(book: Book, asker: Member, typed: str) -> AccountMatch:
    """The one that is called so, or clearly meant; else the error says what comes nearest."""
    exact = book.accounts.exact(typed)
    like = () if exact else book.accounts.like(typed, limit=MOST_LIKE)
    found = choice(exact, like)
    if isinstance(found, Answer):
        return found.match
    near = found.nearest if isinstance(found, Nothing) else found.matches
    if not sees_all_accounts(asker):
        raise outside(book, typed, near[:NEAREST])
    raise AccountNotFoundError(typed, tuple((match.account, match.name) for match in near[:NEAREST]))


def _require_sight(book: Book, asker: Member, wanted: TasksWanted) -> None:
    """Those of an account are for whoever sees the account."""
    is_own = wanted.person in {None, asker.slack_id} and wanted.scope is Scope.MINE
    if not is_own and not may_see_tasks_of_others(asker):
        raise NotAllowedError(asker.slack_id, SEE)
    if not is_own and wanted.account is None:
        require_sight_of(wanted.person, wanted.scope, asker, book.members.all())


def _filter_of(book: Book, asker: Member, wanted: TasksWanted, today: date) -> TaskFilter:
    return TaskFilter(
        assignees=_assignees(book, asker, wanted),
        due_before=today if wanted.overdue else None,
        done_too=wanted.done,
    )


def _assignees(book: Book, asker: Member, wanted: TasksWanted) -> tuple[str, ...] | None:
    if wanted.person:
        return (wanted.person,)
    match wanted.scope:
        case Scope.MINE:
            return (asker.slack_id,)
        case Scope.TEAM:
            return team_of(asker, book.members.all())
        case _:
            return None


def _changeable(book: Book, asker: Member, page: TaskPage) -> frozenset[int]:
    team = people_below(asker, book.members.all())
    return frozenset(
        listed.task.id
        for listed in page.tasks
        if may_change_task(asker, assignee=listed.task.assignee, author=listed.task.by, team=team)
    )
