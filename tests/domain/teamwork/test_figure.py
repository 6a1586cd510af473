"""One figure: what it says, when it is made of too few, and what it is set against."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.surveys.promoters import Answers, nps, nps_margin
from domain.teamwork.figure import FAMILIES, KINDS, Figure, FigureName, Kind, compared


def share(part: int, whole: int, name: FigureName = FigureName.TOUCHES) -> Figure:
    return Figure(name, whole, part=Decimal(part), whole=Decimal(whole))


def test_every_figure_has_a_kind_and_stands_in_one_family() -> None:
    named = [name for names in FAMILIES.values() for name in names]

    assert sorted(named) == sorted(FigureName)
    assert set(KINDS) == set(FigureName)


@pytest.mark.parametrize(
    ("figure", "value", "is_small"),
    [
        pytest.param(share(2, 3), Decimal(2) / 3, True, id="three are too few for a rate"),
        pytest.param(share(9, 10), Decimal("0.9"), False, id="ten are enough"),
        pytest.param(share(0, 0), None, True, id="of none nothing is said"),
        pytest.param(
            Figure(FigureName.GRR, 9, part=Decimal(390), whole=Decimal(470)),
            Decimal(390) / 470,
            True,
            id="much ARR of few accounts is of few",
        ),
        pytest.param(
            Figure(FigureName.ACTIVITY, 10, part=Decimal(12), whole=Decimal(10)),
            Decimal("1.2"),
            False,
            id="more people than seats",
        ),
        pytest.param(Figure(FigureName.ARR_LOST, 0), Decimal(), False, id="nothing lost is nothing"),
        pytest.param(Figure(FigureName.ARR_RED, 0), None, False, id="ARR of accounts that nobody scored"),
        pytest.param(Figure(FigureName.SCORE, 0), None, True, id="no score"),
        pytest.param(Figure(FigureName.SCORE, 11, part=Decimal(70)), Decimal(70), False, id="a median"),
        pytest.param(Figure(FigureName.TOLD_DAYS, 0), None, False, id="nothing told yet"),
        pytest.param(Figure(FigureName.BANDS, 3, counts=(1, 1, 1, 0, 0)), None, False, id="bands are no one number"),
        pytest.param(Figure(FigureName.NPS, 29, counts=(29, 0, 0)), Decimal(100), True, id="29 answers are too few"),
        pytest.param(Figure(FigureName.NPS, 30, counts=(15, 8, 7)), Decimal(800) / 30, False, id="30 are enough"),
    ],
)
def test_what_a_figure_says_and_whether_it_is_of_too_few(
    figure: Figure,
    value: Decimal | None,
    is_small: bool,  # noqa: FBT001 (a case)
) -> None:
    assert (figure.value, figure.is_small) == (value, is_small)
    assert figure.comparable == (None if is_small else value)


def test_the_worked_example_of_nps_has_its_margin() -> None:
    answers = Answers(15, 8, 7)

    assert round(nps(answers) or 0, 1) == Decimal("26.7")
    assert round(nps_margin(answers) or 0, 1) == Decimal("29.1")
    assert (nps(Answers()), nps_margin(Answers())) == (None, None)


def test_a_change_is_said_where_both_can_be_said_and_are_not_of_too_few() -> None:
    now = [
        share(9, 10),
        share(3, 10, FigureName.TOLD),
        share(10, 10, FigureName.EXPANDED),
        share(1, 10, FigureName.PLANS),
    ]
    before = [share(16, 20), share(2, 3, FigureName.TOLD), share(0, 0, FigureName.EXPANDED)]

    found = compared(now, before)

    assert [found[figure.name].change for figure in now] == [Decimal("0.1"), None, None, None]
    assert compared([share(1, 2)], [share(16, 20)])[FigureName.TOUCHES].change is None


def test_amounts_change_by_amounts() -> None:
    now, before = (Figure(FigureName.ARR_LOST, 1, part=Decimal(amount)) for amount in (40, 100))

    assert compared([now], [before])[FigureName.ARR_LOST].change == -60
    assert now.kind is Kind.AMOUNT


@pytest.mark.parametrize(("known_then", "change"), [(10, Decimal(5)), (9, None)])
def test_what_was_known_of_too_few_then_is_no_change(known_then: int, change: Decimal | None) -> None:
    now, before = Figure(FigureName.ARR_RED, 20, part=Decimal(5)), Figure(FigureName.ARR_RED, known_then)

    assert compared([now], [before])[FigureName.ARR_RED].change == change
