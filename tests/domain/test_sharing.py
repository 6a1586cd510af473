from __future__ import annotations

from typing import Any

import pytest

from domain.sharing import Audience, SharingRefusal, sharing_refusal


@pytest.mark.parametrize(
    ("readers", "refusal"),
    [
        pytest.param({}, None, id="colleagues only"),
        pytest.param({"is_direct": True}, SharingRefusal.NOBODY_ELSE, id="a direct message"),
        pytest.param({"reaches_outside": True}, SharingRefusal.OUTSIDERS, id="shared with another company"),
        pytest.param({"outsiders": ("Eve",), "guests": ("Gus",)}, SharingRefusal.OUTSIDERS, id="an outsider reads"),
        pytest.param({"guests": ("Gus",)}, SharingRefusal.GUESTS, id="a guest reads"),
        pytest.param({"is_bot_inside": False}, SharingRefusal.NOT_IN_CHANNEL, id="the bot is not there"),
        pytest.param({"is_complete": False}, SharingRefusal.UNKNOWN, id="not everybody was looked at"),
    ],
)
def test_an_answer_is_posted_only_where_nobody_from_outside_reads(
    readers: dict[str, Any], refusal: SharingRefusal | None
) -> None:
    assert sharing_refusal(Audience("C1", "cs", **readers)) is refusal
