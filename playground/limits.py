"""Slack's own limits for posting: one message a second in a channel, with short bursts, and so many in a workspace."""

import math
from dataclasses import dataclass

from playground.clock import Clock

LIMITED = frozenset({"chat.postMessage"})


@dataclass(slots=True)
class Bucket:
    """Holds `burst` messages and fills with `per_second`."""

    per_second: float
    burst: int
    free_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until there is room for one more."""
        return max(0.0, self.free_at - (self.burst - 1) / self.per_second - now)

    def take(self, now: float) -> None:
        self.free_at = max(self.free_at, now) + 1 / self.per_second


class PostingLimits:
    """Off until `switch_on`. What is refused uses nothing up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._channels: dict[str, Bucket] = {}
        self._workspace: Bucket | None = None
        self._channel_pace = (1.0, 1)

    def switch_on(
        self,
        *,
        per_channel: float = 1.0,
        channel_burst: int = 2,
        per_workspace: float = 3.0,
        workspace_burst: int = 6,
    ) -> None:
        """Messages a second; the burst is how many may come at once after a silence."""
        self._channel_pace = (per_channel, channel_burst)
        self._workspace = Bucket(per_workspace, workspace_burst)
        self._channels.clear()

    def switch_off(self) -> None:
        self._workspace = None

    def retry_after(self, method: str, channel: str) -> int | None:
        """Whole seconds to wait, as Slack says them; None when the call may go on, and then it counts."""
        if self._workspace is None or method not in LIMITED:
            return None
        now = self._clock().timestamp()
        buckets = (self._workspace, self._channels.setdefault(channel, Bucket(*self._channel_pace)))
        if wait := max(bucket.wait(now) for bucket in buckets):
            return math.ceil(wait)
        for bucket in buckets:
            bucket.take(now)
        return None
