"""Who is in which playbook, on both databases; there is no book in memory for it, as it compares tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from health_book import NOW, SNAPSHOT, STANDING, TODAY
from renewal_samples import OUTCOME, renewal
from shelves import SqlShelf
from sqlalchemy import insert, update

from domain.accounts import Account, AccountStatus, Cover, LifecycleStage, Money, Tier
from domain.health.model import Band, Evidence, Measure
from domain.playbooks.entering import Look
from domain.playbooks.playbook import PlaybookAccount, SurveyAnswer
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import Ending, PastRun, Run, StepDone
from domain.renewals.renewal import OutcomeKind
from domain.tasks.task import Task, TaskSource
from storage.evidence_marks import mark_changed
from storage.library import SqlLibrary
from storage.tables import AccountRow, SurveyAnswerRow, table_of

DAY = timedelta(days=1)
RUN = Run(0, 1, "renewal", 3, TODAY, NOW, "term:2027-01-31", term=date(2027, 1, 31), account_name="Acme", owner="U1")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shelf(request: pytest.FixtureRequest) -> SqlShelf:
    """Acme, and one that left lately."""
    library = request.getfixturevalue(f"{request.param}_library")
    assert isinstance(library, SqlLibrary)
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme", owner="U1", cover=Cover("U2", TODAY, None), seller="U3", segment="SMB"))
    left = Account(2, "云帆", AccountStatus.CHURNED, churned_on=TODAY - 14 * DAY, cover=Cover("U2", None, TODAY - DAY))
    shelf.put(left)
    shelf.put(replace(left, id=3, name="Gone", churned_on=TODAY - 15 * DAY))
    return shelf


def entered(shelf: SqlShelf, run: Run = RUN) -> Run:
    with shelf.library.writing() as book:
        made = book.playbooks.enter(run)
    assert made is not None
    return made


def test_the_accounts_are_read_with_everything_that_playbooks_look_at(shelf: SqlShelf) -> None:
    shelf.put_standing(replace(STANDING, account=1))
    seats = {**SNAPSHOT.evidence.measures, Measure.LICENCE_FIT: Evidence(0.95, TODAY, None, "demo", NOW)}
    shelf.put_snapshot(replace(SNAPSHOT, evidence=replace(SNAPSHOT.evidence, measures=seats)))
    shelf.renew(renewal(1, due_on=date(2027, 3, 1), notice_on=date(2027, 1, 1)))
    for number, (days, score) in enumerate([(3, 9), (1, 4), (20, 1)]):
        on = TODAY - days * DAY
        answer = {"external_id": f"a{number}", "survey": "NPS", "score": Decimal(score), "answered_on": on}
        with shelf.library.writing() as book:
            values = answer | {"account": 1, "learnt_at": NOW}
            book.connection.execute(insert(table_of(SurveyAnswerRow)), values)

    with shelf.library.reading() as book:
        acme, left = book.playbooks.accounts(today=TODAY)
        chosen = book.playbooks.accounts(today=TODAY, only=[1])

    assert list(chosen) == [acme]
    assert acme == PlaybookAccount(
        1,
        "Acme",
        owner="U1",
        cover="U2",
        seller="U3",
        tier=Tier.MID,
        segment="SMB",
        stage=LifecycleStage.STABLE,
        band=Band.YELLOW,
        arr=(120_000_00, "USD"),
        seat_share=0.95,
        term_end=date(2027, 3, 1),
        notice_on=date(2027, 1, 1),
        answers={"nps": SurveyAnswer("a1", 4, TODAY - DAY)},
        model="1",
    )
    assert (left.id, left.left_on, left.cover, left.band, left.model) == (2, TODAY - 14 * DAY, None, None, "")


def test_who_left_long_ago_is_read_while_a_playbook_runs(shelf: SqlShelf) -> None:
    entered(shelf, replace(RUN, account=3))
    with shelf.library.writing() as book:
        account = table_of(AccountRow)
        book.connection.execute(update(account).where(account.c.id == 3).values(churned_on=None))

    with shelf.library.reading() as book:
        found = {account.id: account.left_on for account in book.playbooks.accounts(today=TODAY)}

    assert found == {1: None, 2: TODAY - 14 * DAY, 3: TODAY}


def test_what_was_seen_last_is_kept_and_written_over(shelf: SqlShelf) -> None:
    first = Look(1, "1:1", Band.RED, LifecycleStage.RENEWAL, frozenset({"a", "b"}))
    second = Look(1, "2:1")
    with shelf.library.writing() as book:
        book.playbooks.keep_looks([])
        book.playbooks.keep_looks([first, Look(2)])
        kept = book.playbooks.looks()
        book.playbooks.keep_looks([second])

    with shelf.library.reading() as book:
        assert (kept[1], book.playbooks.looks()) == (first, {1: second, 2: Look(2)})
        assert book.playbooks.looks([2, 3]) == {2: Look(2)}


def test_a_second_entry_of_the_same_kind_is_refused_and_so_is_one_beside_it(shelf: SqlShelf) -> None:
    made = entered(shelf)
    with shelf.library.writing() as book:
        again = book.playbooks.enter(RUN)
        beside = book.playbooks.enter(replace(RUN, once="hand:now"))
        ended = book.playbooks.end(made.id, Ending.FINISHED, at=NOW, by=None)
        ended_again = book.playbooks.end(made.id, Ending.STOPPED, at=NOW, by="U1")
        after = book.playbooks.enter(RUN)
        by_hand = book.playbooks.enter(replace(RUN, once="hand:now", by="U1"))

    assert (again, beside, ended, ended_again, after) == (None, None, True, False, None)
    assert by_hand is not None
    with shelf.library.reading() as book:
        assert list(book.playbooks.past()) == [
            PastRun(1, "renewal", TODAY, RUN.once, RUN.term),
            PastRun(1, "renewal", TODAY, "hand:now", RUN.term, is_open=True),
        ]
        assert list(book.playbooks.past([2])) == []


def test_a_step_is_claimed_once_and_only_while_the_run_goes_on(shelf: SqlShelf) -> None:
    made = entered(shelf)
    with shelf.library.writing() as book:
        claims = [book.playbooks.claim_step(made, 0, on=TODAY, at=NOW) for _ in range(2)]
        claims.append(book.playbooks.claim_step(made, 1, on=TODAY, at=NOW))
        task = book.tasks.add(Task(0, "Call", TODAY + DAY, "U1", "moorline", NOW, 1, source=TaskSource.PLAYBOOK))
        book.playbooks.note_task(made.id, 0, task.id)
        book.playbooks.note_message(made.id, 1, 5)
        book.playbooks.end(made.id, Ending.STOPPED, at=NOW, by="U1", note="no need")
        claims.append(book.playbooks.claim_step(made, 2, on=TODAY, at=NOW))

    steps = (StepDone(0, TODAY, task.id, "Call", TODAY + DAY, "U1"), StepDone(1, TODAY))
    stopped = replace(made, ended_at=NOW, ending=Ending.STOPPED, ended_by="U1", note="no need", steps=steps)
    assert claims == [True, False, True, False]
    with shelf.library.reading() as book:
        assert (book.playbooks.of(made.id), book.playbooks.of_task(task.id)) == (stopped, stopped)
        assert (book.playbooks.of(99), book.playbooks.of_task(99)) == (None, None)


def test_runs_are_found_by_account_by_playbook_and_by_their_end(shelf: SqlShelf) -> None:
    old = entered(shelf)
    with shelf.library.writing() as book:
        book.playbooks.end(old.id, Ending.FINISHED, at=NOW - DAY, by=None)
    new = entered(shelf, replace(RUN, once="hand"))
    other = entered(shelf, replace(RUN, account=2, playbook="win_back", account_name="云帆", owner=None))

    with shelf.library.reading() as book:
        found = {
            "open": book.playbooks.runs(RunFilter()),
            "renewal": book.playbooks.runs(RunFilter(playbook="renewal", ended_since=NOW - 2 * DAY)),
            "lately": book.playbooks.runs(RunFilter([1], ended_since=NOW)),
            "nobody": book.playbooks.runs(RunFilter([])),
        }

    assert {name: [run.id for run in runs] for name, runs in found.items()} == {
        "open": [new.id, other.id],
        "renewal": [old.id, new.id],
        "lately": [new.id],
        "nobody": [],
    }


def test_a_run_is_opened_again_where_it_ended_just_so_and_nothing_runs_beside_it(shelf: SqlShelf) -> None:
    made = entered(shelf)
    with shelf.library.writing() as book:
        book.playbooks.end(made.id, Ending.STOPPED, at=NOW, by="U1", note="no")
        another_end = book.playbooks.reopen(made.id, ended_at=NOW - DAY)
        opened = book.playbooks.reopen(made.id, ended_at=NOW)
        again = book.playbooks.of(made.id)
        book.playbooks.end(made.id, Ending.STOPPED, at=NOW, by="U1")
        book.playbooks.enter(replace(RUN, once="hand"))
        beside = book.playbooks.reopen(made.id, ended_at=NOW)

    assert (another_end, opened, again, beside) == (False, True, made, False)


def test_the_mark_changes_with_whatever_a_look_may_find(shelf: SqlShelf) -> None:
    def mark() -> str:
        with shelf.library.reading() as book:
            return book.playbooks.mark()

    marks = [mark()]
    shelf.put_standing(replace(STANDING, account=1))
    marks.append(mark())
    made = entered(shelf)
    marks.append(mark())
    with shelf.library.writing() as book:
        book.playbooks.claim_step(made, 0, on=TODAY, at=NOW)
        task = book.tasks.add(Task(0, "Call", TODAY, "U1", "moorline", NOW, 1))
        book.playbooks.note_task(made.id, 0, task.id)
    marks.append(mark())
    with shelf.library.writing() as book:
        book.tasks.save(replace(task, done_at=NOW, done_by="U1"))
    marks.append(mark())
    with shelf.library.writing() as book:
        book.policies.publish("name = 1", by="test", at=NOW)
    marks.append(mark())

    assert mark() == marks[-1]
    assert [later != earlier for earlier, later in pairwise(marks)] == [True] * 5


def test_only_the_mark_of_an_account_at_which_there_is_something_new_changes(shelf: SqlShelf) -> None:
    def marks() -> Mapping[int, int]:
        with shelf.library.reading() as book:
            return book.playbooks.marks()

    found = [marks()]
    shelf.put_standing(replace(STANDING, account=1))
    found.append(marks())
    with shelf.library.writing() as book:
        mark_changed(book.connection, [1], at=NOW + DAY)
    found.append(marks())
    made = entered(shelf)
    found.append(marks())
    with shelf.library.writing() as book:
        book.playbooks.claim_step(made, 0, on=TODAY, at=NOW)
        task = book.tasks.add(Task(0, "Call", TODAY, "U1", "moorline", NOW, 1))
        book.playbooks.note_task(made.id, 0, task.id)
    found.append(marks())
    with shelf.library.writing() as book:
        book.tasks.save(replace(task, done_at=NOW, done_by="U1"))
    found.append(marks())
    with shelf.library.writing() as book:
        book.playbooks.end(made.id, Ending.STOPPED, at=NOW, by="U1")
    found.append(marks())

    assert marks() == found[-1]
    assert [{each for each in later if later[each] != earlier[each]} for earlier, later in pairwise(found)] == [{1}] * 6


def decided(shelf: SqlShelf, *kinds: OutcomeKind | None) -> Run:
    """A run, whose term has a renewal for each of them; None: an open one."""
    made = entered(shelf)
    for number, kind in enumerate(kinds, start=1):
        arr = Money(1_000_000, ("EUR", "USD")[number - 1])
        outcome = None if kind is None else replace(OUTCOME, kind=kind)
        shelf.renew(renewal(1, id=number, due_on=made.term, notice_on=None, arr=arr, outcome=outcome))
    return made


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        pytest.param((), None, id="none is known"),
        pytest.param((OutcomeKind.RENEWED, None), None, id="one of two is open"),
        pytest.param((OutcomeKind.MOVED,), None, id="it moved to another date"),
        pytest.param((OutcomeKind.LOST,), False, id="lost"),
        pytest.param((OutcomeKind.LOST, OutcomeKind.PARTLY_LOST), True, id="one of two is kept in part"),
        pytest.param((OutcomeKind.MOVED, OutcomeKind.RENEWED), True, id="one moved, the other is kept"),
    ],
)
def test_a_term_is_decided_once_all_of_its_renewals_are(
    shelf: SqlShelf, kinds: tuple[OutcomeKind | None, ...], *, kept: bool | None
) -> None:
    made = decided(shelf, *kinds)

    with shelf.library.reading() as book:
        assert book.playbooks.closed_renewals() == ({} if kept is None else {made.id: kept})
        assert book.playbooks.closed_renewals([2]) == {}
        terms = [book.playbooks.decided_terms(since=date(2027, 1, 31), only=only) for only in (None, [1], [2])]
        later = book.playbooks.decided_terms(since=date(2027, 2, 1))
    decided_one = set() if kept is None else {(1, date(2027, 1, 31))}
    assert ([set(each) for each in terms], set(later)) == ([decided_one, decided_one, set()], set())


def test_a_run_that_ended_by_a_closing_is_found_while_that_is_open_again(shelf: SqlShelf) -> None:
    made = decided(shelf, None)
    with shelf.library.writing() as book:
        before = book.playbooks.reopened_renewals(since=NOW)
        book.playbooks.end(made.id, Ending.RENEWED, at=NOW, by=None)
        found = [book.playbooks.reopened_renewals(since=NOW, only=only) for only in (None, [1], [2])]
        found.append(book.playbooks.reopened_renewals(since=NOW + DAY))

    assert (list(before), [list(each) for each in found]) == ([], [[made.id], [made.id], [], []])
