"""When a loss was the last of an account."""

from __future__ import annotations

from datetime import date

import pytest
from term_samples import END, TODAY, closed, line, renewal, term, usd

from domain.renewals.departing import departing
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from domain.renewals.terms import ContractTerm

OVER = date(2026, 11, 27)
LOST = closed(OutcomeKind.LOST, final=usd(0))
ENDED = term(1, line(), ends=OVER)


def lost(outcome: Outcome = LOST, *, due_on: date = OVER, number: int = 1) -> Renewal:
    return renewal(number, due_on=due_on, outcome=outcome)


@pytest.mark.parametrize(
    ("renewals", "terms", "leaves"),
    [
        pytest.param([lost()], [ENDED], [1], id="the last term ends today"),
        pytest.param([lost()], [], [1], id="its contract is gone"),
        pytest.param([lost(due_on=END)], [term(1, line())], [], id="its term still runs"),
        pytest.param([lost()], [ENDED, term(2, line())], [], id="another one runs"),
        pytest.param([lost()], [ENDED, term(2, line(), ends=None)], [], id="another one has no end"),
        pytest.param([lost()], [ENDED, term(2, line(), starts=END, ends=date(2028, 1, 1))], [], id="one is to begin"),
        pytest.param([lost(), renewal(2, due_on=date(2026, 11, 1))], [ENDED], [], id="another one is undecided"),
        pytest.param([lost(closed(OutcomeKind.LOST, left=True))], [ENDED], [], id="it made the account leave before"),
        pytest.param([lost(closed(OutcomeKind.LOST, by="import"))], [ENDED], [], id="nobody's word"),
        pytest.param([lost(closed())], [ENDED], [], id="renewed"),
        pytest.param(
            [lost(), lost(closed(), due_on=date(2026, 11, 20), number=2)], [ENDED], [1], id="the latest one was lost"
        ),
        pytest.param(
            [lost(due_on=date(2025, 1, 1)), lost(closed(), number=2)], [ENDED], [], id="the latest one was not"
        ),
        pytest.param(
            [lost(), lost(closed(OutcomeKind.MOVED), due_on=END, number=2)], [ENDED], [1], id="moved days do not count"
        ),
    ],
)
def test_an_account_leaves_when_its_last_term_was_lost_and_is_over(
    renewals: list[Renewal], terms: list[ContractTerm], leaves: list[int]
) -> None:
    found = departing(renewals, terms, candidates={7}, today=TODAY)

    assert [each.id for each in found] == leaves


def test_only_candidates_leave() -> None:
    assert departing([lost()], [ENDED], candidates={8}, today=TODAY) == []
