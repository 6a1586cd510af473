"""The renewals of a book brought up to its contracts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from fakes import FakeBook, FakeLibrary
from health_samples import POLICY
from renewal_samples import FORECAST
from scoring_samples import add_account, add_contract
from term_samples import END, NEXT_END, NOW, TODAY, line, term

from bot.services.renewal_terms import MOST_NAMED, RenewalTerms
from domain.accounts import Account
from domain.renewals.reconciling import RenewalChanges
from domain.renewals.renewal import OutcomeKind
from storage.library import SqlLibrary

Watch = Callable[[SqlLibrary], list[str]]


@pytest.fixture
def library() -> FakeLibrary:
    """Two accounts with a contract each."""
    library = FakeLibrary()
    for number in (7, 8):
        library.tables.accounts[number] = Account(number, f"Account {number}")
        library.tables.terms[number] = term(number, line(100), account=number)
    return library


@pytest.fixture(
    params=["sqlite_library", pytest.param("postgres_library", marks=pytest.mark.postgres)], ids=["sqlite", "postgres"]
)
def library_of_thirty(request: pytest.FixtureRequest) -> SqlLibrary:
    """Thirty accounts with a contract each."""
    book: SqlLibrary = request.getfixturevalue(request.param)
    for number in range(1, 31):
        add_account(book, number)
        add_contract(book, number)
    return book


def terms(library: FakeLibrary, now: datetime = NOW) -> RenewalTerms:
    return RenewalTerms(library, lambda: now, UTC)


def counted_writing(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with each transaction that writes."""
    opened: list[str] = []
    writing = library.writing

    def noted() -> AbstractContextManager[FakeBook]:
        opened.append("writing")
        return writing()

    monkeypatch.setattr(library, "writing", noted)
    return opened


def accounts_with_renewals(library: FakeLibrary) -> list[int]:
    return sorted(each.account for each in library.tables.renewals.values())


@pytest.mark.parametrize(
    ("named", "found"),
    [
        pytest.param(None, [7, 8], id="the whole book"),
        pytest.param(frozenset({8}), [8], id="some accounts"),
        pytest.param(range(MOST_NAMED + 1), [7, 8], id="so many that the whole book is looked at"),
    ],
)
def test_every_contract_of_these_accounts_gets_its_renewal(
    library: FakeLibrary, named: frozenset[int] | None, found: list[int]
) -> None:
    terms(library).reconcile(named)

    assert accounts_with_renewals(library) == found


def test_a_large_book_is_written_in_parts(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.renewal_terms.WRITTEN_AT_ONCE", 1)
    with_writing = counted_writing(library, monkeypatch)

    changes = terms(library).reconcile()

    assert (len(changes.added), accounts_with_renewals(library), len(with_writing)) == (2, [7, 8], 2)


def test_where_nothing_changes_nobody_has_to_wait(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    terms(library).reconcile()
    with_writing = counted_writing(library, monkeypatch)

    changes = terms(library).reconcile()

    assert (changes, with_writing) == (RenewalChanges(), [])


def test_a_contract_that_is_gone_takes_its_renewal_along(library: FakeLibrary) -> None:
    terms(library).reconcile()
    del library.tables.terms[7]

    changes = terms(library).reconcile({7})

    assert (len(changes.removed), accounts_with_renewals(library)) == (1, [8])


def test_the_policy_in_force_says_how_late_a_renewal_may_be(library: FakeLibrary) -> None:
    start = date(2027, 1, 20)
    library.tables.terms[9] = term(9, line(100), account=7, starts=start, ends=date(2028, 1, 20))
    with library.writing() as book:
        book.policies.publish(POLICY.replace("grace_days = 30", "grace_days = 10"), by="U1", at=NOW)

    terms(library).reconcile({7})

    assert [each.is_open for each in library.tables.renewals.values()] == [True, True]


def test_what_was_said_of_a_moved_renewal_is_the_first_word_on_the_new_one(library: FakeLibrary) -> None:
    terms(library).reconcile({7})
    (known,) = library.tables.renewals.values()
    library.tables.renewals[known.id] = replace(known, forecast=FORECAST)
    library.tables.terms[7] = term(7, line(100), ends=NEXT_END)

    terms(library).reconcile({7})

    old, new = sorted(library.tables.renewals.values(), key=lambda each: each.due_on)
    assert (old.outcome and old.outcome.kind, new.due_on) == (OutcomeKind.MOVED, NEXT_END)
    assert library.tables.forecasts == {new.id: [FORECAST]}


def test_what_was_said_of_the_moved_one_since_is_kept_when_it_comes_back(library: FakeLibrary) -> None:
    terms(library).reconcile({7})
    library.tables.terms[7] = term(7, line(100), ends=NEXT_END)
    terms(library).reconcile({7})
    (moved_to,) = [each for each in library.tables.renewals.values() if each.is_open]
    library.tables.renewals[moved_to.id] = replace(moved_to, forecast=FORECAST)
    library.tables.terms[7] = term(7, line(100))

    terms(library).reconcile({7})

    (back,) = library.tables.renewals.values()
    assert (back.due_on, back.forecast, library.tables.forecasts) == (END, FORECAST, {back.id: [FORECAST]})


def test_a_day_is_the_company_s_own() -> None:
    library = FakeLibrary()
    library.tables.accounts[7] = Account(7, "Acme")
    library.tables.terms[1] = term(1, line(100))
    late = datetime(2026, 11, 26, 23, tzinfo=UTC)
    RenewalTerms(library, lambda: late, ZoneInfo("Asia/Shanghai")).reconcile()
    library.tables.terms[1] = term(1, line(100), ends=NEXT_END)

    RenewalTerms(library, lambda: late, ZoneInfo("Asia/Shanghai")).reconcile()

    resolved = [each.outcome.resolved_on for each in library.tables.renewals.values() if each.outcome]
    assert resolved == [TODAY]


def test_one_account_costs_as_many_statements_as_three(sqlite_library: SqlLibrary, statements: Watch) -> None:
    counts = []
    for last in (1, 4):
        for number in range(last, last + (1 if last == 1 else 3)):
            add_account(sqlite_library, number)
            add_contract(sqlite_library, number)
        sent = statements(sqlite_library)
        RenewalTerms(sqlite_library, lambda: NOW, UTC).reconcile()
        counts.append(len(sent))

    with sqlite_library.reading() as book:
        assert len(book.contract_terms.renewals()) == 4
    assert counts[0] == counts[1]


def test_replicas_that_start_at_the_same_moment_make_each_renewal_once(library_of_thirty: SqlLibrary) -> None:
    other, together = SqlLibrary(library_of_thirty.url), Barrier(2)

    def reconcile(book: SqlLibrary) -> int:
        together.wait()
        return len(RenewalTerms(book, lambda: NOW, UTC).reconcile().added)

    with ThreadPoolExecutor(2) as replicas:
        added = list(replicas.map(reconcile, [library_of_thirty, other]))
    other.close()

    with library_of_thirty.reading() as book:
        assert len(book.contract_terms.renewals()) == 30
    assert sorted(added) == [0, 30]
