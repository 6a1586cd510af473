from __future__ import annotations

import pytest
from fakes import FakeLibrary
from task_samples import NOW, TODAY
from test_tasks_service import DANA, PAT, VIEWER, WEI, library, put, tasks

from bot.services.tasks import Tasks
from domain.accounts import AccountMatch
from domain.errors import AccountNotFoundError, NotAllowedError
from domain.tasks.answer import TaskChange, TaskChanged, TaskList, TaskLook
from domain.tasks.task import TaskComment

__all__ = ["library", "tasks"]


@pytest.mark.parametrize(
    ("typed", "account"),
    [
        pytest.param('call "Acme" back', "Acme", id="in quotes"),
        pytest.param("Send the offer for Birch tomorrow", "Birch", id="after for"),
        pytest.param("明天给Cedar发报价", "Cedar", id="after 给"),
        pytest.param("Slides for the review", None, id="no account is called so"),
        pytest.param("Slides for twin", None, id="two are called so"),
        pytest.param("Slides for Acme account:birch", "Birch", id="said as one it wins"),
        pytest.param("Slides for Acme account:nobody", None, id="said as one that is none"),
    ],
)
def test_an_account_that_is_named_in_the_words_is_chosen(tasks: Tasks, typed: str, account: str | None) -> None:
    assert tasks.offer(DANA, "", typed, today=TODAY).account_name == account


def test_the_title_stays_as_it_was_typed(tasks: Tasks) -> None:
    assert tasks.offer(DANA, "", "Send the offer for Acme friday", today=TODAY).form.title == "Send the offer for Acme"


def test_the_button_of_an_account_stands_before_the_words(tasks: Tasks) -> None:
    assert tasks.offer(DANA, "account:2", "for Acme", today=TODAY).account_name == "Birch"


def test_the_tasks_of_an_account_are_everybodys(tasks: Tasks, library: FakeLibrary) -> None:
    put(library, title="hers", assignee="U2")
    put(library, title="of another", account=2)
    put(library, title="of none", account=None)

    found = tasks.listed(DANA, "account:acme", today=TODAY)

    assert isinstance(found, TaskList)
    assert found.account == AccountMatch(1, "Acme", 1.0, exact=True)
    assert [listed.task.title for listed in found.page.tasks] == ["hers"]


def test_a_slip_in_a_clear_name_is_understood(tasks: Tasks, library: FakeLibrary) -> None:
    put(library, account=2)

    found = tasks.listed(DANA, "account:birchh", today=TODAY)

    assert isinstance(found, TaskList)
    assert (found.account and found.account.name, found.page.total) == ("Birch", 1)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        pytest.param("twin", ((2, "Birch"), (3, "Cedar")), id="two are called so"),
        pytest.param("qqqq", (), id="none is like it"),
    ],
)
def test_an_account_that_is_not_clear_is_said_with_the_nearest(
    tasks: Tasks, typed: str, nearest: tuple[tuple[int, str], ...]
) -> None:
    with pytest.raises(AccountNotFoundError) as refused:
        tasks.listed(DANA, f"account:{typed}", today=TODAY)

    assert refused.value == AccountNotFoundError(typed, nearest)


def test_product_does_not_see_the_tasks_of_an_account(tasks: Tasks) -> None:
    with pytest.raises(NotAllowedError):
        tasks.listed(PAT, "account:acme", today=TODAY)


def test_a_colleague_reads_and_adds_comments_but_changes_nothing(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library)

    said = tasks.comment(WEI, str(made.id), "They are on holiday until Monday")
    listed = tasks.listed(WEI, "all", today=TODAY)

    assert said == TaskChanged(TaskChange.COMMENTED, made, "Acme")
    assert tasks.talk(WEI, str(made.id)) == TaskLook(
        made, "Acme", (TaskComment(made.id, "U2", NOW, "They are on holiday until Monday"),)
    )
    assert isinstance(listed, TaskList)
    assert (listed.may_comment, listed.may_change) == (True, frozenset())
    with pytest.raises(NotAllowedError):
        tasks.look(WEI, str(made.id))


def test_who_only_looks_or_sees_nothing_of_it_says_nothing(tasks: Tasks, library: FakeLibrary) -> None:
    made = put(library)

    for member in (VIEWER, PAT):
        with pytest.raises(NotAllowedError):
            tasks.comment(member, str(made.id), "hello")
        with pytest.raises(NotAllowedError):
            tasks.talk(member, str(made.id))

    assert library.tables.task_comments == []
