from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from health_book import standing
from renewal_samples import renewal
from shelves import Shelf
from task_samples import NOW, TODAY, task

from domain.accounts import Account
from domain.tasks.ports import ListedTask, TaskFilter, TaskPage
from domain.tasks.task import Priority, Task, TaskComment, TaskGlance, TaskInBrief, TaskSource

LATE = date(2026, 8, 30)


def put(shelf: Shelf, *tasks: Task) -> list[Task]:
    shelf.put(Account(1, "Acme"))
    shelf.put(Account(2, "Birch"))
    with shelf.library.writing() as book:
        return [book.tasks.add(each) for each in tasks]


def test_a_task_comes_back_as_it_was_put_in(shelf: Shelf) -> None:
    put(shelf)
    with shelf.library.writing() as book:
        (number,) = book.renewals.add([renewal()])
        said = {"renewal": number, "priority": Priority.HIGH, "source": TaskSource.RENEWAL}
        whole = book.tasks.add(task(**said, done_at=NOW, done_by="U2"))
        bare = book.tasks.add(task(account=None))

        assert (book.tasks.of(whole.id), book.tasks.of(bare.id)) == (whole, bare)
        assert book.tasks.of(bare.id + 1) is None


def test_whoever_saves_says_which_version_they_saw(shelf: Shelf) -> None:
    (seen,) = put(shelf, task())

    with shelf.library.writing() as book:
        first = book.tasks.save(replace(seen, assignee="U2"))
        second = book.tasks.save(replace(seen, title="mine"))

        assert (first, second) == (True, False)
        assert book.tasks.of(seen.id) == replace(seen, assignee="U2", version=2)


def test_a_list_is_by_day_then_by_priority(shelf: Shelf) -> None:
    normal, high, late = put(shelf, task(), task(priority=Priority.HIGH, account=2), task(due_on=LATE, account=None))
    with shelf.library.writing() as book:
        book.tasks.comment(TaskComment(high.id, "U2", NOW, "they called"))

        page = book.tasks.page(TaskFilter(), today=TODAY, offset=0, limit=8)

    listed = (ListedTask(late, None, 0), ListedTask(high, "Birch", 1), ListedTask(normal, "Acme", 0))
    assert page == TaskPage(listed, 3, 1)


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        pytest.param(TaskFilter(), ["late", "mine", "hers"], id="open ones"),
        pytest.param(TaskFilter(done_too=True), ["late", "done", "mine", "hers"], id="done ones too"),
        pytest.param(TaskFilter(assignees=("U2",)), ["hers"], id="somebody's"),
        pytest.param(TaskFilter(assignees=()), [], id="nobody's"),
        pytest.param(TaskFilter(account=2), ["hers"], id="an account's"),
        pytest.param(TaskFilter(due_before=TODAY), ["late"], id="overdue ones"),
    ],
)
def test_what_is_listed(shelf: Shelf, wanted: TaskFilter, listed: list[str]) -> None:
    put(
        shelf,
        task(title="mine"),
        task(title="hers", assignee="U2", account=2, due_on=date(2026, 9, 9)),
        task(title="late", due_on=LATE),
        task(title="done", due_on=date(2026, 8, 31), done_at=NOW, done_by="U1"),
    )

    with shelf.library.reading() as book:
        page = book.tasks.page(wanted, today=TODAY, offset=0, limit=8)

    assert [each.task.title for each in page.tasks] == listed
    assert page.total == len(listed)


def test_a_page_is_a_part_of_the_list(shelf: Shelf) -> None:
    put(shelf, *(task(title=str(number)) for number in range(5)))

    with shelf.library.reading() as book:
        page = book.tasks.page(TaskFilter(), today=TODAY, offset=2, limit=2)

    assert ([each.task.title for each in page.tasks], page.total) == (["2", "3"], 5)


def test_the_card_knows_the_open_tasks_of_its_account(shelf: Shelf) -> None:
    days = [date(2026, 9, day) for day in (9, 4, 8, 7)]
    first, *_ = put(shelf, *(task(title=f"on {day:%d}", due_on=day) for day in days), task(account=2))
    shelf.put_standing(standing(1))

    with shelf.library.writing() as book:
        before = book.standings.of(1)
        book.tasks.save(replace(first, done_at=NOW, done_by="U1"))
        after = book.standings.of(1)

    assert before
    assert after
    brief = tuple(TaskInBrief(f"on {day:%d}", day, "U1") for day in sorted(days)[:3])
    assert before.tasks == TaskGlance(brief, tuple(sorted(days)))
    assert after.tasks == TaskGlance(brief, tuple(sorted(days)[:3]))


def test_a_card_whose_tasks_are_done_says_nothing_of_tasks(shelf: Shelf) -> None:
    (only,) = put(shelf, task())
    shelf.put_standing(standing(1))

    with shelf.library.writing() as book:
        book.tasks.save(replace(only, done_at=NOW, done_by="U1"))
        found = book.standings.of(1)

    assert found
    assert found.tasks is None


def test_comments_are_told_oldest_first(shelf: Shelf) -> None:
    (made,) = put(shelf, task())
    later = TaskComment(made.id, "U1", NOW + timedelta(hours=1), "and again, 再说一次")
    first = TaskComment(made.id, "U2", NOW, "once")

    with shelf.library.writing() as book:
        book.tasks.comment(later)
        book.tasks.comment(first)

        assert list(book.tasks.comments(made.id)) == [first, later]
        assert list(book.tasks.comments(made.id + 1)) == []
