"""Every state × every action: where it leads, or that it has no place there."""

from __future__ import annotations

import pytest

from domain.feedback.request import Importance, RequestState
from domain.feedback.states import RequestAction, may_follow, state_after

TABLE = """
             add_voice take         ask          answer       accept  start       ship    decline  merge     unmerge      move snooze withdraw  reopen       ask_again comment wake
new          =         under_review needs_detail =            planned -           shipped declined duplicate -            =    =      withdrawn -            -         =       =
needs_detail =         =            needs_detail under_review planned -           shipped declined duplicate -            =    =      withdrawn -            -         =       =
under_review =         =            needs_detail =            planned -           shipped declined duplicate -            =    =      withdrawn -            -         =       =
planned      =         =            -            =            =       in_progress shipped declined duplicate -            =    -      withdrawn -            -         =       -
in_progress  =         =            -            =            -       -           shipped declined duplicate -            =    -      withdrawn -            -         =       -
shipped      =         -            -            -            -       -           -       -        -         -            -    -      -         under_review -         =       -
declined     =         -            -            -            planned -           -       -        -         -            -    -      -         under_review =         =       -
duplicate    -         -            -            -            -       -           -       -        -         under_review -    -      -         -            -         -       -
withdrawn    -         -            -            -            -       -           -       -        -         -            -    -      -         under_review -         =       -
"""  # noqa: E501 - a table is read across
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CASES = [(row[0], action, leads) for row in ROWS[1:] for action, leads in zip(ROWS[0], row[1:], strict=True)]


@pytest.mark.parametrize(("state", "action", "leads"), CASES)
def test_each_action_has_its_place(state: str, action: str, leads: str) -> None:
    before, what = RequestState(state), RequestAction(action)

    assert may_follow(before, what) is (leads != "-")
    if leads != "-":
        assert state_after(before, what) is (before if leads == "=" else RequestState(leads))


def test_the_table_has_every_state_and_every_action_but_the_first() -> None:
    assert {row[0] for row in ROWS[1:]} == set(RequestState)
    assert set(ROWS[0]) == set(RequestAction) - {RequestAction.SUBMIT}
    assert not any(may_follow(state, RequestAction.SUBMIT) for state in RequestState)


def test_what_is_open_and_what_is_decided() -> None:
    assert [state for state in RequestState if not state.is_open] == ["shipped", "declined", "duplicate", "withdrawn"]
    assert [state for state in RequestState if not state.is_decided] == ["new", "needs_detail", "under_review"]
    assert [importance.rank for importance in Importance] == [0, 1, 2]
