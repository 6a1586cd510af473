from collections import Counter
from datetime import date

import pytest

from bot.demo.book import DemoBook, demo_book
from bot.demo.stories import Quirk
from domain.records import RecordKind

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book() -> DemoBook:
    return demo_book(TODAY, owners=("U1", "U2"), sellers=("Robin Vale", "Jun Ota"))


def test_the_same_day_gives_the_same_book(book: DemoBook) -> None:
    again = demo_book(TODAY, owners=("U1", "U2"), sellers=("Robin Vale", "Jun Ota"))

    assert list(again.records()) == list(book.records())
    assert again.past_renewals() == book.past_renewals()
    assert again.judgements() == book.judgements()


def test_it_has_about_eighty_accounts_in_two_scripts_and_every_kind_of_record(book: DemoBook) -> None:
    kinds = Counter(record.kind for record in book.records())

    assert kinds[RecordKind.ACCOUNT] == 80
    assert set(kinds) == set(RecordKind)
    assert sum(story.chinese for story in book.stories) == 32


def test_it_holds_what_real_books_hold(book: DemoBook) -> None:
    names = {story.name for story in book.stories}
    quirks = {story.quirk for story in book.stories}

    assert {"A&B <Co>", "Northwind Traders", "Northwind Trading"} <= names
    assert quirks == set(Quirk)


def test_an_account_without_a_usage_feed_has_no_usage(book: DemoBook) -> None:
    silent = {story.external_id for story in book.stories if story.quirk is Quirk.NO_USAGE_FEED}

    used = {record.account.external_id for record in book.records() if record.kind is RecordKind.USAGE}

    assert silent & used == set()


def test_usage_reaches_back_eighteen_months_and_ends_today(book: DemoBook) -> None:
    days = [record.fields["day"] for record in book.records() if record.kind is RecordKind.USAGE]

    assert (min(days, key=str), max(days, key=str)) == (date(2025, 5, 23), TODAY)


def test_won_and_lost_renewals_go_with_behaviour_but_not_perfectly(book: DemoBook) -> None:
    by_account = {story.external_id: story for story in book.stories}
    won = [by_account[each.account].quality_on(each.due_on) for each in book.past_renewals() if each.won]
    lost = [by_account[each.account].quality_on(each.due_on) for each in book.past_renewals() if not each.won]

    better = sum(high > low for high in won for low in lost) / (len(won) * len(lost))

    assert len(lost) == 5
    assert 0.7 < better < 1.0


def test_churned_accounts_end_their_story_and_keep_their_history(book: DemoBook) -> None:
    churned = [story for story in book.stories if story.quirk is Quirk.CHURNED]

    assert all(story.ends_on < TODAY for story in churned)


def test_milestones_belong_to_onboarding_and_outcomes_do_not(book: DemoBook) -> None:
    starting = {story.external_id for story in book.stories if story.quirk is Quirk.ONBOARDING}

    assert {milestone.account for milestone in book.milestones()} == starting
    assert {outcome.account for outcome in book.agreed_outcomes()} & starting == set()
