from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from health_book import snapshot, standing
from renewal_samples import CHURN, FORECAST, LOST, NOW, OUTCOME, TODAY, renewal
from shelves import Shelf

from domain.accounts import Account, AccountMatch, AccountStatus, Cover, Money, RenewalStep, Tier
from domain.health.model import Band, Cap
from domain.renewals.listing import DueRenewal, RenewalFilter, UndatedPage
from domain.renewals.ports import Reminder, StoredScore
from domain.renewals.renewal import ForecastCategory, OutcomeKind, Renewal, RenewalGlance

ACME = Account(1, "Acme", tier=Tier.HIGH, segment="Enterprise", owner="U1")
BIRCH = Account(2, "Birch", owner="U2", cover=Cover("U1", date(2026, 8, 30), date(2026, 9, 3)))
LEFT = Account(3, "Cedar", status=AccountStatus.CHURNED, owner="U1")
ANY = RenewalFilter(today=TODAY)


def put(shelf: Shelf, *renewals: Renewal) -> list[int]:
    for account in (ACME, BIRCH, LEFT):
        shelf.put(account)
    with shelf.library.writing() as book:
        return list(book.renewals.add(renewals))


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(renewal(), id="open"),
        pytest.param(renewal(forecast=FORECAST, snoozed_until=date(2026, 9, 9)), id="forecast"),
        pytest.param(renewal(outcome=OUTCOME), id="closed"),
        pytest.param(renewal(outcome=LOST, arr=None, step=None, notice_received_on=TODAY), id="lost"),
    ],
)
def test_a_renewal_comes_back_as_it_was_put_in(shelf: Shelf, made: Renewal) -> None:
    (number,) = put(shelf, made)

    with shelf.library.reading() as book:
        assert book.renewals.of(number) == replace(made, id=number)
        assert (list(book.renewals.of_account(1)), book.renewals.of(number + 1)) == ([replace(made, id=number)], None)


def test_whoever_saves_says_which_version_they_saw(shelf: Shelf) -> None:
    (number,) = put(shelf, renewal())
    seen = renewal(id=number)

    with shelf.library.writing() as book:
        first = book.renewals.save(replace(seen, forecast=FORECAST))
        second = book.renewals.save(replace(seen, next_step="mine"))

        assert (first, second) == (True, False)
        assert book.renewals.of(number) == replace(seen, forecast=FORECAST, version=2)


def test_many_are_saved_at_once_but_for_those_that_somebody_changed(shelf: Shelf) -> None:
    first, second, third = put(shelf, renewal(), renewal(2), renewal(due_on=date(2026, 12, 1)))
    seen = [renewal(id=first), renewal(2, id=second), renewal(id=third, due_on=date(2026, 12, 1))]

    with shelf.library.writing() as book:
        book.renewals.save(replace(seen[0], next_step="mine"))
        book.renewals.save_all([replace(each, due_on=date(2026, 11, 1)) for each in seen])

        assert [book.renewals.of(number) for number in (first, second, third)] == [
            replace(seen[0], next_step="mine", version=2),
            replace(seen[1], due_on=date(2026, 11, 1), version=2),
            replace(seen[2], due_on=date(2026, 11, 1), version=2),
        ]


def test_forecasts_of_many_renewals_are_kept_at_once(shelf: Shelf) -> None:
    first, second = put(shelf, renewal(), renewal(2))
    other = replace(FORECAST, category=ForecastCategory.COMMIT)

    with shelf.library.writing() as book:
        book.renewals.note_forecasts({first: FORECAST, second: other})

        assert (list(book.renewals.forecasts(first)), list(book.renewals.forecasts(second))) == ([FORECAST], [other])


def test_the_card_knows_the_earliest_open_renewal(shelf: Shelf) -> None:
    later = date(2026, 12, 1)
    first, second = put(shelf, renewal(forecast=FORECAST), renewal(due_on=later, notice_on=None, auto_renew=None))
    shelf.put_standing(standing(1))

    with shelf.library.reading() as book:
        found = book.standings.of(1)
        assert found
        assert found.next_renewal == RenewalGlance(
            first, date(2026, 10, 1), date(2026, 8, 2), auto_renew=True, forecast=FORECAST
        )

    with shelf.library.writing() as book:
        book.renewals.save(renewal(id=first, outcome=OUTCOME))
        found = book.standings.of(1)
        assert found
        assert found.next_renewal == RenewalGlance(second, later, None, None)
        book.renewals.remove([second])
        found = book.standings.of(1)
        assert found
        assert found.next_renewal is None


def test_the_card_knows_the_latest_reminder(shelf: Shelf) -> None:
    (number,) = put(shelf, renewal())
    shelf.put_standing(standing(1))
    far, near = Reminder(number, 120, date(2026, 4, 4), NOW), Reminder(number, 90, date(2026, 5, 4), NOW)

    with shelf.library.writing() as book:
        book.reminders.record([near, far])
        found = book.standings.of(1)

    assert found
    assert found.next_renewal
    assert found.next_renewal.reminded_on == date(2026, 5, 4)


