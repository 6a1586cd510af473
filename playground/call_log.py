"""Every call of the Web API as the workspace met it: effects are counted by who receives them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

DONE = "ok"
MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """`outcome` is `ok`, Slack's word for a refusal, or the kind of the fault that hit; `at` is when it arrived."""

    method: str
    channel: str
    at: datetime
    outcome: str


class CallLog:
    """The last ones only, so that a workspace may stand for weeks."""

    def __init__(self) -> None:
        self._calls: deque[LoggedCall] = deque(maxlen=MOST_KEPT)

    def __iter__(self) -> Iterator[LoggedCall]:
        return iter(self._calls)

    def note(self, call: LoggedCall) -> None:
        self._calls.append(call)

    def of(self, *methods: str) -> list[LoggedCall]:
        return sorted((call for call in self._calls if call.method in methods), key=lambda call: call.at)

    def clear(self) -> None:
        self._calls.clear()
