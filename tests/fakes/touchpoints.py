from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.touchpoints.touchpoint import Touchpoint
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeTouchpoints:
    """Scoring is not here: whoever tests what a touchpoint does to a score needs a real database."""

    tables: FakeTables

    def log(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        del now
        key = (touchpoint.account, touchpoint.key)
        if key in self.tables.touchpoints:
            return False
        self.tables.touchpoints[key] = touchpoint
        return True
