"""Evidence of adoption, out of the daily usage roll-ups."""

from __future__ import annotations

import numpy as np

from domain.health.columns.arrays import Flags, Floats, newer, share
from domain.health.columns.found import Found, Look, first_known, found
from domain.health.columns.terms import Terms
from domain.records import RecordKind

RECENT_DAYS = 28
BEFORE_DAYS = 84


def seat_activity(look: Look, terms: Terms) -> Found:
    """Active users of 28 days over contracted seats; silence of a feed that works is nobody, not unknown."""
    usage = look.facts.usage
    fresh = np.where(_is_recent(look, usage.active_28d_on), usage.active_28d, np.nan)
    silence = _zero_when_silent(look, usage.last_row_on)
    users = first_known(fresh, usage.active_recent_most, silence, usage.active_28d)
    days = first_known(
        np.where(np.isnan(fresh), np.nan, usage.active_28d_on),
        np.where(np.isnan(usage.active_recent_most), np.nan, usage.active_recent_on),
        silence + look.feed_day(RecordKind.USAGE),
        usage.active_28d_on,
    )
    return _usage(look, share(users, terms.seats), days)


def core_depth(look: Look, terms: Terms) -> Found:
    """Core features used in 28 days over contracted ones."""
    usage = look.facts.usage
    is_fresh = _is_recent(look, usage.core_on)
    silence = np.where(is_fresh, np.nan, _zero_when_silent(look, usage.core_on))
    used = first_known(silence, usage.core_used)
    days = first_known(silence + look.feed_day(RecordKind.USAGE), usage.core_on)
    return _usage(look, share(used, terms.core_features), days)


def usage_trend(look: Look) -> Found:
    """The last 28 days against an average 28 of the 84 before; a shorter past counts as far as it goes, if 28 days."""
    usage = look.facts.usage
    has_events = ~np.isnan(newer(usage.events_recent, usage.events_before))
    recent = np.where(has_events, usage.events_recent, usage.active_recent)
    recent_on = np.where(has_events, usage.events_recent_on, usage.active_recent_on)
    before = np.where(has_events, usage.events_before, usage.active_before)
    first_on = np.where(has_events, usage.events_first_on, usage.active_first_on)
    silence = _zero_when_silent(look, before)
    days = first_known(recent_on + 0 * recent, silence + look.feed_day(RecordKind.USAGE))
    average = before / _days_before(look, first_on) * RECENT_DAYS
    return _usage(look, share(first_known(recent, silence), average), days)


def licence_fit(look: Look, terms: Terms) -> Found:
    """Assigned over contracted seats."""
    usage = look.facts.usage
    return _usage(look, share(usage.assigned, terms.seats), usage.assigned_on)


def has_no_active_user(look: Look, terms: Terms) -> Flags:
    """Nobody was active for weeks, and we would know: usage came once and its feed works. Beginners get as long."""
    usage = look.facts.usage
    quiet_since = newer(usage.last_active_on, terms.since)
    is_silent = look.today - quiet_since >= look.health.caps.no_active_user_days
    return is_silent & ~np.isnan(usage.last_row_on) & look.is_usage_alive()


def _usage(look: Look, value: Floats, days: Floats) -> Found:
    return found(look, value, days, kind=RecordKind.USAGE, source="usage")


def _is_recent(look: Look, days: Floats) -> Flags:
    return days > look.today - RECENT_DAYS


def _zero_when_silent(look: Look, last_on: Floats) -> Floats:
    """0 where there was something once and the feed that brought it still works; else NaN."""
    is_silent = ~np.isnan(last_on) & look.is_usage_alive()
    return np.where(is_silent, 0.0, np.nan)


def _days_before(look: Look, first_on: Floats) -> Floats:
    """How many of the 84 days an account has a past for; NaN under 28."""
    known = np.minimum(look.today - RECENT_DAYS - first_on + 1, BEFORE_DAYS)
    return np.where(known >= RECENT_DAYS, known, np.nan)
