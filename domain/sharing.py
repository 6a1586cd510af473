"""Who would read an answer that is posted in a channel, and whether it may be posted there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SharingRefusal(StrEnum):
    NOT_IN_CHANNEL = "not_in_channel"
    OUTSIDERS = "outsiders"
    GUESTS = "guests"
    UNKNOWN = "unknown"
    NOBODY_ELSE = "nobody_else"


@dataclass(frozen=True, slots=True)
class Audience:
    """The readers of a channel, as Slack names them on the day; bots are counted nowhere.

    `reaches_outside`: the channel is shared with another company, or an invitation to one is pending.
    `is_complete`: every reader was looked at; what was not looked at is never taken for harmless.
    """

    channel: str
    name: str
    members: int = 0
    guests: tuple[str, ...] = ()
    outsiders: tuple[str, ...] = ()
    reaches_outside: bool = False
    is_bot_inside: bool = True
    is_complete: bool = True
    is_direct: bool = False


def sharing_refusal(audience: Audience) -> SharingRefusal | None:
    """Why nothing may be posted there; None where it may."""
    if audience.is_direct:
        return SharingRefusal.NOBODY_ELSE
    if audience.reaches_outside or audience.outsiders:
        return SharingRefusal.OUTSIDERS
    if audience.guests:
        return SharingRefusal.GUESTS
    if not audience.is_bot_inside:
        return SharingRefusal.NOT_IN_CHANNEL
    return None if audience.is_complete else SharingRefusal.UNKNOWN
