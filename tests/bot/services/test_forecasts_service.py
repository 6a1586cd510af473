from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from renewal_book import ADA, DANA, HARBOUR, NOON, ROW, SAID, TODAY, VIEWER, WEI, RenewalLibrary

from bot.services.forecasts import Forecasts
from domain.accounts import Money
from domain.errors import NotAllowedError, RenewalClosedError, RenewalNotFoundError
from domain.permissions import Member
from domain.renewals.forecasting import (
    ForecastConflict,
    ForecastField,
    ForecastForm,
    ForecastOffer,
    ForecastProblem,
    ForecastRefused,
    ForecastSaved,
)
from domain.renewals.renewal import Forecast, ForecastCategory, Outcome, OutcomeKind
from integrations.files.money import typed_amount

SEEN = f"1 3 {SAID.at.isoformat()}"
AT_RISK = ForecastForm("at_risk", "40k", "The sponsor left", " Call \n her ")


@pytest.fixture
def book() -> RenewalLibrary:
    book = RenewalLibrary()
    book.put(ROW)
    book.tables.forecasts[1] = [replace(SAID, at=SAID.at - timedelta(days=days)) for days in (30, 20, 10, 0)]
    return book


def forecasts(book: RenewalLibrary) -> Forecasts:
    return Forecasts(book, clock=lambda: NOON, read_amount=typed_amount)


def test_the_form_shows_the_last_three_words(book: RenewalLibrary) -> None:
    offer = forecasts(book).offer(DANA, "1", today=TODAY)

    assert (offer.name, offer.renewal) == ("Harbour", HARBOUR)
    assert [said.at for said in offer.recent] == [SAID.at - timedelta(days=days) for days in (0, 10, 20)]


def test_a_forecast_is_kept_beside_the_others_and_recorded(book: RenewalLibrary) -> None:
    outcome = forecasts(book).record(DANA, SEEN, AT_RISK, today=TODAY)

    said = Forecast(ForecastCategory.AT_RISK, "U0DANA", NOON, Money(40_000_00, "USD"), "The sponsor left")
    stored = book.tables.renewals[1]
    assert isinstance(outcome, ForecastSaved)
    assert (stored.forecast, stored.next_step, stored.version) == (said, "Call her", 4)
    assert book.tables.forecasts[1][-2:] == [SAID, said]
    [entry] = book.tables.audit
    assert (entry.actor, entry.action, entry.subject) == ("U0DANA", "renewals.forecast", "renewal:1")
    assert json.loads(entry.before or "") == {"category": "probable", "proposed": "4500000 USD"}
    assert json.loads(entry.after or "") == {"category": "at_risk", "proposed": "4000000 USD"}


def test_a_first_forecast_without_an_amount_is_recorded_too(book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, forecast=None)))

    forecasts(book).record(DANA, "1 3 ", ForecastForm("commit"), today=TODAY)

    [entry] = book.tables.audit
    assert (entry.before, json.loads(entry.after or "")) == (None, {"category": "commit", "proposed": None})


def test_a_form_with_a_problem_writes_nothing(book: RenewalLibrary) -> None:
    refused = forecasts(book).record(DANA, SEEN, ForecastForm("at_risk"), today=TODAY)

    assert refused == ForecastRefused({ForecastField.REASON: ForecastProblem.REASON_MISSING}, HARBOUR)
    assert book.tables.audit == []


def test_two_people_who_forecast_at_once_both_decide(book: RenewalLibrary) -> None:
    by_ada = ForecastForm("commit", "", "They signed the letter")
    later = Forecasts(book, clock=lambda: NOON + timedelta(minutes=1), read_amount=typed_amount)
    forecasts(book).record(ADA, SEEN, by_ada, today=TODAY)

    conflict = later.record(DANA, SEEN, AT_RISK, today=TODAY)
    assert isinstance(conflict, ForecastConflict)
    now = conflict.offer.renewal
    again = later.record(DANA, f"1 {now.version} {NOON.isoformat()}", conflict.typed, today=TODAY)

    assert conflict.said_since
    assert conflict.offer.recent[0] == Forecast(ForecastCategory.COMMIT, "U0ADA", NOON, None, "They signed the letter")
    assert isinstance(again, ForecastSaved)
    assert [said.by for said in book.tables.forecasts[1]][-3:] == ["U0WEI", "U0ADA", "U0DANA"]


def test_a_change_that_is_no_forecast_is_told_apart(book: RenewalLibrary) -> None:
    book.put(replace(ROW, renewal=replace(HARBOUR, version=4, notice_on=None)))

    conflict = forecasts(book).record(DANA, SEEN, AT_RISK, today=TODAY)

    assert conflict == ForecastConflict(
        ForecastOffer(replace(HARBOUR, version=4, notice_on=None), "Harbour", tuple(book.tables.forecasts[1][:0:-1])),
        AT_RISK,
        said_since=False,
    )
    assert book.tables.audit == []


def test_a_change_in_the_same_instant_is_a_conflict_too(book: RenewalLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fakes.renewals.FakeRenewals.save", lambda *_: False)

    conflict = forecasts(book).record(DANA, SEEN, AT_RISK, today=TODAY)

    assert isinstance(conflict, ForecastConflict)
    assert (book.tables.audit, book.tables.forecasts[1][-1]) == ([], SAID)


@pytest.mark.parametrize("number", ["", "x", "-1", "99", "１", "9" * 30])
def test_a_renewal_that_is_not_there_is_not_found(book: RenewalLibrary, number: str) -> None:
    with pytest.raises(RenewalNotFoundError):
        forecasts(book).offer(DANA, number, today=TODAY)


def test_a_closed_renewal_is_forecast_no_more(book: RenewalLibrary) -> None:
    lost = Outcome(OutcomeKind.LOST, TODAY, Money(0, "USD"), "U0ADA", datetime(2026, 11, 22, 9, tzinfo=UTC))
    book.put(replace(ROW, renewal=replace(HARBOUR, outcome=lost)))

    with pytest.raises(RenewalClosedError):
        forecasts(book).record(DANA, SEEN, AT_RISK, today=TODAY)


@pytest.mark.parametrize("asker", [VIEWER, WEI])
def test_who_may_not_change_it_is_refused(book: RenewalLibrary, asker: Member) -> None:
    with pytest.raises(NotAllowedError):
        forecasts(book).offer(asker, "1", today=TODAY)
    with pytest.raises(NotAllowedError):
        forecasts(book).record(asker, SEEN, AT_RISK, today=TODAY)
