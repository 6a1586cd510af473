"""The lifecycle stage of every account of the book."""

from __future__ import annotations

import numpy as np

from domain.accounts import LifecycleStage
from domain.health.columns.arrays import Codes, Flags, Floats
from domain.health.columns.coding import STAGES, TIERS, place
from domain.health.columns.terms import Terms
from domain.health.policy import HealthPolicy, StagePolicy


def stages_of(terms: Terms, health: HealthPolicy, *, today: int) -> Codes:
    """Renewal first, then onboarding, else stable; each as its place in `LifecycleStage`."""
    is_onboarding = today - terms.since <= health.stages.onboarding_days
    young = np.where(is_onboarding, place(LifecycleStage.ONBOARDING), place(LifecycleStage.STABLE))
    return np.where(_is_renewing(terms, health.stages, today), place(LifecycleStage.RENEWAL), young)


def cadences(health: HealthPolicy, tier: Codes, stage: Codes) -> Floats:
    """How many days may lie between two touchpoints of each account."""
    days = [[health.cadence_days(stage=stage, tier=tier) for stage in STAGES] for tier in TIERS]
    return np.array(days, dtype=np.float64)[tier, stage]


def _is_renewing(terms: Terms, stages: StagePolicy, today: int) -> Flags:
    """A term of unknown length has the whole window."""
    full = float(stages.renewal_window_days)
    in_proportion = np.floor((terms.ends_on - terms.starts_on) * full / stages.renewal_window_term_days + 0.5)
    return terms.ends_on - today <= np.fmin(in_proportion, full)
