"""What people and admins set for themselves: when they are told what, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from domain.alerts.policy import AlertKind, AlertWay
from domain.permissions import BookScope

WORKING_DAYS = frozenset(range(5))
"""Monday is 0."""
USUAL_MORNING = time(8, 30)


class DigestSection(StrEnum):
    """The parts of a digest, in their order."""

    CHANGED = "changed"
    RENEWALS = "renewals"
    WORK = "work"
    TOTALS = "totals"
    DATA = "data"


class RequestNews(StrEnum):
    """Where somebody hears what becomes of what they brought in."""

    DIRECT = "direct"
    THREAD = "thread"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's; None means "as the workspace has it".

    `weekly` is the week of the team, for who leads one; `product_weekly` that of requests, for who decides on them.
    `minimum_arr` is in whole units of the base currency: smaller accounts are left out of the digest.
    `quiet_from` to `quiet_until` (local time, over midnight too): messages wait until they are over.
    `zone` is where their mornings are, None: where Slack says they are.
    `away_until`: the last day away; the cover reads instead. `alert_ways` holds what differs from the gravity's way.
    """

    digest: bool = True
    weekly: bool = True
    product_weekly: bool = True
    morning: time | None = None
    weekdays: frozenset[int] | None = None
    sections: frozenset[DigestSection] = frozenset(DigestSection)
    minimum_arr: int = 0
    tells_of_nothing: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    away_until: date | None = None
    zone: str | None = None
    alert_ways: Mapping[AlertKind, AlertWay] = field(default_factory=dict)
    request_news: RequestNews = RequestNews.DIRECT


@dataclass(frozen=True, slots=True)
class ChannelDigests:
    """Which channels get a digest, by Slack's ids; `language` None: the workspace's."""

    channels: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class WorkspaceRules:
    """What admins set for everybody: when mornings are and when not, which channels get a digest, what CSMs see.

    `capture_emoji` is by channel: whoever marks a message with it is offered to send it to product.
    """

    morning: time = USUAL_MORNING
    weekdays: frozenset[int] = WORKING_DAYS
    holidays: frozenset[date] = frozenset()
    channel_digests: ChannelDigests = ChannelDigests()
    csms_see: BookScope = BookScope.ALL
    capture_emoji: Mapping[str, str] = field(default_factory=dict)


class Wishes(Protocol):
    """What everybody set; who set nothing has the defaults."""

    def of(self, person: str) -> Preferences: ...
    def all(self) -> Mapping[str, Preferences]:
        """Of everybody who set something."""
        ...

    def save(self, person: str, preferences: Preferences) -> None: ...
    def rules(self) -> WorkspaceRules: ...
    def save_rules(self, rules: WorkspaceRules) -> None: ...


def is_quiet(preferences: Preferences, at: time) -> bool:
    """Whether `at` (local) falls in the quiet hours, which may span midnight."""
    begins, ends = preferences.quiet_from, preferences.quiet_until
    if begins is None or ends is None or begins == ends:
        return False
    if begins < ends:
        return begins <= at < ends
    return at >= begins or at < ends


def quiet_end(preferences: Preferences, at: datetime) -> datetime | None:
    """When the quiet hours that `at` (local) falls in are over; None outside of them."""
    if preferences.quiet_until is None or not is_quiet(preferences, at.time()):
        return None
    day = at.date() if at.time() < preferences.quiet_until else at.date() + timedelta(days=1)
    return datetime.combine(day, preferences.quiet_until, tzinfo=at.tzinfo)
