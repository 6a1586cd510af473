"""How each forecast category is drawn."""

from __future__ import annotations

from domain.renewals.renewal import ForecastCategory

LOOKS: dict[ForecastCategory | None, tuple[str, str]] = {
    ForecastCategory.COMMIT: ("#2f8f5b", ""),
    ForecastCategory.PROBABLE: ("#8cc9a4", ""),
    ForecastCategory.BEST_CASE: ("#cfe3f5", "//"),
    ForecastCategory.AT_RISK: ("#f3c766", "xx"),
    ForecastCategory.EXPECTED_LOSS: ("#e08a80", "\\\\"),
    None: ("#e4e7eb", ".."),
}
"""Colour and hatching of each category, so that none is told by its colour alone."""
COMES, LOST = "#2f8f5b", "#c0392b"
"""What was gained, and what was lost."""
