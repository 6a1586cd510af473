"""From something that becomes true to tasks and messages, and on until the run is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from playbook_book import DANA, DAY, LIVE, NOW, RED, TODAY, WEI, Meanwhile, PlaybookBook, playbook_book

from bot.services import playbook_look, playbook_watch
from domain.accounts import Account
from domain.health.model import Band
from domain.permissions import Role
from domain.playbooks.run import Ending
from domain.preferences import Preferences, WorkspaceRules
from domain.tasks.task import TaskSource
from storage.library import SqlLibrary

HOUR = timedelta(hours=1)
Watch = Callable[[SqlLibrary], list[str]]


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> PlaybookBook:
    return playbook_book(sqlite_library, LIVE, RED)


def test_a_day_that_came_enters_once_and_makes_the_first_task(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 16 * DAY)

    made = [book.tick(), book.tick(), book.tick(on=TODAY + DAY)]

    [run], [task] = book.runs(), book.tasks()
    assert made == [1, 0, 0]
    assert (run.playbook, run.account, run.entered_on, run.by) == ("live", 1, TODAY - DAY, None)
    assert (task.title, task.assignee, task.by, task.source) == ("Ask them", "U0DANA", "moorline", TaskSource.PLAYBOOK)
    assert (task.account, task.due_on, run.steps[0].task) == (1, TODAY + DAY, task.id)


def test_what_was_true_before_the_policy_was_published_enters_nobody(book: PlaybookBook) -> None:
    book.colour(Band.RED)

    assert (book.tick(), book.runs()) == (0, [])


def test_a_colour_that_falls_enters_and_one_that_another_policy_gave_does_not(book: PlaybookBook) -> None:
    book.tick()
    book.colour(Band.RED)
    entered = book.tick()
    book.publish(LIVE, RED, "# another\n")
    book.colour(Band.RED, 2)

    assert (entered, book.tick()) == (1, 0)
    assert [(run.account, run.policy_version) for run in book.runs()] == [(1, 1)]


def test_a_wait_ends_by_its_condition_and_a_message_goes_to_whose_role_it_is(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.tick()
    book.change(first_value_on=TODAY)
    book.tick(on=TODAY + DAY)
    book.tick(on=TODAY + 2 * DAY)

    [run] = book.runs()
    assert [step.on for step in run.steps] == [TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert [(to, about) for to, about, _ in book.said()] == [("U0DANA", "task:1"), ("U0MAX", f"playbook:{run.id}:2")]


def test_a_run_is_finished_once_every_step_came_and_its_tasks_are_done(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY, first_value_on=TODAY)
    book.tick()
    book.tick(on=TODAY + 7 * DAY)
    still = book.runs()[0].is_open
    book.done(book.tasks()[0])
    book.tick(on=TODAY + 8 * DAY)
    book.tick(on=TODAY + 9 * DAY)

    assert (still, book.runs()[0].ending) == (True, Ending.FINISHED)
    assert len(book.tasks()) == 1


def test_what_is_no_longer_so_ends_the_run_and_closes_its_tasks_with_the_reason(book: PlaybookBook) -> None:
    book.tick()
    book.colour(Band.RED)
    book.tick()
    book.colour(Band.GREEN)
    book.tick()

    [run], [task] = book.runs(), book.tasks()
    with book.library.reading() as told:
        [comment] = told.tasks.comments(task.id)
    assert (run.ending, task.done_by) == (Ending.CONDITION_OVER, "moorline")
    assert comment.text == "Closed: the playbook is over, as its reason is gone."


def test_an_account_that_leaves_ends_its_run_in_the_language_of_its_owner(book: PlaybookBook) -> None:
    book.change(2, went_live_on=TODAY - 15 * DAY)
    book.tick()
    book.change(2, status="churned", churned_on=TODAY)
    book.tick(on=TODAY + DAY)

    [run], [task] = book.runs(), book.tasks()
    with book.library.reading() as told:
        [comment] = told.tasks.comments(task.id)
    assert (task.title, run.ending, task.is_open) == ("询问客户", Ending.ACCOUNT_LEFT, False)
    assert comment.text == "已关闭：剧本已结束，因客户已流失。"


def test_a_task_that_somebody_did_is_not_called_off(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.tick()
    book.done(book.tasks()[0])
    book.change(status="churned", churned_on=TODAY)
    book.tick(on=TODAY + DAY)

    assert book.tasks()[0].done_by == "U0DANA"


def test_later_steps_go_to_who_owns_the_account_then(book: PlaybookBook) -> None:
    book.tick()
    book.colour(Band.RED)
    book.tick()
    book.change(owner="U0WEI")
    book.tick(on=TODAY + 7 * DAY)

    assert [(task.title, task.assignee) for task in book.tasks()] == [("Call them", "U0DANA"), ("再次致电", "U0WEI")]


def test_a_run_keeps_the_steps_of_the_policy_it_entered_by(book: PlaybookBook) -> None:
    book.tick()
    book.colour(Band.RED)
    book.tick()
    book.publish(LIVE)
    book.tick(on=TODAY + 7 * DAY)

    assert [task.title for task in book.tasks()] == ["Call them", "Call again"]


def test_the_message_waits_for_the_readers_own_working_hours(book: PlaybookBook) -> None:
    with book.library.writing() as told:
        told.members.save(replace(DANA, zone="America/New_York"))
        told.wishes.save("U0WEI", Preferences(quiet_from=NOW.time(), quiet_until=(NOW + timedelta(hours=2)).time()))
    book.change(1, went_live_on=TODAY - 15 * DAY)
    book.change(2, went_live_on=TODAY - 15 * DAY)
    book.tick()

    at = [datetime.fromisoformat(str(due_at)).replace(tzinfo=NOW.tzinfo) for _, _, due_at in book.said()]
    assert at == [NOW.replace(hour=12, minute=30), NOW + timedelta(hours=2)]


def test_what_nobody_can_do_is_still_a_task_and_no_message(book: PlaybookBook) -> None:
    with book.library.writing() as told:
        for person in ("U0DANA", "U0WEI", "U0MAX", "U0ADA"):
            told.members.remove(person)
    book.change(went_live_on=TODAY - 15 * DAY, first_value_on=TODAY)
    book.tick()
    book.tick(on=TODAY + 7 * DAY)

    assert [task.assignee for task in book.tasks()] == ["moorline"]
    assert book.said() == []


def test_two_replicas_make_each_step_once(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY, first_value_on=TODAY)
    for today in (TODAY, TODAY + DAY, TODAY + 2 * DAY):
        book.now = datetime.combine(today, NOW.timetz())
        overtaken = Meanwhile(book.library, book.watch().tick)
        replace(book.watch(), library=overtaken).tick()

    assert (len(book.runs()), len(book.tasks()), len(book.said())) == (1, 1, 2)


def test_a_run_that_two_replicas_end_is_ended_once(book: PlaybookBook) -> None:
    book.tick()
    book.colour(Band.RED)
    book.tick()
    book.colour(Band.GREEN)

    made = replace(book.watch(), library=Meanwhile(book.library, book.watch().tick)).tick()

    assert (made, book.runs()[0].ending) == (0, Ending.CONDITION_OVER)


def test_nothing_is_read_again_where_nothing_changed(book: PlaybookBook, statements: Watch) -> None:
    watch = book.watch()
    watch.tick()
    sent = statements(book.library)
    watch.tick()

    assert len([each for each in sent if "SELECT" in each]) == 5


@pytest.mark.parametrize("many", [3, 30])
def test_the_book_is_looked_at_once_however_many_accounts_there_are(
    book: PlaybookBook, statements: Watch, many: int
) -> None:
    for number in range(3, many):
        book.shelf.put(Account(number, f"Account {number}"))
    sent = statements(book.library)

    book.tick()

    assert len([each for each in sent if each.lstrip().startswith("SELECT")]) == 20


def test_within_the_day_only_what_changed_is_looked_at(book: PlaybookBook, statements: Watch) -> None:
    watch = book.watch()
    watch.tick()
    book.now += HOUR
    book.colour(Band.RED)
    sent = statements(book.library)
    made = watch.tick()

    read = [each for each in sent if "FROM account LEFT OUTER JOIN standing" in each]
    assert (made, len(book.runs())) == (1, 1)
    assert ["WHERE account.id IN" in each for each in read] == [False, True]


def test_a_task_that_is_done_moves_its_run_within_the_day(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY, first_value_on=TODAY)
    book.tick()
    book.tick(on=TODAY + 6 * DAY)
    watch = book.watch()
    watch.tick()
    book.done(book.tasks()[0])
    watch.tick()

    assert book.runs()[0].ending is Ending.FINISHED


def test_a_holiday_that_is_set_meanwhile_counts_at_once(book: PlaybookBook) -> None:
    watch = book.watch()
    watch.tick()
    with book.library.writing() as told:
        told.wishes.save_rules(WorkspaceRules(holidays=frozenset({TODAY})))
    book.now += HOUR
    book.colour(Band.RED)
    watch.tick()

    assert (len(book.runs()), book.tasks()) == (1, [])


def test_a_new_day_is_looked_at_whole_and_so_is_a_book_in_which_much_changed(
    book: PlaybookBook, monkeypatch: pytest.MonkeyPatch, statements: Watch
) -> None:
    watch = book.watch()
    watch.tick()
    book.now += DAY
    sent = statements(book.library)
    watch.tick()
    monkeypatch.setattr(playbook_watch, "FEW", 1)
    monkeypatch.setattr(playbook_look, "FEW", 1)
    book.colour(Band.RED)
    book.colour(Band.RED, 2)
    watch.tick()

    assert not [each for each in sent if "WHERE account.id IN" in each]
    assert len(book.runs()) == 2


def test_a_run_whose_policy_cannot_be_read_stays_as_it_is(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.tick()
    with book.library.writing() as told:
        told.connection.exec_driver_sql("UPDATE playbook_run SET policy_version = 99")
    book.publish(LIVE, "# another\n")

    assert book.tick(on=TODAY + 30 * DAY) == 0


def test_who_left_the_company_does_not_keep_a_step(book: PlaybookBook) -> None:
    with book.library.writing() as told:
        told.members.save(replace(WEI, role=Role.VIEWER))
    book.change(2, went_live_on=TODAY - 15 * DAY)
    book.tick()

    assert [task.assignee for task in book.tasks()] == ["U0MAX"]


def test_whoever_began_a_run_and_is_gone_gets_no_step_of_it(book: PlaybookBook) -> None:
    book.tick()
    book.colour(Band.RED)
    book.tick()
    with book.library.writing() as told:
        told.connection.exec_driver_sql("UPDATE playbook_run SET \"by\" = 'U0DANA'")
        for person in ("U0DANA", "U0WEI", "U0MAX", "U0ADA"):
            told.members.remove(person)
    book.tick(on=TODAY + 7 * DAY)

    assert [task.assignee for task in book.tasks()] == ["U0DANA", "moorline"]
