"""Usage as facts: three looks, the later ones only at the accounts of which the first leaves something open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import Select

from domain.accounts import UsageMeasure
from domain.health.columns import Codes, Flags, Floats, UsageFacts, newer
from storage.scoring.reading import Source, aligned
from storage.scoring.usage import DAY_STEP, PAST_DAYS, RECENT_DAYS, last_active, newest_values, windows

_ACTIVITY = (UsageMeasure.ACTIVE_USERS, UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.EVENTS)
_NO_PAIR = "nan nan"


def usage_facts(source: Source, account: Codes) -> UsageFacts:
    day, value = _newest(source, account)
    has_events = day[UsageMeasure.EVENTS] > source.moment.day_before(PAST_DAYS).toordinal()
    is_summed_up = day[UsageMeasure.ACTIVE_USERS_28D] > source.moment.day_before(RECENT_DAYS).toordinal()
    events = _windows(source, account, UsageMeasure.EVENTS, needed=has_events)
    users = _windows(source, account, UsageMeasure.ACTIVE_USERS, needed=~(has_events & is_summed_up))
    return UsageFacts(
        active_28d_on=day[UsageMeasure.ACTIVE_USERS_28D],
        active_28d=value[UsageMeasure.ACTIVE_USERS_28D],
        active_recent_on=day[UsageMeasure.ACTIVE_USERS],
        active_recent_most=users[1],
        active_recent=users[0],
        active_before=users[2],
        active_first_on=users[3],
        events_recent_on=day[UsageMeasure.EVENTS],
        events_recent=events[0],
        events_before=events[2],
        events_first_on=events[3],
        core_on=day[UsageMeasure.CORE_FEATURES_USED],
        core_used=value[UsageMeasure.CORE_FEATURES_USED],
        assigned_on=day[UsageMeasure.SEATS_ASSIGNED],
        assigned=value[UsageMeasure.SEATS_ASSIGNED],
        last_active_on=_last_active_on(source, account, day, value),
        last_row_on=newer(*(day[measure] for measure in _ACTIVITY)),
    )


def _newest(source: Source, account: Codes) -> tuple[Mapping[UsageMeasure, Floats], Mapping[UsageMeasure, Floats]]:
    """The newest day of each measure, and its value."""
    newest = dict(zip(UsageMeasure, aligned(account, source.rows(newest_values())), strict=True))
    day = {measure: np.floor(column / DAY_STEP) for measure, column in newest.items()}
    return day, {measure: newest[measure] - day[measure] * DAY_STEP for measure in UsageMeasure}


def _windows(source: Source, account: Codes, measure: UsageMeasure, *, needed: Flags) -> Floats:
    """Sum and most of the recent days, sum and first day of those before, of the accounts that need them."""
    rows = _of_needed(source, account, windows(measure), needed)
    pairs = " ".join([row[1] or _NO_PAIR for row in rows]).split()
    ids, before, first_on = np.array([(row[0], *row[2:]) for row in rows], dtype=np.float64).reshape(-1, 3).T
    recent, most = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    return aligned(account, np.column_stack([ids, recent, most, before, first_on]))


def _last_active_on(
    source: Source, account: Codes, day: Mapping[UsageMeasure, Floats], value: Mapping[UsageMeasure, Floats]
) -> Floats:
    """The newest day, unless it says nobody: then there may have been somebody before."""
    known = newer(*(np.where(value[measure] > 0, day[measure], np.nan) for measure in _ACTIVITY))
    is_open = np.any([value[measure] == 0 for measure in _ACTIVITY], axis=0)
    rows = _of_needed(source, account, last_active(), is_open)
    looked_up = aligned(account, np.array(rows, dtype=np.float64).reshape(-1, 1 + len(_ACTIVITY)))
    return newer(known, *looked_up)


def _of_needed(source: Source, account: Codes, statement: Select[Any], needed: Flags) -> list[tuple[Any, ...]]:
    """Rows of the accounts that need them; where most do, of all."""
    if not needed.any():
        return []
    return source.needing(account, needed).raw(statement)