def test_a_list_is_in_the_order_of_days_then_of_amounts(shelf: Shelf) -> None:
    small, large, first = put(
        shelf,
        renewal(arr=Money(5, "EUR")),
        renewal(2, arr=Money(9, "EUR")),
        renewal(2, due_on=date(2026, 9, 30)),
    )

    with shelf.library.reading() as book:
        assert [each.renewal for each in book.renewals.due(ANY)] == [first, large, small]


def test_the_few_facts_of_a_listed_renewal(shelf: Shelf) -> None:
    (number,) = put(shelf, renewal(forecast=FORECAST, notice_received_on=TODAY, snoozed_until=TODAY))
    shelf.put_standing(standing(1, band=Band.RED, shown=39, cap=Cap.CHAMPION_LEFT))

    with shelf.library.reading() as book:
        assert list(book.renewals.due(ANY)) == [
            DueRenewal(
                renewal=number,
                account=1,
                due_on=date(2026, 10, 1),
                arr=Money(1_000_000, "EUR"),
                category=ForecastCategory.PROBABLE,
                proposed=Money(900_000, "EUR"),
                step=RenewalStep.PROPOSAL,
                notice_received=True,
                band=Band.RED,
                shown=39,
                capped=True,
                outcome=None,
                final=None,
                snoozed_until=TODAY,
            )
        ]


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        pytest.param(ANY, ["acme", "birch", "won", "cedar lost"], id="all but moved ones and those of who left"),
        pytest.param(replace(ANY, open_only=True), ["acme", "birch"], id="open"),
        pytest.param(replace(ANY, due_from=date(2026, 10, 2)), ["birch", "won", "cedar lost"], id="from"),
        pytest.param(replace(ANY, due_until=date(2026, 10, 1)), ["acme"], id="until, that day too"),
        pytest.param(replace(ANY, owners=("U1",)), ["acme", "birch", "cedar lost"], id="owner or cover"),
        pytest.param(replace(ANY, owners=("U1",), today=date(2026, 9, 4)), ["acme", "cedar lost"], id="cover is over"),
        pytest.param(replace(ANY, owners=()), [], id="nobody's"),
        pytest.param(replace(ANY, tier=Tier.HIGH), ["acme"], id="tier"),
        pytest.param(replace(ANY, segment="enterprise"), ["acme"], id="segment"),
        pytest.param(replace(ANY, band=Band.GREEN), ["birch", "won"], id="band"),
        pytest.param(replace(ANY, category=ForecastCategory.PROBABLE), ["birch"], id="forecast"),
    ],
)
def test_what_is_listed(shelf: Shelf, wanted: RenewalFilter, listed: list[str]) -> None:
    later, moved = date(2026, 10, 5), replace(LOST, kind=OutcomeKind.MOVED, left=False)
    owner_of_won = Account(4, "Won", owner="U4", tier=Tier.TECH)
    shelf.put(owner_of_won)
    numbers = put(
        shelf,
        renewal(),
        renewal(2, due_on=later, forecast=FORECAST),
        renewal(4, due_on=date(2026, 10, 6), outcome=OUTCOME),
        renewal(3, due_on=date(2026, 10, 7), outcome=LOST),
        renewal(1, due_on=later, outcome=moved),
        renewal(3, due_on=later),
    )
    shelf.put_standing(standing(2, band=Band.GREEN))
    shelf.put_standing(standing(4, band=Band.GREEN))
    names = dict(zip(numbers, ("acme", "birch", "won", "cedar lost"), strict=False))

    with shelf.library.reading() as book:
        assert [names.get(each.renewal) for each in book.renewals.due(wanted)] == listed


def test_the_rows_of_a_page_come_in_the_order_asked_for(shelf: Shelf) -> None:
    first, second = put(shelf, renewal(forecast=FORECAST), renewal(2))
    shelf.put_standing(standing(1, shown=62, band=Band.YELLOW, trend=-6.5))

    with shelf.library.reading() as book:
        birch, acme = book.renewals.rows([second, 99, first], today=TODAY)
        uncovered, owned = book.renewals.rows([second, first], today=date(2026, 9, 4))

    assert (birch.name, birch.cover, birch.band, birch.shown, birch.policy_version) == ("Birch", "U1", None, None, None)
    assert (uncovered.cover, owned.cover) == (None, None)
    assert (acme.name, acme.owner, acme.tier, acme.segment) == ("Acme", "U1", Tier.HIGH, "Enterprise")
    assert (acme.band, acme.shown, acme.trend, acme.tasks) == (Band.YELLOW, 62, -6.5, None)
    assert acme.renewal == renewal(id=first, forecast=FORECAST)


@pytest.mark.parametrize(("today", "cover"), [(date(2026, 9, 3), "U1"), (date(2026, 9, 4), None)])
def test_a_row_names_the_cover_who_stands_in_on_the_day(shelf: Shelf, today: date, cover: str | None) -> None:
    (number,) = put(shelf, renewal(2))

    with shelf.library.reading() as book:
        assert [row.cover for row in book.renewals.rows([number], today=today)] == [cover]


