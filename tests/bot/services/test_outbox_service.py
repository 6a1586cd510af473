from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from shelves import Shelf

from bot.services.outbox import KEPT, OutboxLook, Outgoings
from domain.errors import NotAllowedError
from domain.outbox.announcement import Announcement, AnnouncementKind, Manner, Posted
from domain.outbox.outgoing import (
    EVERYTHING,
    Dropped,
    Limited,
    OutboxState,
    Outcome,
    Outgoing,
    Pause,
    Refused,
    Sent,
    ShutOut,
)
from domain.outbox.ports import LEASE, OutboxCounts, OutboxLine
from domain.permissions import Member, Role

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
POSTING, EDITING = "chat.postMessage", "chat.update"
ADA, BEA, MAYA = (
    Member("U0ADA", "Ada", Role.ADMIN),
    Member("U0BEA", "Bea", Role.ADMIN),
    Member("U0MAYA", "Maya", Role.CSM),
)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Desk:
    """The outbox of a book with two admins, at a time that a test sets."""

    def __init__(self, shelf: Shelf) -> None:
        self.library, self.clock = shelf.library, Clock()
        self.outgoings = Outgoings(self.library, clock=self.clock, jitter=lambda: 0)
        with self.library.writing() as book:
            for member in (ADA, BEA, MAYA):
                book.members.save(member)

    def put(self, to: str = "C1", kind: AnnouncementKind = AnnouncementKind.TEST, manner: Manner = Manner.POST) -> None:
        with self.library.writing() as book:
            book.outbox.put(Announcement(kind, to, "test:1", {}, manner), now=self.clock())

    def claimed(self) -> Sequence[Outgoing]:
        return self.outgoings.claim(10)

    def lines(self, *states: OutboxState) -> Sequence[OutboxLine]:
        with self.library.reading() as book:
            return book.outbox.lines(states, limit=100)

    def troubles(self) -> list[tuple[str, object, object]]:
        """Whom it is told, of which address, for which reason."""
        told = [line.announcement for line in self.lines(OutboxState.NEW, OutboxState.SENDING)]
        kinds = [each for each in told if each.kind is AnnouncementKind.TROUBLE]
        return sorted((each.to, each.facts["to"], each.facts["reason"]) for each in kinds)


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    return Desk(shelf)


def test_nothing_is_claimed_when_nothing_is_due(desk: Desk) -> None:
    with desk.library.writing() as book:
        book.outbox.put(Announcement(AnnouncementKind.TEST, "C1", "test:1"), now=NOON, due_at=NOON + SECOND)

    assert desk.claimed() == ()
    desk.clock.now += SECOND
    assert len(desk.claimed()) == 1


@pytest.mark.parametrize(
    ("held", "to"),
    [
        pytest.param(POSTING, ["C2"], id="posting is held back, edits go on"),
        pytest.param(EDITING, ["C1"], id="edits are held back, posting goes on"),
        pytest.param("conversations.open", ["C1", "C2"], id="what only some need holds back nothing here"),
        pytest.param(EVERYTHING, [], id="everything is held back"),
    ],
)
def test_what_is_held_back_is_not_claimed(desk: Desk, held: str, to: list[str]) -> None:
    desk.put("C1")
    desk.put("C2", manner=Manner.EDIT)
    with desk.library.writing() as book:
        book.outbox.pause(Pause(held, NOON + 5 * SECOND, "ratelimited"))

    assert [each.announcement.to for each in desk.claimed()] == to


def test_a_method_is_held_for_as_long_as_slack_said(desk: Desk) -> None:
    desk.put()
    [outgoing] = desk.claimed()
    desk.outgoings.settle(outgoing, Limited(POSTING, 5))
    desk.clock.now += SECOND

    assert (desk.outgoings.seconds_held(POSTING), desk.outgoings.seconds_held(EDITING)) == (4, 0)


def test_what_arrived_is_marked_with_where_it_stands_and_lets_everything_go_on(desk: Desk) -> None:
    desk.put("C1")
    desk.put("C2")
    first, second = desk.claimed()
    desk.outgoings.settle(first, ShutOut("invalid_auth"))
    assert desk.outgoings.look().pauses == [Pause(EVERYTHING, NOON + 30 * SECOND, "invalid_auth")]

    result = desk.outgoings.settle(second, Sent(Posted("C2", "1.5")))

    assert result.state is OutboxState.SENT
    assert desk.outgoings.look().pauses == []
    [line] = desk.lines(OutboxState.SENT)
    assert line.posted == Posted("C2", "1.5")


def outcome_of(desk: Desk, outcome: Outcome, *, to: str, kind: AnnouncementKind = AnnouncementKind.TEST) -> None:
    desk.put(to, kind)
    outgoing = next(each for each in desk.claimed() if (each.announcement.to, each.announcement.kind) == (to, kind))
    desk.outgoings.settle(outgoing, outcome)


