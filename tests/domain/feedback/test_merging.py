"""Requests that become one and two again: what moves, and that all of it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.feedback.merging import (
    UNMERGE_WITHIN,
    Following,
    MergeProblem,
    all_in,
    carried_over,
    followers,
    given_back,
    may_be_unmerged,
    merge_problem,
    moved_under,
)
from domain.feedback.priority import VoiceNow, demand_of
from domain.feedback.request import Asker, Importance, Request, RequestState, Voice
from domain.money import alone

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
LOSER, WINNER = Request(12, "Export", "", 1, "U1", NOW), Request(7, "Export", "", 1, "U2", NOW)


def voice(number: int, request: int, by: str = "U1", **said: int | None) -> Voice:
    made = Voice(number, request, Asker.ACCOUNT, by, NOW, Importance.MUST, account=number)
    return replace(made, came_from=said.get("came_from"))


@pytest.mark.parametrize(
    ("winner", "problem"),
    [
        pytest.param(WINNER, None, id="an open one"),
        pytest.param(replace(WINNER, state=RequestState.IN_PROGRESS), None, id="one that is built"),
        pytest.param(replace(WINNER, state=RequestState.SHIPPED), MergeProblem.IS_OVER, id="one that is there"),
        pytest.param(None, MergeProblem.NOTHING_CHOSEN, id="none"),
        pytest.param(LOSER, MergeProblem.ITSELF, id="itself"),
        pytest.param(replace(WINNER, state=RequestState.DUPLICATE, into=3), MergeProblem.IS_MERGED, id="a merged one"),
        pytest.param(replace(WINNER, state=RequestState.WITHDRAWN), MergeProblem.IS_OVER, id="a withdrawn one"),
    ],
)
def test_only_what_still_stands_may_be_merged_into(winner: Request | None, problem: MergeProblem | None) -> None:
    assert merge_problem(LOSER, winner) is problem


def test_thirty_days_are_time_enough_to_take_it_back() -> None:
    merged = replace(LOSER, state=RequestState.DUPLICATE, into=7, merged_at=NOW)

    assert may_be_unmerged(merged, NOW + UNMERGE_WITHIN)
    assert not may_be_unmerged(merged, NOW + UNMERGE_WITHIN + timedelta(seconds=1))
    assert not may_be_unmerged(LOSER, NOW)


def test_a_chain_is_one_family() -> None:
    merged = {2: 1, 3: 2, 4: 3, 6: 5}

    assert all_in(2, merged) == {2, 3, 4}
    assert all_in(5, merged) == {5, 6}
    assert all_in(9, merged) == {9}


def test_those_who_follow_are_who_asked_or_chose_to() -> None:
    voices = [voice(1, 7, "U1"), voice(2, 7, "U2"), voice(3, 7, "U1")]
    chosen = [Following(7, "U2", follows=False), Following(7, "U3", follows=True)]

    assert followers(voices, chosen) == ["U1", "U3"]


def test_what_was_chosen_for_the_one_holds_for_the_other_unless_there_is_a_tie_already() -> None:
    chosen = [
        Following(12, "U1", follows=True),
        Following(12, "U2", follows=True),
        Following(12, "U3", follows=False),
        Following(12, "U4", follows=False),
        Following(12, "U5", follows=True, came_from=3),
    ]
    already, voices = [Following(7, "U2", follows=False)], [voice(1, 7, "U3")]

    assert carried_over(chosen, 7, already, voices) == [
        Following(7, "U1", follows=True, came_from=12),
        Following(7, "U4", follows=False, came_from=12),
        Following(7, "U5", follows=True, came_from=3),
    ]


voices_of = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(Importance), st.booleans()), max_size=8)


def said(request: int, told: list[tuple[int, Importance, bool]], *, first: int) -> list[Voice]:
    return [
        replace(voice(first + place, request), account=account, importance=importance, blocks_renewal=blocks)
        for place, (account, importance, blocks) in enumerate(told)
    ]


def now(each: Voice) -> VoiceNow:
    return VoiceNow(each.request, each.asker, each.importance, each.blocks_renewal, each.account)


@given(voices_of, voices_of, voices_of)
def test_merged_and_unmerged_is_as_before(
    one: list[tuple[int, Importance, bool]],
    other: list[tuple[int, Importance, bool]],
    added: list[tuple[int, Importance, bool]],
) -> None:
    before = said(12, one, first=1) + said(7, other, first=100)
    since = said(7, added, first=200)

    merged = [moved_under(each, 7) if each.request == 12 else each for each in before] + since
    back = [given_back(each, 12) if each.came_from in all_in(12, {12: 7}) else each for each in merged]

    assert back == before + since


@given(voices_of, voices_of)
def test_the_demand_of_the_one_that_stays_is_that_of_both(
    one: list[tuple[int, Importance, bool]], other: list[tuple[int, Importance, bool]]
) -> None:
    both = said(12, one, first=1) + said(7, other, first=100)
    merged = [moved_under(each, 7) if each.request == 12 else each for each in both]
    day = NOW.date()

    after = demand_of((now(each) for each in merged if each.request == 7), alone("USD"), today=day)

    assert after == demand_of((replace(now(each), request=7) for each in both), alone("USD"), today=day)
    assert after.accounts == len({each.account for each in both})


@given(st.data())
def test_whatever_is_merged_in_whatever_order_comes_back_and_closes_no_circle(data: st.DataObject) -> None:
    """Five requests with a voice each are merged at random, then taken apart in any order."""
    start = [voice(number, number) for number in range(1, 6)]
    voices, into = list(start), dict[int, int]()
    for _ in range(data.draw(st.integers(0, 8))):
        loser, winner = data.draw(st.permutations(range(1, 6)))[:2]
        if loser in into or winner in into:
            continue
        into[loser] = winner
        voices = [moved_under(each, winner) if each.request == loser else each for each in voices]
    stands = {number: _end(number, into) for number in range(1, 6)}
    assert [each.request for each in voices] == [stands[each.id] for each in start]

    for loser in data.draw(st.permutations(sorted(into))):
        family = all_in(loser, into)
        voices = [given_back(each, loser) if each.came_from in family else each for each in voices]
        del into[loser]

    assert voices == start


def _end(number: int, into: dict[int, int]) -> int:
    seen = {number}
    while number in into:
        number = into[number]
        assert number not in seen
        seen.add(number)
    return number
