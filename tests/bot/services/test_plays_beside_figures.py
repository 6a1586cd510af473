"""What `/renewals` and `/cs retention` say of plays, without any of it in their figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fakes import FakeLibrary
from health_book import STANDING
from play_desk import play
from renewal_book import renewal
from revenue_book import ANA, TODAY, B, D, E, day, retention_of, revenue_library, usd

from bot.services.play_sums import plays_of_list
from domain.accounts import Money
from domain.expansion.play import PlayKind, Stage
from domain.expansion.retained import PeriodPlays, PlayedExpansion
from domain.renewals.listing import DueRenewal
from domain.revenue.answer import RetentionAnswer


def due(number: int, account: int) -> DueRenewal:
    made = renewal(number)
    return DueRenewal(
        *(number, account, made.due_on, made.arr, None, None, None),
        notice_received=False,
        band=None,
        shown=None,
        capped=False,
        outcome=None,
        final=None,
        snoozed_until=None,
    )


def put(library: FakeLibrary, **said: Any) -> None:
    with library.writing() as book:
        book.plays.add(play(key=f"V{len(library.tables.plays)}", **said))


def test_open_plays_of_a_list_count_each_account_once() -> None:
    library = FakeLibrary()
    listed = [due(1, 7), due(2, 7), due(3, 8)]
    with library.reading() as book:
        assert plays_of_list(book, listed) == []
    put(library, account=7)
    put(library, account=7, amount=None)
    put(library, account=9)

    with library.reading() as book:
        assert plays_of_list(book, listed) == [Money(2_400_000, "USD"), None]


def answered(library: FakeLibrary, text: str) -> PeriodPlays:
    found = retention_of(library).answer(ANA, text, today=TODAY)
    assert isinstance(found, RetentionAnswer)
    assert found.plays
    return found.plays


def won(library: FakeLibrary, account: int, amount: Money, on: str, kind: PlayKind) -> None:
    put(library, account=account, amount=amount, stage=Stage.WON, ended_on=day(on), kind=kind)


def test_expansion_of_the_period_is_split_by_the_plays_that_explain_it() -> None:
    library = revenue_library()
    before = retention_of(library).answer(ANA, "2025 all", today=TODAY)
    won(library, D, usd(10), "2502", PlayKind.OTHER_PRODUCT)
    won(library, E, usd(30), "2501", PlayKind.MORE_SEATS)
    won(library, E, usd(30), "2401", PlayKind.HIGHER_PLAN)
    put(library, account=B)

    found = answered(library, "2025 all")

    whole = PlayedExpansion(
        usd(35).minor, ((PlayKind.MORE_SEATS, usd(20).minor), (PlayKind.OTHER_PRODUCT, usd(10).minor))
    )
    assert found == PeriodPlays(whole, 1, (Money(2_400_000, "USD"),))
    assert found.expansion.without == usd(5).minor
    after = retention_of(library).answer(ANA, "2025 all", today=TODAY)
    assert isinstance(before, RetentionAnswer)
    assert isinstance(after, RetentionAnswer)
    assert after.periods == before.periods


def test_only_plays_of_the_accounts_that_are_asked_for_count() -> None:
    library = revenue_library()
    put(library, account=B)
    standing = replace(STANDING, account=B)
    library.tables.standings[B] = standing
    owner = library.tables.accounts[B].owner

    assert answered(library, f"2025 <@{owner}>").open == 1
    other = next(each.owner for each in library.tables.accounts.values() if each.owner not in {owner, None})
    assert answered(library, f"2025 <@{other}>").open == 0


def test_of_a_frozen_period_the_figures_as_they_were_reported_are_split() -> None:
    library = revenue_library()
    won(library, E, usd(20), "2501", PlayKind.MORE_SEATS)
    retention_of(library).freeze(ANA, "2025", today=TODAY)

    assert answered(library, "2025 all").expansion.by_kind == ((PlayKind.MORE_SEATS, usd(20).minor),)
