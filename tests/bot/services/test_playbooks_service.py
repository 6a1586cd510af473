"""Playbooks started, stopped and taken back by hand; who may, and what lists say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playbook_book import ADA, DANA, DAY, GUIDE, LIVE, MAX, RED, TODAY, VERA, WEI, PlaybookBook, playbook_book

from bot.services.playbook_lists import playbook_of_task
from bot.services.playbook_tries import PlaybookTries
from domain.errors import (
    AccountNotFoundError,
    NotAllowedError,
    OutsideBookError,
    PlaybookNotFoundError,
)
from domain.filter_words import HelpWanted
from domain.health.model import Band
from domain.permissions import BookScope, Member, Role
from domain.playbooks.answer import (
    AccountPlaybooks,
    PlaybookChange,
    PlaybookOverview,
    PlaybookPage,
)
from domain.playbooks.figures import PlaybookFigures
from domain.playbooks.playbook import StepKind
from domain.playbooks.run import Ending
from storage.library import SqlLibrary

LEFT = """
[playbooks.back]
title = { en = "Win back", zh = "挽回" }
trigger = { when = "account_left" }

[[playbooks.back.steps]]
task = { en = "Ask why", zh = "了解原因" }
day = 0
role = "seller"
"""
OWN_ONLY = replace(DANA, sees=BookScope.OWN)


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> PlaybookBook:
    return playbook_book(sqlite_library, LIVE, RED, LEFT, GUIDE)


def started(book: PlaybookBook, account: str = "1", name: str = "live") -> int:
    book.playbooks.start(MAX, account, name, today=TODAY)
    return book.runs()[-1].id


def account_of(book: PlaybookBook, account: str = "1", asker: Member = DANA) -> AccountPlaybooks:
    return book.lists.of_account(asker, account, today=TODAY)


def test_before_it_begins_the_steps_are_shown_with_their_days_and_people(book: PlaybookBook) -> None:
    offer = book.playbooks.offer(DANA, "1", "live", today=TODAY)

    assert [each.name for each in offer.choices] == ["live", "red"]
    assert [(plan.due.on - TODAY, plan.person) for plan in offer.plan] == [
        (timedelta(0), "U0DANA"),
        (timedelta(14), None),
        (timedelta(15), "U0MAX"),
    ]
    assert (offer.chosen and offer.chosen.name, book.runs()) == ("live", [])
    assert book.playbooks.offer(DANA, "1", "", today=TODAY).chosen == offer.choices[0]


def test_what_is_started_makes_its_first_step_at_once_and_a_second_click_nothing(book: PlaybookBook) -> None:
    first = book.playbooks.start(DANA, "1", "live", today=TODAY)
    second = book.playbooks.start(MAX, "1", "live", today=TODAY)

    [run], [task] = book.runs(), book.tasks()
    assert (first.change, second.change) == (PlaybookChange.STARTED, PlaybookChange.RUNNING_ALREADY)
    assert (run.by, task.by, first.undo, first.account) == ("U0DANA", "U0DANA", f"start {run.id}", "Acme")


def test_what_runs_already_is_not_offered(book: PlaybookBook) -> None:
    book.playbooks.start(DANA, "1", "live", today=TODAY)

    offer = book.playbooks.offer(DANA, "1", "live", today=TODAY)

    assert ([each.name for each in offer.choices], offer.chosen) == (["red"], offer.choices[0])


def test_a_start_is_taken_back_within_ten_minutes_by_whoever_did_it(book: PlaybookBook) -> None:
    undo = book.playbooks.start(DANA, "1", "live", today=TODAY).undo
    by_another = book.playbooks.undo(MAX, undo, today=TODAY)
    undone = book.playbooks.undo(DANA, undo, today=TODAY)
    again = book.playbooks.undo(DANA, undo, today=TODAY)

    assert [account for account, _ in (by_another, undone, again)] == [1, 1, 1]
    assert [changed.change for _, changed in (by_another, undone, again)] == [
        PlaybookChange.CHANGED_MEANWHILE,
        PlaybookChange.START_UNDONE,
        PlaybookChange.CHANGED_MEANWHILE,
    ]
    assert (book.runs()[0].ending, book.tasks()[0].is_open) == (Ending.UNDONE, False)
    assert (account_of(book).running, account_of(book).ended) == ([], [])


def test_what_is_stopped_closes_its_tasks_with_the_reason_and_is_opened_again_by_undo(book: PlaybookBook) -> None:
    run = started(book)
    account, stopped = book.playbooks.stop(DANA, str(run), "  <!channel> they *know* ", today=TODAY)
    _, again = book.playbooks.stop(DANA, str(run), "", today=TODAY)
    with book.library.reading() as told:
        [comment] = told.tasks.comments(1)
    over = book.runs()[0]
    book.now += timedelta(minutes=9)
    _, undone = book.playbooks.undo(DANA, stopped.undo, today=TODAY)

    assert (account, stopped.change, again.change) == (1, PlaybookChange.STOPPED, PlaybookChange.OVER_ALREADY)
    assert comment.text == "Closed: the playbook is stopped. <!channel> they *know*"
    assert (over.ending, over.note) == (Ending.STOPPED, "<!channel> they *know*")
    assert (undone.change, book.runs()[0].is_open, book.tasks()[0].is_open) == (PlaybookChange.STOP_UNDONE, True, True)


def test_after_ten_minutes_nothing_is_taken_back(book: PlaybookBook) -> None:
    run = started(book)
    _, stopped = book.playbooks.stop(DANA, str(run), "", today=TODAY)
    book.now += timedelta(minutes=11)

    assert book.playbooks.undo(DANA, stopped.undo, today=TODAY)[1].change is PlaybookChange.TOO_LATE


def test_what_was_started_again_since_is_not_opened_beside_it(book: PlaybookBook) -> None:
    _, stopped = book.playbooks.stop(DANA, str(started(book)), "", today=TODAY)
    book.now += timedelta(minutes=1)
    started(book)

    assert book.playbooks.undo(DANA, stopped.undo, today=TODAY)[1].change is PlaybookChange.CHANGED_MEANWHILE


def test_a_task_that_somebody_opened_again_stays_as_it_is(book: PlaybookBook) -> None:
    _, stopped = book.playbooks.stop(DANA, str(started(book)), "", today=TODAY)
    book.done(replace(book.tasks()[0], done_at=None))
    book.now += timedelta(minutes=1)
    book.done(book.tasks()[0])
    book.playbooks.undo(DANA, stopped.undo, today=TODAY)

    assert book.tasks()[0].done_at == book.now


def test_what_is_to_be_stopped_is_shown_as_it_stands(book: PlaybookBook) -> None:
    run = started(book)
    going = book.playbooks.look(DANA, str(run), today=TODAY)
    book.playbooks.stop(DANA, str(run), "", today=TODAY)
    over = book.playbooks.look(DANA, str(run), today=TODAY)

    assert (going[1].change, over[1].change) == (PlaybookChange.STOPPED, PlaybookChange.OVER_ALREADY)


@pytest.mark.parametrize("asker", [WEI, VERA, Member("U0P", "Priya", Role.PRODUCT)])
def test_who_does_not_answer_for_an_account_starts_and_stops_nothing(book: PlaybookBook, asker: Member) -> None:
    run = str(started(book))

    for act in (
        lambda: book.playbooks.offer(asker, "1", "", today=TODAY),
        lambda: book.playbooks.start(asker, "1", "red", today=TODAY),
        lambda: book.playbooks.stop(asker, run, "", today=TODAY),
        lambda: book.playbooks.undo(asker, f"start {run}", today=TODAY),
    ):
        with pytest.raises(NotAllowedError):
            act()


@pytest.mark.parametrize("typed", ["", "x", "99"])
def test_what_is_no_playbook_is_refused(book: PlaybookBook, typed: str) -> None:
    with pytest.raises(PlaybookNotFoundError):
        book.playbooks.start(ADA, "1", typed, today=TODAY)
    with pytest.raises(PlaybookNotFoundError):
        book.playbooks.stop(ADA, typed, "", today=TODAY)
    with pytest.raises(PlaybookNotFoundError):
        book.lists.page(ADA, typed, today=TODAY)


def test_who_left_may_only_enter_what_is_for_those_who_left(book: PlaybookBook) -> None:
    book.change(status="churned", churned_on=TODAY)

    assert [each.name for each in book.playbooks.offer(DANA, "1", "", today=TODAY).choices] == ["back"]
    book.publish(LIVE)
    assert book.playbooks.offer(DANA, "1", "", today=TODAY).chosen is None


def test_an_account_that_is_gone_from_the_book_is_refused(book: PlaybookBook) -> None:
    with pytest.raises(AccountNotFoundError):
        book.playbooks.offer(ADA, "99", "", today=TODAY)


def test_a_playbook_that_a_policy_dropped_is_listed_while_somebody_is_in_it(book: PlaybookBook) -> None:
    run = started(book, name="red")
    book.publish(LIVE)
    dropped = book.playbooks.look(DANA, str(run), today=TODAY)[0].playbook
    listed = [playbook.name for playbook, _ in book.lists.overview(DANA, today=TODAY).rows]
    page = book.lists.page(DANA, dropped, today=TODAY)
    book.playbooks.stop(DANA, str(run), "", today=TODAY)

    assert (dropped, listed, page.total) == ("red", ["live", "red"], 1)
    assert [playbook.name for playbook, _ in book.lists.overview(DANA, today=TODAY).rows] == ["live"]
    with pytest.raises(PlaybookNotFoundError):
        book.lists.page(DANA, dropped, today=TODAY)


def test_all_playbooks_are_listed_with_what_became_of_them(book: PlaybookBook) -> None:
    started(book)
    book.playbooks.stop(MAX, str(started(book, "2")), "", today=TODAY)

    overview = book.lists.answer(DANA, " ", today=TODAY)

    assert isinstance(overview, PlaybookOverview)
    assert overview == book.lists.overview(DANA, today=TODAY)
    assert {playbook.name: figures for playbook, figures in overview.rows} == {
        "live": PlaybookFigures(entered=2, running=1, stopped=1, tasks=2),
        "red": PlaybookFigures(),
        "back": PlaybookFigures(),
    }
    own = book.lists.overview(OWN_ONLY, today=TODAY)
    assert own.rows[0][1] == PlaybookFigures(entered=1, running=1, tasks=1)


@pytest.mark.parametrize("typed", ["live", "Gone live", "已上线"])
def test_who_is_in_a_playbook_stands_by_the_day_of_the_next_step(book: PlaybookBook, typed: str) -> None:
    started(book)
    started(book, "2")

    page = book.lists.answer(DANA, typed, today=TODAY)

    assert isinstance(page, PlaybookPage)
    assert [(look.run.account_name, look.steps, look.coming and look.coming.step.kind) for look in page.looks] == [
        ("Acme", 3, StepKind.WAIT),
        ("贝塔", 3, StepKind.WAIT),
    ]
    assert [look.run.account for look in book.lists.page(OWN_ONLY, "live", today=TODAY).looks] == [1]
    assert book.lists.page(DANA, "live", today=TODAY, offset=16).offset == 0
    assert book.lists.page(DANA, "red", today=TODAY, offset=16).looks == []


def test_an_account_says_what_runs_what_ran_and_what_helps(book: PlaybookBook) -> None:
    started(book)
    book.playbooks.stop(MAX, str(started(book, "1", "red")), "no", today=TODAY)

    found = book.lists.answer(DANA, "acme", today=TODAY)

    assert isinstance(found, AccountPlaybooks)
    assert ([look.run.playbook for look in found.running], [look.run.note for look in found.ended]) == (
        ["live"],
        ["no"],
    )
    assert (found.may_start, found.running[0].may_stop) == (True, True)
    assert [guide.title.en for guide in found.guides] == ["How to ask", "For all"]
    others = account_of(book, "2")
    assert (others.may_start, [guide.title.en for guide in others.guides]) == (False, ["For all"])


def test_a_run_whose_playbook_is_gone_is_shown_by_its_name(book: PlaybookBook) -> None:
    started(book)
    with book.library.writing() as told:
        told.policies.publish("name = 1", by="test", at=book.now)
        told.connection.exec_driver_sql("UPDATE playbook_run SET policy_version = 2")
    book.publish(LIVE)
    [look] = account_of(book).running

    assert (look.title.en, look.steps, look.coming) == ("live", None, None)


def test_a_task_says_which_playbook_it_is_of_with_the_guide_for_its_step(book: PlaybookBook) -> None:
    started(book)

    with book.library.reading() as told:
        found, nothing = (playbook_of_task(told, number, today=TODAY) for number in (1, 9))

    assert found
    assert (found.title.en, [guide.title.en for guide in found.guides], nothing) == ("Gone live", ["How to ask"], None)


def test_a_message_is_worded_while_its_run_goes_on(book: PlaybookBook) -> None:
    run = started(book)
    told = book.lists.told(run, 2, today=TODAY)
    beyond = book.lists.told(run, 9, today=TODAY)
    book.playbooks.stop(DANA, str(run), "", today=TODAY)

    assert told
    assert (told[0].account_name, told[1].text.en, told[2].title.zh, told[2].guides) == (
        *("Acme", "Look again", "已上线"),
        [],
    )
    assert (beyond, book.lists.told(run, 2, today=TODAY), book.lists.told(99, 0, today=TODAY)) == (None, None, None)


def test_help_is_for_everybody_and_the_book_for_who_may_read_it(book: PlaybookBook) -> None:
    priya = Member("U0P", "Priya", Role.PRODUCT)

    assert book.lists.answer(priya, "help", today=TODAY) == HelpWanted()
    with pytest.raises(NotAllowedError):
        book.lists.answer(priya, "", today=TODAY)
    with pytest.raises(OutsideBookError):
        book.lists.answer(OWN_ONLY, "贝塔", today=TODAY)


def test_a_dry_run_says_who_would_enter_and_writes_nothing(book: PlaybookBook) -> None:
    book.change(1, went_live_on=TODAY - 10 * DAY)
    book.colour(Band.RED, 2)
    tries = PlaybookTries(book.library, lambda: book.now, "UTC", "USD")

    later, now, red = (
        tries.tried("live", day=TODAY + 5 * DAY),
        tries.tried("live", day=TODAY),
        tries.tried("Red", day=TODAY),
    )

    [entrant] = later.entrants
    assert (entrant.account, entrant.on, entrant.plan[0].person) == ("Acme", TODAY + 5 * DAY, "U0DANA")
    assert [plan.person for plan in entrant.plan] == ["U0DANA", None, "U0MAX"]
    assert (now.entrants, now.true_already, red.true_already) == ([], 0, 1)
    assert (book.runs(), book.tasks()) == ([], [])
    with pytest.raises(PlaybookNotFoundError):
        tries.tried("blue", day=TODAY)
