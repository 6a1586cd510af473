from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from health_book import NOW, STANDING, TODAY, standing
from renewal_samples import renewal
from shelves import Shelf

from domain.accounts import Account, AccountStatus, LifecycleStage, Money
from domain.feedback.merging import Following
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


def test_a_voice_may_have_the_link_of_its_message_without_its_place(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    put(shelf, REQUEST)
    linked = replace(VOICE, source=Source("", "", "https://x.test/p17"))
    with shelf.library.writing() as book:
        voices = [book.feedback.add_voice(each) for each in (FULL, linked, linked)]

    with shelf.library.reading() as book:
        assert list(book.feedback.voices(1)) == voices
        assert book.feedback.voice_from(Source("C1", "17.5")) == voices[0]


def test_titles_are_learnt_of_what_product_looked_at_the_newest_first(shelf: Shelf) -> None:
    looked_at = replace(REQUEST, state=RequestState.UNDER_REVIEW)
    put(shelf, looked_at, REQUEST, replace(looked_at, title="SSO", area=2), replace(looked_at, title="Dark mode"))

    with shelf.library.reading() as book:
        assert list(book.feedback.triaged_titles(most=2)) == [(1, "Dark mode"), (2, "SSO")]
        assert len(book.feedback.triaged_titles(most=9)) == 3


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


def test_words_that_were_raised_go_and_that_they_were_raised_stays(shelf: Shelf) -> None:
    put(shelf, REQUEST)
    raised = RequestStep(1, NOW, RequestAction.REOPEN, "U1", "still broken")
    again = replace(raised, what=RequestAction.ASK_AGAIN)
    others = [replace(raised, by="U2"), RequestStep(1, NOW, RequestAction.COMMENT, "U1", "a note")]
    with shelf.library.writing() as book:
        for step in (raised, again, *others):
            book.feedback.step(step)
        book.feedback.forget_raised(1, {"U1", "U9"})

    with shelf.library.reading() as book:
        assert list(book.feedback.steps(1)) == [replace(raised, note=""), replace(again, note=""), *others]


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


def test_merged_voices_and_steps_move_and_come_back_along_chains(shelf: Shelf) -> None:
    put(shelf, REQUEST, REQUEST, REQUEST)
    ours = replace(VOICE, asker=Asker.INTERNAL, account=None)
    with shelf.library.writing() as book:
        kept = [book.feedback.add_voice(replace(ours, request=number)) for number in (1, 2, 3)]
        for number in (1, 2, 3):
            book.feedback.step(RequestStep(number, NOW, RequestAction.SUBMIT, f"U{number}"))
    with shelf.library.writing() as book:
        for loser, winner in ((1, 2), (2, 3)):
            found = book.feedback.of_to_change(loser)
            assert found is not None
            book.feedback.move_under(loser, winner)
            book.feedback.save(replace(found, state=RequestState.DUPLICATE, into=winner, merged_at=NOW))

    with shelf.library.reading() as book:
        assert book.feedback.merged() == {1: 2, 2: 3}
        assert [(each.id, each.came_from) for each in book.feedback.voices(3)] == [(1, 1), (2, 2), (3, None)]
        assert [(each.by, each.came_from) for each in book.feedback.steps(3)] == [("U1", 1), ("U2", 2), ("U3", None)]
    with shelf.library.writing() as book:
        book.feedback.give_back({1, 2}, 2)
    with shelf.library.reading() as book:
        assert [(each.id, each.came_from) for each in book.feedback.voices(2)] == [(1, 1), (2, None)]
        assert list(book.feedback.voices(3)) == [kept[2]]
    with shelf.library.writing() as book:
        book.feedback.give_back({1}, 1)
    with shelf.library.reading() as book:
        assert [each for number in (1, 2, 3) for each in book.feedback.voices(number)] == kept
        assert [len(book.feedback.steps(number)) for number in (1, 2, 3)] == [1, 1, 1]


def test_who_follows_is_kept_and_copies_go_when_it_is_given_back(shelf: Shelf) -> None:
    put(shelf, REQUEST, REQUEST)
    own, copy = Following(1, "U7", follows=True), Following(2, "U7", follows=True, came_from=1)
    with shelf.library.writing() as book:
        book.feedback.follow(replace(own, follows=False))
        for chosen in (own, copy, Following(2, "U6", follows=False)):
            book.feedback.follow(chosen)

    with shelf.library.reading() as book:
        assert list(book.feedback.followings(1)) == [own]
        assert list(book.feedback.followings(2)) == [Following(2, "U6", follows=False), copy]
    with shelf.library.writing() as book:
        book.feedback.give_back({1}, 1)
    with shelf.library.reading() as book:
        assert list(book.feedback.followings(1)) == [own]
        assert list(book.feedback.followings(2)) == [Following(2, "U6", follows=False)]


def test_snoozed_ones_are_found_by_any_of_what_ends_it(shelf: Shelf) -> None:
    _, *asleep = put(
        shelf,
        REQUEST,
        replace(REQUEST, snoozed_until=TODAY),
        replace(REQUEST, snoozed_accounts=3),
        replace(REQUEST, snoozed_arr=5 * 10**12, in_backlog=True, waiting_since=NOW),
    )

    with shelf.library.reading() as book:
        assert list(book.feedback.found(RequestFilter(is_snoozed=True))) == asleep[::-1]
        assert [each.id for each in book.feedback.found(RequestFilter(is_snoozed=False))] == [1]
