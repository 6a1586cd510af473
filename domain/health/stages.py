"""Where an account stands in its life with us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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


def entered_stage_on(
    rules: StagePolicy,
    stage: LifecycleStage,
    *,
    customer_since: date | None,
    returned_on: date | None = None,
    term: Term | None = None,
) -> date | None:
    """The first day of the stage that an account is in; None where the days that it follows from are not known.

    A term that began after onboarding had ended took its renewal stage off the account: stable begins with it.
    """
    began_on = max((day for day in (customer_since, returned_on) if day), default=None)
    match stage:
        case LifecycleStage.RENEWAL:
            assert term, "without a term nothing renews"
            return max(term.starts_on, term.ends_on - timedelta(days=renewal_window_days(rules, term)))
        case LifecycleStage.ONBOARDING:
            return began_on
        case _:
            grown_on = began_on + timedelta(days=rules.onboarding_days + 1) if began_on else None
            return max((day for day in (grown_on, term.starts_on if term else None) if day), default=None)


def renewal_window_days(rules: StagePolicy, term: Term) -> int:
    """A shorter term has a window in proportion, rounded half up in whole numbers; a longer one no longer window."""
    term_days, whole = (term.ends_on - term.starts_on).days, rules.renewal_window_term_days
    return min(rules.renewal_window_days, (2 * term_days * rules.renewal_window_days + whole) // (2 * whole))
