from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from health_book import standing
from play_desk import NOW, TODAY, play
from renewal_samples import renewal
from shelves import Shelf, SqlShelf
from sqlalchemy import insert

from domain.accounts import Account, AccountStatus, Cover, Money, UsageMeasure
from domain.expansion.play import Play, PlayGlance, PlayInBrief, PlayKind, PlayStep, Stage
from domain.expansion.ports import ListedPlay, PlayFilter, PlayOrder, SeatQuery
from domain.expansion.suggesting import PassedOn
from domain.health.model import Band
from domain.renewals.renewal import Forecast, ForecastCategory
from domain.touchpoints.touchpoint import AccountContact
from storage.library import SqlLibrary
from storage.tables import ContractLineRow, ContractRow, UsageRow, table_of

WON = date(2026, 8, 20)
A_LARGE_BOOK = frozenset(range(1, 300_001))
"""More than a statement takes parameters, on SQLite as on PostgreSQL."""


def put(shelf: Shelf, *plays: Play) -> list[Play]:
    shelf.put(Account(1, "Acme", owner="U1"))
    shelf.put(Account(2, "Birch", owner="U2", cover=Cover("U3", TODAY, TODAY)))
    with shelf.library.writing() as book:
        return [
            added for number, each in enumerate(plays) if (added := book.plays.add(replace(each, key=f"V{number}")))
        ]


def numbers(found: Any) -> list[int]:
    return [each.id for each in found]


def test_a_play_comes_back_as_it_was_put_in(shelf: Shelf) -> None:
    put(shelf)
    shelf.employ(1, AccountContact(7, "Anna"))
    with shelf.library.writing() as book:
        whole = play(contact=7, became=2, reason="price", note="later", stage=Stage.LOST, ended_on=WON)
        made = book.plays.add(whole)
        bare = book.plays.add(play(amount=None, day=None, key="V2"))

        assert made
        assert bare
        assert made == replace(whole, id=made.id)
        assert (book.plays.of(made.id), book.plays.called("V2")) == (made, bare)
        assert (book.plays.of(bare.id + 1), book.plays.called("V3")) == (None, None)


def test_a_form_is_one_play(shelf: Shelf) -> None:
    put(shelf, play())

    with shelf.library.writing() as book:
        assert book.plays.add(play(key="V0")) is None


def test_whoever_saves_or_removes_says_which_version_they_saw(shelf: Shelf) -> None:
    (seen,) = put(shelf, play())

    with shelf.library.writing() as book:
        assert book.plays.save(replace(seen, stage=Stage.VERBAL))
        assert not book.plays.save(replace(seen, about="mine"))
        assert not book.plays.remove(seen)
        stands = book.plays.of(seen.id)
        assert stands == replace(seen, stage=Stage.VERBAL, version=2)
        assert book.plays.remove(stands)
        assert book.plays.of(seen.id) is None


def test_every_step_is_kept_with_what_was_before_until_it_is_taken_back(shelf: Shelf) -> None:
    (seen,) = put(shelf, play(ended_on=WON))
    opened = PlayStep(seen.id, NOW, "U1", Stage.OFFERED, seen.amount)
    moved = PlayStep(seen.id, NOW + timedelta(days=1), "U2", Stage.LOST, None, "too dear", before=seen)

    with shelf.library.writing() as book:
        book.plays.note(opened)
        book.plays.note(moved)
        first, last = book.plays.steps(seen.id)
        book.plays.take_back(last)

        assert [replace(first, id=0), replace(last, id=0)] == [opened, moved]
        assert book.plays.steps(seen.id) == [first]


def test_the_account_says_what_is_open(shelf: Shelf) -> None:
    later = play(day=None, amount=Money(100, "EUR"), about="Analytics")
    third = play(day=TODAY, amount=None, about="Plan", stage=Stage.IDEA)
    put(
        shelf,
        later,
        play(),
        third,
        play(kind=PlayKind.REFERRAL, stage=Stage.NAMED),
        play(stage=Stage.WON, ended_on=WON),
    )
    shelf.put_standing(standing(account=1))
    shelf.put_standing(standing(account=2))
    shelf.renew(renewal())

    with shelf.library.reading() as book:
        found, other = book.standings.of(1), book.standings.of(2)
        (row,) = book.renewals.rows([1], today=TODAY)

    first = PlayInBrief("Plan", Stage.IDEA, None, TODAY)
    assert found
    assert found.plays == PlayGlance(3, (Money(100, "EUR"), Money(2_400_000, "USD")), first)
    assert row.plays == found.plays
    assert other
    assert other.plays is None


