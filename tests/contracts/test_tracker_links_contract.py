"""What stands in trackers: recorded once, claimed by one, told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from health_book import NOW
from shelves import Shelf

from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.tracker_links import (
    FIRST_LOOK,
    LEASE,
    LinkGlance,
    LinkWay,
    MissingNote,
    TrackerLink,
    Work,
    WorkState,
    failed,
    seen,
    worked,
)
from domain.feedback.trackers import Issue, IssueState, Place, TrackerKind, TrackerRefusal

MINUTE = timedelta(minutes=1)
APP, TEAM = Place(TrackerKind.GITHUB, "acme/app"), Place(TrackerKind.LINEAR, "ENG")
LINK = TrackerLink(
    0, 1, APP, LinkWay.CREATE, "U1", NOW, "key-1", Work(NOW), with_names=True, permalink="https://x.test/p1"
)
ISSUE = Issue(APP, "45", "900", "https://github.test/45", "Export", IssueState.OPEN, "open", NOW)
BOTH = frozenset(TrackerKind)


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    """Three requests with a voice each."""
    with shelf.library.writing() as book:
        book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA"))
        for number in (1, 2, 3):
            book.feedback.add(Request(0, "Export", "", 1, "U1", NOW))
            book.feedback.add_voice(Voice(0, number, Asker.INTERNAL, "U1", NOW, Importance.MUST))
    return shelf


def put(shelf: Shelf, link: TrackerLink = LINK) -> TrackerLink:
    with shelf.library.writing() as book:
        added = book.trackers.add(link)
    assert added is not None
    return added


def linked(shelf: Shelf, link: TrackerLink = LINK) -> TrackerLink:
    put(shelf, link)
    with shelf.library.writing() as book:
        claimed = book.trackers.claim(BOTH, now=NOW)
        assert claimed is not None
        done = seen(replace(claimed, work=worked(claimed.work)), replace(ISSUE, place=link.place), now=NOW)
        assert book.trackers.settle(done)
    return done


def test_a_request_stands_in_one_place(filled: Shelf) -> None:
    first = put(filled)

    with filled.library.writing() as book:
        assert book.trackers.add(replace(LINK, place=TEAM)) is None
    with filled.library.reading() as book:
        assert book.trackers.of(first.id) == first
        assert book.trackers.of(99) is None
        assert list(book.trackers.of_request(1)) == [LinkGlance(first)]
        assert list(book.trackers.of_request(2)) == []


def test_what_is_due_is_claimed_by_one_and_again_once_the_lease_is_over(filled: Shelf) -> None:
    put(filled)

    with filled.library.writing() as book:
        first = book.trackers.claim(BOTH, now=NOW)
        second = book.trackers.claim(BOTH, now=NOW + MINUTE)
        is_due = book.trackers.is_anything_due(now=NOW + MINUTE)
        later = book.trackers.claim(BOTH, now=NOW + LEASE)

    assert first is not None
    assert later is not None
    assert (first.work.looks_first, first.work.tries, first.work.fence) == (False, 1, 1)
    assert (second, is_due) == (None, False)
    assert (later.work.looks_first, later.work.tries, later.work.fence) == (True, 2, 2)


def test_who_lost_the_lease_writes_nothing(filled: Shelf) -> None:
    put(filled)

    with filled.library.writing() as book:
        late = book.trackers.claim(BOTH, now=NOW)
        mine = book.trackers.claim(BOTH, now=NOW + LEASE)
        assert late is not None
        assert mine is not None
        written = [book.trackers.settle(replace(each, work=worked(each.work))) for each in (late, mine)]
        book.trackers.save(replace(mine, work=failed(mine.work, TrackerRefusal.FORBIDDEN, "no")))
        written.append(book.trackers.settle(mine))

    assert written == [False, True, False]


def test_a_tracker_that_is_held_back_and_what_is_not_due_wait(filled: Shelf) -> None:
    put(filled, replace(LINK, work=Work(NOW + MINUTE)))

    with filled.library.writing() as book:
        assert book.trackers.is_anything_due(now=NOW) is False
        assert book.trackers.claim(BOTH, now=NOW) is None
        assert book.trackers.claim({TrackerKind.LINEAR}, now=NOW + MINUTE) is None
        assert book.trackers.claim({TrackerKind.GITHUB}, now=NOW + MINUTE) is not None


def test_an_issue_is_kept_as_it_was_seen(filled: Shelf) -> None:
    done = linked(filled)

    with filled.library.reading() as book:
        assert book.trackers.of(done.id) == done
        assert list(book.trackers.to(APP, ["45", "46"])) == [done]
        assert list(book.trackers.to(TEAM, ["45"])) == []
        assert list(book.trackers.places()) == [APP]


def test_voices_an_issue_heard_nothing_of_are_found_each_matter_once(filled: Shelf) -> None:
    done = linked(filled)
    with filled.library.writing() as book:
        voice = Voice(0, 1, Asker.INTERNAL, "U1", NOW, Importance.MUST)
        book.feedback.add_voice(replace(voice, came_from=2))
        book.feedback.add_voice(replace(voice, came_from=2))
        missing = list(book.trackers.missing_notes())
        for each in (*missing[:1], *missing[:1]):
            book.trackers.note(each, now=NOW, state=WorkState.DONE)
        rest = list(book.trackers.missing_notes())

    assert missing == [MissingNote(done.id, "voice:1"), MissingNote(done.id, "merged:2")]
    assert rest == missing[1:]


def test_a_comment_is_claimed_settled_and_tried_again(filled: Shelf) -> None:
    done = linked(filled)
    with filled.library.writing() as book:
        book.trackers.note(MissingNote(done.id, "voice:1"), now=NOW)
        assert book.trackers.is_anything_due(now=NOW)
        assert book.trackers.claim_note({TrackerKind.LINEAR}, now=NOW) is None
        first = book.trackers.claim_note(BOTH, now=NOW)
        second = book.trackers.claim_note(BOTH, now=NOW + LEASE)
        assert first is not None
        assert second is not None
        written = [book.trackers.settle_note(replace(first, work=worked(first.work)))]
        given_up = replace(second, work=failed(second.work, TrackerRefusal.FORBIDDEN))
        written.append(book.trackers.settle_note(given_up))
        [unsaid] = book.trackers.of_request(1)
        book.trackers.retry_notes(done.id, now=NOW)
        again = book.trackers.claim_note(BOTH, now=NOW)

    assert (first.about, first.link, written, unsaid.unsaid) == ("voice:1", done.id, [False, True], 1)
    assert again is not None
    assert (again.work.tries, again.work.looks_first, again.key) == (1, True, first.key)


def test_links_of_merged_requests_are_told_with_the_one_they_went_into(filled: Shelf) -> None:
    own, merged = put(filled), put(filled, replace(LINK, request=2, place=TEAM))
    with filled.library.writing() as book:
        request = book.feedback.of_to_change(2)
        assert request is not None
        book.feedback.save(replace(request, state=RequestState.DUPLICATE, into=1))

    with filled.library.reading() as book:
        assert [glance.link for glance in book.trackers.of_request(1)] == [own, merged]


def test_an_issue_that_somebody_spoke_of_is_to_be_looked_at(filled: Shelf) -> None:
    done = linked(filled)
    with filled.library.writing() as book:
        counts = [book.trackers.ask(APP, "45", now=NOW), book.trackers.ask(APP, "46", now=NOW)]
        asked = book.trackers.asked(BOTH)
        elsewhere = book.trackers.asked({TrackerKind.LINEAR})
        book.trackers.checked(APP, now=NOW + MINUTE)
        book.trackers.checked(TEAM, now=NOW + 2 * MINUTE)
        found = book.trackers.of(done.id)

    assert (counts, list(asked), list(elsewhere)) == ([1, 0], [replace(done, asked_at=NOW)], [])
    assert found is not None
    assert found.checked_at == NOW + MINUTE


def test_a_place_is_read_by_one_and_from_where_it_was_read_to(filled: Shelf) -> None:
    with filled.library.writing() as book:
        looks = [book.trackers.claim_watch(APP, now=NOW, until=NOW + MINUTE)]
        looks.append(book.trackers.claim_watch(APP, now=NOW, until=NOW + MINUTE))
        book.trackers.watched(APP, seen_until=NOW + 3 * MINUTE)
        book.trackers.watched(APP, seen_until=NOW - MINUTE)
        looks.append(book.trackers.claim_watch(APP, now=NOW + MINUTE, until=NOW + 2 * MINUTE))

    assert looks == [NOW - FIRST_LOOK, None, NOW + 3 * MINUTE]
