from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from health_book import NOW
from shelves import Shelf

from domain.outbox.announcement import Announcement, AnnouncementKind, Manner, Posted
from domain.outbox.outgoing import OutboxState, Outgoing, Pause
from domain.outbox.ports import LEASE, PACE, OutboxCounts
from domain.outbox.settling import Settled

SECOND = timedelta(seconds=1)
DONE = (OutboxState.SENT, OutboxState.DROPPED)


def to(person: str, about: str = "task:1", **said: object) -> Announcement:
    return replace(Announcement(AnnouncementKind.TASK, person, about, {"what": "due", "day": 3}), **said)  # type: ignore[arg-type] # the fields of the announcement, by name


def put(shelf: Shelf, *announcements: Announcement) -> list[int | None]:
    with shelf.library.writing() as book:
        return [book.outbox.put(each, now=NOW) for each in announcements]


def claim(shelf: Shelf, *, later: timedelta = timedelta(), most: int = 10) -> Sequence[Outgoing]:
    with shelf.library.writing() as book:
        return book.outbox.claim(now=NOW + later, most=most)


def settle(
    shelf: Shelf,
    outgoing: Outgoing,
    state: OutboxState = OutboxState.SENT,
    later: timedelta = timedelta(),
    **said: object,
) -> bool:
    settled = replace(Settled(state, NOW + later), **said)  # type: ignore[arg-type] # as above
    with shelf.library.writing() as book:
        return book.outbox.settle(outgoing, settled, now=NOW + later)


def test_what_was_put_is_claimed_as_it_was_put(shelf: Shelf) -> None:
    [number] = put(shelf, to("U1"))

    [outgoing] = claim(shelf)

    assert (outgoing.id, outgoing.announcement) == (number, to("U1"))
    assert (outgoing.fence, outgoing.tries, outgoing.is_unclear, outgoing.earlier) == (1, 1, False, None)
    assert (outgoing.recorded_at, outgoing.first_tried_at, outgoing.lease_until) == (NOW, NOW, NOW + LEASE)
    assert outgoing.key


def test_what_is_said_once_is_recorded_once(shelf: Shelf) -> None:
    numbers = put(shelf, to("U1", once="task:1:due"), to("U1", once="task:1:due"), to("U1"), to("U1"))

    assert [number is None for number in numbers] == [False, True, False, False]


def test_in_one_conversation_the_order_is_kept(shelf: Shelf) -> None:
    first, second, other = put(shelf, to("U1"), to("U1"), to("U2"))

    claimed = claim(shelf)
    assert [each.id for each in claimed] == [first, other]
    assert claim(shelf) == []

    settle(shelf, claimed[0])
    assert claim(shelf, later=PACE - SECOND / 10) == []
    assert [each.id for each in claim(shelf, later=PACE)] == [second]


def test_what_waits_to_be_tried_again_holds_back_what_comes_after_it(shelf: Shelf) -> None:
    first, _ = put(shelf, to("U1"), to("U1"))
    [outgoing] = claim(shelf)
    settle(shelf, outgoing, OutboxState.NEW, 5 * SECOND, reason="unreached")

    assert claim(shelf, later=4 * SECOND) == []
    assert [each.id for each in claim(shelf, later=5 * SECOND)] == [first]


@pytest.mark.parametrize("state", [OutboxState.PARKED, OutboxState.DROPPED])
def test_what_is_given_up_holds_nothing_back(shelf: Shelf, state: OutboxState) -> None:
    _, second = put(shelf, to("U1"), to("U1"))
    [outgoing] = claim(shelf)
    settle(shelf, outgoing, state, reason="channel_not_found")

    assert [each.id for each in claim(shelf)] == [second]


def test_a_lease_that_is_over_is_taken_over_and_the_outcome_is_unclear(shelf: Shelf) -> None:
    put(shelf, to("U1"))
    [lost] = claim(shelf)

    assert claim(shelf, later=LEASE - SECOND) == []
    [taken] = claim(shelf, later=LEASE)

    assert (taken.id, taken.key, taken.fence, taken.tries, taken.is_unclear) == (lost.id, lost.key, 2, 2, True)
    assert taken.first_tried_at == NOW
    assert not settle(shelf, lost)
    assert settle(shelf, taken)


