"""The life behind each demo account: what it is, how it fares, and what is awkward about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from bot.demo.names import CHINESE_ACCOUNTS, ENGLISH_ACCOUNTS, INDUSTRIES, SEGMENTS
from domain.accounts import Tier


class Quirk(StrEnum):
    """What makes an account awkward."""

    NONE = "none"
    NO_USAGE_FEED = "no_usage_feed"
    NO_RENEWAL_DATE = "no_renewal_date"
    CHAMPION_LEFT = "champion_left"
    GONE_SILENT = "gone_silent"
    INVOICE_OVERDUE = "invoice_overdue"
    CRITICAL_TICKET = "critical_ticket"
    NOTICE_GIVEN = "notice_given"
    ONBOARDING = "onboarding"
    CHURNED = "churned"
    EMPTY = "empty"
    OVERDUE = "overdue"
    """Its term ended some days ago, and nothing is signed."""


SERVED_CLOSELY = frozenset({"Acme Industrial", "A&B <Co>", "Northwind Traders", "云帆物流", "青禾科技有限公司"})
"""The accounts that the tour shows; they are the first owner's where their names are English."""

QUIRKS_BY_NAME: dict[str, Quirk] = {
    "Acme Industrial": Quirk.CHAMPION_LEFT,
    "Beacon Street Clinics": Quirk.NO_USAGE_FEED,
    "瑞雪冷链": Quirk.NO_USAGE_FEED,
    "Caldera Robotics": Quirk.NO_RENEWAL_DATE,
    "南山能源": Quirk.NO_RENEWAL_DATE,
    "Fairhaven Shipping": Quirk.GONE_SILENT,
    "云帆物流": Quirk.GONE_SILENT,
    "Glasswing Media": Quirk.INVOICE_OVERDUE,
    "锦程旅行": Quirk.INVOICE_OVERDUE,
    "Halcyon Airlines": Quirk.CRITICAL_TICKET,
    "北辰医疗": Quirk.CRITICAL_TICKET,
    "Pebble Games": Quirk.NOTICE_GIVEN,
    "Lantern Learning": Quirk.ONBOARDING,
    "Juniper Labs": Quirk.ONBOARDING,
    "千寻数据": Quirk.ONBOARDING,
    "紫藤软件": Quirk.ONBOARDING,
    "Moss Lane Nurseries": Quirk.CHURNED,
    "Stonebeck Brewery": Quirk.CHURNED,
    "Cinderford Steel": Quirk.CHURNED,
    "秋水传媒": Quirk.CHURNED,
    "西岭矿业": Quirk.CHURNED,
    "Vantage Optics": Quirk.EMPTY,
    "Dovetail Carpentry": Quirk.OVERDUE,
    "蓝鲸游戏": Quirk.OVERDUE,
}

DAYS_OVERDUE = 9
"""How long the renewal of an account with `OVERDUE` has been waiting."""
TERM_DAYS = 365

DAYS_OF_HISTORY = 548
"""Eighteen months."""


@dataclass(frozen=True, slots=True)
class Story:
    """One account's life. `quality` is 0 (badly) to 1 (splendidly) at the start, `drift` its change since."""

    number: int
    name: str
    quirk: Quirk
    tier: Tier
    segment: str
    industry: str
    stars: int
    currency: str
    arr: int
    seats: int
    owner: str
    seller: str
    customer_since: date
    quality: float
    drift: float
    chinese: bool
    today: date

    @property
    def external_id(self) -> str:
        return f"CRM-{self.number:04d}"

    @property
    def domain(self) -> str:
        return f"{self.slug}.example"

    @property
    def slug(self) -> str:
        """A word for addresses; Chinese names get their number."""
        letters = "".join(sign for sign in self.name.casefold() if sign.isascii() and sign.isalnum())[:24]
        return letters or f"account{self.number}"

    @property
    def history_starts_on(self) -> date:
        return max(self.customer_since, self.today - timedelta(days=DAYS_OF_HISTORY))

    @property
    def ends_on(self) -> date:
        """The last day of the story: today, or the day the account left."""
        return self.today - timedelta(days=40 + self.number % 60) if self.quirk is Quirk.CHURNED else self.today

    def dice(self, purpose: str) -> Random:
        """The same throws for the same account and purpose, whatever else is drawn."""
        return Random(f"moorline/{self.number}/{purpose}")

    def quality_on(self, day: date) -> float:
        """0 to 1: the trend of the account with a slow wave, so that no curve is a ruler's line."""
        passed = (day - (self.today - timedelta(days=DAYS_OF_HISTORY))).days
        wave = 0.05 * math.sin(passed / 37 + self.number)
        return min(1.0, max(0.02, self.quality + self.drift * passed / DAYS_OF_HISTORY + wave))


