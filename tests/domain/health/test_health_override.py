from __future__ import annotations

from datetime import timedelta

import pytest
from scorecard_samples import POLICY, TODAY, account, override

from domain.health.model import Override
from domain.health.override import standing_override


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        pytest.param(None, False, id="there is none"),
        pytest.param(override(35), True, id="from the day it was given"),
        pytest.param(override(35, given_on=TODAY + timedelta(days=1)), False, id="not before"),
        pytest.param(override(35, given_on=TODAY - timedelta(days=6), days=7), True, id="the day before its end"),
        pytest.param(override(35, given_on=TODAY - timedelta(days=7), days=7), False, id="not on its end"),
        pytest.param(override(35, given_on=TODAY - timedelta(days=29), days=90), True, id="30 days of a longer one"),
        pytest.param(override(35, given_on=TODAY - timedelta(days=30), days=90), False, id="no more than 30 days"),
    ],
)
def test_an_override_stands_until_its_end_and_never_longer_than_30_days(
    given: Override | None,
    stands: bool,  # noqa: FBT001 (a case of the table)
) -> None:
    found = standing_override(account(override=given), POLICY, today=TODAY)

    assert found == (given if stands else None)
