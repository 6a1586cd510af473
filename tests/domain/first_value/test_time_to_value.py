"""How long first value takes, those who wait counted for as long as they have."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Tier
from domain.first_value.grouping import quarter_of, times_by
from domain.first_value.survival import Starter, TimeToValue, curve_of, time_to_value
from domain.lifecycle.ports import StarterRow
from domain.lifecycle.question import ValueCut

BEGAN = date(2026, 1, 1)
WORKED = "5 9 12 14+ 20 21 30 30+ 45+ 60"
TIMES = st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=25)


def waited(days: int, *, reached: bool, left: bool = False) -> Starter:
    return Starter(BEGAN, BEGAN + timedelta(days=days), reached, left)


def starters(said: str) -> list[Starter]:
    return [waited(int(each.rstrip("+")), reached=not each.endswith("+")) for each in said.split()]


def drawn(times: Sequence[tuple[int, bool]]) -> list[Starter]:
    return [waited(days, reached=reached) for days, reached in times]


def test_the_median_counts_those_who_wait() -> None:
    """A mean over the seven that finished would say 22.4."""
    assert time_to_value(starters(WORKED)) == TimeToValue(10, 7, 3, 0, median=21, earliest=5, latest=None)


def test_the_curve_falls_on_the_days_on_which_somebody_got_there() -> None:
    curve = curve_of(starters(WORKED))

    assert [step.day for step in curve] == [5, 9, 12, 20, 21, 30, 60]
    assert [step.waiting for step in curve] == [
        *(Fraction(9, 10), Fraction(8, 10), Fraction(7, 10), Fraction(7, 12)),
        *(Fraction(7, 15), Fraction(7, 20), Fraction(0)),
    ]


def test_the_interval_is_greenwood_s_on_the_scale_of_the_log_of_the_log() -> None:
    """As other programs print it for the same times."""
    first, *_, fifth, _, last = curve_of(starters(WORKED))

    assert [first.low, first.high] == pytest.approx([0.4730, 0.9853], abs=5e-5)
    assert [fifth.low, fifth.high] == pytest.approx([0.1496, 0.7366], abs=5e-5)
    assert (last.low, last.high) == (None, None)


def test_a_bigger_sample_bounds_the_median_on_both_sides() -> None:
    found = time_to_value(starters(" ".join([WORKED] * 6)))

    assert (found.median, found.earliest, found.latest) == (21, 20, 30)


@pytest.mark.parametrize(
    ("said", "median"),
    [
        pytest.param("", None, id="nobody went live"),
        pytest.param("3+ 4+", None, id="nobody got there"),
        pytest.param("3 9+ 9+", None, id="the curve stays above a half"),
        pytest.param("3 9+", 3, id="exactly a half is half"),
        pytest.param("3", 3, id="one alone"),
        pytest.param("3 3+", 3, id="who waits on the same day waited through it"),
    ],
)
def test_there_is_no_median_where_the_curve_does_not_come_down_to_a_half(said: str, median: int | None) -> None:
    assert time_to_value(starters(said)).median == median


def test_who_left_waiting_is_told_apart_from_who_waits() -> None:
    found = time_to_value([waited(3, reached=True), waited(9, reached=False, left=True), waited(9, reached=False)])

    assert (found.starters, found.reached, found.waiting, found.left) == (3, 1, 1, 1)


def test_value_before_going_live_took_no_time() -> None:
    assert Starter(BEGAN, BEGAN - timedelta(days=4), reached=True).days == 0


@given(TIMES)
def test_the_curve_only_falls_and_stays_inside_its_interval(times: list[tuple[int, bool]]) -> None:
    curve = curve_of(drawn(times))

    shares = [Fraction(1), *(step.waiting for step in curve)]
    assert all(after < before for before, after in itertools.pairwise(shares))
    for step in curve:
        if step.low is not None and step.high is not None:
            assert 0 <= step.low <= float(step.waiting) <= step.high <= 1


@given(TIMES)
def test_the_median_lies_in_its_interval_and_is_a_day_on_which_somebody_got_there(
    times: list[tuple[int, bool]],
) -> None:
    found = time_to_value(drawn(times))

    assert (found.starters, found.reached + found.waiting + found.left) == (len(times), len(times))
    if found.median is not None:
        assert (found.median, True) in times
        assert found.earliest is not None
        assert found.earliest <= found.median
        assert found.latest is None or found.median <= found.latest


@given(TIMES)
def test_where_nobody_waits_the_median_is_the_lower_one_of_the_times(times: list[tuple[int, bool]]) -> None:
    days = sorted(day for day, _ in times)

    found = time_to_value([waited(day, reached=True) for day in days])

    assert found.median == (days[(len(days) - 1) // 2] if days else None)


@given(TIMES, st.integers(0, 24), st.integers(1, 30))
def test_longer_waiting_never_makes_the_median_earlier(times: list[tuple[int, bool]], which: int, more: int) -> None:
    """Only of those who wait: they are known to have waited longer."""
    longer = [
        (day + more if not reached and place == which else day, reached) for place, (day, reached) in enumerate(times)
    ]

    before, after = time_to_value(drawn(times)).median, time_to_value(drawn(longer)).median

    assert after is None or (before is not None and before <= after)


def row(segment: str | None, tier: Tier, began_on: date) -> StarterRow:
    return StarterRow(Starter(began_on, began_on + timedelta(days=4), reached=True), segment, tier)


ROWS = (
    row("mid", Tier.TECH, date(2026, 3, 31)),
    row(None, Tier.HIGH, date(2025, 12, 31)),
    row("mid", Tier.HIGH, date(2026, 4, 1)),
    row("enterprise", Tier.MID, date(2026, 1, 1)),
)


@pytest.mark.parametrize(
    ("cut", "names"),
    [
        pytest.param(ValueCut.SEGMENT, ["mid", "enterprise", ""], id="the largest segment first, none said last"),
        pytest.param(ValueCut.TIER, ["high", "mid", "tech"], id="the closest tier first"),
        pytest.param(ValueCut.QUARTER, ["2025-Q4", "2026-Q1", "2026-Q2"], id="the oldest quarter first"),
    ],
)
def test_times_are_told_apart(cut: ValueCut, names: list[str]) -> None:
    found = times_by(ROWS, cut)

    assert list(found) == names
    assert sum(times.starters for times in found.values()) == len(ROWS)


def test_a_segment_is_one_however_it_is_written() -> None:
    rows = [StarterRow(waited(days, reached=True), name, Tier.HIGH) for days, name in ((3, "SMB "), (9, "smb"))]

    assert {name: times.starters for name, times in times_by(rows, ValueCut.SEGMENT).items()} == {"SMB": 2}


def test_a_quarter_ends_with_its_third_month() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in (3, 4, 12)] == ["2026-Q1", "2026-Q2", "2026-Q4"]
