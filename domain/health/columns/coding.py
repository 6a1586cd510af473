"""Words as numbers: each closed set in the order it is written down, a word being its place."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np

from domain.accounts import LifecycleStage, Tier
from domain.health.columns.arrays import Codes, Floats
from domain.health.model import Band, Cap, Confidence, Dimension, Measure

MEASURES: Final = tuple(Measure)
DIMENSIONS: Final = tuple(Dimension)
TIERS: Final = tuple(Tier)
STAGES: Final = tuple(LifecycleStage)
BANDS: Final = tuple(Band)
CONFIDENCES: Final = tuple(Confidence)
CAPS: Final = tuple(Cap)
PEERS: Final = tuple((tier, stage) for tier in TIERS for stage in STAGES)
"""Accounts are compared, and their evidence judged, within a tier and a stage."""


def peers_of(tier: Codes, stage: Codes) -> Codes:
    """The place in `PEERS` of each account."""
    return tier * len(STAGES) + stage


def place(word: StrEnum) -> int:
    """A word's place in its set."""
    return tuple(type(word)).index(word)


def spelled(words: tuple[StrEnum, ...], codes: Codes | Floats) -> list[str]:
    """The words of codes, as plain texts."""
    texts: list[str] = np.array([word.value for word in words], dtype=object)[codes.astype(np.int64)].tolist()
    return texts
