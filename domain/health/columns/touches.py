"""Touch compliance for the whole book at once: due touches met within the tolerance."""

from __future__ import annotations

import numpy as np

from domain.health.columns.arrays import Codes, Flags, Floats, share

WINDOW_DAYS = 90


def tolerance(cadence: Floats) -> Floats:
    """Days early or late that still meet a due touch; under half a cadence, so that one touch meets one at most."""
    tolerated: Floats = np.minimum(np.maximum(2.0, 0.2 * cadence), np.ceil(cadence / 2) - 1)
    return tolerated


def touch_compliance(
    since: Floats, cadence: Floats, *, spot: Codes, touched_on: Floats, today: int, window: int = WINDOW_DAYS
) -> Floats:
    """The share of touches due in the window that were met; NaN where none was due."""
    due, met = due_and_met(since, cadence, spot=spot, touched_on=touched_on, today=today, window=window)
    return share(met, due)


def due_and_met(
    since: Floats, cadence: Floats, *, spot: Codes, touched_on: Floats, today: int, window: int = WINDOW_DAYS
) -> tuple[Floats, Floats]:
    """How many touches were due in the window, and how many of them were met; NaN where nobody knows since when.

    Touches fall due every `cadence` days from `since`. One that can still be met in time is not looked at yet.
    """
    first = np.maximum(np.ceil((today - window - since) / cadence), 1.0)
    last = np.ceil((today - tolerance(cadence) - since) / cadence) - 1
    number, is_met = _met(since[spot], cadence[spot], touched_on)
    is_met &= (number >= first[spot]) & (number <= last[spot])
    stride = 100_000.0
    met = np.unique(spot[is_met] * stride + number[is_met])
    kept = np.bincount((met // stride).astype(np.int64), minlength=len(since)).astype(np.float64)
    due: Floats = np.maximum(last - first + 1, 0)
    return due, np.where(np.isnan(due), np.nan, kept)


def _met(since: Floats, cadence: Floats, touched_on: Floats) -> tuple[Floats, Flags]:
    number = np.rint((touched_on - since) / cadence)
    return number, np.abs(touched_on - since - number * cadence) <= tolerance(cadence)