def test_an_account_without_open_plays_says_nothing_any_more(shelf: Shelf) -> None:
    (seen,) = put(shelf, play())
    shelf.put_standing(standing(account=1))
    with shelf.library.writing() as book:
        book.plays.save(replace(seen, stage=Stage.WON, ended_on=WON))
        found = book.standings.of(1)

    assert found
    assert found.plays is None


PLAYS = (
    play(day=date(2026, 10, 15)),
    play(day=date(2026, 8, 1), account=2, owner="U9"),
    play(day=None),
    play(stage=Stage.WON, ended_on=WON),
    play(stage=Stage.LOST, ended_on=date(2026, 7, 1), account=2),
    play(kind=PlayKind.REFERRAL, stage=Stage.NAMED, amount=None),
)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        pytest.param({}, [2, 1, 3, 4, 5], id="the day decides, without a day last, ended ones after"),
        pytest.param({"stages": {Stage.OFFERED}}, [2, 1, 3], id="of some stages"),
        pytest.param({"referrals": True}, [6], id="referrals"),
        pytest.param({"owners": ("U9",)}, [2], id="somebody's own"),
        pytest.param({"owners": ("U3",)}, [2, 5], id="of an account that somebody covers"),
        pytest.param({"owners": ("U1",), "within": frozenset({2})}, [], id="none that is not seen"),
        pytest.param({"within": frozenset({2})}, [2, 5], id="of the accounts that are seen"),
        pytest.param({"first": date(2026, 8, 10)}, [1, 4], id="from a day on"),
        pytest.param({"last": date(2026, 8, 10)}, [2, 5], id="until a day"),
        pytest.param({"order": PlayOrder.ENDED, "stages": {Stage.WON, Stage.LOST}}, [4, 5], id="newest end first"),
    ],
)
def test_what_is_listed(shelf: Shelf, wanted: dict[str, Any], places: list[int]) -> None:
    put(shelf, *PLAYS)

    with shelf.library.reading() as book:
        assert numbers(book.plays.listed(PlayFilter(TODAY, **wanted))) == places


def test_who_sees_ever_so_many_accounts_may_ask(library: SqlLibrary) -> None:
    put(SqlShelf(library), *PLAYS)
    seated(library, 3)
    use(library, 3, {60: 48, 2: 48})

    with library.writing() as book:
        book.plays.pass_on(PassedOn(3, "U1", NOW, 50, 47, None, "budget"))
        assert numbers(book.plays.listed(PlayFilter(TODAY, within=A_LARGE_BOOK))) == [2, 1, 3, 4, 5]
        assert [each.account for each in book.plays.full_accounts(replace(QUERY, within=A_LARGE_BOOK))] == [3]
        assert [each.account for each in book.plays.passed_on(A_LARGE_BOOK)] == [3]


def test_sums_read_few_facts(shelf: Shelf) -> None:
    (seen,) = put(shelf, play(became=2))
    put_facts = (seen.id, 1, PlayKind.MORE_SEATS, "50 more seats", Stage.OFFERED, seen.amount, seen.day, None, 2)

    with shelf.library.reading() as book:
        assert book.plays.listed(PlayFilter(TODAY)) == [ListedPlay(*put_facts)]


def test_a_row_says_who_and_how_healthy_the_account_is(shelf: Shelf) -> None:
    shelf.put(Account(3, "Cove", AccountStatus.CHURNED, owner="U1"))
    put(shelf, play(account=2), play(account=3, became=2), play())
    shelf.put_standing(standing(account=2, band=Band.GREEN, shown=82))
    shelf.employ(1, AccountContact(7, "Anna"))
    with shelf.library.writing() as book:
        book.plays.save(replace(book.plays.of(3) or play(), contact=7))
        green, left, named = book.plays.rows([1, 2, 99, 3], today=TODAY)
        uncovered = book.plays.rows([1], today=TODAY + timedelta(days=1))

    assert (green.account_name, green.account_owner, green.cover, green.band, green.shown) == (
        *("Birch", "U2", "U3"),
        *(Band.GREEN, 82),
    )
    assert (left.has_left, left.became_name, left.band) == (True, "Birch", None)
    assert (named.contact_name, named.cover, named.has_left) == ("Anna", None, False)
    assert uncovered[0].cover is None


def test_open_amounts_leave_out_what_has_ended_referrals_and_accounts_that_have_left(shelf: Shelf) -> None:
    shelf.put(Account(3, "Cove", AccountStatus.CHURNED))
    put(shelf, *PLAYS, play(account=3))

    with shelf.library.reading() as book:
        usual = Money(2_400_000, "USD")
        assert sorted(book.plays.open_amounts()) == [(1, usual), (1, usual), (2, usual)]


