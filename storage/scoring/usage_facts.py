"""Usage as facts: three looks, the later ones only at the accounts of which the first leaves something open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import Select

from domain.accounts import UsageMeasure
from domain.health.columns import Codes, Flags, Floats, UsageFacts, newer
from storage.scoring.reading import Source, aligned
from storage.scoring.usage import (
    DAY_STEP,
    FIRST,
    IN_ORDER,
    PAST_DAYS,
    RECENT_DAYS,
    UNDECIDED,
    last_active,
    newest_if_alone,
    newest_of_each,
    windows,
)

_ACTIVITY = (UsageMeasure.ACTIVE_USERS, UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.EVENTS)


def usage_facts(source: Source, account: Codes) -> UsageFacts:
    day, value = _newest(source, account)
    has_events = day[UsageMeasure.EVENTS] > source.moment.day_before(PAST_DAYS).toordinal()
    is_summed_up = day[UsageMeasure.ACTIVE_USERS_28D] > source.moment.day_before(RECENT_DAYS).toordinal()
    events = _of_needed(source, account, windows(UsageMeasure.EVENTS), needed=has_events)
    users = _of_needed(source, account, windows(UsageMeasure.ACTIVE_USERS), needed=~(has_events & is_summed_up))
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
    (alone,) = aligned(account, source.whole_numbers(newest_if_alone()))
    is_undecided = alone == UNDECIDED
    newest = dict(zip(IN_ORDER, _of_needed(source, account, newest_of_each(), needed=is_undecided), strict=True))
    newest[FIRST] = np.where(is_undecided, newest[FIRST], alone)
    day = {measure: np.floor(column / DAY_STEP) for measure, column in newest.items()}
    return day, {measure: newest[measure] - day[measure] * DAY_STEP for measure in UsageMeasure}


def _last_active_on(
    source: Source, account: Codes, day: Mapping[UsageMeasure, Floats], value: Mapping[UsageMeasure, Floats]
) -> Floats:
    """The newest day, unless it says nobody: then there may have been somebody before."""
    known = newer(*(np.where(value[measure] > 0, day[measure], np.nan) for measure in _ACTIVITY))
    is_open = np.any([value[measure] == 0 for measure in _ACTIVITY], axis=0)
    return newer(known, *_of_needed(source, account, last_active(), needed=is_open))


def _of_needed(source: Source, account: Codes, statement: Select[Any], *, needed: Flags) -> Floats:
    """Figures of the accounts that need them; where most do, of all, and where none does, nothing is asked."""
    if not needed.any():
        return np.full((len(statement.selected_columns) - 1, len(account)), np.nan)
    return aligned(account, source.needing(account, needed).whole_numbers(statement))
