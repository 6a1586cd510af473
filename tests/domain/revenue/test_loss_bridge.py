from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.revenue.figures import AccountFigures
from domain.revenue.loss_bridge import LossBridge, loss_bridge
from domain.revenue.movements import AccountMovement, ArrMovement, Course, Grain


def figures(account: int, *, churn: int = 0, contraction: int = 0) -> AccountFigures:
    arr = ArrMovement(opening=1000, churn=churn, contraction=contraction, closing=1000 - churn - contraction)
    return AccountFigures(account, f"A{account}", {Grain.ACCOUNT: AccountMovement(account, Course.STAYED, arr)})


def test_what_was_recorded_and_nothing_else_went_is_the_same() -> None:
    found = loss_bridge({1: 40, 2: 5}, [figures(1, churn=40), figures(2, contraction=5), figures(3)], is_frozen=True)

    assert found == LossBridge(40, 5, 45, unrecorded=0, unrecorded_of=(), unseen=0, is_frozen=True)
    assert found.lost == 45


def test_what_went_without_a_record_is_named_the_largest_first() -> None:
    moved = [figures(1, churn=40), figures(2, contraction=5), figures(3, churn=60)]

    found = loss_bridge({1: 30}, moved, is_frozen=False)

    assert (found.unrecorded, found.unrecorded_of, found.unseen) == (75, ("A3", "A1", "A2"), 0)


def test_what_only_a_record_says_is_told_apart() -> None:
    """An account that grew elsewhere, and one that had no ARR on the first day."""
    without_arr = AccountFigures(9, "Nine", {})

    found = loss_bridge({1: 40, 8: 7, 9: 3}, [figures(1, contraction=10), without_arr], is_frozen=False)

    assert (found.recorded, found.lost, found.unseen, found.unrecorded) == (50, 10, 40, 0)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)), max_size=6))
def test_it_adds_up_whatever_was_recorded(accounts: list[tuple[int, int, int]]) -> None:
    recorded = {number: said for number, (said, _, _) in enumerate(accounts)}
    moved = [figures(number, churn=a, contraction=b) for number, (_, a, b) in enumerate(accounts) if number % 3]

    found = loss_bridge(recorded, moved, is_frozen=False)

    assert found.recorded + found.unrecorded - found.unseen == found.churn + found.contraction
