"""The named factors of many accounts as the JSON of `storage/standing_values.py`."""

from __future__ import annotations

import json
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from domain.health.columns import Codes, EvidenceColumns, Floats, NamedFactors
from domain.health.columns.coding import MEASURES, PEERS, peers_of
from domain.health.key_factors import thresholds
from domain.health.measures import WORDS
from domain.health.policy import HealthPolicy

Texts: TypeAlias = npt.NDArray[np.object_]

_DIGITS = 6


def factor_texts(named: NamedFactors, evidence: EvidenceColumns, policy: HealthPolicy) -> list[str]:
    """One list an account: measure, value, points, and the values that would be fine and excellent."""
    values = np.take_along_axis(evidence.value, named.measure, axis=1)
    ends = _ends(policy)[peers_of(evidence.tier, evidence.stage)[:, None], named.measure]
    points = spelled_once(named.points.round(_DIGITS))
    parts = [_NAMES[named.measure], _value_texts(named.measure, values), points, ends]
    places = [_place_texts(*(part[:, column].tolist() for part in parts)) for column in range(values.shape[1])]
    return [f"[{', '.join(filter(None, texts))}]" for texts in zip(*places, strict=True)]


def spelled_once(values: Floats) -> Texts:
    """Each number as JSON has it; most of a book's are met many times, and a number is slow to spell."""
    known, place = np.unique(values, return_inverse=True)
    return np.array(list(map(repr, known.tolist())), dtype=object)[place].reshape(values.shape)


def _place_texts(*parts: list[str]) -> list[str]:
    """The factor that each account has in one place; empty where it has none."""
    return [
        f'["{name}", {value}, {points}, {ends}]' if name else ""
        for name, value, points, ends in zip(*parts, strict=True)
    ]


def _value_texts(measure: Codes, values: Floats) -> Texts:
    texts = spelled_once(values)
    for column, words in _WORDS.items():
        is_word = measure == column
        texts[is_word] = words[values[is_word].astype(np.int64)]
    return texts


def _ends(policy: HealthPolicy) -> Texts:
    """For each of `PEERS` and measures the values that are fine and excellent."""
    texts = [
        [json.dumps(thresholds(policy.measures[measure], stage=stage, tier=tier))[1:-1] for measure in MEASURES]
        for tier, stage in PEERS
    ]
    return np.array(texts, dtype=object)


_NAMES = np.array([*(measure.value for measure in MEASURES), ""], dtype=object)
"""The last one stands for no factor, which is −1."""
_WORDS = {
    MEASURES.index(measure): np.array([json.dumps(word) for word in words], dtype=object)
    for measure, words in WORDS.items()
}
