"""How much each measure counts on one card, once what does not apply has given its weight away."""

from __future__ import annotations

from collections.abc import Collection

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Dimension, Measure
from domain.health.policy import HealthPolicy


def measure_weights(
    policy: HealthPolicy, applying: Collection[Measure], *, stage: LifecycleStage, tier: Tier
) -> dict[Measure, float]:
    """Points of the whole card; they add up to 100, or to 0 where nothing that applies has a weight.

    What does not apply gives its weight to the rest of its dimension; a dimension of which nothing applies, to the
    rest of the card.
    """
    shares = _shares(policy, applying)
    weights = policy.weights_for(stage=stage, tier=tier)
    whole = sum(weight for dimension, weight in weights.items() if shares[dimension])
    return {
        measure: 100 * weights[rules.dimension] / whole * rules.share / shares[rules.dimension]
        if whole and measure in applying
        else 0.0
        for measure, rules in policy.measures.items()
    }


def _shares(policy: HealthPolicy, applying: Collection[Measure]) -> dict[Dimension, float]:
    """Of each dimension, what its applying measures have together."""
    shares = dict.fromkeys(Dimension, 0.0)
    for measure, rules in policy.measures.items():
        shares[rules.dimension] += rules.share * (measure in applying)
    return shares
