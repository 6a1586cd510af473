"""Time zones as people and Slack name them."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo


def is_zone(name: str) -> bool:
    """As the tables of this machine have it: `Europe/Berlin`."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=256)
def zone_called(name: str | None, fallback: str) -> ZoneInfo:
    """A zone this machine knows; Slack may name one that is newer than its tables."""
    try:
        return ZoneInfo(name or fallback)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(fallback)
