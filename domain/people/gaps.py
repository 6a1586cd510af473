"""Whom an account of its tier should have, and who of them is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.accounts import Tier


class Gap(StrEnum):
    """What is missing, in the order in which it is said."""

    NOBODY_KNOWN = "nobody_known"
    NO_BUYER = "no_buyer"
    NO_CHAMPION = "no_champion"
    NOBODY_ENGAGED = "nobody_engaged"
    SINGLE_THREADED = "single_threaded"
    """Only one of them is spoken with: who leaves takes the relationship along."""
    TOO_FEW_ENGAGED = "too_few_engaged"


@dataclass(frozen=True, slots=True)
class PeopleNeeded:
    """How many there should be: buyers (or decision makers), champions, people spoken with. 0: it does not matter."""

    buyers: int
    champions: int
    engaged: int


@dataclass(frozen=True, slots=True)
class PeopleRules:
    """`engaged_days`: who was in a two-way contact within so many days is engaged."""

    engaged_days: int
    needed: Mapping[Tier, PeopleNeeded]


SHIPPED_PEOPLE = PeopleRules(
    engaged_days=90,
    needed=MappingProxyType(
        {
            Tier.HIGH: PeopleNeeded(buyers=1, champions=1, engaged=3),
            Tier.MID: PeopleNeeded(buyers=1, champions=1, engaged=0),
            Tier.TECH: PeopleNeeded(buyers=0, champions=0, engaged=1),
        }
    ),
)
"""What `policy.toml` ships; versions that were published before it spoke of people are read with this."""


@dataclass(frozen=True, slots=True)
class PeopleFacts:
    """How many of each kind are at an account today; who has left is none of them."""

    contacts: int = 0
    buyers: int = 0
    champions: int = 0
    engaged: int = 0


def gaps_of(facts: PeopleFacts, needed: PeopleNeeded) -> tuple[Gap, ...]:
    """Where nobody is known, nothing else is said."""
    if facts.contacts == 0 and needed != PeopleNeeded(0, 0, 0):
        return (Gap.NOBODY_KNOWN,)
    found = (
        (Gap.NO_BUYER, facts.buyers < needed.buyers),
        (Gap.NO_CHAMPION, facts.champions < needed.champions),
        (Gap.NOBODY_ENGAGED, facts.engaged == 0 < needed.engaged),
        (Gap.SINGLE_THREADED, facts.engaged == 1 < needed.engaged),
        (Gap.TOO_FEW_ENGAGED, 1 < facts.engaged < needed.engaged),
    )
    return tuple(gap for gap, is_missing in found if is_missing)
