"""How long an account has been silent, against the days that may lie between two touchpoints."""

from __future__ import annotations

from datetime import date

from domain.health.standing import AccountStanding


def days_silent(standing: AccountStanding, today: date) -> int | None:
    """Since the last two-way contact; where there never was one, since the account came to us."""
    since = standing.last_two_way_on or standing.with_us_since
    return max(0, (today - since).days) if since else None


def days_late(standing: AccountStanding, today: date) -> int | None:
    """Days past the cadence: 0 while it is kept, None where it cannot be said."""
    silent = days_silent(standing, today)
    if silent is None or standing.cadence_days is None:
        return None
    return max(0, silent - standing.cadence_days)


def gravity_of_silence(standing: AccountStanding, today: date) -> tuple[int, float]:
    """What lists are ordered by: the late ones by how many cadences have passed, then the unknown, then the others."""
    silent, late = days_silent(standing, today), days_late(standing, today)
    if silent is None or late is None or not standing.cadence_days:
        return 1, 0.0
    return (0 if late else 2), -silent / standing.cadence_days
