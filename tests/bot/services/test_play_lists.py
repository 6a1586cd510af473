from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from play_desk import ADA, DANA, EYES, LIN, NOW, OMAR, PRIYA, REFERRAL, TODAY, Playing, play, seats
from term_samples import line, term

from domain.accounts import Money
from domain.errors import NotAllowedError, OutsideBookError, SuggestionGoneError
from domain.expansion.answer import StageSum, SuggestedAccounts
from domain.expansion.play import Stage
from domain.expansion.question import PlaysWanted
from domain.expansion.suggesting import PassField, PassProblem, SeatFacts
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.permissions import Member
from domain.ports import PublishedPolicy
from domain.revenue.ports import StatedRate

POLICY_FILE = Path(__file__).parents[3] / "policy.toml"


@pytest.fixture
def desk() -> Playing:
    return Playing()


def put(desk: Playing, **said: object) -> int:
    number = len(desk.library.tables.plays) + 1
    with desk.library.writing() as book:
        book.plays.add(play(key=f"V{number}", **said))
    return number


def test_my_open_plays_stand_by_their_day_with_sums_by_stage(desk: Playing) -> None:
    put(desk)
    put(desk, day=date(2026, 8, 1), stage=Stage.IDEA, amount=None)
    put(desk, account=3, owner="U0LIN")
    put(desk, stage=Stage.WON, ended_on=TODAY)

    found = desk.listed()

    assert (found.wanted, found.total, found.overdue) == (PlaysWanted(scope=Scope.MINE), 2, 1)
    assert [line.row.play.id for line in found.lines] == [2, 1]
    assert found.sums == (
        StageSum(Stage.IDEA, 1, (), 1),
        StageSum(Stage.OFFERED, 1, (Money(2_400_000, "USD"),)),
    )
    assert [line.may_change for line in found.lines] == [True, True]
    assert found.may_open


def test_currencies_are_added_only_at_a_stated_rate(desk: Playing) -> None:
    put(desk)
    put(desk, amount=Money(100_000, "EUR"))
    put(desk, amount=Money(100_000, "GBP"))
    with desk.library.writing() as book:
        book.rates.state(StatedRate("EUR", date(2026, 1, 1), "1.10", "U0ADA", NOW))

    found = desk.listed()

    assert found.sums[0].amounts == (Money(2_510_000, "USD"), Money(100_000, "GBP"))
    assert (found.rates.stated, found.rates.unstated) == (("EUR",), ("GBP",))


@pytest.mark.parametrize(
    ("asker", "text", "numbers"),
    [
        pytest.param(DANA, "all", [1, 2], id="everybody's"),
        pytest.param(OMAR, "", [1], id="who leads sees the team"),
        pytest.param(DANA, "<@U0LIN>", [2], id="a colleague's"),
        pytest.param(DANA, "@lin", [2], id="a colleague's by name"),
        pytest.param(LIN, "", [2], id="who sees only their own"),
        pytest.param(EYES, "", [1, 2], id="who only looks"),
    ],
)
def test_whose_plays(desk: Playing, asker: Member, text: str, numbers: list[int]) -> None:
    put(desk)
    put(desk, account=3, owner="U0LIN")

    assert [line.row.play.id for line in desk.listed(text, asker).lines] == numbers


def test_a_play_on_an_account_of_others_is_not_shown_to_who_sees_only_their_own(desk: Playing) -> None:
    put(desk, owner="U0LIN")

    assert desk.listed("", LIN).total == 0
    with pytest.raises(OutsideBookError):
        desk.listed("all", LIN)


def test_who_only_looks_changes_nothing_and_product_sees_none(desk: Playing) -> None:
    put(desk)

    found = desk.listed("all", EYES)
    assert (found.may_open, found.lines[0].may_change) == (False, False)
    with pytest.raises(NotAllowedError):
        desk.listed("", PRIYA)


def test_help_and_words_that_are_none(desk: Playing) -> None:
    assert desk.lists.listed(PRIYA, "help", today=TODAY) == HelpWanted()
    assert desk.lists.listed(DANA, "@dnaa won", today=TODAY) == NotUnderstood("@dnaa", "@dana", "won <@U0DANA>")
    assert desk.lists.listed(DANA, "@zzzz", today=TODAY) == NotUnderstood("@zzzz")


def test_a_place_past_the_end_is_the_last_page(desk: Playing) -> None:
    for _ in range(9):
        put(desk)

    last = desk.listed(offset=80)

    assert (last.offset, len(last.lines), last.total) == (8, 1, 9)


def test_a_window_bounds_the_day(desk: Playing) -> None:
    put(desk)
    put(desk, day=date(2027, 2, 1))

    assert [line.row.play.id for line in desk.listed("2026-Q4").lines] == [1]


def won(desk: Playing, days_ago: int) -> None:
    put(desk, stage=Stage.WON, ended_on=TODAY - timedelta(days=days_ago))


