from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from scorecard_samples import POLICY, TODAY, WORKED, account, override, snapshot, worked

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band, Cap, Measure
from domain.health.snapshots import SnapshotLine
from domain.health.trend import Arrow, arrow_of, colour_to_tell, trend

BEFORE = TODAY - timedelta(days=28)


def test_a_trend_is_the_raw_score_now_less_the_one_before() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)
    now = snapshot(worked({Measure.OUTCOMES: 0}))

    assert trend(now, before, POLICY) == pytest.approx(-11.25)


def test_caps_and_a_person_s_score_make_no_trend() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE), day=BEFORE)
    now = snapshot(replace(worked(caps=frozenset({Cap.CHAMPION_LEFT})), override=override(10)))

    assert trend(now, before, POLICY) == 0


def test_a_new_stage_or_tier_makes_no_trend() -> None:
    before = snapshot(account(WORKED, known_on=BEFORE, tier=Tier.HIGH), day=BEFORE)
    now = snapshot(account(WORKED, stage=LifecycleStage.RENEWAL))

    assert trend(now, before, POLICY) == 0


@pytest.mark.parametrize(
    ("points", "arrow"),
    [
        pytest.param(5, Arrow.UP, id="five up"),
        pytest.param(5 - 1e-12, Arrow.UP, id="five but for noise"),
        pytest.param(4.9, Arrow.LEVEL, id="less than five"),
        pytest.param(-4.9, Arrow.LEVEL, id="less than five down"),
        pytest.param(-5, Arrow.DOWN, id="five down"),
    ],
)
def test_the_arrow_turns_at_five_points(points: float, arrow: Arrow) -> None:
    assert arrow_of(points, POLICY.trend) is arrow


def lines(*scores: tuple[int, Band]) -> list[SnapshotLine]:
    first = TODAY - timedelta(days=len(scores) - 1)
    return [SnapshotLine(first + timedelta(days=n), shown, shown, band, 1) for n, (shown, band) in enumerate(scores)]


@pytest.mark.parametrize(
    ("told", "scores", "tell"),
    [
        pytest.param(Band.GREEN, [], None, id="never scored"),
        pytest.param(Band.GREEN, [(80, Band.GREEN)], None, id="as told"),
        pytest.param(Band.GREEN, [(70, Band.GREEN), (69, Band.YELLOW)], None, id="one day, one point below"),
        pytest.param(Band.GREEN, [(69, Band.YELLOW), (69, Band.YELLOW)], Band.YELLOW, id="two days"),
        pytest.param(Band.GREEN, [(69, Band.YELLOW), (70, Band.GREEN)], None, id="a flicker"),
        pytest.param(Band.GREEN, [(69, Band.YELLOW), (71, Band.GREEN), (69, Band.YELLOW)], None, id="two flickers"),
        pytest.param(Band.GREEN, [(72, Band.GREEN), (68, Band.YELLOW)], None, id="two points past the border"),
        pytest.param(Band.GREEN, [(72, Band.GREEN), (67, Band.YELLOW)], Band.YELLOW, id="three points past it"),
        pytest.param(Band.GREEN, [(72, Band.GREEN), (39, Band.RED)], Band.RED, id="right through to red"),
        pytest.param(Band.YELLOW, [(40, Band.YELLOW), (38, Band.RED)], None, id="two points into the red"),
        pytest.param(Band.YELLOW, [(40, Band.YELLOW), (37, Band.RED)], Band.RED, id="three points into the red"),
        pytest.param(Band.YELLOW, [(69, Band.YELLOW), (73, Band.GREEN)], Band.GREEN, id="well into the green"),
        pytest.param(Band.RED, [(39, Band.RED), (42, Band.YELLOW)], None, id="barely out of the red"),
        pytest.param(Band.RED, [(39, Band.RED), (43, Band.YELLOW)], Band.YELLOW, id="well out of the red"),
        pytest.param(Band.GREEN, [(80, Band.GREEN), (80, Band.YELLOW)], None, id="evidence went: no border crossed"),
        pytest.param(Band.YELLOW, [(50, Band.YELLOW), (20, Band.GREY)], None, id="grey has to last"),
        pytest.param(Band.GREY, [(50, Band.GREY), (20, Band.RED)], None, id="out of grey it has to last"),
        pytest.param(Band.GREY, [(20, Band.RED), (20, Band.RED)], Band.RED, id="out of grey and lasting"),
    ],
)
def test_a_new_colour_is_told_when_it_lasts_or_is_clear(
    told: Band, scores: list[tuple[int, Band]], tell: Band | None
) -> None:
    assert colour_to_tell(told, lines(*scores), POLICY) is tell
