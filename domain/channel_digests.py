"""The morning digest of a channel: for many readers, with less detail, and never where others read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.digests.digest import Digest
from domain.reader_runs import ReaderRun
from domain.sharing import Audience, SharingRefusal, sharing_refusal

MOST_CHANNELS = 5


@dataclass(frozen=True, slots=True)
class RefusedChannel:
    """A channel that was chosen and can have none."""

    audience: Audience
    refusal: SharingRefusal


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """One channel: what became of its last digest; `last` is None where it had none yet."""

    channel: str
    last: ReaderRun | None
    has_arrived: bool


@dataclass(frozen=True, slots=True)
class ChannelsPlan:
    """When the channels have their next morning (None: never, as it is set), in which zone."""

    zone: str
    next_at: datetime | None
    channels: tuple[ChannelPlan, ...] = ()


def refused_channel(chosen: Iterable[str], looked_at: Iterable[Audience]) -> RefusedChannel | None:
    """The first of the chosen that can have none; what nobody looked at is never taken for harmless."""
    audiences = {audience.channel: audience for audience in looked_at}
    for channel in chosen:
        audience = audiences.get(channel, Audience(channel, channel, is_complete=False))
        if refusal := digest_refusal(audience):
            return RefusedChannel(audience, refusal)
    return None


def digest_refusal(audience: Audience) -> SharingRefusal | None:
    """That a channel is too large is said before an invitation to it is asked for."""
    refusal = sharing_refusal(audience)
    is_too_large = refusal is SharingRefusal.NOT_IN_CHANNEL and not audience.is_complete
    return SharingRefusal.UNKNOWN if is_too_large else refusal


def with_less_detail(digest: Digest) -> Digest:
    """Without customers' people and words, without what somebody expects of a renewal, without who spoke when."""
    plain = (replace(item, person=None, category=None, silent_days=None, facts={}) for item in digest.items)
    return replace(digest, items=tuple(plain))
