"""Every number of the health model: what `policy.toml` says, once it has been read and found sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from domain.accounts import LifecycleStage, Tier
from domain.alerts.policy import SHIPPED_ALERTS, AlertRules
from domain.expansion.rules import SHIPPED_EXPANSION, ExpansionRules
from domain.feedback.priority import SHIPPED_PRIORITY, PriorityRules
from domain.first_value.rules import FirstValuePolicy
from domain.health.model import Cap, Dimension, Measure
from domain.lifecycle.policy import SHIPPED_LIFECYCLE, LifecycleRules
from domain.people.gaps import SHIPPED_PEOPLE, PeopleRules
from domain.plans.policy import SHIPPED_PLANS, PlanRules
from domain.renewals.policy import RenewalPolicy
from domain.teamwork.policy import SHIPPED_TEAM, TeamPolicy

if TYPE_CHECKING:
    from domain.playbooks.playbook import PlaybookRules  # which no card needs

Anchors: TypeAlias = tuple[float, float, float, float]
"""A measure's values, in its own unit, at each of `ANCHOR_POINTS`; they rise all the way or fall all the way."""

ANCHOR_POINTS: Anchors = (0.0, 40.0, 70.0, 100.0)


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """A term of `renewal_window_term_days` has a window of `renewal_window_days`; shorter ones in proportion."""

    onboarding_days: int
    renewal_window_days: int
    renewal_window_term_days: int


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """`weight_times` multiplies the weights of dimensions; one that is not named keeps its weight."""

    cadence_days: int
    onboarding_cadence_days: int
    weight_times: Mapping[Dimension, float]


@dataclass(frozen=True, slots=True)
class AnchorScale:
    """What numbers are worth; the anchors of the tier stand before those of the stage."""

    anchors: Anchors
    by_stage: Mapping[LifecycleStage, Anchors]
    by_tier: Mapping[Tier, Anchors]

    def anchors_for(self, *, stage: LifecycleStage, tier: Tier) -> Anchors:
        return self.by_tier.get(tier) or self.by_stage.get(stage) or self.anchors


@dataclass(frozen=True, slots=True)
class WordScale:
    """What words are worth, 0 to 100."""

    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MeasurePolicy:
    """How one measure counts: `share` of its dimension, in `stages`; full for `valid_days`, then fading."""

    dimension: Dimension
    share: float
    stages: frozenset[LifecycleStage]
    valid_days: int
    half_life_days: float
    scale: AnchorScale | WordScale


@dataclass(frozen=True, slots=True)
class CapPolicy:
    """How far each hard fact holds a score down, and from where on it is one."""

    ceilings: Mapping[Cap, float]
    invoice_long_overdue_days: int
    invoice_overdue_days: int
    no_active_user_days: int
    usage_feed_alive_days: int
    critical_ticket_days: int
    silent_cadences: float
    silence_tiers: frozenset[Tier]


@dataclass(frozen=True, slots=True)
class BandPolicy:
    """Scores from which a colour begins, and the coverage it takes to say one."""

    green_from: int
    yellow_from: int
    colour_coverage: float
    green_coverage: float


@dataclass(frozen=True, slots=True)
class ConfidencePolicy:
    high_coverage: float
    medium_coverage: float


@dataclass(frozen=True, slots=True)
class TypicalPolicy:
    """What stands in for the unknown: the peers' median when `fewest_peers` have a value, else `otherwise`."""

    fewest_peers: int
    otherwise: float


@dataclass(frozen=True, slots=True)
class TrendPolicy:
    days: int
    arrow_points: float


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """A change of colour is told when it has lasted so many days, or passes the border by so many points."""

    colour_change_days: int
    overshoot_points: int


@dataclass(frozen=True, slots=True)
class HealthPolicy:
    stages: StagePolicy
    weights: Mapping[LifecycleStage, Mapping[Dimension, float]]
    tiers: Mapping[Tier, TierPolicy]
    measures: Mapping[Measure, MeasurePolicy]
    least_freshness: float
    caps: CapPolicy
    bands: BandPolicy
    confidence: ConfidencePolicy
    typical: TypicalPolicy
    longest_override_days: int
    trend: TrendPolicy
    alerts: AlertPolicy
    first_value: FirstValuePolicy
    lifecycle: LifecycleRules = SHIPPED_LIFECYCLE

    def weights_for(self, *, stage: LifecycleStage, tier: Tier) -> dict[Dimension, float]:
        """The weights of the dimensions for accounts of a tier, brought back to 100."""
        times = self.tiers[tier].weight_times
        weights = {dimension: weight * times.get(dimension, 1.0) for dimension, weight in self.weights[stage].items()}
        total = sum(weights.values())
        return {dimension: 100 * weight / total for dimension, weight in weights.items()}

    def cadence_days(self, *, stage: LifecycleStage, tier: Tier) -> int:
        """How many days may lie between two touchpoints."""
        rules = self.tiers[tier]
        return rules.onboarding_cadence_days if stage is LifecycleStage.ONBOARDING else rules.cadence_days


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of `policy.toml`, without its number: that is given when it is published."""

    name: str
    note: str
    health: HealthPolicy
    renewals: RenewalPolicy
    playbooks: PlaybookRules
    alerts: AlertRules = SHIPPED_ALERTS
    priority: PriorityRules = SHIPPED_PRIORITY
    plans: PlanRules = SHIPPED_PLANS
    team: TeamPolicy = SHIPPED_TEAM
    expansion: ExpansionRules = SHIPPED_EXPANSION
    people: PeopleRules = SHIPPED_PEOPLE
