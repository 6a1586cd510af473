from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.accounts import Money
from domain.feedback.answer import RequestLook
from domain.feedback.listing import Weighing
from domain.feedback.priority import SHIPPED_PRIORITY, VoiceNow
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState
from domain.money import alone
from domain.permissions import Member, Role
from domain.product_weeks.reading import areas_read, has_product_week
from domain.product_weeks.week import (
    MOST_LINES,
    Lines,
    Mover,
    ProductWeek,
    line_of,
    lines_of,
    looked_back_to,
    movers_of,
)
from domain.product_weeks.written import product_week_facts, product_week_from

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
AREA = ProductArea(1, "Reports", "C1", "U0PRIYA")
BY = Weighing(SHIPPED_PRIORITY, alone("USD"), TODAY, 100)


def look(number: int, arr: int = 0, **said: Any) -> RequestLook:
    request = Request(number, f"Wish {number}", "", 1, "U1", NOW - timedelta(days=3), **said)
    worth = Money(arr * 10_000_00, "USD")
    voices = [VoiceNow(number, Asker.ACCOUNT, Importance.NICE, blocks_renewal=False, account=1, arr=worth)]
    return RequestLook(request, AREA, BY.of(request, voices), "USD", voices)


def week(**said: Any) -> ProductWeek:
    empty: dict[str, Any] = dict.fromkeys(("new", "decided", "shipped", "late"), Lines())
    plain = {"areas": ("Reports",), "open": 3, "accounts": 2, "arr": (Money(5, "USD"),), "movers": (), "top": ()}
    return ProductWeek(NOW - timedelta(days=7), NOW, "USD", **(empty | plain | {"weights": {1: 2.5}} | said))


def test_the_first_few_are_shown_the_weightiest_first() -> None:
    looks = [look(number, arr=number) for number in range(1, MOST_LINES + 3)]

    lines = lines_of(looks, today=TODAY, by={7: "U0PRIYA"})

    assert (lines.count, [line.number for line in lines.shown]) == (7, [7, 6, 5, 4, 3])
    assert (lines.shown[0].by, lines.shown[1].by, lines.shown[0].waited) == ("U0PRIYA", None, 3)


@pytest.mark.parametrize(
    ("before", "moves"),
    [
        pytest.param({1: 2.0}, True, id="by a point and more"),
        pytest.param({1: 12.0}, True, id="down"),
        pytest.param({1: 10.5}, False, id="by less than a point"),
        pytest.param({}, False, id="not known before"),
    ],
)
def test_what_weighs_otherwise_has_moved(before: dict[int, float], *, moves: bool) -> None:
    moved = look(1, arr=9)

    assert movers_of([moved], before, today=TODAY) == (
        (Mover(line_of(moved, today=TODAY), before[1]),) if moves else ()
    )


def test_a_heavy_one_has_to_move_by_a_tenth() -> None:
    assert movers_of([look(1, arr=99)], {1: 95.0}, today=TODAY) == ()


def test_the_furthest_moved_stand_first() -> None:
    moved = movers_of([look(1, arr=3), look(2, arr=9), look(3, arr=9)], {1: 1, 2: 1, 3: 30}, today=TODAY)

    assert [each.line.number for each in moved] == [3, 2, 1]


@pytest.mark.parametrize(
    ("last", "since"),
    [
        pytest.param(None, NOW - timedelta(days=7), id="the first looks back on a week"),
        pytest.param(NOW - timedelta(days=9), NOW - timedelta(days=9), id="to the last that arrived"),
        pytest.param(NOW - timedelta(days=90), NOW - timedelta(days=28), id="on no more than four weeks"),
    ],
)
def test_it_looks_back(last: datetime | None, since: datetime) -> None:
    assert looked_back_to(last, now=NOW) == since


def test_what_weighs_most_is_no_news_by_itself() -> None:
    top = (line_of(look(1), today=TODAY),)

    assert not week(top=top).has_news
    assert [week(**{part: Lines(top, 1)}).has_news for part in ("new", "decided", "shipped", "late")] == [True] * 4
    assert week(movers=(Mover(top[0], 1.0),)).has_news


def test_a_week_is_written_and_read_again() -> None:
    line = line_of(look(1, arr=3, state=RequestState.PLANNED), today=TODAY, by="U0PRIYA")
    full = week(new=Lines((line,), 4), decided=Lines((line,), 1), movers=(Mover(line, 2.0),), top=(line,))

    assert product_week_from(product_week_facts(full)) == full


@pytest.mark.parametrize("role", Role)
def test_who_decides_on_requests_reads_of_them(role: Role) -> None:
    assert has_product_week(Member("U1", "x", role)) is (role in {Role.PRODUCT, Role.DIRECTOR})


def test_a_product_manager_reads_of_their_own_areas() -> None:
    other = ProductArea(2, "Access", "C2", "U0LIN")

    assert areas_read(Member("U0PRIYA", "Priya", Role.PRODUCT), [AREA, other]) == (AREA,)
    assert areas_read(Member("U0NEW", "New", Role.PRODUCT), [AREA, other]) == ()
    assert areas_read(Member("U0PRIYA", "Priya", Role.DIRECTOR), [AREA, other]) == ()