def test_a_won_play_shows_its_contract_line_or_that_it_has_none_yet(desk: Playing) -> None:
    won(desk, 70)
    won(desk, 65)
    won(desk, 5)
    known = term(
        account=1,
        lines=(
            line(arr=Money(10_000_000, "USD"), starts_on=date(2025, 1, 1)),
            line(arr=Money(2_400_000, "USD"), starts_on=TODAY - timedelta(days=60)),
        ),
    )
    desk.library.tables.terms[1] = known

    found = desk.listed("won")

    by_number = {line.row.play.id: line for line in found.lines}
    shown = by_number[1].growth
    assert shown
    assert shown.amount == Money(2_400_000, "USD")
    assert [by_number[each].is_missing for each in (1, 2, 3)] == [False, True, False]
    assert (found.missing, found.missing_amounts) == (1, (Money(2_400_000, "USD"),))


def test_referrals_are_a_list_of_their_own_with_what_became_of_them(desk: Playing) -> None:
    put(desk)
    desk.open(form=REFERRAL, key="R1")
    desk.open(form=REFERRAL, key="R2", stage="became_customer", became="2")
    desk.library.tables.terms[1] = term(
        account=2,
        lines=(line(arr=Money(500, "USD")), line(arr=Money(700, "USD"), ends_on=date(2026, 1, 2))),
    )

    found = desk.listed("every", referrals=True)

    assert [each.stage for each in found.sums] == [Stage.NAMED, Stage.BECAME_CUSTOMER]
    assert (found.total, found.gained) == (2, (Money(500, "USD"),))
    assert found.lines[1].row.became_name == "Blue Harbour"
    assert desk.listed("open").total == 1


def test_what_a_referral_became_is_counted_only_where_it_is_seen(desk: Playing) -> None:
    desk.open(ADA, REFERRAL, about="account:3", stage="became_customer", became="2", key="R1")

    found = desk.listed("every", LIN, referrals=True)
    assert (found.gained, found.lines[0].row.became_name) == ((), None)
    assert desk.listed("every all", ADA, referrals=True).lines[0].row.became_name == "Blue Harbour"


def ready(desk: Playing, asker: Member = DANA, text: str = "suggested", offset: int = 0) -> SuggestedAccounts:
    found = desk.lists.listed(asker, text, today=TODAY, offset=offset)
    assert isinstance(found, SuggestedAccounts)
    return found


def test_who_is_ready_is_shown_with_the_numbers(desk: Playing) -> None:
    desk.library.tables.seat_facts = [seats(), seats(3, used=50)]

    found = ready(desk)

    assert (found.facts, found.total, found.seat_share, found.for_days, found.may_open) == (
        *((seats(),), 1),
        *(0.9, 28, True),
    )
    assert [each.account for each in ready(desk, EYES, "suggested all", 80).facts] == [3, 1]
    assert ready(desk, LIN).facts == (seats(3, used=50),)
    assert not ready(desk, EYES).may_open


def test_nobody_is_ready(desk: Playing) -> None:
    assert ready(desk).facts == ()


def test_a_published_policy_has_its_own_numbers(desk: Playing) -> None:
    text = POLICY_FILE.read_text(encoding="utf-8").replace("seat_share = 0.9", "seat_share = 0.95")
    desk.library.tables.policies.append(PublishedPolicy(1, text, NOW, "U0ADA"))
    desk.library.tables.seat_facts = [seats()]

    assert (ready(desk).facts, ready(desk).seat_share) == ((), 0.95)


def test_not_now_takes_a_suggestion_away_until_it_is_another_case(desk: Playing) -> None:
    desk.library.tables.seat_facts = [seats()]
    offer = desk.suggestions.offer(DANA, "1", today=TODAY)
    done = desk.suggestions.pass_on(DANA, "1", "", "budget freeze", today=TODAY)

    assert (offer.facts, done, ready(desk).facts) == (seats(), seats(), ())
    assert desk.audited() == [("plays.passed", "account:1", None, "until it changes")]
    desk.library.tables.seat_facts = [replace(seats(), used=50)]
    assert ready(desk).total == 1
    assert isinstance(desk.suggestions.pass_on(DANA, "1", "2026-12-01", "", today=TODAY), SeatFacts)
    assert desk.audited()[-1][3] == "until 2026-12-01"


def test_not_now_says_until_when_or_why(desk: Playing) -> None:
    desk.library.tables.seat_facts = [seats()]

    problems = desk.suggestions.pass_on(DANA, "1", "", " ", today=TODAY)

    assert problems == {PassField.WHY: PassProblem.NOTHING_SAID}


def test_what_is_not_suggested_any_more_cannot_be_passed_on(desk: Playing) -> None:
    with pytest.raises(SuggestionGoneError):
        desk.suggestions.offer(DANA, "1", today=TODAY)
    with pytest.raises(OutsideBookError):
        desk.suggestions.offer(LIN, "1", today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.suggestions.pass_on(PRIYA, "1", "", "x", today=TODAY)
