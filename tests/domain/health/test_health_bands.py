from __future__ import annotations

import pytest
from scorecard_samples import POLICY

from domain.health.bands import band_of, confidence_of, coverage_lacking
from domain.health.model import Band, Confidence


@pytest.mark.parametrize(
    ("shown", "coverage", "band"),
    [
        pytest.param(70, 1.0, Band.GREEN, id="green begins at 70"),
        pytest.param(69, 1.0, Band.YELLOW, id="69 is yellow"),
        pytest.param(40, 1.0, Band.YELLOW, id="yellow begins at 40"),
        pytest.param(39, 1.0, Band.RED, id="39 is red"),
        pytest.param(95, 0.7, Band.GREEN, id="green at a coverage of 70 %"),
        pytest.param(95, 0.6999, Band.YELLOW, id="never green below"),
        pytest.param(95, 0.5, Band.YELLOW, id="a colour at a coverage of 50 %"),
        pytest.param(95, 0.4999, Band.GREY, id="none below"),
        pytest.param(10, 0.4999, Band.GREY, id="a low score on little evidence is grey, not red"),
    ],
)
def test_the_colour_goes_by_the_shown_number_and_the_coverage(shown: int, coverage: float, band: Band) -> None:
    assert band_of(shown, POLICY.bands, coverage=coverage, has_hard_red=False) is band


def test_a_hard_red_needs_no_coverage() -> None:
    assert band_of(15, POLICY.bands, coverage=0.0, has_hard_red=True) is Band.RED


@pytest.mark.parametrize(
    ("coverage", "confidence"),
    [
        pytest.param(0.8, Confidence.HIGH, id="high from 80 %"),
        pytest.param(0.7999, Confidence.MEDIUM, id="medium below"),
        pytest.param(0.5, Confidence.MEDIUM, id="medium from 50 %"),
        pytest.param(0.4999, Confidence.LOW, id="low below"),
    ],
)
def test_confidence_goes_by_the_coverage(coverage: float, confidence: Confidence) -> None:
    assert confidence_of(coverage, POLICY.confidence) is confidence


@pytest.mark.parametrize(
    ("band", "shown", "coverage", "lacking"),
    [
        pytest.param(Band.GREY, 20, 0.3, 0.5, id="a colour takes more"),
        pytest.param(Band.YELLOW, 70, 0.699, 0.7, id="green takes more"),
        pytest.param(Band.YELLOW, 69, 0.5, None, id="yellow by its number"),
        pytest.param(Band.YELLOW, 70, 0.7, None, id="enough is known"),
        pytest.param(Band.RED, 80, 0.3, None, id="held down in the red"),
    ],
)
def test_what_a_colour_lacks_is_said_only_where_the_number_alone_would_have_it(
    band: Band, shown: int, coverage: float, lacking: float | None
) -> None:
    assert coverage_lacking(band, shown, POLICY.bands, coverage=coverage) == lacking
