from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from fakes.tasks import FakeTasks
from renewal_samples import renewal
from task_samples import NOW, TODAY, task

from bot.services.tasks import Tasks
from domain.accounts import Account
from domain.errors import AccountNotFoundError, NotAllowedError, RenewalNotFoundError, TaskNotFoundError
from domain.filter_words import NotUnderstood
from domain.permissions import Member, Role
from domain.ports import AuditEntry
from domain.tasks.answer import TaskChange, TaskChanged, TaskList, TaskLook, TaskOffer, TaskRefused
from domain.tasks.form import TaskField, TaskForm, TaskProblem
from domain.tasks.postponing import Postponement
from domain.tasks.question import TasksWanted
from domain.tasks.task import Task, TaskComment, TaskSource

DANA = Member("U1", "Dana", Role.CSM, manager="U3")
WEI = Member("U2", "Wei", Role.CSM)
ANA = Member("U3", "Ana", Role.MANAGER)
PAT = Member("U4", "Pat", Role.PRODUCT)
VIEWER = Member("U5", "Vi", Role.VIEWER)
GOOD = TaskForm("Send the offer", "2026-09-04", "U2", "1", "high")


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    for member in (DANA, WEI, ANA, PAT, VIEWER):
        library.tables.members[member.slack_id] = member
    library.tables.accounts[1] = Account(1, "Acme")
    library.tables.accounts[2] = Account(2, "Birch", aliases=("twin",))
    library.tables.accounts[3] = Account(3, "Cedar", aliases=("twin",))
    return library


@pytest.fixture
def tasks(library: FakeLibrary) -> Tasks:
    return Tasks(library, clock=lambda: NOW)


def put(library: FakeLibrary, **said: Any) -> Task:
    with library.writing() as book:
        return book.tasks.add(task(**said))


def test_the_form_is_filled_with_what_was_typed(tasks: Tasks) -> None:
    offer = tasks.offer(DANA, "", "<@U2> call account:acme friday", today=TODAY)

    assert offer == TaskOffer(TaskForm("call", "2026-09-04", "U2", "1", "normal"), "", "Acme")


def test_a_name_that_no_account_has_alone_is_said(tasks: Tasks) -> None:
    offer = tasks.offer(DANA, "", "call account:twin", today=TODAY)

    assert offer == TaskOffer(TaskForm("call", "", "U1", "", "normal"), "", None, "twin")


def test_a_form_from_an_account_or_a_renewal_knows_the_account(tasks: Tasks, library: FakeLibrary) -> None:
    with library.writing() as book:
        (number,) = book.renewals.add([renewal(2)])

    of_account = tasks.offer(DANA, "account:1", "", today=TODAY)
    of_renewal = tasks.offer(DANA, f"renewal:{number}", "", today=TODAY)

    assert (of_account.form.account, of_account.account_name) == ("1", "Acme")
    assert (of_renewal.form.account, of_renewal.account_name, of_renewal.about) == ("2", "Birch", f"renewal:{number}")


def test_a_renewal_that_is_gone_leaves_the_account_open(tasks: Tasks) -> None:
    assert tasks.offer(DANA, "renewal:9", "", today=TODAY).account_name is None


def test_who_only_looks_makes_no_task(tasks: Tasks) -> None:
    with pytest.raises(NotAllowedError):
        tasks.offer(VIEWER, "", "", today=TODAY)
    with pytest.raises(NotAllowedError):
        tasks.make(VIEWER, "", GOOD, today=TODAY)


def test_a_good_form_is_recorded_with_who_and_what(tasks: Tasks, library: FakeLibrary) -> None:
    made = tasks.make(DANA, "account:1", GOOD, today=TODAY)

    assert isinstance(made, TaskChanged)
    assert (made.change, made.account_name, library.tables.tasks[1]) == (TaskChange.MADE, "Acme", made.task)
    assert library.tables.audit == [
        AuditEntry(NOW, "U1", "tasks.made", "task:1", before=None, after="open, due 2026-09-04, U2")
    ]


def test_a_form_with_a_hole_is_refused_and_nothing_written(tasks: Tasks, library: FakeLibrary) -> None:
    refused = tasks.make(DANA, "", replace(GOOD, title=""), today=TODAY)

    assert refused == TaskRefused({TaskField.TITLE: TaskProblem.TITLE_MISSING})
    assert (library.tables.tasks, library.tables.audit) == ({}, [])


@pytest.mark.parametrize(
    ("account", "source", "of_renewal"),
    [
        pytest.param("1", TaskSource.RENEWAL, True, id="the renewal's own account"),
        pytest.param("2", TaskSource.PERSON, False, id="another account was chosen"),
        pytest.param("", TaskSource.PERSON, False, id="no account"),
    ],
)
def test_a_task_belongs_to_its_renewal(
    tasks: Tasks, library: FakeLibrary, account: str, source: TaskSource, *, of_renewal: bool
) -> None:
    with library.writing() as book:
        (number,) = book.renewals.add([renewal()])

    made = tasks.make(DANA, f"renewal:{number}", replace(GOOD, account=account), today=TODAY)

    assert isinstance(made, TaskChanged)
    assert (made.task.source, made.task.renewal) == (source, number if of_renewal else None)


