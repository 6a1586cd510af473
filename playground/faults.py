"""Trouble on request: rules that make a Web API method misbehave, to see how an app takes it."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    RATE_LIMIT = "rate_limit"  # 429 with Retry-After: `seconds`
    STATUS = "status"  # answers with HTTP `status`
    SLOW = "slow"  # answers after `seconds`
    CUT_BEFORE = "cut_before"  # the connection breaks, nothing was done
    CUT_AFTER = "cut_after"  # the connection breaks, all was done


@dataclass(slots=True)
class Fault:
    """`method` is a Web API method or `*`; `times` is how many calls it hits, None: every call."""

    kind: FaultKind
    method: str = "*"
    seconds: float = 1
    status: int = 503
    times: int | None = 1

    def hits(self, method: str) -> bool:
        return self.method in {"*", method} and self.times != 0


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def next_for(self, method: str) -> Fault | None:
        """The first rule that hits this call; using it up counts."""
        fault = next((fault for fault in self._faults if fault.hits(method)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
        return fault
