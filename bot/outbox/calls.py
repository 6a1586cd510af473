"""Calls to Slack for the outbox: held back where Slack said so, and what goes wrong is an outcome."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Protocol, TypeVar

from bot.outbox.refusals import outcome_of
from bot.services.outbox import POSTING, Outgoings
from domain.outbox.outgoing import GivenBack, Limited, NotTaken, Outcome, Outgoing, ShutOut, Unclear

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST_CALL = timedelta(seconds=11)


class Work(Protocol):
    """Runs a plain function in a thread."""

    def __call__(self, task: Callable[[], T], /) -> Awaitable[T]: ...


class FailedCallError(Exception):
    """A call to Slack did not come to what it should; `outcome` is what that means for the message."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(str(outcome))


class Calls:
    def __init__(self, outgoings: Outgoings, work: Work, timer: Callable[[], float]) -> None:
        self._outgoings = outgoings
        self._work = work
        self._timer = timer
        self._is_shut_out = False
        self._held_until: dict[str, float] = {}

    def let_in_again(self) -> None:
        """A new wave may try the token once more."""
        self._is_shut_out = False

    async def made(self, method: str, call: Callable[[], Awaitable[T]], outgoing: Outgoing | None = None) -> T:
        """`outgoing` is given where the call says something: whoever slept over the lease must not."""
        held = await self._work(partial(self._outgoings.seconds_held, method))
        if (held := max(held, self._held_until.get(method, 0.0) - self._timer())) > 0:
            raise FailedCallError(Limited(method, held))
        if self._is_shut_out or (outgoing and not self._outgoings.may_still_send(outgoing, within=LONGEST_CALL)):
            raise FailedCallError(GivenBack())
        try:
            return await call()
        except Exception as error:
            outcome = outcome_of(error, method=method)
            if outcome is None:
                raise
            self._heed(outcome)
            raise FailedCallError(outcome if method == POSTING else _repeatable(outcome)) from error

    def _heed(self, outcome: Outcome) -> None:
        """What is on its way already hears of it at once; other replicas, and later waves, by the book."""
        if isinstance(outcome, Limited):
            log.warning("Slack wants %s left alone for %s s", outcome.method, outcome.seconds)
            self._held_until[outcome.method] = self._timer() + outcome.seconds
        if isinstance(outcome, ShutOut):
            self._is_shut_out = True


def _repeatable(outcome: Outcome) -> Outcome:
    """Calls that may be made twice leave nothing unclear."""
    return NotTaken(outcome.reason, passes=True) if isinstance(outcome, Unclear) else outcome