@pytest.mark.parametrize("account", ["99", "9" * 30, "x", "１"])
def test_an_account_that_is_not_there_is_said(tasks: Tasks, account: str) -> None:
    with pytest.raises(AccountNotFoundError):
        tasks.make(DANA, "", replace(GOOD, account=account), today=TODAY)


@pytest.mark.parametrize(
    ("asker", "text", "titles"),
    [
        pytest.param(DANA, "", ["mine"], id="mine"),
        pytest.param(ANA, "team", ["mine", "hers"], id="a manager's team"),
        pytest.param(DANA, "all", ["late", "mine", "hers"], id="all"),
        pytest.param(DANA, "<@U2>", ["late"], id="a colleague's"),
        pytest.param(DANA, "all overdue", ["late"], id="overdue"),
        pytest.param(PAT, "", [], id="product's own"),
    ],
)
def test_whose_tasks_are_listed(
    tasks: Tasks, library: FakeLibrary, asker: Member, text: str, titles: list[str]
) -> None:
    put(library, title="mine")
    put(library, title="late", assignee="U2", due_on=date(2026, 8, 1))
    put(library, title="hers", assignee="U3", due_on=date(2026, 9, 9), account=None)

    found = tasks.listed(asker, text, today=TODAY)

    assert isinstance(found, TaskList)
    assert [listed.task.title for listed in found.page.tasks] == titles


def test_a_list_says_which_tasks_the_reader_may_change(tasks: Tasks, library: FakeLibrary) -> None:
    mine, hers = put(library), put(library, assignee="U2", by="U2")

    found = tasks.listed(DANA, "all", today=TODAY)

    assert isinstance(found, TaskList)
    assert found.may_change == {mine.id}
    assert hers.id in {listed.task.id for listed in found.page.tasks}


def test_who_may_not_see_the_tasks_of_others_is_told(tasks: Tasks) -> None:
    with pytest.raises(NotAllowedError):
        tasks.listed(PAT, "all", today=TODAY)
    with pytest.raises(NotAllowedError):
        tasks.listed(PAT, "<@U1>", today=TODAY)


def test_a_word_that_is_not_known_is_said_back(tasks: Tasks) -> None:
    assert tasks.listed(DANA, "taem", today=TODAY) == NotUnderstood("taem", "team", "team")


def test_when_the_last_page_is_empty_the_one_before_is_shown(tasks: Tasks, library: FakeLibrary) -> None:
    put(library)

    found = tasks.listed(DANA, "", today=TODAY, offset=8)
    nothing = tasks.listed(WEI, "", today=TODAY)

    assert isinstance(found, TaskList)
    assert isinstance(nothing, TaskList)
    assert (found.offset, len(found.page.tasks), nothing.page.total) == (0, 1, 0)
    assert found.wanted == TasksWanted()


def test_done_is_done_once(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library, assignee="U2", by="U1")

    first = tasks.done(WEI, str(made.id))
    second = tasks.done(DANA, str(made.id))

    assert (first.change, first.task) == (TaskChange.DONE, replace(made, done_at=NOW, done_by="U2", version=2))
    assert (second.change, second.task.done_by, second.account_name) == (TaskChange.DONE_BEFORE, "U2", "Acme")
    assert [entry.after for entry in library.tables.audit] == ["done, due 2026-09-04, U2"]


@pytest.mark.parametrize(
    ("minutes", "change"),
    [
        pytest.param(10, TaskChange.REOPENED, id="within ten minutes"),
        pytest.param(11, TaskChange.REOPEN_TOO_LATE, id="later"),
    ],
)
def test_what_was_done_can_be_taken_back_for_a_while(library: FakeLibrary, minutes: int, change: TaskChange) -> None:
    made = put(library, done_at=NOW - timedelta(minutes=minutes), done_by="U1")

    assert Tasks(library, clock=lambda: NOW).reopen(DANA, str(made.id)).change is change


def test_what_is_open_needs_no_reopening(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library)

    assert tasks.reopen(DANA, str(made.id)) == TaskChanged(TaskChange.OPEN_ALREADY, made, "Acme")


def test_a_task_is_put_off(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library, account=None)

    changed = tasks.postpone(DANA, str(made.id), Postponement.WEEK, seen="1", today=TODAY)

    assert (changed.change, changed.task.due_on, changed.account_name) == (
        TaskChange.POSTPONED,
        date(2026, 9, 11),
        None,
    )
    assert [(entry.before, entry.after) for entry in library.tables.audit] == [
        ("open, due 2026-09-04, U1", "open, due 2026-09-11, U1")
    ]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            lambda tasks, task: tasks.postpone(DANA, task, Postponement.DAY, seen="7", today=TODAY), id="put off"
        ),
        pytest.param(lambda tasks, task: tasks.reassign(DANA, task, "U2", seen="7"), id="given away"),
    ],
)
def test_what_somebody_changed_meanwhile_is_not_changed_unseen(
    tasks: Tasks, library: FakeLibrary, act: Callable[[Tasks, str], TaskChanged]
) -> None:
    made = put(library)

    assert act(tasks, str(made.id)) == TaskChanged(TaskChange.CHANGED_MEANWHILE, made, "Acme")
    assert library.tables.tasks[made.id] == made


