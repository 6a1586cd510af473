from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from health_book import NOW, STANDING, TODAY, standing
from renewal_samples import renewal
from shelves import Shelf

from domain.accounts import Account, AccountStatus, LifecycleStage, Money
from domain.feedback.ports import RequestFilter
from domain.feedback.priority import VoiceNow
from domain.feedback.request import (
    AccountThen,
    Asker,
    DeclineReason,
    Importance,
    ProductArea,
    Request,
    RequestState,
    Source,
    Voice,
)
from domain.feedback.states import RequestAction, RequestStep
from domain.health.model import Band

DAY = timedelta(days=1)
AREA = ProductArea(0, "Reports", "C0REPORTS", "U0PRIYA")
REQUEST = Request(0, "导出 to Excel & more", "They *copy* by hand", 1, "U1", NOW)
VOICE = Voice(0, 1, Asker.ACCOUNT, "U1", NOW, Importance.MUST, account=1)
FULL = replace(
    VOICE,
    quote="<!channel> 请尽快",
    contact="Kim",
    workaround="copying",
    blocks_renewal=True,
    source=Source("C1", "17.5", "https://x.test/p17"),
    then=AccountThen(Money(5, "EUR"), Band.RED, LifecycleStage.STABLE, AccountStatus.LIVE, TODAY, "U1"),
)


def put(shelf: Shelf, *requests: Request) -> list[Request]:
    with shelf.library.writing() as book:
        if not book.feedback.areas():
            book.feedback.save_area(AREA)
            book.feedback.save_area(replace(AREA, name="Access"))
        return [book.feedback.add(request) for request in requests]


def test_areas_are_kept_and_one_is_the_default(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        first = book.feedback.save_area(replace(AREA, is_default=True))
        second = book.feedback.save_area(replace(AREA, name="Access", is_default=True))
        book.feedback.save_area(replace(first, is_default=False, channel="C9"))

    with shelf.library.reading() as book:
        assert list(book.feedback.areas()) == [second, replace(first, is_default=False, channel="C9")]


def test_a_request_is_read_as_it_was_written(shelf: Shelf) -> None:
    [added] = put(shelf, REQUEST)
    declined = replace(
        added,
        state=RequestState.DECLINED,
        owner="U0PRIYA",
        target="Q3",
        decided_at=NOW,
        reason=DeclineReason.TOO_FEW,
        words="nobody else",
        snoozed_until=TODAY,
    )

    with shelf.library.writing() as book:
        assert book.feedback.of_to_change(added.id) == added
        saved = book.feedback.save(declined)

    with shelf.library.reading() as book:
        assert saved == replace(declined, version=2)
        assert book.feedback.of(added.id) == saved
        assert book.feedback.of(99) is None


def test_voices_are_kept_with_where_they_came_from_and_how_it_was_then(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    put(shelf, REQUEST)
    with shelf.library.writing() as book:
        first = book.feedback.add_voice(FULL)
        second = book.feedback.add_voice(replace(VOICE, asker=Asker.PROSPECT, account=None, name="Lead & Co"))

    with shelf.library.reading() as book:
        assert list(book.feedback.voices(1)) == [first, second]
        assert book.feedback.voice_from(Source("C1", "17.5")) == first
        assert book.feedback.voice_from(Source("C1", "18")) is None


def test_voices_are_weighed_with_how_their_accounts_stand_today(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put(Account(2, "Gone", AccountStatus.CHURNED))
    shelf.put_standing(STANDING)
    shelf.put_standing(standing(2))
    shelf.renew(renewal(1, due_on=TODAY + 30 * DAY))
    put(shelf, REQUEST, REQUEST)
    with shelf.library.writing() as book:
        book.feedback.add_voice(FULL)
        book.feedback.add_voice(replace(VOICE, request=2, account=2))
        book.feedback.add_voice(replace(VOICE, request=2, asker=Asker.INTERNAL, account=None))

    with shelf.library.reading() as book:
        found = book.feedback.voices_now([1, 2])

    assert list(found) == [
        VoiceNow(
            *(1, Asker.ACCOUNT, Importance.MUST, True, 1, "Acme"),
            arr=Money(120_000_00, "USD"),
            arr_then=Money(5, "EUR"),
            band=STANDING.band,
            renews_on=TODAY + 30 * DAY,
        ),
        VoiceNow(2, Asker.ACCOUNT, Importance.MUST, blocks_renewal=False, account=2, name="Gone"),
        VoiceNow(2, Asker.INTERNAL, Importance.MUST, blocks_renewal=False),
    ]


def test_requests_are_found_by_what_is_asked(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    first, second, third = put(
        shelf,
        REQUEST,
        replace(REQUEST, area=2, owner="U9"),
        replace(REQUEST, state=RequestState.SHIPPED),
    )
    with shelf.library.writing() as book:
        book.feedback.add_voice(replace(VOICE, request=first.id, by="U7"))

    with shelf.library.reading() as book:
        found = book.feedback.found
        assert list(found(RequestFilter())) == [second, first]
        assert list(found(RequestFilter(area=2))) == [second]
        assert list(found(RequestFilter(owner="U9"))) == [second]
        assert list(found(RequestFilter(by="U7"))) == [first]
        assert list(found(RequestFilter(account=1))) == [first]
        assert list(found(RequestFilter(is_open=False))) == [third]
        assert list(found(RequestFilter(is_open=None))) == [third, second, first]
        assert list(book.feedback.after(first.id)) == [second, third]


def test_requests_that_hold_words_are_found(shelf: Shelf) -> None:
    put(
        shelf,
        REQUEST,
        replace(REQUEST, title="Dark mode", problem="100% bright_"),
        replace(REQUEST, title="MODE of dark", problem=""),
    )

    with shelf.library.reading() as book:
        saying = book.feedback.saying
        assert list(saying(["dark"], limit=9)) == [3, 2]
        assert list(saying(["dark"], limit=1)) == [3]
        assert list(saying(["Mode", "bright"], limit=9)) == [2]
        assert list(saying(["导出"], limit=9)) == [1]
        assert [list(saying([sign], limit=9)) for sign in ("%", "_")] == [[2], [2]]


def test_steps_are_kept_in_their_order(shelf: Shelf) -> None:
    put(shelf, REQUEST)
    steps = [RequestStep(1, NOW, RequestAction.SUBMIT, "U1"), RequestStep(1, NOW, RequestAction.DECLINE, "U2", "no")]
    with shelf.library.writing() as book:
        for step in steps:
            book.feedback.step(step)

    with shelf.library.reading() as book:
        assert list(book.feedback.steps(1)) == steps
        assert list(book.feedback.steps_since(NOW)) == []
        assert list(book.feedback.steps_since(NOW - timedelta(seconds=1))) == steps
