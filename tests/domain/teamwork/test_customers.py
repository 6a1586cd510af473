"""How customers behave: answers, use, seats, health; what nothing is known of is in no sample."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.health.model import Band
from domain.surveys.promoters import Answers
from domain.teamwork.customers import (
    CustomerFacts,
    Direction,
    ScoreSeen,
    SeatSpan,
    Use,
    customer_figures,
    direction_of,
    seats_over,
)
from domain.teamwork.figure import Figure, FigureName

DAY = date(2026, 11, 22)
LONG_AGO = DAY.toordinal() - 111
FACTS = CustomerFacts(
    DAY,
    answers={1: Answers(15, 8, 7), 2: Answers(1, 0, 1), 9: Answers(9, 9, 9)},
    users={1: 34, 2: 5},
    seats={1: Decimal(50), 3: Decimal(9)},
    scores={1: ScoreSeen(80, Band.GREEN), 2: ScoreSeen(31, Band.RED), 3: ScoreSeen(None, Band.GREY)},
    directions={1: Direction.RISING, 2: Direction.FALLING, 3: Direction.STEADY},
    arr={1: 500, 2: 70, 3: None},
)


def by_name(facts: CustomerFacts, *accounts: int) -> dict[FigureName, Figure]:
    return {figure.name: figure for figure in customer_figures(facts, accounts)}


def test_each_figure_is_of_the_accounts_asked_for_and_of_those_known_among_them() -> None:
    found = by_name(FACTS, 1, 2, 3, 4)

    assert found[FigureName.NPS].counts == (16, 8, 8)
    assert found[FigureName.BANDS] == Figure(FigureName.BANDS, 3, counts=(1, 0, 1, 1, 1))
    assert found[FigureName.ACTIVITY] == Figure(FigureName.ACTIVITY, 1, part=Decimal(34), whole=Decimal(50))
    assert found[FigureName.USE_RISING] == Figure(FigureName.USE_RISING, 3, part=Decimal(1), whole=Decimal(3))
    assert found[FigureName.USE_FALLING].part == 1
    assert found[FigureName.ARR_RED] == Figure(FigureName.ARR_RED, 3, part=Decimal(70))
    assert found[FigureName.SCORE] == Figure(FigureName.SCORE, 2, part=Decimal("55.5"))


def test_of_nothing_known_nothing_is_said() -> None:
    found = by_name(CustomerFacts(DAY, {}, {}, {}, {}), 1, 2)

    assert FigureName.USE_RISING not in found
    assert [each.value for each in found.values()] == [None] * len(found)
    assert found[FigureName.BANDS].counts == (0, 0, 0, 0, 2)


def test_red_arr_that_nobody_knows_is_counted_and_in_no_sum() -> None:
    facts = CustomerFacts(DAY, {}, {}, {}, {1: ScoreSeen(9, Band.RED), 2: ScoreSeen(9, Band.RED)}, arr={1: None})

    assert by_name(facts, 1, 2)[FigureName.ARR_RED] == Figure(FigureName.ARR_RED, 2, left_out=2)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        pytest.param(Use(110, 300, LONG_AGO), Direction.RISING, id="a tenth more"),
        pytest.param(Use(109, 300, LONG_AGO), Direction.STEADY, id="less than a tenth more"),
        pytest.param(Use(90, 300, LONG_AGO), Direction.FALLING, id="a tenth less"),
        pytest.param(Use(None, 300, LONG_AGO), Direction.FALLING, id="nothing came of it any more"),
        pytest.param(Use(100, 100, DAY.toordinal() - 55), Direction.STEADY, id="a short past counts as it is"),
        pytest.param(Use(100, 100, DAY.toordinal() - 54), None, id="a past of 27 days is none"),
        pytest.param(Use(100, None, None), None, id="no past"),
        pytest.param(Use(100, 0, LONG_AGO), None, id="a past without anything done"),
        pytest.param(Use(100, 5, None), None, id="a past that begins on no day"),
    ],
)
def test_use_rises_or_falls_against_the_weeks_before(use: Use, expected: Direction | None) -> None:
    assert direction_of(use, day=DAY, moves=0.1, is_alive=True) is expected


def test_silence_says_nothing_while_nothing_else_comes_in_either() -> None:
    assert direction_of(Use(None, 300, LONG_AGO), day=DAY, moves=0.1, is_alive=False) is None


def test_seats_are_weighed_by_the_days_they_were_there_for() -> None:
    """The worked example: 34 people, 40 seats for two weeks, then 60."""
    middle = DAY - timedelta(days=13)
    spans = [SeatSpan(1, 40, date(2026, 1, 1), middle), SeatSpan(1, 60, middle, None)]

    seats = seats_over(spans, first=DAY - timedelta(days=27), last=DAY)

    assert seats == {1: Decimal(50)}
    assert Decimal(34) / seats[1] == Decimal("0.68")


def test_seats_without_days_count_throughout_and_those_outside_not_at_all() -> None:
    spans = [SeatSpan(1, 7, None, None), SeatSpan(2, 9, DAY + timedelta(days=1), None)]

    assert seats_over(spans, first=DAY - timedelta(days=27), last=DAY) == {1: Decimal(7)}
