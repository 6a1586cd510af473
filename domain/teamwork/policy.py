"""What a team looks at first, by how far it has come, and what a CSM sees of it: the `[team]` part of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Family(StrEnum):
    """Four kinds of figures that are looked at side by side and never added up."""

    CUSTOMERS = "customers"
    """How the customers of somebody's accounts behave."""
    WORK = "work"
    """What somebody does."""
    BUSINESS = "business"
    """Who leaves, who grows."""
    REVENUE = "revenue"


class Maturity(StrEnum):
    STARTING = "starting"
    GROWING = "growing"
    ESTABLISHED = "established"


class CsmView(StrEnum):
    """What of the figures of a team a CSM may see."""

    NOTHING = "nothing"
    OWN = "own"
    OWN_AND_TEAM = "own_and_team"
    """The sum of the team, but no colleague's figures."""
    COLLEAGUES = "colleagues"


WHOLE_ATTENTION = 100
SHOWN_WHOLE_FROM = 20
"""Percent of attention: of a family that gets less only the first figures stand in the message."""


@dataclass(frozen=True, slots=True)
class TeamPolicy:
    """`attention`: percent for each family, 100 together. It decides order and detail, and is in no figure.

    `usage_moves`: the share by which the use of an account rises or falls before it counts as doing so.
    """

    maturity: Maturity
    csm_sees: CsmView
    usage_moves: float
    attention: Mapping[Maturity, Mapping[Family, int]]

    @property
    def families(self) -> tuple[tuple[Family, int], ...]:
        """Those with most attention first; of equals in the order in which they are named."""
        shares = self.attention[self.maturity]
        return tuple(sorted(((family, shares[family]) for family in Family), key=lambda each: -each[1]))


def _shares(customers: int, work: int, business: int, revenue: int) -> Mapping[Family, int]:
    return MappingProxyType(dict(zip(Family, (customers, work, business, revenue), strict=True)))


SHIPPED_TEAM = TeamPolicy(
    maturity=Maturity.GROWING,
    csm_sees=CsmView.OWN_AND_TEAM,
    usage_moves=0.1,
    attention=MappingProxyType(
        {
            Maturity.STARTING: _shares(30, 40, 15, 15),
            Maturity.GROWING: _shares(35, 25, 20, 20),
            Maturity.ESTABLISHED: _shares(25, 15, 25, 35),
        }
    ),
)
"""What `policy.toml` ships; versions that were published before it spoke of teams are read with this."""
