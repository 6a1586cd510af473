from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from health_book import NOW, TODAY
from shelves import Shelf

from domain.accounts import Account, Cover
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.telling import Telling, TellingCount, TellingNow, Way
from domain.tasks.task import Task, TaskSource

DAY = timedelta(days=1)
TASK = Task(0, "Tell them", TODAY, "U1", "U2", NOW, 1, source=TaskSource.REQUEST)


def put(shelf: Shelf) -> None:
    """Two requests; of the first, an account, another one and a prospect are to hear."""
    shelf.put(Account(1, "Acme", owner="U1", cover=Cover("U3", TODAY, None)))
    shelf.put(Account(2, "云帆"))
    with shelf.library.writing() as book:
        area = book.feedback.save_area(ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA"))
        for title in ("Export", "Dark mode"):
            book.feedback.add(Request(0, title, "", area.id, "U1", NOW, RequestState.SHIPPED))
        lead = Voice(0, 1, Asker.PROSPECT, "U4", NOW, Importance.MUST, name="Lead & Co")
        book.feedback.add_voice(replace(lead, asker=Asker.ACCOUNT, account=1, name="", quote="We need it"))
        book.feedback.add_voice(lead)
        for account in (1, 2, None):
            book.tasks.add(replace(TASK, account=account))
        book.tellings.add(Telling(0, 1, 1, NOW, "U1", account=1))
        book.tellings.add(Telling(0, 1, 2, NOW - DAY, None, account=2))
        book.tellings.add(Telling(0, 1, 3, NOW, "U4", voice=2))


def test_who_is_to_hear_is_kept_with_how_it_was_told(shelf: Shelf) -> None:
    put(shelf)
    told = Telling(1, 1, 1, NOW, "U1", account=1, at=NOW + DAY, by="U1", how=Way.EMAIL, words="您好 <!channel> & co")
    with shelf.library.writing() as book:
        assert book.tellings.of_to_change(1) == replace(told, at=None, by=None, how=None, words="")
        book.tellings.save(told)

    with shelf.library.reading() as book:
        assert book.tellings.of(1) == told
        assert book.tellings.of_task(3) == Telling(3, 1, 3, NOW, "U4", voice=2)
        assert [each.id for each in book.tellings.of_request(1)] == [1, 2, 3]
        assert (book.tellings.of(9), book.tellings.of_task(9), list(book.tellings.of_request(2))) == (None, None, [])


def test_who_is_told_is_counted_without_earlier_closings(shelf: Shelf) -> None:
    put(shelf)
    with shelf.library.writing() as book:
        known = book.tellings.of(1)
        assert known is not None
        book.tellings.save(replace(known, at=NOW))
        book.tellings.add(replace(known, at=NOW, is_over=True))

    with shelf.library.reading() as book:
        assert book.tellings.counts([1, 2]) == {1: TellingCount(1, 3)}
        assert book.tellings.counts([]) == {}


def test_what_stands_untold_comes_with_who_answers_for_it_now(shelf: Shelf) -> None:
    put(shelf)

    with shelf.library.reading() as book:
        found = list(book.tellings.standing(told_since=NOW))
        tasks = {number: book.tasks.of(number) for number in (1, 2, 3)}

    assert found == [
        TellingNow(
            Telling(2, 1, 2, NOW - DAY, None, account=2),
            *(tasks[2], "Export", RequestState.SHIPPED, Asker.ACCOUNT, "云帆"),  # type: ignore[arg-type]
        ),
        TellingNow(
            Telling(1, 1, 1, NOW, "U1", account=1),
            *(tasks[1], "Export", RequestState.SHIPPED, Asker.ACCOUNT, "Acme", "U1"),  # type: ignore[arg-type]
            Cover("U3", TODAY, None),
        ),
        TellingNow(
            Telling(3, 1, 3, NOW, "U4", voice=2),
            *(tasks[3], "Export", RequestState.SHIPPED, Asker.PROSPECT, "Lead & Co", "U4"),  # type: ignore[arg-type]
        ),
    ]


def test_what_was_told_stands_for_a_while_and_what_is_over_does_not(shelf: Shelf) -> None:
    put(shelf)
    with shelf.library.writing() as book:
        known = book.tellings.of_request(1)
        book.tellings.save(replace(known[0], at=NOW - DAY))
        book.tellings.save(replace(known[1], at=NOW - 2 * DAY))
        book.tellings.save(replace(known[2], is_over=True))

    with shelf.library.reading() as book:
        found = book.tellings.standing(told_since=NOW - DAY)

    assert [each.telling.id for each in found] == [1]


def test_the_words_of_a_voice_can_be_taken_away(shelf: Shelf) -> None:
    put(shelf)
    with shelf.library.writing() as book:
        [voice] = book.feedback.voices_of(1)
        book.feedback.save_voice(replace(voice, quote="", contact=""))

    with shelf.library.reading() as book:
        assert [each.quote for each in book.feedback.voices_of(1)] == [""]
        assert list(book.feedback.voices_of(2)) == []
