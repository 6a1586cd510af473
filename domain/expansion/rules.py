"""Numbers of expansion: when an account is ready, and when a won play should stand in a contract."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpansionRules:
    """`seat_share` of the contracted seats for `for_days` running; nothing for `after_lost_days` after a lost play.

    A won play that no contract shows after `contract_days` is said.
    """

    seat_share: float
    for_days: int
    after_lost_days: int
    contract_days: int


SHIPPED_EXPANSION = ExpansionRules(seat_share=0.9, for_days=28, after_lost_days=90, contract_days=60)
"""What `policy.toml` ships; versions that were published before it spoke of expansion are read with this."""