def test_live_accounts_without_an_open_renewal_are_not_lost(shelf: Shelf) -> None:
    put(shelf, renewal(outcome=OUTCOME), renewal(2))
    shelf.put(Account(5, "Alder", owner="U1"))

    with shelf.library.reading() as book:
        everybody = book.renewals.undated(ANY, offset=0, limit=1)
        mine = book.renewals.undated(replace(ANY, owners=("U2",)), offset=0, limit=5)

    assert everybody == UndatedPage((AccountMatch(1, "Acme", 1.0, exact=True, owner="U1"),), 2)
    assert mine == UndatedPage((), 0)


def test_every_forecast_is_kept_newest_first(shelf: Shelf) -> None:
    (number,) = put(shelf, renewal())
    second = replace(FORECAST, category=ForecastCategory.COMMIT, at=NOW + timedelta(hours=1), proposed=None)

    with shelf.library.writing() as book:
        book.renewals.note_forecast(number, FORECAST)
        book.renewals.note_forecast(number, second)

        assert list(book.renewals.forecasts(number)) == [second, FORECAST]
        assert list(book.renewals.forecasts(number + 1)) == []


def test_what_is_resolved_is_told_oldest_first(shelf: Shelf) -> None:
    later = renewal(due_on=date(2026, 11, 1), outcome=LOST)
    _, second, first = put(shelf, renewal(), later, renewal(2, outcome=OUTCOME))

    with shelf.library.reading() as book:
        assert [each.id for each in book.renewals.resolved()] == [first, second]


def test_stored_scores_reach_back_some_days_and_no_further(shelf: Shelf) -> None:
    put(shelf)
    day = date(2026, 8, 10)
    for made in (snapshot(day, 1, shown=50), snapshot(day, 2, shown=55), snapshot(day + timedelta(9), shown=70)):
        shelf.put_snapshot(made)
    asked = [(1, day + timedelta(7)), (1, day + timedelta(8)), (1, day + timedelta(9)), (2, day)]

    with shelf.library.reading() as book:
        found = list(book.renewals.stored_scores(asked, reach_days=7))

    assert found == [StoredScore(1, day, 55), None, StoredScore(1, day + timedelta(9), 70), None]


def test_adding_and_removing_nothing_is_nothing(shelf: Shelf) -> None:
    put(shelf, renewal())

    with shelf.library.writing() as book:
        assert list(book.renewals.add([])) == []
        book.renewals.remove([])
        book.renewals.save_all([])
        book.renewals.note_forecasts({})

        assert len(book.renewals.of_account(1)) == 1


def test_churn_is_recorded_with_its_reasons(shelf: Shelf) -> None:
    (number,) = put(shelf, renewal(outcome=LOST))
    part = replace(CHURN, whole=False, avoidable=None, arr=None, on=date(2026, 9, 1))

    with shelf.library.writing() as book:
        whole = book.churns.record(replace(CHURN, renewal=number))
        partly = book.churns.record(part)

        assert book.churns.of_renewal(number) == replace(CHURN, id=whole, renewal=number)
        assert list(book.churns.all()) == [
            replace(part, id=partly),
            replace(CHURN, id=whole, renewal=number),
        ]
        book.churns.remove(whole)
        assert book.churns.of_renewal(number) is None


def test_an_account_leaves_and_comes_back(shelf: Shelf) -> None:
    put(shelf)

    with shelf.library.writing() as book:
        book.departures.leave(1, on=TODAY, at=NOW)
        gone = book.accounts.by_id(1)
        book.departures.come_back(1, at=NOW)
        back = book.accounts.by_id(1)

    assert gone == replace(ACME, status=AccountStatus.CHURNED, churned_on=TODAY)
    assert back == replace(ACME, status=AccountStatus.LIVE)


def test_a_reminder_is_recorded_once(shelf: Shelf) -> None:
    (number,) = put(shelf, renewal())
    far, near = Reminder(number, 120, date(2026, 4, 4), NOW), Reminder(number, 90, date(2026, 5, 4), NOW)

    with shelf.library.writing() as book:
        counts = book.reminders.record([near]), book.reminders.record([far, replace(near, on=TODAY)])

        assert counts == (1, 1)
        assert list(book.reminders.of([number])) == [far, near]
        assert (list(book.reminders.of([])), book.reminders.record([])) == ([], 0)


@pytest.mark.parametrize("status", [AccountStatus.ONBOARDING, AccountStatus.LIVE])
def test_who_comes_back_stands_as_before_it_left(shelf: Shelf, status: AccountStatus) -> None:
    shelf.put(Account(1, "Acme", status))
    with shelf.library.writing() as book:
        book.departures.leave(1, on=TODAY, at=NOW)
        book.departures.leave(1, on=TODAY, at=NOW)
        book.departures.come_back(1, at=NOW)

    with shelf.library.reading() as book:
        account = book.accounts.by_id(1)

    assert account is not None
    assert (account.status, account.churned_on) == (status, None)
