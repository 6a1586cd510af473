from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import FakeLibrary
from health_samples import POLICY, TODAY, WEI, put_harbour, snapshot_on

from bot.services.explanations import Explanations
from domain.accounts import Account
from domain.errors import AccountNotFoundError, BookUnavailableError, NotAllowedError
from domain.health.model import Evidence, Measure
from domain.health.ports import HistoryMark
from domain.health_answer import History
from domain.permissions import Member, Role

A_MONTH_AGO = TODAY - timedelta(days=30)


@pytest.fixture
def book() -> FakeLibrary:
    book = FakeLibrary()
    put_harbour(book)
    return book


def test_the_score_is_made_again_from_what_was_stored(book: FakeLibrary) -> None:
    explanation = Explanations(book).why(WEI, "17", days=30, today=TODAY)

    known = [factor.measure for factor in explanation.card.factors if factor.subscore is not None]
    assert known == [Measure.SEAT_ACTIVITY, Measure.CHAMPION, Measure.NPS]
    assert (explanation.name, explanation.day, explanation.card.policy_version) == ("Harbour", TODAY, 1)
    assert (explanation.since, explanation.change) == (None, None)
    assert explanation.policy_name != ""


def test_the_change_is_told_from_the_last_snapshot_before_the_day_asked_for(book: FakeLibrary) -> None:
    before = snapshot_on(A_MONTH_AGO - timedelta(days=2))
    lower = before.evidence.measures | {Measure.SEAT_ACTIVITY: Evidence(0.20, known_on=before.day)}
    book.tables.snapshots.insert(0, replace(before, evidence=replace(before.evidence, measures=lower)))

    explanation = Explanations(book).why(WEI, "17", days=30, today=TODAY)

    assert explanation.since == before.day
    assert explanation.change
    assert set(explanation.change.measures) == {Measure.SEAT_ACTIVITY}
    assert explanation.change.total == pytest.approx(explanation.change.measures[Measure.SEAT_ACTIVITY])


def test_a_score_that_is_old_is_not_compared_with_itself(book: FakeLibrary) -> None:
    week_before = snapshot_on(TODAY - timedelta(days=17))
    book.tables.snapshots[:] = [week_before, snapshot_on(TODAY - timedelta(days=10))]

    explanation = Explanations(book).why(WEI, "17", days=7, today=TODAY)

    assert (explanation.day, explanation.since) == (TODAY - timedelta(days=10), week_before.day)


def test_each_snapshot_is_explained_by_its_own_policy_and_each_policy_is_read_once(book: FakeLibrary) -> None:
    with book.writing() as writing:
        writing.policies.publish(POLICY + "\n# other\n", by="U0ANA", at=datetime(2026, 11, 1, tzinfo=UTC))
    book.tables.snapshots.insert(0, snapshot_on(A_MONTH_AGO))
    book.tables.snapshots[-1] = snapshot_on(TODAY, policy_version=2)
    explanations = Explanations(book)

    first = explanations.why(WEI, "17", days=30, today=TODAY)
    book.tables.policies.clear()
    again = explanations.why(WEI, "17", days=30, today=TODAY)

    assert first.change
    assert first.change.policy_versions == (1, 2)
    assert again == first


def test_a_policy_that_is_gone_is_said(book: FakeLibrary) -> None:
    book.tables.policies.clear()

    with pytest.raises(BookUnavailableError):
        Explanations(book).why(WEI, "17", days=7, today=TODAY)


def test_an_account_without_scores_has_nothing_to_explain(book: FakeLibrary) -> None:
    book.tables.accounts[19] = Account(19, "Blue")

    with pytest.raises(AccountNotFoundError):
        Explanations(book).why(WEI, "19", days=7, today=TODAY)
    assert Explanations(book).history(WEI, "19", today=TODAY) == History(19, "Blue", (), ())


def test_a_history_goes_a_year_back_with_its_marks(book: FakeLibrary) -> None:
    too_old, old = snapshot_on(TODAY - timedelta(days=366)), snapshot_on(TODAY - timedelta(days=365))
    book.tables.snapshots[:0] = [too_old, old]
    touch = HistoryMark(TODAY - timedelta(days=3), "touchpoint", "call")
    book.tables.events[17] = [touch]

    history = Explanations(book).history(WEI, "17", today=TODAY)

    assert [line.day for line in history.lines] == [old.day, TODAY]
    assert history.marks == (touch,)
    assert (history.yellow_from, history.green_from) == (40, 70)


def test_who_may_not_read_health_gets_no_explanation(book: FakeLibrary) -> None:
    pm = Member("U0PM", "Pat", Role.PRODUCT)

    with pytest.raises(NotAllowedError):
        Explanations(book).why(pm, "17", days=7, today=TODAY)
    with pytest.raises(NotAllowedError):
        Explanations(book).history(pm, "17", today=TODAY)
