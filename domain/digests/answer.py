"""What `/cs digest` is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.channel_digests import ChannelsPlan
from domain.digests.digest import Digest
from domain.digests.facts import Attention
from domain.preferences import Preferences
from domain.reader_runs import ReaderRun


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """When the next one comes (None: never, as it is set) in which zone, and what became of the last.

    `has_weekly`: the reader leads, so that there is a week of the team too, and when the next of those comes.
    `has_product_week`: the reader decides on requests, so that there is a week of those. `channels` for admins.
    """

    has_digest: bool
    wishes: Preferences
    zone: str
    next_at: datetime | None
    last: ReaderRun | None
    has_arrived: bool
    has_weekly: bool = False
    next_weekly_at: datetime | None = None
    channels: ChannelsPlan | None = None
    has_product_week: bool = False
    next_product_week_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DigestLook:
    """A digest of this moment, for whoever asked for all of it."""

    digest: Digest
    attention: Mapping[int, Attention]
