"""The lifecycle stage of every account of the book."""

from __future__ import annotations

import numpy as np

from domain.accounts import LifecycleStage, RenewalStep
from domain.health.columns.arrays import Codes, Flags, Floats
from domain.health.columns.coding import STAGES, TIERS, place
from domain.health.columns.found import Look
from domain.health.columns.terms import Terms
from domain.health.policy import HealthPolicy, StagePolicy
from domain.lifecycle.policy import Stuck


def stages_of(terms: Terms, health: HealthPolicy, *, today: int) -> Codes:
    """Renewal first, then onboarding, else stable; each as its place in `LifecycleStage`."""
    is_onboarding = today - terms.since <= health.stages.onboarding_days
    young = np.where(is_onboarding, place(LifecycleStage.ONBOARDING), place(LifecycleStage.STABLE))
    return np.where(_is_renewing(terms, health.stages, today), place(LifecycleStage.RENEWAL), young)


def entered_on(terms: Terms, health: HealthPolicy, stage: Codes) -> Floats:
    """The first day of each account's stage, as `domain.health.stages.entered_stage_on` has it; NaN: not known."""
    starts_on = np.where(np.isfinite(terms.starts_on), terms.starts_on, np.nan)
    began_on = np.where(np.isfinite(terms.since), terms.since, np.nan)
    renewing = np.fmax(starts_on, terms.ends_on - _window(terms, health.stages))
    grown = np.fmax(began_on + health.stages.onboarding_days + 1, starts_on)
    young = np.where(stage == place(LifecycleStage.ONBOARDING), began_on, grown)
    entered: Floats = np.where(stage == place(LifecycleStage.RENEWAL), renewing, young)
    return entered


def stuck_in(look: Look, terms: Terms, stage: Codes, value_on: Floats) -> Floats:
    """Why each account is stuck, as the place in `Stuck`; NaN where it is not."""
    rules, age = look.health.lifecycle, look.today - terms.since
    went_live_on = look.facts.went_live_on
    is_not_live = np.isnan(went_live_on) | (went_live_on > look.today)
    is_waiting = np.isnan(value_on) & (stage == place(LifecycleStage.ONBOARDING))
    is_late_to_live = is_not_live & is_waiting & (age > rules.live_within_days)
    past_onboarding = age - look.health.stages.onboarding_days
    is_asked = (past_onboarding > rules.value_after_onboarding_days) & (age <= rules.value_asked_days)
    is_signed = terms.renewal_step == place(RenewalStep.SIGNED)
    is_past = (look.today - terms.ends_on > rules.renewal_past_days) & ~is_signed
    found = np.full(look.size, np.nan)
    found[is_asked & np.isnan(value_on)] = place(Stuck.NO_VALUE)
    found[is_past & (stage == place(LifecycleStage.RENEWAL))] = place(Stuck.RENEWAL_OPEN)
    found[is_late_to_live] = place(Stuck.NOT_LIVE)
    return found


def cadences(health: HealthPolicy, tier: Codes, stage: Codes) -> Floats:
    """How many days may lie between two touchpoints of each account."""
    days = [[health.cadence_days(stage=stage, tier=tier) for stage in STAGES] for tier in TIERS]
    return np.array(days, dtype=np.float64)[tier, stage]


def _is_renewing(terms: Terms, stages: StagePolicy, today: int) -> Flags:
    return terms.ends_on - today <= _window(terms, stages)


def _window(terms: Terms, stages: StagePolicy) -> Floats:
    """A term of unknown length has the whole window."""
    full = float(stages.renewal_window_days)
    in_proportion = np.floor((terms.ends_on - terms.starts_on) * full / stages.renewal_window_term_days + 0.5)
    window: Floats = np.fmin(in_proportion, full)
    return window
