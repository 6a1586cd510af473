"""First value: when it was reached, when it is due, and what the book newly shows of it."""

from __future__ import annotations

import numpy as np

from domain.health.columns.arrays import Codes, Floats
from domain.health.columns.facts import ValueFacts
from domain.health.columns.found import Found, Look, first_known, found
from domain.health.columns.terms import Terms


def first_value(look: Look, terms: Terms) -> Found:
    """Days to first value (so far, where it is yet to come) over the target, from going live, else from the start."""
    today = np.full(look.size, float(look.today))
    days = np.maximum(first_known(reached_on(look), today) - _clock_begins_on(look, terms), 0)
    return found(look, days / _targets(look), today, kind=None, source="plan")


def first_value_due_on(look: Look, terms: Terms) -> Floats:
    return _clock_begins_on(look, terms) + _targets(look)


def reached_on(look: Look) -> Floats:
    """As the account says; what the book shows is asked only where it says nothing."""
    return first_known(look.facts.first_value_on, values_of(look).found_on)


def values_of(look: Look) -> ValueFacts:
    nothing = np.full(look.size, np.nan)
    usual: Codes = np.zeros(look.size, dtype=np.int64)
    return look.facts.values or ValueFacts(usual, nothing, nothing, nothing, nothing)


def _targets(look: Look) -> Floats:
    """The days that each account has."""
    days = np.array([rule.target_days for rule in look.health.first_value.rules], dtype=np.float64)
    targets: Floats = days[values_of(look).rule]
    return targets


def _clock_begins_on(look: Look, terms: Terms) -> Floats:
    """The day from which time to first value counts."""
    return first_known(look.facts.went_live_on, terms.since)
