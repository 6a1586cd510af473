"""The contract that counts today and since when the account is with us, for the whole book at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from domain.health.columns.arrays import Codes, Flags, Floats, earliest, latest, newer, total
from domain.health.columns.facts import ContractRows

GRACE_DAYS = 30
"""A term that begins within these days of the last one's end goes on with it; later it is a return."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Of the contracts that count today: the one that ends first, and what all of them together entitle to."""

    since: Floats
    starts_on: Floats
    ends_on: Floats
    seats: Floats
    core_features: Floats
    notice_received_on: Floats
    renewal_step: Floats
    renewal_step_on: Floats
    notice_days: Floats
    auto_renew: Floats


def terms_of(rows: ContractRows, customer_since: Floats, *, today: int) -> Terms:
    size = len(customer_since)
    rows = _bounded(rows)
    counts = _counting(rows, today, size)
    spot = rows.spot[counts]
    ends_on = earliest(spot, rows.end_on[counts], size)
    ending = counts & (rows.end_on == ends_on[rows.spot])
    return Terms(
        since=newer(customer_since, _returned_on(rows, customer_since, today, size)),
        starts_on=earliest(rows.spot[ending], rows.start_on[ending], size),
        ends_on=ends_on,
        seats=total(spot, rows.seats[counts], size),
        core_features=total(spot, rows.core_features[counts], size),
        notice_received_on=latest(spot, rows.notice_received_on[counts], size),
        renewal_step=earliest(rows.spot[ending], rows.renewal_step[ending], size),
        renewal_step_on=latest(rows.spot[ending], rows.renewal_step_on[ending], size),
        notice_days=latest(rows.spot[ending], rows.notice_days[ending], size),
        auto_renew=latest(rows.spot[ending], rows.auto_renew[ending], size),
    )


def _bounded(rows: ContractRows) -> ContractRows:
    """An unknown start lies before all time, an unknown end after it."""
    start_on = np.where(np.isnan(rows.start_on), -np.inf, rows.start_on)
    return replace(rows, start_on=start_on, end_on=np.where(np.isnan(rows.end_on), np.inf, rows.end_on))


def _counting(rows: ContractRows, today: int, size: int) -> Flags:
    """Those that run today; where none does, the one that ended last; where none began yet, the first to begin."""
    begun = rows.start_on <= today
    running = begun & (today < rows.end_on)
    last_end = latest(rows.spot[begun], rows.end_on[begun], size)
    first_start = earliest(rows.spot, rows.start_on, size)
    has_running = _any(rows.spot, running, size)[rows.spot]
    has_begun = _any(rows.spot, begun, size)[rows.spot]
    ended_last = ~has_running & begun & (rows.end_on == last_end[rows.spot])
    begins_first = ~has_begun & (rows.start_on == first_start[rows.spot])
    counting: Flags = running | ended_last | begins_first
    return counting


def _returned_on(rows: ContractRows, customer_since: Floats, today: int, size: int) -> Floats:
    """The start of the present unbroken line of contracts; NaN where it is the first and `customer_since` is known."""
    order = np.lexsort((rows.start_on, rows.spot))
    spot, start, end = rows.spot[order], rows.start_on[order], rows.end_on[order]
    is_first = np.diff(spot, prepend=-1) > 0
    covered = _covered_until(spot, end)
    is_gap = ~is_first & (start > np.roll(covered, 1) + GRACE_DAYS) & (start <= today)
    is_unknown_start = is_first & np.isnan(customer_since[spot])
    opens = is_gap | is_unknown_start
    return latest(spot[opens], start[opens], size)


def _covered_until(spot: Codes, end: Floats) -> Floats:
    """The latest end so far within each account; rows are in order of account and start."""
    stride = 2.0 * date.max.toordinal()
    bounded = np.minimum(end, date.max.toordinal())
    covered: Floats = np.maximum.accumulate(spot * stride + bounded) - spot * stride
    return covered


def _any(spot: Codes, flags: Flags, size: int) -> Flags:
    found: Flags = np.bincount(spot[flags], minlength=size) > 0
    return found
