from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.accounts import Money
from domain.expansion.matching import Growth, growths, is_missing, shown_by
from domain.expansion.play import PlayKind, Stage
from domain.expansion.ports import ListedPlay
from domain.revenue.ports import ArrSpan

JAN, JULY, DECEMBER = date(2026, 1, 1), date(2026, 7, 1), date(2026, 12, 31)


def span(minor: int, starts_on: date | None = JAN, ends_on: date | None = None, **said: Any) -> ArrSpan:
    usual: dict[str, Any] = {"account": 1, "product": "Core", "currency": "USD"} | said
    return ArrSpan(usual["account"], usual["product"], starts_on, ends_on, minor, usual["currency"])


def won(number: int = 1, minor: int | None = 20, on: date | None = JULY, **said: Any) -> ListedPlay:
    usual: dict[str, Any] = {"account": 1, "kind": PlayKind.MORE_SEATS, "about": "seats", "currency": "USD"} | said
    amount = None if minor is None else Money(minor, usual["currency"])
    return ListedPlay(number, usual["account"], usual["kind"], usual["about"], Stage.WON, amount, None, on)


def grown(minor: int, on: date = JULY, *, product: str = "Core", is_new: bool = False) -> Growth:
    return Growth(1, product, on, Money(minor, "USD"), is_new=is_new)


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        pytest.param([span(100)], [grown(100, JAN, is_new=True)], id="a new account"),
        pytest.param([span(100, None)], [], id="a line without a first day has always been there"),
        pytest.param([span(100, None), span(20, JULY)], [grown(20)], id="more of the same product in mid-term"),
        pytest.param(
            [span(100, None), span(30, JULY, product="Analytics")],
            [grown(30, product="Analytics", is_new=True)],
            id="another product",
        ),
        pytest.param([span(100, None, JULY), span(130, JULY)], [grown(30)], id="a renewal at more"),
        pytest.param([span(100, None, JULY), span(100, JULY)], [], id="a renewal as it was"),
        pytest.param(
            [span(100, None, JULY - timedelta(days=20)), span(120, JULY)], [grown(20)], id="renewed late, at more"
        ),
        pytest.param(
            [span(100, None, JULY - timedelta(days=40)), span(120, JULY)],
            [grown(120, is_new=True)],
            id="back after a gap",
        ),
        pytest.param(
            [span(100, None, JULY), span(130, JULY, product="Pro")],
            [grown(30, product="Pro", is_new=True)],
            id="a plan that is swapped grows by the difference",
        ),
        pytest.param([span(100, None, JULY), span(80, JULY, product="Lite")], [], id="a smaller plan is no growth"),
        pytest.param(
            [span(9, None, JULY), span(5, JULY, product="A"), span(7, JULY, product="B")],
            [grown(3, product="A", is_new=True)],
            id="never more than the account grew by",
        ),
    ],
)
def test_what_an_account_grew_by(spans: list[ArrSpan], found: list[Growth]) -> None:
    assert growths(spans) == found


BASE = span(100, None)


@pytest.mark.parametrize(
    ("plays", "spans", "shown"),
    [
        pytest.param([won()], [BASE, span(20, JULY)], {1: grown(20)}, id="the line of its day"),
        pytest.param([won()], [BASE, span(15, JULY)], {1: grown(15)}, id="at another amount, too"),
        pytest.param(
            [won(on=JULY + timedelta(days=30))], [BASE, span(20, JULY)], {1: grown(20)}, id="entered before it was won"
        ),
        pytest.param([won(on=JULY + timedelta(days=31))], [BASE, span(20, JULY)], {}, id="too long before"),
        pytest.param([won(on=JULY - timedelta(days=60))], [BASE, span(20, JULY)], {1: grown(20)}, id="in time"),
        pytest.param([won(on=JULY - timedelta(days=61))], [BASE, span(20, JULY)], {}, id="too late"),
        pytest.param([won(account=2)], [BASE, span(20, JULY)], {}, id="of another account"),
        pytest.param([won(currency="EUR")], [BASE, span(20, JULY)], {}, id="in another currency"),
        pytest.param([won(minor=None)], [BASE, span(20, JULY)], {}, id="without an amount"),
        pytest.param([won(on=None)], [BASE, span(20, JULY)], {}, id="without a day"),
        pytest.param(
            [won(kind=PlayKind.OTHER_PRODUCT)], [BASE, span(20, JULY)], {}, id="another product is not more of the same"
        ),
        pytest.param([won(), won(2)], [BASE, span(20, JULY)], {1: grown(20)}, id="a line shows one play"),
        pytest.param(
            [won(2), won(1, minor=5)],
            [BASE, span(5, JULY, product="B"), span(20, JULY, product="A")],
            {1: grown(5, product="B", is_new=True), 2: grown(20, product="A", is_new=True)},
            id="the nearest amount",
        ),
        pytest.param(
            [won(minor=5, about="The B add-on")],
            [BASE, span(5, JULY, product="A"), span(9, JULY, product="B")],
            {1: grown(9, product="B", is_new=True)},
            id="the product that the play names",
        ),
        pytest.param(
            [won(minor=5, about="分析模块增购")],
            [BASE, span(5, JULY, product="A"), span(9, JULY, product="分析模块")],
            {1: grown(9, product="分析模块", is_new=True)},
            id="the product that the play names in Chinese",
        ),
    ],
)
def test_which_line_shows_a_play(plays: list[ListedPlay], spans: list[ArrSpan], shown: dict[int, Growth]) -> None:
    assert shown_by(plays, spans, contract_days=60) == shown


@pytest.mark.parametrize(
    ("play", "days", "missing"),
    [
        pytest.param(won(), 61, True, id="the time is over"),
        pytest.param(won(), 60, False, id="it has its time still"),
        pytest.param(won(2), 61, False, id="it is shown"),
        pytest.param(won(on=None), 61, False, id="it has no day"),
        pytest.param(ListedPlay(1, 1, PlayKind.OTHER, "x", Stage.LOST, None, None, JULY), 99, False, id="it is lost"),
    ],
)
def test_what_no_contract_shows(play: ListedPlay, days: int, *, missing: bool) -> None:
    today = JULY + timedelta(days=days)

    assert is_missing(play, {2: grown(20)}, today=today, contract_days=60) is missing
