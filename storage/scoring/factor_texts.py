"""The named factors of many accounts as the JSON of `storage/standing_values.py`."""

from __future__ import annotations

import json

import numpy as np

from domain.health.columns import EvidenceColumns, NamedFactors
from domain.health.columns.coding import MEASURES, PEERS, peers_of
from domain.health.key_factors import thresholds
from domain.health.measures import WORDS
from domain.health.policy import HealthPolicy

_DIGITS = 6


def factor_texts(named: NamedFactors, evidence: EvidenceColumns, policy: HealthPolicy) -> list[str]:
    """One list an account: measure, value, points, and the values that would be fine and excellent."""
    texts = [_place_texts(named, evidence, policy, column) for column in range(named.measure.shape[1])]
    return [f"[{', '.join(filter(None, places))}]" for places in zip(*texts, strict=True)]


def _place_texts(named: NamedFactors, evidence: EvidenceColumns, policy: HealthPolicy, column: int) -> list[str]:
    """The factor that each account has in one place; empty where it has none."""
    measure = named.measure[:, column]
    values = np.take_along_axis(evidence.value, measure[:, None], axis=1)[:, 0].tolist()
    points = named.points[:, column].round(_DIGITS).tolist()
    ends = _ends(policy)
    peers = peers_of(evidence.tier, evidence.stage).tolist()
    return [
        f'["{_NAMES[which]}", {_value_text(which, value)}, {given}, {ends[peer][which]}]' if which >= 0 else ""
        for peer, which, value, given in zip(peers, measure.tolist(), values, points, strict=True)
    ]


def _value_text(which: int, value: float) -> str:
    words = _WORDS[which]
    return f'"{words[int(value)]}"' if words else repr(value)


def _ends(policy: HealthPolicy) -> list[list[str]]:
    """For each of `PEERS` and measures the values that are fine and excellent."""
    return [
        [json.dumps(thresholds(policy.measures[measure], stage=stage, tier=tier))[1:-1] for measure in MEASURES]
        for tier, stage in PEERS
    ]


_NAMES = [measure.value for measure in MEASURES]
_WORDS = [WORDS.get(measure) for measure in MEASURES]
