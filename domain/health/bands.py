"""Colour and confidence of a score."""

from __future__ import annotations

from domain.health.model import Band, Confidence
from domain.health.policy import BandPolicy, ConfidencePolicy
from domain.health.rounding import reaches


def band_of(shown: int, rules: BandPolicy, *, coverage: float, has_hard_red: bool) -> Band:
    """The colour of the number people see: 69.6 is shown as 70 and is green.

    Too little known is grey, unless a hard fact holds the score down in the red: then little has to be known.
    """
    if not has_hard_red and not reaches(coverage, rules.colour_coverage):
        return Band.GREY
    if shown >= rules.green_from and reaches(coverage, rules.green_coverage):
        return Band.GREEN
    return Band.YELLOW if shown >= rules.yellow_from else Band.RED


def coverage_lacking(band: Band, shown: int, rules: BandPolicy, *, coverage: float) -> float | None:
    """What has to be known for the colour that the number alone would have; None where it has that colour."""
    if band is Band.GREY:
        return rules.colour_coverage
    if band is Band.YELLOW and shown >= rules.green_from and not reaches(coverage, rules.green_coverage):
        return rules.green_coverage
    return None


def confidence_of(coverage: float, rules: ConfidencePolicy) -> Confidence:
    if reaches(coverage, rules.high_coverage):
        return Confidence.HIGH
    return Confidence.MEDIUM if reaches(coverage, rules.medium_coverage) else Confidence.LOW
