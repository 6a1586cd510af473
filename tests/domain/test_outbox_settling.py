from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.outbox.announcement import Announcement, AnnouncementKind, Posted
from domain.outbox.outgoing import (
    EVERYTHING,
    Dropped,
    GivenBack,
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
from domain.outbox.settling import RetryRules, Settled, settled, wait_before

NOW = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NEW, PARKED = OutboxState.NEW, OutboxState.PARKED


def after(outcome: Outcome, *, tries: int = 1, began: datetime = NOW, unclear: bool = False, **rules: bool) -> Settled:
    announcement = Announcement(AnnouncementKind.TEST, "U1", "test:1")
    outgoing = Outgoing(1, "k", announcement, 1, tries, NOW, NOW, began, is_unclear=unclear)
    return settled(outgoing, outcome, now=NOW, rules=RetryRules(**rules), jitter=0)  # type: ignore[arg-type] # the one rule that tests set is a bool


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        pytest.param(
            Sent(Posted("D1", "1.5")), Settled(OutboxState.SENT, NOW, posted=Posted("D1", "1.5")), id="it is there"
        ),
        pytest.param(Withheld("guests"), Settled(OutboxState.DROPPED, NOW, reason="guests"), id="not for its readers"),
        pytest.param(Dropped("done"), Settled(OutboxState.DROPPED, NOW, reason="done"), id="nothing to say any more"),
        pytest.param(Refused("is_archived"), Settled(PARKED, NOW, reason="is_archived"), id="refused for good"),
        pytest.param(NotTaken("fatal_error"), Settled(NEW, NOW + SECOND, reason="fatal_error"), id="not this time"),
        pytest.param(
            Unclear("TimeoutError"),
            Settled(NEW, NOW + 3 * SECOND, is_unclear=True, reason="TimeoutError"),
            id="it may be there, and is looked for after some seconds",
        ),
        pytest.param(
            Unseen("missing_scope"),
            Settled(PARKED, NOW, is_unclear=True, reason="missing_scope"),
            id="what cannot be looked for is given up, aloud",
        ),
        pytest.param(
            Limited("chat.postMessage", 5),
            Settled(
                NEW,
                NOW + 5 * SECOND,
                counts=False,
                pause=Pause("chat.postMessage", NOW + 5 * SECOND, "ratelimited"),
            ),
            id="too much at once holds back that method",
        ),
        pytest.param(
            ShutOut("invalid_auth"),
            Settled(
                NEW,
                NOW,
                reason="invalid_auth",
                counts=False,
                pause=Pause(EVERYTHING, NOW + 30 * SECOND, "invalid_auth"),
            ),
            id="without a token everything waits",
        ),
        pytest.param(GivenBack(), Settled(NEW, NOW, counts=False), id="given back untried"),
    ],
)
def test_each_outcome_has_one_consequence(outcome: Outcome, expected: Settled) -> None:
    assert after(outcome) == expected


def test_a_message_that_cannot_be_looked_for_is_sent_again_where_the_setting_says_so() -> None:
    assert after(Unseen("missing_scope"), repeats_unseen=True) == Settled(NEW, NOW, reason="missing_scope")


@pytest.mark.parametrize(
    ("tries", "outcome", "state"),
    [
        pytest.param(4, NotTaken("no_such_word"), NEW, id="four refusals may pass"),
        pytest.param(5, NotTaken("no_such_word"), PARKED, id="the fifth is the last"),
        pytest.param(50, NotTaken("unreached", passes=True), NEW, id="a Slack that is away is waited for"),
    ],
)
def test_refusals_end(tries: int, outcome: NotTaken, state: OutboxState) -> None:
    assert after(outcome, tries=tries).state is state


@pytest.mark.parametrize("outcome", [Unclear("TimeoutError"), NotTaken("unreached", passes=True)])
def test_after_a_day_it_is_given_up(outcome: Outcome) -> None:
    day_old = after(outcome, tries=50, began=NOW - timedelta(days=1))
    younger = after(outcome, tries=50, began=NOW - timedelta(days=1) + SECOND)

    assert (day_old.state, younger.state) == (PARKED, NEW)


@pytest.mark.parametrize("outcome", [GivenBack(), NotTaken("fatal_error"), Limited("m", 1), ShutOut("invalid_auth")])
def test_what_was_unclear_before_stays_so_until_it_was_looked_for(outcome: Outcome) -> None:
    assert after(outcome, unclear=True).is_unclear
    assert not after(outcome).is_unclear


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [pytest.param(1, 1), pytest.param(2, 2), pytest.param(6, 32), pytest.param(7, 60), pytest.param(5000, 60)],
)
def test_the_wait_doubles_up_to_a_minute(tries: int, seconds: float) -> None:
    assert wait_before(tries, jitter=0) == seconds * SECOND
    assert wait_before(tries, jitter=1) == seconds * SECOND * 1.5