def test_not_now_is_kept_once_an_account_until_it_is_taken_back(shelf: Shelf) -> None:
    put(shelf)
    first = PassedOn(1, "U1", NOW, 50, 47, None, "freeze")
    second = replace(first, until=TODAY, reason="", by="U2")

    with shelf.library.writing() as book:
        book.plays.pass_on(first)
        book.plays.pass_on(second)
        assert book.plays.passed_on([1, 2]) == [second]
        book.plays.revive(1)
        assert book.plays.passed_on([1, 2]) == []


def seated(library: SqlLibrary, account: int, *, seats: int = 50, **said: Any) -> None:
    """A green account with a contract of so many seats."""
    shelf = SqlShelf(library)
    known: dict[str, Any] = {"first_value_on": date(2026, 1, 1), "owner": "U1"} | said
    shelf.put(Account(account, f"A{account}", **known))
    shelf.put_standing(standing(account=account, band=Band.GREEN, shown=82))
    with library.writing() as book:
        contract = {"id": account, "account": account, "number": "C", "start_on": date(2026, 1, 1)}
        book.connection.execute(
            insert(table_of(ContractRow)), contract | {"end_on": date(2027, 1, 1), "learnt_at": NOW}
        )
        line = {"contract": account, "account": account, "product": "", "seats": seats}
        ended = line | {"product": "old", "end_on": date(2026, 6, 1), "seats": 900}
        book.connection.execute(insert(table_of(ContractLineRow)), line | {"start_on": None, "end_on": None})
        book.connection.execute(insert(table_of(ContractLineRow)), ended | {"start_on": None})


def use(
    library: SqlLibrary, account: int, days_ago: dict[int, int], *, by: UsageMeasure = UsageMeasure.ACTIVE_USERS_28D
) -> None:
    rows = [
        {"account": account, "measure": by, "day": TODAY.toordinal() - ago, "value": value}
        for ago, value in days_ago.items()
    ]
    with library.writing() as book:
        book.connection.execute(insert(table_of(UsageRow)), rows)


QUERY = SeatQuery(TODAY, 0.9, 28)


def test_who_uses_nearly_all_seats_for_weeks_is_found_with_the_numbers(library: SqlLibrary) -> None:
    seated(library, 1)
    use(library, 1, {60: 30, 31: 45, 14: 46, 2: 47})
    use(library, 1, {40: 48, 3: 50}, by=UsageMeasure.SEATS_ASSIGNED)
    seated(library, 2, owner="U2")
    use(library, 2, {60: 48, 20: 44, 2: 48})
    seated(library, 3)
    use(library, 3, {200: 48, 100: 48})
    seated(library, 4)
    use(library, 4, {10: 48, 2: 48})

    with library.reading() as book:
        active, assigned = book.plays.full_accounts(QUERY)

    assert (active.account, active.seats, active.used, active.days(TODAY)) == (1, 50, 47, 31)
    assert (assigned.measure, assigned.used, assigned.days(TODAY)) == (UsageMeasure.SEATS_ASSIGNED, 50, 40)
    assert (active.has_open_play, active.has_renewal_at_risk, active.lost_on) == (False, False, None)


def test_what_stands_against_it_is_told(library: SqlLibrary) -> None:
    for account in (1, 2):
        seated(library, account)
        use(library, account, {60: 48, 2: 48})
    shelf = SqlShelf(library)
    with library.writing() as book:
        book.plays.add(play())
        book.plays.add(play(account=2, stage=Stage.LOST, ended_on=WON, key="V2"))
    said = Forecast(ForecastCategory.AT_RISK, "U1", NOW)
    shelf.renew(renewal(account=2, contract=2, forecast=said))
    with library.writing() as book:
        book.renewals.save(replace(book.renewals.of_account(2)[0], forecast=said))
        first, second = book.plays.full_accounts(QUERY)

    assert (first.has_open_play, first.has_renewal_at_risk) == (True, False)
    assert (second.has_open_play, second.has_renewal_at_risk, second.lost_on) == (False, True, WON)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(QUERY, [1, 2], id="everybody's"),
        pytest.param(replace(QUERY, owners=("U2",)), [2], id="somebody's"),
        pytest.param(replace(QUERY, within=frozenset({1})), [1], id="those that are seen"),
    ],
)
def test_whose_accounts_are_looked_at(library: SqlLibrary, query: SeatQuery, found: list[int]) -> None:
    seated(library, 1)
    seated(library, 2, owner="U2")
    seated(library, 3, status=AccountStatus.CHURNED)
    seated(library, 4, first_value_on=None)
    for account in (1, 2, 3, 4):
        use(library, account, {60: 48, 2: 48})

    with library.reading() as book:
        assert [each.account for each in book.plays.full_accounts(query)] == found
