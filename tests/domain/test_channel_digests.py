from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.channel_digests import RefusedChannel, digest_refusal, refused_channel, with_less_detail
from domain.digests.digest import Digest
from domain.digests.items import Item, Reason
from domain.renewals.renewal import ForecastCategory
from domain.sharing import Audience, SharingRefusal

NOW = datetime(2026, 9, 1, 6, 30, tzinfo=UTC)
TEAM = Audience("C1", "team", 5)
MIXED = Audience("C2", "mixed", 5, guests=("Gil",))


@pytest.mark.parametrize(
    ("chosen", "looked_at", "expected"),
    [
        pytest.param([], [], None, id="none chosen"),
        pytest.param(["C1"], [TEAM, MIXED], None, id="its readers are our own"),
        pytest.param(["C1", "C2"], [TEAM, MIXED], RefusedChannel(MIXED, SharingRefusal.GUESTS), id="guests read one"),
        pytest.param(
            ["C3"],
            [TEAM],
            RefusedChannel(Audience("C3", "C3", is_complete=False), SharingRefusal.UNKNOWN),
            id="nobody looked at it",
        ),
    ],
)
def test_a_channel_is_judged_by_its_readers(
    chosen: list[str], looked_at: list[Audience], expected: RefusedChannel | None
) -> None:
    assert refused_channel(chosen, looked_at) == expected


@pytest.mark.parametrize(
    ("audience", "refusal"),
    [
        pytest.param(Audience("C1", "team", 5, is_bot_inside=False), SharingRefusal.NOT_IN_CHANNEL, id="to be joined"),
        pytest.param(
            Audience("C1", "all", 900, is_bot_inside=False, is_complete=False), SharingRefusal.UNKNOWN, id="too large"
        ),
        pytest.param(TEAM, None, id="one of our own"),
    ],
)
def test_a_channel_that_is_too_large_is_not_joined_first(audience: Audience, refusal: SharingRefusal | None) -> None:
    assert digest_refusal(audience) is refusal


def test_a_channel_reads_nothing_of_people_and_of_expectations() -> None:
    full = Item(1, "Acme", "U1", None, Reason.PERSON_LEFT, 12, 45, person="Kim", category=ForecastCategory.AT_RISK)

    made = with_less_detail(Digest(NOW, NOW, (full,), 2, None, ()))

    assert made == Digest(NOW, NOW, (Item(1, "Acme", "U1", None, Reason.PERSON_LEFT, None, 45),), 2, None, ())