def test_what_is_done_is_neither_put_off_nor_given_away(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library, done_at=NOW, done_by="U1")

    put_off = tasks.postpone(DANA, str(made.id), Postponement.DAY, seen="1", today=TODAY)
    given_away = tasks.reassign(DANA, str(made.id), "U2", seen="1")

    assert put_off == given_away == TaskChanged(TaskChange.DONE_BEFORE, made, "Acme")
    assert library.tables.tasks[made.id] == made


def test_a_change_at_the_same_moment_is_not_written_over(
    tasks: Tasks, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another replica wrote between this one's look and its own writing."""
    made = put(library)
    save = FakeTasks.save

    def save_second(rows: FakeTasks, changed: Task) -> bool:
        save(rows, rows.tables.tasks[changed.id])
        return save(rows, changed)

    monkeypatch.setattr(FakeTasks, "save", save_second)

    assert tasks.done(DANA, str(made.id)).change is TaskChange.CHANGED_MEANWHILE


def test_a_task_goes_to_somebody_else(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library)

    changed = tasks.reassign(DANA, str(made.id), "U2", seen="1")

    assert isinstance(changed, TaskChanged)
    assert (changed.change, library.tables.tasks[made.id].assignee) == (TaskChange.REASSIGNED, "U2")


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        ("", TaskProblem.ASSIGNEE_MISSING),
        ("U9", TaskProblem.ASSIGNEE_NO_MEMBER),
        ("U5", TaskProblem.ASSIGNEE_ONLY_LOOKS),
    ],
)
def test_a_task_goes_to_nobody_who_cannot_do_it(
    tasks: Tasks, library: FakeLibrary, to: str, problem: TaskProblem
) -> None:
    made = put(library)

    assert tasks.reassign(DANA, str(made.id), to, seen="1") == TaskRefused({TaskField.ASSIGNEE: problem})


def test_comments_are_kept_below_the_task(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library)

    said = tasks.comment(DANA, str(made.id), "  they called back ")
    empty = tasks.comment(DANA, str(made.id), "  ")

    assert isinstance(said, TaskChanged)
    assert (said.change, empty) == (
        TaskChange.COMMENTED,
        TaskRefused({TaskField.COMMENT: TaskProblem.COMMENT_MISSING}),
    )
    assert tasks.look(DANA, str(made.id)) == TaskLook(
        made, "Acme", (TaskComment(made.id, "U1", NOW, "they called back"),)
    )
    assert [entry.action for entry in library.tables.audit] == ["tasks.commented"]


@pytest.mark.parametrize("number", ["99", "x", "", "9" * 30])
def test_a_task_that_is_not_there_is_said(tasks: Tasks, number: str) -> None:
    with pytest.raises(TaskNotFoundError):
        tasks.done(DANA, number)


def test_other_peoples_tasks_are_left_alone(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library, assignee="U2", by="U2")

    with pytest.raises(NotAllowedError):
        tasks.done(DANA, str(made.id))


def test_who_may_not_read_the_book_names_no_account(tasks: Tasks) -> None:
    offer = tasks.offer(PAT, "account:1", "call account:acme", today=TODAY)

    assert offer == TaskOffer(TaskForm("call", "", "U4", "", "normal"), "account:1", may_name_account=False)
    with pytest.raises(NotAllowedError):
        tasks.make(PAT, "", GOOD, today=TODAY)
    made = tasks.make(PAT, "", replace(GOOD, account=""), today=TODAY)
    assert isinstance(made, TaskChanged)
    assert made.account_name is None


def test_a_colleague_may_be_called_by_name(tasks: Tasks, library: FakeLibrary) -> None:
    put(library, assignee="U2", title="hers")

    found, unknown = tasks.listed(DANA, "@wei", today=TODAY), tasks.listed(DANA, "@nobody", today=TODAY)

    assert isinstance(found, TaskList)
    assert [listed.task.title for listed in found.page.tasks] == ["hers"]
    assert unknown == NotUnderstood("@nobody")


def test_a_place_far_past_the_end_is_the_last_page(tasks: Tasks, library: FakeLibrary) -> None:
    for number in range(10):
        put(library, title=str(number))

    found = tasks.listed(DANA, "", today=TODAY, offset=64)

    assert isinstance(found, TaskList)
    assert (found.offset, len(found.page.tasks)) == (8, 2)


def test_a_comment_that_is_too_long_is_refused_whole(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library)

    said = tasks.comment(DANA, str(made.id), "x" * 3001)

    assert said == TaskRefused({TaskField.COMMENT: TaskProblem.COMMENT_TOO_LONG})
    assert tasks.look(DANA, str(made.id)).comments == ()


def test_a_renewal_that_no_book_can_have_is_said_so(tasks: Tasks) -> None:
    with pytest.raises(RenewalNotFoundError):
        tasks.make(DANA, "renewal:x", GOOD, today=TODAY)
