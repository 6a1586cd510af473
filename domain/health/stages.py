"""Where an account stands in its life with us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.accounts import LifecycleStage
from domain.health.policy import StagePolicy


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a contract; it counts on a day when starts_on <= day < ends_on."""

    starts_on: date
    ends_on: date


def lifecycle_stage(
    rules: StagePolicy,
    *,
    today: date,
    customer_since: date | None,
    returned_on: date | None = None,
    term: Term | None = None,
) -> LifecycleStage:
    """The first that holds: the end of the term is near, or past and not signed; the account is new, or back; stable.

    A renewed term begins nothing anew: only `customer_since`, and `returned_on` after a gap, start onboarding.
    """
    if term and (term.ends_on - today).days <= renewal_window_days(rules, term):
        return LifecycleStage.RENEWAL
    starts = [day for day in (customer_since, returned_on) if day]
    if starts and (today - max(starts)).days <= rules.onboarding_days:
        return LifecycleStage.ONBOARDING
    return LifecycleStage.STABLE


def renewal_window_days(rules: StagePolicy, term: Term) -> int:
    """A shorter term has a window in proportion, rounded half up in whole numbers; a longer one no longer window."""
    term_days, whole = (term.ends_on - term.starts_on).days, rules.renewal_window_term_days
    return min(rules.renewal_window_days, (2 * term_days * rules.renewal_window_days + whole) // (2 * whole))
