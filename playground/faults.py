"""Trouble on request: rules that make a Web API method misbehave, to see how an app takes it."""

import random
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    RATE_LIMIT = "rate_limit"  # 429 with Retry-After: `seconds`
    STATUS = "status"  # answers with HTTP `status`, nothing was done
    HTML = "html"  # a gateway's page with HTTP `status`, nothing was done
    BROKEN_BEFORE = "broken_before"  # half a JSON with HTTP 200, nothing was done
    BROKEN_AFTER = "broken_after"  # the same, and all was done
    ERROR = "error"  # refuses with Slack's word `error`
    SLOW = "slow"  # answers after `seconds`
    CUT_BEFORE = "cut_before"  # the connection breaks, nothing was done
    CUT_AFTER = "cut_after"  # the connection breaks, all was done


@dataclass(slots=True)
class Fault:
    """`method` is a Web API method or `*`; `times` is how many calls it hits, None: every call.

    It begins with the `from_call`-th call that it could hit, and hits a `share` of them.
    """

    kind: FaultKind
    method: str = "*"
    seconds: float = 1
    status: int = 503
    times: int | None = 1
    error: str = "fatal_error"
    share: float = 1
    from_call: int = 1
    seen: int = field(default=0, init=False)

    def hits(self, method: str, dice: random.Random) -> bool:
        if self.method not in {"*", method} or self.times == 0:
            return False
        self.seen += 1
        return self.seen >= self.from_call and (self.share >= 1 or dice.random() < self.share)


class Faults:
    """One seed throws the same dice in every run, for calls that come in the same order."""

    def __init__(self, seed: int = 7) -> None:
        self._faults: list[Fault] = []
        self._dice = random.Random(seed)  # noqa: S311 - a fault is no secret

    def add(self, *faults: Fault) -> None:
        self._faults.extend(faults)

    def clear(self) -> None:
        self._faults.clear()

    def next_for(self, method: str) -> Fault | None:
        """The first rule that hits this call; using it up counts."""
        fault = next((fault for fault in self._faults if fault.hits(method, self._dice)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
        return fault
