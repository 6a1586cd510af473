"""What the end of a term does to the playbooks of that term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from playbook_book import DAY, LIVE, NOW, TODAY, Meanwhile, PlaybookBook, playbook_book
from renewal_samples import OUTCOME, renewal

from domain.playbooks.run import Ending
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from storage.library import SqlLibrary

TERM_END = TODAY + 90 * DAY
RENEWAL = """
[playbooks.renewal]
title = { en = "Renewal", zh = "续约" }
trigger = { when = "date", of = "term_end", days = -90 }
again = "each_term"
ends_when = ["renewal_closed", "account_left"]

[[playbooks.renewal.steps]]
task = { en = "Talk about value", zh = "沟通价值" }
day = 0
role = "owner"

[[playbooks.renewal.steps]]
task = { en = "Send the offer", zh = "发送报价" }
day = 25
role = "owner"
"""
OPEN = renewal(1, id=1, due_on=TERM_END, notice_on=None)
LOST = replace(OUTCOME, kind=OutcomeKind.LOST)


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> PlaybookBook:
    """Acme is in its playbook of renewals, with a task."""
    made = playbook_book(sqlite_library, LIVE, RENEWAL)
    made.shelf.renew(OPEN)
    assert made.tick() == 1
    return made


def outcome(book: PlaybookBook, outcome: Outcome | None, known: Renewal = OPEN) -> None:
    """The closing scores the account anew, as every closing does."""
    with book.library.writing() as written:
        now = written.renewals.of(known.id)
        assert now is not None
        assert written.renewals.save(replace(now, outcome=outcome, version=now.version))
    book.now += timedelta(minutes=1)
    book.shelf.score_again(1, book.now)


def told(book: PlaybookBook) -> list[str]:
    """What stands below the first task."""
    with book.library.reading() as known:
        return [comment.text for comment in known.tasks.comments(book.tasks()[0].id)]


@pytest.mark.parametrize(
    ("closed", "ending", "why"),
    [
        pytest.param(OUTCOME, Ending.RENEWED, "over, as the account has renewed", id="won"),
        pytest.param(LOST, Ending.RENEWAL_LOST, "over, as the renewal is lost", id="lost"),
    ],
)
def test_a_renewal_that_is_closed_ends_its_run_and_withdraws_its_tasks(
    book: PlaybookBook, closed: Outcome, ending: Ending, why: str
) -> None:
    outcome(book, closed)
    book.tick()

    [run], [task] = book.runs(), book.tasks()
    assert (run.ending, run.ended_by, task.done_by) == (ending, None, "moorline")
    assert told(book) == [f"Closed: the playbook is {why}."]


def test_a_term_that_only_moved_to_another_date_leaves_the_run_going(book: PlaybookBook) -> None:
    outcome(book, replace(OUTCOME, kind=OutcomeKind.MOVED, final=None))
    book.tick()

    assert book.runs()[0].is_open


def test_a_closing_that_is_taken_back_goes_on_with_the_run_and_opens_its_tasks(book: PlaybookBook) -> None:
    watch = book.watch()
    watch.tick()
    outcome(book, OUTCOME)
    watch.tick()
    ended = book.runs()[0].ending
    outcome(book, None)
    watch.tick()

    assert ended is Ending.RENEWED
    assert (book.runs()[0].is_open, book.tasks()[0].is_open) == (True, True)
    with book.library.reading() as known:
        actions = [entry.action for entry in known.audit.entries() if entry.action.startswith("playbooks.")]
    assert sorted(actions) == ["playbooks.ended", "playbooks.entered", "playbooks.reopened"]


def test_of_two_replicas_one_goes_on_with_it(book: PlaybookBook) -> None:
    outcome(book, OUTCOME)
    book.tick()
    outcome(book, None)

    replace(book.watch(), library=Meanwhile(book.library, book.watch().tick)).tick()

    with book.library.reading() as known:
        assert [entry.action for entry in known.audit.entries(action="playbooks.reopened")] == ["playbooks.reopened"]
    assert book.runs()[0].is_open


def test_what_was_left_undone_makes_way_for_the_run_of_the_next_term(book: PlaybookBook) -> None:
    book.publish(LIVE, RENEWAL.replace('"renewal_closed", ', ""), "# another\n")
    with book.library.writing() as known:
        known.connection.exec_driver_sql("UPDATE playbook_run SET policy_version = 2")
    outcome(book, OUTCOME)
    book.shelf.renew(renewal(1, id=2, due_on=TERM_END + 365 * DAY, notice_on=None))
    book.tick(on=TODAY + 60 * DAY)
    before = [run.ending for run in book.runs()]

    book.tick(on=TODAY + 365 * DAY)

    assert before == [None]
    assert [(run.ending, run.term) for run in book.runs()] == [
        (Ending.NEXT_TERM, TERM_END),
        (None, TERM_END + 365 * DAY),
    ]
    assert [task.is_open for task in book.tasks()] == [False, False, True]
    assert told(book) == ["Closed: the playbook is over, as that of the next term begins."]


def test_what_was_lost_before_its_window_opened_enters_nobody(sqlite_library: SqlLibrary) -> None:
    lost = playbook_book(sqlite_library, LIVE, RENEWAL)
    with lost.library.writing() as known:
        known.connection.exec_driver_sql(f"UPDATE standing SET renewal_on = '{TERM_END}'")
    lost.shelf.renew(replace(OPEN, outcome=LOST))

    lost.tick()

    assert [run.account for run in lost.runs()] == [2]


def test_a_date_that_is_put_right_makes_no_second_run(book: PlaybookBook) -> None:
    with book.library.writing() as known:
        known.renewals.add([renewal(1, id=2, due_on=date(2026, 11, 25), notice_on=None)])

    book.now = NOW + timedelta(minutes=1)
    book.shelf.score_again(1, book.now)
    book.tick()

    assert [(run.is_open, run.term) for run in book.runs()] == [(True, TERM_END)]
