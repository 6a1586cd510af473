from collections import Counter
from datetime import date

import pytest

from bot.demo.book import DemoBook, demo_book
from bot.demo.stories import Quirk
from bot.demo.terms import terms_of
from domain.accounts import UsageMeasure
from domain.records import RecordKind

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book() -> DemoBook:
    return demo_book(TODAY, owners=("U1", "U2"), sellers=("Robin Vale", "Jun Ota"))


def test_the_same_day_gives_the_same_book(book: DemoBook) -> None:
    again = demo_book(TODAY, owners=("U1", "U2"), sellers=("Robin Vale", "Jun Ota"))

    assert list(again.records()) == list(book.records())
    assert again.usage() == book.usage()
    assert [terms_of(story) for story in again.stories] == [terms_of(story) for story in book.stories]
    assert list(again.judgements(ids_of(book))) == list(book.judgements(ids_of(book)))


def test_it_has_about_eighty_accounts_in_two_scripts_and_every_kind_of_record(book: DemoBook) -> None:
    kinds = Counter(record.kind for record in book.records())

    assert kinds[RecordKind.ACCOUNT] == 80
    assert set(kinds) == set(RecordKind) - {RecordKind.USAGE, RecordKind.OUTCOME, RecordKind.MEASUREMENT}
    assert set(book.usage().measures) == set(UsageMeasure)
    assert sum(story.chinese for story in book.stories) == 32


def test_it_holds_what_real_books_hold(book: DemoBook) -> None:
    names = {story.name for story in book.stories}
    quirks = {story.quirk for story in book.stories}

    assert {"A&B <Co>", "Northwind Traders", "Northwind Trading"} <= names
    assert quirks == set(Quirk)


def test_an_account_without_a_usage_feed_has_no_usage(book: DemoBook) -> None:
    silent = {story.external_id for story in book.stories if story.quirk is Quirk.NO_USAGE_FEED}

    used = {account.external_id for account in book.usage().accounts}

    assert silent & used == set()


def test_usage_reaches_back_eighteen_months_and_ends_today(book: DemoBook) -> None:
    days = book.usage().days

    assert (date.fromordinal(min(days)), date.fromordinal(max(days))) == (date(2025, 5, 23), TODAY)


def test_won_and_lost_renewals_go_with_behaviour_but_not_perfectly(book: DemoBook) -> None:
    terms = [(story, term) for story in book.stories for term in terms_of(story)]
    won = [story.quality_on(term.ends_on) for story, term in terms if not term.is_last]
    lost = [story.quality_on(story.ends_on) for story in book.stories if story.quirk is Quirk.CHURNED]

    better = sum(high > low for high in won for low in lost) / (len(won) * len(lost))

    assert len(lost) == 5
    assert 0.7 < better < 1.0


def test_churned_accounts_end_their_story_and_keep_their_history(book: DemoBook) -> None:
    churned = [story for story in book.stories if story.quirk is Quirk.CHURNED]

    assert all(story.ends_on < TODAY for story in churned)


def test_milestones_belong_to_onboarding_and_outcomes_do_not(book: DemoBook) -> None:
    starting = {story.number for story in book.stories if story.quirk is Quirk.ONBOARDING}

    assert {milestone.account for milestone in book.milestones(ids_of(book))} == starting
    assert {outcome.account for outcome in book.agreed_outcomes(ids_of(book))} & starting == set()


def ids_of(book: DemoBook) -> dict[str, int]:
    return {story.external_id: story.number for story in book.stories}
