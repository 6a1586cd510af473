"""Several replicas that look for what is due in trackers at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from health_book import NOW

from domain.feedback.request import Asker, Importance, ProductArea, Request, Voice
from domain.feedback.tracker_links import LinkWay, MissingNote, TrackerLink, Work
from domain.feedback.trackers import Place, TrackerKind
from storage.library import SqlLibrary

APP = Place(TrackerKind.GITHUB, "acme/app")
BOTH = frozenset(TrackerKind)
REPLICAS, LINKS = 4, 6


def fill(library: SqlLibrary) -> None:
    with library.writing() as book:
        book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA"))
        for number in range(1, LINKS + 1):
            book.feedback.add(Request(0, "Export", "", 1, "U1", NOW))
            book.feedback.add_voice(Voice(0, number, Asker.INTERNAL, "U1", NOW, Importance.MUST))
            book.trackers.add(TrackerLink(0, number, APP, LinkWay.CREATE, "U1", NOW, f"key-{number}", Work(NOW)))
            book.trackers.note(MissingNote(number, "voice:1"), now=NOW)


def test_each_thing_is_claimed_by_one(library: SqlLibrary) -> None:
    fill(library)
    together = Barrier(REPLICAS)

    def look() -> tuple[list[int], list[int]]:
        together.wait(10)
        links, notes = [], []
        for _ in range(LINKS * 3):
            with library.writing() as book:
                link = book.trackers.claim(BOTH, now=NOW)
            with library.writing() as book:
                note = book.trackers.claim_note(BOTH, now=NOW)
            links += [link.id] if link else []
            notes += [note.id] if note else []
        return links, notes

    with ThreadPoolExecutor(REPLICAS) as threads:
        found = [each.result(60) for each in [threads.submit(look) for _ in range(REPLICAS)]]

    assert sorted(number for links, _ in found for number in links) == list(range(1, LINKS + 1))
    assert sorted(number for _, notes in found for number in notes) == list(range(1, LINKS + 1))


def test_one_replica_reads_a_place(library: SqlLibrary) -> None:
    together = Barrier(REPLICAS)

    def look() -> bool:
        together.wait(10)
        with library.writing() as book:
            return book.trackers.claim_watch(APP, now=NOW, until=NOW.replace(hour=23)) is not None

    with ThreadPoolExecutor(REPLICAS) as threads:
        found = [each.result(60) for each in [threads.submit(look) for _ in range(REPLICAS)]]

    assert sorted(found) == [False] * (REPLICAS - 1) + [True]
