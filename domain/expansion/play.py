"""A play: what an account may buy next, how far that is, and everything that was said on the way.

A referral is a play of its own kind: it names a company in place of a product, and moves through stages of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.accounts import Money

UNDO_FOR = timedelta(minutes=10)


class PlayKind(StrEnum):
    MORE_SEATS = "more_seats"
    OTHER_PRODUCT = "other_product"
    HIGHER_PLAN = "higher_plan"
    OTHER = "other"
    REFERRAL = "referral"


class Stage(StrEnum):
    IDEA = "idea"
    OFFERED = "offered"
    DISCUSSED = "discussed"
    VERBAL = "verbal"
    WON = "won"
    LOST = "lost"
    NAMED = "named"
    INTRODUCED = "introduced"
    BECAME_CUSTOMER = "became_customer"
    DID_NOT = "did_not"

    @property
    def is_open(self) -> bool:
        return self not in _ENDS


PLAY_KINDS = tuple(kind for kind in PlayKind if kind is not PlayKind.REFERRAL)
PLAY_STAGES = (Stage.IDEA, Stage.OFFERED, Stage.DISCUSSED, Stage.VERBAL, Stage.WON, Stage.LOST)
REFERRAL_STAGES = (Stage.NAMED, Stage.INTRODUCED, Stage.BECAME_CUSTOMER, Stage.DID_NOT)
GOOD_ENDS = frozenset({Stage.WON, Stage.BECAME_CUSTOMER})
BAD_ENDS = frozenset({Stage.LOST, Stage.DID_NOT})
_ENDS = GOOD_ENDS | BAD_ENDS


def stages_of(kind: PlayKind) -> tuple[Stage, ...]:
    return REFERRAL_STAGES if kind is PlayKind.REFERRAL else PLAY_STAGES


@dataclass(frozen=True, slots=True)
class Play:
    """`about` is the product or what it is for; of a referral the company that was named.

    `day` is when it is expected, of a referral when it was given. `became` is the account that a referral became.
    `staged_at`: since when it is in its stage; `ended_on`: the day on which it was won or lost.
    """

    account: int
    about: str
    kind: PlayKind
    stage: Stage
    owner: str
    by: str
    at: datetime
    staged_at: datetime
    amount: Money | None = None
    day: date | None = None
    contact: int | None = None
    became: int | None = None
    reason: str = ""
    """Why it was lost."""
    note: str = ""
    ended_on: date | None = None
    key: str = ""
    id: int = 0
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.stage.is_open

    @property
    def is_referral(self) -> bool:
        return self.kind is PlayKind.REFERRAL

    def is_overdue(self, today: date) -> bool:
        return self.is_open and not self.is_referral and self.day is not None and self.day < today


@dataclass(frozen=True, slots=True)
class PlayStep:
    """Who did what to a play, and why. `before`: the play as it was, None when it was opened."""

    play: int
    at: datetime
    by: str
    stage: Stage
    amount: Money | None = None
    why: str = ""
    before: Play | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class PlayInBrief:
    about: str
    stage: Stage
    amount: Money | None
    day: date | None


@dataclass(frozen=True, slots=True)
class PlayGlance:
    """What cards and rows say of an account's open plays: how many, what they come to, and which is expected first.

    Amounts are one for each currency, never added any further.
    """

    count: int
    amounts: tuple[Money, ...]
    first: PlayInBrief


def glance_of(plays: Iterable[PlayInBrief]) -> PlayGlance | None:
    """Of the open plays of one account, in the order in which they are expected; None where there are none."""
    known = list(plays)
    if not known:
        return None
    sums: dict[str, int] = {}
    for play in known:
        if play.amount:
            sums[play.amount.currency] = sums.get(play.amount.currency, 0) + play.amount.minor
    amounts = tuple(Money(sums[currency], currency) for currency in sorted(sums))
    return PlayGlance(len(known), amounts, known[0])


def may_still_be_undone(step: PlayStep, *, now: datetime) -> bool:
    return now <= step.at + UNDO_FOR


def told(play: Play) -> str:
    """Facts for the audit: neither the words of a reason nor a note."""
    amount = f"{play.amount.minor} {play.amount.currency}" if play.amount else "no amount"
    return f"{play.kind}, {play.stage}, {amount}, {play.day or 'no day'}, {play.owner}"