def stories(today: date, *, owners: Sequence[str], sellers: Sequence[str]) -> tuple[Story, ...]:
    """Every account's story; `owners` share the book unevenly, Chinese accounts go to the last owner first."""
    names = [*ENGLISH_ACCOUNTS, *CHINESE_ACCOUNTS]
    numbered = enumerate(names, start=1)
    return tuple(_story(number, name, today=today, owners=owners, sellers=sellers) for number, name in numbered)


def _story(number: int, name: str, *, today: date, owners: Sequence[str], sellers: Sequence[str]) -> Story:
    dice = Random(f"moorline/{number}/story")
    chinese = name in CHINESE_ACCOUNTS
    drawn = dice.choices((Tier.HIGH, Tier.MID, Tier.TECH), (2, 4, 3))[0]
    tier = Tier.HIGH if name in SERVED_CLOSELY else drawn
    quirk = QUIRKS_BY_NAME.get(name, Quirk.NONE)
    return Story(
        number=number,
        name=name,
        quirk=quirk,
        tier=tier,
        segment=SEGMENTS[(Tier.HIGH, Tier.MID, Tier.TECH).index(tier)],
        industry=dice.choice(INDUSTRIES),
        stars=dice.randint(1, 3),
        currency="CNY" if chinese else dice.choice(("USD", "USD", "USD", "EUR", "GBP")),
        arr=_arr(dice, tier, chinese=chinese),
        seats={Tier.HIGH: 180, Tier.MID: 60, Tier.TECH: 18}[tier] + dice.randint(0, 40),
        owner=_owner(number, owners, chinese=chinese, shown=name in SERVED_CLOSELY),
        seller=sellers[number % len(sellers)],
        customer_since=_customer_since(dice, quirk, today),
        quality=_quality(dice, quirk),
        drift=_drift(dice, quirk),
        chinese=chinese,
        today=today,
    )


def _owner(number: int, owners: Sequence[str], *, chinese: bool, shown: bool) -> str:
    """Chinese accounts are the last owner's but for every fourth; what the tour shows has the owner one expects."""
    if chinese and (shown or number % 4):
        return owners[-1]
    return owners[0] if shown else owners[number % len(owners)]


def _arr(dice: Random, tier: Tier, *, chinese: bool) -> int:
    """Whole currency units, in round hundreds."""
    low, high = {Tier.HIGH: (900, 3200), Tier.MID: (240, 900), Tier.TECH: (36, 220)}[tier]
    return dice.randint(low, high) * 100 * (6 if chinese else 1)


def _customer_since(dice: Random, quirk: Quirk, today: date) -> date:
    if quirk is Quirk.ONBOARDING:
        return today - timedelta(days=dice.randint(20, 75))
    if quirk is Quirk.OVERDUE:
        return today - timedelta(days=DAYS_OVERDUE + TERM_DAYS * dice.randint(1, 3))
    return today - timedelta(days=dice.randint(380, 1400))


def _quality(dice: Random, quirk: Quirk) -> float:
    if quirk is Quirk.CHURNED:
        return dice.uniform(0.35, 0.55)
    return min(0.95, max(0.3, dice.gauss(0.68, 0.15)))


def _drift(dice: Random, quirk: Quirk) -> float:
    if quirk in {Quirk.CHURNED, Quirk.NOTICE_GIVEN, Quirk.GONE_SILENT}:
        return dice.uniform(-0.45, -0.25)
    return dice.gauss(0.02, 0.16)