def test_what_is_given_up_is_told_to_every_admin_once_a_day_for_each_reason_and_address(desk: Desk) -> None:
    for to, reason in [("C1", "is_archived"), ("C1", "is_archived"), ("C2", "is_archived"), ("C1", "msg_too_long")]:
        outcome_of(desk, Refused(reason), to=to)

    assert desk.troubles() == [
        (admin, to, reason)
        for admin in ("U0ADA", "U0BEA")
        for to, reason in [("C1", "is_archived"), ("C1", "msg_too_long"), ("C2", "is_archived")]
    ]

    desk.clock.now += timedelta(days=1)
    outcome_of(desk, Refused("is_archived"), to="C1")
    assert len(desk.troubles()) == 8


def test_references_differ_and_are_told_once_all_the_same(desk: Desk) -> None:
    outcome_of(desk, Refused("unforeseen:11111111"), to="C1")
    outcome_of(desk, Refused("unforeseen:22222222"), to="C1")

    assert desk.troubles() == [(admin, "C1", "unforeseen:11111111") for admin in ("U0ADA", "U0BEA")]


def test_an_admin_is_not_told_of_what_could_not_be_said_to_them(desk: Desk) -> None:
    outcome_of(desk, Refused("user_disabled"), to="U0ADA")

    assert desk.troubles() == [("U0BEA", "U0ADA", "user_disabled")]


def test_trouble_that_cannot_be_told_makes_no_more_trouble(desk: Desk) -> None:
    outcome_of(desk, Refused("user_disabled"), to="U0ADA", kind=AnnouncementKind.TROUBLE)

    assert desk.troubles() == []
    assert len(desk.lines(OutboxState.PARKED)) == 1


def test_what_is_dropped_is_told_to_nobody(desk: Desk) -> None:
    outcome_of(desk, Dropped("nothing to say any more"), to="C1")

    assert desk.troubles() == []


@pytest.mark.parametrize("late", [Refused("is_archived"), Sent(Posted("C1", "1.5"))])
def test_whoever_was_overtaken_changes_and_tells_nothing(desk: Desk, late: Outcome) -> None:
    desk.put()
    [lost] = desk.claimed()
    desk.clock.now += LEASE
    [taken] = desk.claimed()
    with desk.library.writing() as book:
        book.outbox.pause(Pause(EVERYTHING, desk.clock() + SECOND, "invalid_auth"))

    desk.outgoings.settle(lost, late)

    assert [line.state for line in desk.lines(*OutboxState)] == [OutboxState.SENDING]
    assert (desk.troubles(), len(desk.outgoings.look().pauses)) == ([], 1)
    assert taken.fence == 2


def test_a_claim_is_good_for_calls_that_end_before_the_lease(desk: Desk) -> None:
    desk.put()
    [outgoing] = desk.claimed()

    assert desk.outgoings.may_still_send(outgoing, within=LEASE - SECOND)
    assert not desk.outgoings.may_still_send(outgoing, within=LEASE)


def test_the_line_to_a_person_is_remembered(desk: Desk) -> None:
    assert desk.outgoings.direct_line("U0MAYA") is None

    desk.outgoings.remember_line("U0MAYA", "D1")

    assert desk.outgoings.direct_line("U0MAYA") == "D1"


def test_a_look_shows_how_it_stands(desk: Desk) -> None:
    outcome_of(desk, Refused("is_archived"), to="C1", kind=AnnouncementKind.TROUBLE)
    desk.put("C2")
    [held] = desk.claimed()
    desk.put("C3")
    desk.clock.now += SECOND

    look = desk.outgoings.look()

    assert look == OutboxLook(OutboxCounts(1, 1, 1, NOON), [], look.parked)
    assert [(line.announcement.to, line.reason) for line in look.parked] == [("C1", "is_archived")]
    assert held.announcement.to == "C2"


def test_what_was_given_up_can_be_tried_again_by_an_admin_and_is_audited(desk: Desk) -> None:
    outcome_of(desk, Refused("is_archived"), to="C1", kind=AnnouncementKind.TROUBLE)
    [line] = desk.lines(OutboxState.PARKED)

    with pytest.raises(NotAllowedError):
        desk.outgoings.retry_for(MAYA, line.id)
    assert desk.lines(OutboxState.PARKED) == [line]

    assert desk.outgoings.retry_for(ADA, line.id)
    assert not desk.outgoings.retry(line.id, by="the command line")
    with desk.library.reading() as book:
        [entry] = book.audit.entries()
    assert (entry.actor, entry.action, entry.subject) == ("U0ADA", "outbox.retried", f"outbox:{line.id}")


def test_what_was_said_is_kept_for_ninety_days(desk: Desk) -> None:
    outcome_of(desk, Sent(Posted("C1", "1.5")), to="C1")

    desk.clock.now = NOON + KEPT
    assert desk.outgoings.sweep() == 0
    desk.clock.now += SECOND
    assert desk.outgoings.sweep() == 1


def test_a_wait_is_never_the_same_twice_where_nobody_says_otherwise(shelf: Shelf) -> None:
    outgoings = Outgoings(shelf.library, clock=lambda: NOON)

    throws = {outgoings._jitter() for _ in range(50)}

    assert len(throws) > 1
    assert all(0 <= throw < 1 for throw in throws)
