from datetime import date

import pytest

from domain.accounts import Cover

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cover", "holds"),
    [
        pytest.param(Cover("U1"), True, id="until further notice"),
        pytest.param(Cover("U1", DAY, DAY), True, id="its only day"),
        pytest.param(Cover("U1", date(2026, 11, 23)), False, id="not yet"),
        pytest.param(Cover("U1", None, date(2026, 11, 21)), False, id="no longer"),
    ],
)
def test_a_cover_holds_on_its_days(cover: Cover, *, holds: bool) -> None:
    assert cover.holds(DAY) is holds
