"""What follows from a try: sent, tried again later, or given up aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.outbox.announcement import Posted
from domain.outbox.outgoing import (
    EVERYTHING,
    Dropped,
    Limited,
    NotTaken,
    OutboxState,
    Outcome,
    Outgoing,
    Pause,
    Refused,
    Sent,
    ShutOut,
    Unclear,
    Unseen,
    Withheld,
)

MOST_REFUSALS = 5
"""Tries that Slack answered with a refusal that may pass."""
LONGEST_TRYING = timedelta(days=1)
"""After a day without an answer it is given up aloud: nobody wants yesterday's message."""
LONGEST_WAIT = 60.0
SHUT_OUT_WAIT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class RetryRules:
    """`look_after` is how long to wait before an unclear message is looked for.

    `repeats_unseen`: where it cannot be looked for it is sent again (and may then stand there twice), else parked.
    """

    look_after: timedelta = timedelta(seconds=3)
    repeats_unseen: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What is written of an announcement after a try; `pause` holds back others too."""

    state: OutboxState
    due_at: datetime
    is_unclear: bool = False
    reason: str = ""
    posted: Posted | None = None
    counts: bool = True
    """Whether this try counts among those after which it is given up."""
    pause: Pause | None = None


def settled(outgoing: Outgoing, outcome: Outcome, *, now: datetime, rules: RetryRules, jitter: float) -> Settled:
    """`jitter` is between 0 and 1, so that what failed together is not tried again together."""
    match outcome:
        case Sent(posted):
            return Settled(OutboxState.SENT, now, posted=posted)
        case Dropped(reason) | Withheld(reason):
            return Settled(OutboxState.DROPPED, now, reason=reason)
        case Refused(reason):
            return Settled(OutboxState.PARKED, now, reason=reason)
        case Unseen(reason):
            return _unseen(reason, now, rules)
        case _:
            return _to_be_tried_again(outgoing, outcome, now=now, rules=rules, jitter=jitter)


def wait_before(tries: int, *, jitter: float) -> timedelta:
    """1 s, 2 s, 4 s … at most a minute, and up to half as much again."""
    seconds = min(2.0 ** max(0, min(tries, 10) - 1), LONGEST_WAIT)
    return timedelta(seconds=seconds * (1 + jitter / 2))


def _unseen(reason: str, now: datetime, rules: RetryRules) -> Settled:
    if rules.repeats_unseen:
        return Settled(OutboxState.NEW, now, reason=reason)
    return Settled(OutboxState.PARKED, now, is_unclear=True, reason=reason)


def _to_be_tried_again(
    outgoing: Outgoing, outcome: Outcome, *, now: datetime, rules: RetryRules, jitter: float
) -> Settled:
    still = outgoing.is_unclear
    wait = wait_before(outgoing.tries, jitter=jitter)
    match outcome:
        case Limited(method, seconds):
            pause = Pause(method, now + timedelta(seconds=seconds), "ratelimited")
            return Settled(OutboxState.NEW, pause.until, still, counts=False, pause=pause)
        case ShutOut(reason):
            pause = Pause(EVERYTHING, now + SHUT_OUT_WAIT, reason)
            return Settled(OutboxState.NEW, now, still, reason, counts=False, pause=pause)
        case Unclear(reason):
            return _or_given_up(outgoing, now + max(rules.look_after, wait), now, reason, is_unclear=True)
        case NotTaken(reason, passes):
            if outgoing.tries >= MOST_REFUSALS and not passes:
                return Settled(OutboxState.PARKED, now, still, reason)
            return _or_given_up(outgoing, now + wait, now, reason, is_unclear=still)
        case _:
            return Settled(OutboxState.NEW, now, still, counts=False)


def _or_given_up(outgoing: Outgoing, due_at: datetime, now: datetime, reason: str, *, is_unclear: bool) -> Settled:
    if now - outgoing.first_tried_at >= LONGEST_TRYING:
        return Settled(OutboxState.PARKED, now, is_unclear, reason)
    return Settled(OutboxState.NEW, due_at, is_unclear, reason)
