from __future__ import annotations

import pytest
from scorecard_samples import POLICY_TEXT as SHIPPED

from domain.errors import PolicyError
from domain.expansion.rules import SHIPPED_EXPANSION, ExpansionRules
from domain.health.policy_file import policy_from_toml


def test_what_ships_is_what_older_versions_are_read_with() -> None:
    older = SHIPPED.partition("[expansion]")[0]

    assert policy_from_toml(SHIPPED).expansion == policy_from_toml(older).expansion == SHIPPED_EXPANSION


def test_numbers_may_be_others() -> None:
    text = SHIPPED.replace("seat_share = 0.9", "seat_share = 0.8").replace("contract_days = 60", "contract_days = 90")

    assert policy_from_toml(text).expansion == ExpansionRules(0.8, 28, 90, 90)


@pytest.mark.parametrize(
    ("was", "typed", "problem"),
    [
        pytest.param(
            "seat_share = 0.9", "seat_share = 1.2", '"seat_share" is 1.2, not a number above 0, up to 1', id="1.2"
        ),
        pytest.param("for_days = 28", "for_days = 0", '"for_days" is 0, not a whole number from 1 to 180', id="0 days"),
        pytest.param("after_lost_days = 90", "after_lost = 90", '"after_lost_days" is missing', id="a slip"),
    ],
)
def test_an_error_names_line_and_fix(was: str, typed: str, problem: str) -> None:
    with pytest.raises(PolicyError) as found:
        policy_from_toml(SHIPPED.replace(was, typed))

    first = found.value.problems[0]
    assert first.problem == f"expansion: {problem}"
    assert first.line > SHIPPED[: SHIPPED.index("[expansion]")].count("\n")
    assert first.fix