def test_only_so_many_are_claimed_at_once_the_longest_due_first(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        book.outbox.put(to("U1"), now=NOW, due_at=NOW - SECOND)
        book.outbox.put(to("U2"), now=NOW, due_at=NOW - 2 * SECOND)
        book.outbox.put(to("U3"), now=NOW, due_at=NOW + SECOND)

    assert [each.announcement.to for each in claim(shelf, most=1)] == ["U2"]
    assert [each.announcement.to for each in claim(shelf)] == ["U1"]


def test_an_edit_finds_the_last_message_about_the_same_thing_to_the_same_reader(shelf: Shelf) -> None:
    put(shelf, to("U1"), to("U2"))
    for number, outgoing in enumerate(claim(shelf)):
        settle(shelf, outgoing, posted=Posted(f"D{number}", f"1.{number}"))
    put(shelf, to("U1", manner=Manner.EDIT), to("U2", "task:2", manner=Manner.REPLY))

    found = claim(shelf, later=PACE)

    assert [each.earlier for each in found] == [Posted("D0", "1.0"), None]


def test_a_try_that_does_not_count_is_taken_back(shelf: Shelf) -> None:
    put(shelf, to("U1"))
    [first] = claim(shelf)
    settle(shelf, first, OutboxState.NEW, counts=False)

    [second] = claim(shelf)

    assert (second.tries, second.fence, second.is_unclear) == (1, 2, False)


def test_what_is_unclear_stays_unclear_until_it_is_settled(shelf: Shelf) -> None:
    put(shelf, to("U1"))
    [first] = claim(shelf)
    settle(shelf, first, OutboxState.NEW, is_unclear=True)

    assert [each.is_unclear for each in claim(shelf)] == [True]


def test_pauses_are_seen_until_they_are_over_and_the_longer_one_stays(shelf: Shelf) -> None:
    long = Pause("chat.postMessage", NOW + 5 * SECOND, "ratelimited")
    with shelf.library.writing() as book:
        book.outbox.pause(long)
        book.outbox.pause(replace(long, until=NOW + SECOND))

    with shelf.library.reading() as book:
        assert list(book.outbox.pauses(now=NOW + 4 * SECOND)) == [long]
        assert list(book.outbox.pauses(now=NOW + 5 * SECOND)) == []


def test_a_pause_that_is_lifted_is_over(shelf: Shelf) -> None:
    put(shelf, to("U1"))
    [outgoing] = claim(shelf)
    settle(shelf, outgoing, OutboxState.NEW, pause=Pause("*", NOW + SECOND, "invalid_auth"))

    with shelf.library.writing() as book:
        assert [pause.method for pause in book.outbox.pauses(now=NOW)] == ["*"]
        book.outbox.resume("*")
        assert list(book.outbox.pauses(now=NOW)) == []


def test_the_state_of_the_outbox_is_counted(shelf: Shelf) -> None:
    put(shelf, to("U1"), to("U2"), to("U3"), to("U4"))
    first, second = claim(shelf, most=2)
    settle(shelf, first)
    settle(shelf, second, OutboxState.PARKED, reason="is_archived")
    claim(shelf, most=1)

    with shelf.library.reading() as book:
        assert book.outbox.counts(now=NOW) == OutboxCounts(waiting=1, sending=1, parked=1, oldest_due=NOW)
        assert book.outbox.counts(now=NOW - SECOND).oldest_due is None


def test_what_was_given_up_is_listed_with_its_reason_and_can_be_tried_again(shelf: Shelf) -> None:
    [number] = put(shelf, to("U1"))
    assert number is not None
    [outgoing] = claim(shelf)
    settle(shelf, outgoing, OutboxState.PARKED, reason="is_archived", is_unclear=True)

    with shelf.library.writing() as book:
        [line] = book.outbox.lines([OutboxState.PARKED], limit=5)
        assert (line.id, line.reason, line.announcement, line.tries) == (number, "is_archived", to("U1"), 1)
        assert book.outbox.retry(number, now=NOW + SECOND)
        assert not book.outbox.retry(number, now=NOW + SECOND)
        assert not book.outbox.retry(number + 1, now=NOW + SECOND)
    [again] = claim(shelf, later=SECOND)
    assert (again.tries, again.first_tried_at, again.is_unclear) == (1, NOW + SECOND, True)


def test_what_was_said_of_a_thing_is_found_with_where_it_stands(shelf: Shelf) -> None:
    put(shelf, to("U1"), to("U2", "task:2"))
    settle(shelf, claim(shelf)[0], posted=Posted("D1", "1.5"))

    with shelf.library.reading() as book:
        [line] = book.outbox.said_about("task:1")
        assert list(book.outbox.of([line.id, 999])) == [line]
        assert (line.state, line.posted) == (OutboxState.SENT, Posted("D1", "1.5"))


def test_what_was_said_long_ago_is_forgotten_but_not_what_was_given_up(shelf: Shelf) -> None:
    put(shelf, to("U1"), to("U2"), to("U3"), to("U4"))
    states = [OutboxState.SENT, OutboxState.DROPPED, OutboxState.PARKED]
    for outgoing, state in zip(claim(shelf, most=3), states, strict=True):
        settle(shelf, outgoing, state)

    with shelf.library.writing() as book:
        assert book.outbox.sweep(older_than=NOW) == 0
        assert book.outbox.sweep(older_than=NOW + SECOND) == 2
        assert [line.announcement.to for line in book.outbox.lines(list(OutboxState), limit=5)] == ["U4", "U3"]


def test_a_card_that_stands_in_its_channel_is_never_forgotten(shelf: Shelf) -> None:
    card = Announcement(AnnouncementKind.TRIAGE, "C1", "request:1")
    put(shelf, card, replace(card, to="C2"), replace(card, to="C3", manner=Manner.EDIT))
    states = [OutboxState.SENT, OutboxState.DROPPED, OutboxState.SENT]
    for outgoing, state in zip(claim(shelf), states, strict=True):
        settle(shelf, outgoing, state, posted=Posted("C1", "1.5"))

    with shelf.library.writing() as book:
        assert book.outbox.sweep(older_than=NOW + SECOND) == 2
        assert [line.announcement for line in book.outbox.lines(list(OutboxState), limit=5)] == [card]


def test_the_line_to_a_person_is_remembered(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        assert book.outbox.direct_line("U1") is None
        book.outbox.remember_line("U1", "D1")
        book.outbox.remember_line("U1", "D2")

        assert book.outbox.direct_line("U1") == "D2"


def test_only_what_is_due_is_worth_claiming(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        assert not book.outbox.is_anything_due(now=NOW)
        book.outbox.put(to("U1"), now=NOW, due_at=NOW + SECOND)
        assert not book.outbox.is_anything_due(now=NOW)
        assert book.outbox.is_anything_due(now=NOW + SECOND)
    claim(shelf, later=SECOND)

    with shelf.library.reading() as book:
        assert not book.outbox.is_anything_due(now=NOW + LEASE)
        assert book.outbox.is_anything_due(now=NOW + LEASE + SECOND)


def test_what_is_to_be_said_in_another_manner_is_left_where_it_is(shelf: Shelf) -> None:
    put(shelf, to("U1"), to("U2", manner=Manner.EDIT))

    with shelf.library.writing() as book:
        assert [each.announcement.to for each in book.outbox.claim(now=NOW, most=5, manners=[Manner.EDIT])] == ["U2"]


def test_an_edit_may_name_the_very_message_it_changes(shelf: Shelf) -> None:
    place = {"place": ["D9", "9.5"]}
    put(shelf, to("U1"))
    settle(shelf, claim(shelf)[0], posted=Posted("D1", "1.5"))
    put(shelf, to("U1", manner=Manner.EDIT, facts=place), to("U2", manner=Manner.POST, facts=place))
    put(shelf, to("U3", manner=Manner.EDIT, facts={"place": "nowhere"}))

    found = claim(shelf, later=2 * PACE)

    assert [(each.announcement.to, each.earlier) for each in found] == [
        ("U1", Posted("D9", "9.5")),
        ("U2", None),
        ("U3", None),
    ]


def test_a_thread_that_is_not_ours_goes_with_what_is_said_in_it(shelf: Shelf) -> None:
    put(shelf, to("C1", facts={"thread": "17.5"}), to("C2"))

    assert [each.thread for each in claim(shelf)] == ["17.5", None]
