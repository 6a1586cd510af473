"""What stands in for the unknown: the median of the peers, for every tier, stage and measure."""

from __future__ import annotations

import numpy as np

from domain.health.columns.arrays import Codes, Floats
from domain.health.columns.coding import PEERS
from domain.health.policy import TypicalPolicy


def typical_points(subscore: Floats, peers: Codes, rules: TypicalPolicy) -> Floats:
    """A row for each of `PEERS`, a column a measure; NaN where fewer peers than it takes know anything."""
    typical = np.full((len(PEERS), subscore.shape[1]), np.nan)
    for row in range(len(PEERS)):
        for column, points in enumerate(subscore[peers == row].T):
            known = points[~np.isnan(points)]
            if len(known) >= rules.fewest_peers:
                typical[row, column] = np.median(known)
    return typical
