from __future__ import annotations

from datetime import date

from domain.accounts import Money
from domain.expansion.play import PlayKind, Stage
from domain.expansion.ports import ListedPlay
from domain.expansion.retained import PlayedExpansion, played_expansion

DAY = date(2026, 7, 1)


def won(account: int, minor: int | None, kind: PlayKind = PlayKind.MORE_SEATS, currency: str = "USD") -> ListedPlay:
    amount = None if minor is None else Money(minor, currency)
    return ListedPlay(1, account, kind, "x", Stage.WON, amount, None, DAY)


def test_a_play_explains_no_more_than_it_and_its_account_came_to() -> None:
    plays = [
        won(1, 30),
        won(1, 90, PlayKind.OTHER_PRODUCT),
        won(2, 5),
        won(3, 50),
        won(2, 7, currency="EUR"),
        won(2, None),
    ]

    found = played_expansion({1: 100, 2: 10, 4: 7}, plays, minor=lambda money: {"USD": money.minor}.get(money.currency))

    assert found == PlayedExpansion(117, ((PlayKind.MORE_SEATS, 35), (PlayKind.OTHER_PRODUCT, 70)))
    assert found.without == 12


def test_without_plays_all_of_it_is_without_one() -> None:
    assert played_expansion({1: 100}, [], minor=lambda money: money.minor).without == 100
