"""`/cs team`: whose figures, of which days, and that they are those of the other commands for the same people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from fakes import FakeLibrary
from health_samples import POLICY
from revenue_book import (
    ANA,
    DANA,
    DI,
    MO,
    NOW,
    PRO,
    TODAY,
    WEI,
    A,
    B,
    C,
    E,
    G,
    J,
    churns_of,
    retention_of,
    usd,
)
from team_book import LIN, VI, answered, column, figure, team_figures, team_library

from bot.services.touch_lists import TouchLists
from bot.services.untold import Untold
from domain.accounts import Account, Cover
from domain.errors import NotAllowedError
from domain.feedback.telling import UntoldReport
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Band
from domain.permissions import BookScope, Member, Role
from domain.revenue.answer import ChurnAnswer, RetentionAnswer
from domain.revenue.figures import PeriodFigures
from domain.revenue.question import NotBegun
from domain.teamwork.answer import TeamAnswer
from domain.teamwork.figure import Figure, FigureName
from domain.teamwork.policy import Maturity
from domain.teamwork.question import OfWholeBooks
from domain.touchpoints.answer import CadenceList
from domain.weekly.ports import WeekAsked

PERSON = pytest.mark.parametrize("person", [DANA, WEI, LIN], ids=lambda person: person.name)
PERIODS = pytest.mark.parametrize("period", ["2025", "2025-Q2", "2026-Q3", "quarter", "last 12 months"])


@pytest.fixture
def library() -> FakeLibrary:
    return team_library()


def numbers(*values: Decimal | int | None) -> list[Decimal | int | None]:
    """Whole numbers and decimals beside each other."""
    return list(values)


def test_a_manager_reads_of_the_team_this_quarter_so_far(library: FakeLibrary) -> None:
    answer = answered(library, MO)

    assert (answer.period.text, answer.is_to_date) == ("2026-Q4", True)
    assert [each.person for each in answer.columns] == ["U0DANA", "U0LIN", "U0WEI"]
    assert answer.wanted.figures.scope is Scope.TEAM
    assert answer.before
    assert answer.before.text == "2026-07-01..2026-08-21"
    assert (answer.version, answer.policy.maturity) == (1, Maturity.GROWING)
    assert answer.whole
    assert (answer.whole.accounts, answer.of_nobody, answer.currency) == (9, 0, "USD")


def test_what_dana_and_the_team_come_to(library: FakeLibrary) -> None:
    answer = answered(library, MO)

    assert figure(answer, "U0DANA", FigureName.NPS).counts == (15, 8, 7)
    assert figure(answer, None, FigureName.NPS).counts == (16, 9, 8)
    assert figure(answer, "U0DANA", FigureName.ACTIVITY) == Figure(
        FigureName.ACTIVITY, 1, part=Decimal(34), whole=Decimal(50)
    )
    assert figure(answer, "U0DANA", FigureName.USE_RISING).part == 1
    assert figure(answer, "U0DANA", FigureName.USE_FALLING).part == 1
    assert figure(answer, "U0WEI", FigureName.USE_RISING).whole == 1
    assert figure(answer, "U0DANA", FigureName.BANDS).counts == (2, 0, 1, 0, 1)
    assert figure(answer, "U0DANA", FigureName.ARR_RED).part == 45_000_00
    assert figure(answer, "U0DANA", FigureName.TASKS_ON_TIME) == Figure(
        FigureName.TASKS_ON_TIME, 3, part=Decimal(1), whole=Decimal(3)
    )
    assert figure(answer, "U0DANA", FigureName.TOLD_DAYS).part == 3
    assert figure(answer, "U0WEI", FigureName.PLANS_ON_TRACK).part == 1
    assert FigureName.REFERRALS not in column(answer, "U0DANA").figures


def test_the_day_on_which_a_task_was_done_is_that_of_the_workspace(library: FakeLibrary) -> None:
    figures = replace(team_figures(library), zone="Asia/Shanghai")

    found = figures.answer(MO, "", today=TODAY)

    assert isinstance(found, TeamAnswer)
    assert figure(found, "U0DANA", FigureName.TASKS_ON_TIME).part == 0


def retained(library: FakeLibrary, text: str) -> PeriodFigures:
    found = retention_of(library).answer(MO, text, today=TODAY)
    assert isinstance(found, RetentionAnswer)
    return found.periods[0].figures


def revenue_of(figures: PeriodFigures) -> list[tuple[Decimal | int | None, int]]:
    arr, renewals = figures.retention.arr, figures.renewals
    kept = arr.opening - arr.contraction - arr.churn
    return [
        (Decimal(kept) / arr.opening if arr.opening else None, figures.retention.accounts),
        (Decimal(kept + arr.expansion) / arr.opening if arr.opening else None, figures.retention.accounts),
        (renewals.logo_rate, renewals.resolved),
        (renewals.gross_rate, renewals.resolved),
        (renewals.net_rate, renewals.resolved),
        (renewals.renewed, renewals.renewed_logos),
        (arr.expansion, figures.retention.accounts),
    ]


REVENUE = (
    *(FigureName.GRR, FigureName.NRR, FigureName.RENEWED, FigureName.RENEWED_GROSS, FigureName.RENEWED_NET),
    *(FigureName.ARR_RENEWED, FigureName.ARR_EXPANDED),
)


@PERSON
@PERIODS
def test_revenue_is_what_retention_says_of_the_same_person(library: FakeLibrary, person: Member, period: str) -> None:
    answer = answered(library, MO, period)

    mine = [figure(answer, person.slack_id, name) for name in REVENUE]
    assert [(each.value, each.sample) for each in mine] == revenue_of(
        retained(library, f"{period} <@{person.slack_id}>")
    )


@PERIODS
def test_revenue_is_what_retention_says_of_the_same_team(library: FakeLibrary, period: str) -> None:
    answer = answered(library, MO, period)

    whole = [figure(answer, None, name) for name in REVENUE]
    assert [(each.value, each.sample) for each in whole] == revenue_of(retained(library, f"{period} team"))


def test_a_frozen_period_stands_as_it_was_reported(library: FakeLibrary) -> None:
    retention_of(library).freeze(DI, "2025", today=TODAY)
    then = answered(library, MO, "2025")
    library.tables.terms[99] = replace(library.tables.terms[99], lines=())
    del library.tables.terms[9]

    now = answered(library, MO, "2025")

    assert now.is_reported
    assert figure(now, None, FigureName.GRR) == figure(then, None, FigureName.GRR)
    assert answered(library, MO, "2026-Q3").is_reported is False


@PERSON
@PERIODS
def test_churn_is_what_churn_says_of_the_same_person(library: FakeLibrary, person: Member, period: str) -> None:
    answer = answered(library, MO, period)

    found = churns_of(library).answer(MO, f"{period} <@{person.slack_id}>", today=TODAY)

    assert isinstance(found, ChurnAnswer)
    lost = found.report.whole
    logos, arr = (figure(answer, person.slack_id, name) for name in (FigureName.LOGOS_LOST, FigureName.ARR_LOST))
    found_lost = numbers(lost.left.successes, lost.left.trials, lost.minor, lost.records)
    assert numbers(logos.part, logos.whole, arr.part, arr.sample) == found_lost


@pytest.mark.parametrize("whose", ["<@U0DANA>", "<@U0WEI>", "team"])
def test_contacts_are_what_touches_says_of_the_same_people(library: FakeLibrary, whose: str) -> None:
    answer = answered(library, MO)

    found = TouchLists(library).listed(MO, whose, today=TODAY)

    assert isinstance(found, CadenceList)
    mine = figure(answer, whose[2:-1] if "@" in whose else None, FigureName.TOUCHES)
    assert numbers(mine.part, mine.whole) == numbers(found.page.touches_met, found.page.touches_due)


@pytest.mark.parametrize(("asker", "person"), [(DANA, "U0DANA"), (WEI, "U0WEI"), (MO, None)])
def test_what_was_told_is_what_untold_says_of_the_same_people(
    library: FakeLibrary, asker: Member, person: str | None
) -> None:
    answer = answered(library, MO, "last 12 months")

    found = Untold(library, lambda: NOW).report(asker, Scope.MINE if person else Scope.TEAM, today=TODAY)

    assert isinstance(found, UntoldReport)
    told, days = (figure(answer, person, name) for name in (FigureName.TOLD, FigureName.TOLD_DAYS))
    assert numbers(told.part, told.whole) == numbers(found.told, found.told + found.untold)
    assert (None if days.value is None else float(days.value)) == found.median_days


def test_overdue_tasks_are_those_of_the_week(library: FakeLibrary) -> None:
    answer = answered(library, MO)

    with library.reading() as book:
        activity = book.activities.of(WeekAsked(NOW, NOW, TODAY))

    overdue = {each.person: each.figures[FigureName.TASKS_OVERDUE].part for each in answer.columns}
    assert overdue == {"U0DANA": activity["U0DANA"].tasks_overdue, "U0WEI": activity["U0WEI"].tasks_overdue, "U0LIN": 0}


def test_a_closed_period_says_what_was_known_then(library: FakeLibrary) -> None:
    answer = answered(library, MO, "2026-07-25..2026-08-25")

    mine = column(answer, "U0DANA").figures
    assert mine[FigureName.BANDS].counts == (1, 0, 0, 0, 3)
    assert FigureName.TOUCHES not in mine
    assert FigureName.PLANS_ON_TRACK not in mine
    assert figure(answer, "U0WEI", FigureName.TOLD).part == 1
    assert figure(answer, "U0WEI", FigureName.TASKS_OVERDUE).part == 1
    assert answer.is_to_date is False


def test_what_was_told_later_was_untold_at_the_end(library: FakeLibrary) -> None:
    answer = answered(library, MO, "2026-07")

    told = figure(answer, "U0WEI", FigureName.TOLD)

    assert numbers(told.part, told.whole) == [0, 1]


def test_what_is_asked_once_more_stands_by_its_change(library: FakeLibrary) -> None:
    library.tables.nps.extend((A, f"N{number}", 10, date(2026, 10, 2)) for number in range(30))

    answer = answered(library, MO)

    nps = figure(answer, "U0DANA", FigureName.NPS)
    assert nps.change == nps.value - Decimal(800) / 30 if nps.value else False
    assert figure(answer, "U0DANA", FigureName.TASKS_OVERDUE).change == 1


def test_renewals_of_a_period_that_runs_are_not_set_against_others(library: FakeLibrary) -> None:
    running, closed = answered(library, ANA, "2026"), answered(library, ANA, "2025")

    assert figure(running, None, FigureName.ARR_RENEWED).change is None
    assert figure(closed, None, FigureName.ARR_RENEWED).change == 100_000_00


def test_on_its_first_day_a_period_is_set_against_nothing(library: FakeLibrary) -> None:
    answer = answered(library, MO, today=date(2026, 10, 1))

    assert answer.before is None
    assert {each.change for each in column(answer, "U0DANA").figures.values()} == {None}


def test_an_account_counts_for_its_owner_and_who_covers_it_and_once_in_the_sum(library: FakeLibrary) -> None:
    grove = library.tables.accounts[G]
    library.tables.accounts[G] = replace(grove, cover=Cover("U0LIN", None, TODAY))

    answer = answered(library, MO)

    counts = [each.accounts for each in (*answer.columns, answer.whole) if each]
    assert counts == [4, 2, 4, 9]


def test_who_left_counts_no_more_but_in_what_was_lost(library: FakeLibrary) -> None:
    answer = answered(library, MO, "2025")

    mine = column(answer, "U0DANA")
    assert C in {number for number, each in library.tables.accounts.items() if each.owner == "U0DANA"}
    assert numbers(mine.accounts, mine.figures[FigureName.LOGOS_LOST].part) == [4, 1]


def test_accounts_of_nobody_are_in_the_sum_of_everybody_only(library: FakeLibrary) -> None:
    library.tables.accounts[J] = replace(library.tables.accounts[J], owner=None)
    library.tables.accounts[11] = Account(11, "Kite", owner="U0GONE")

    answer = answered(library, DI)

    assert answer.wanted.figures.scope is Scope.ALL
    assert [each.person for each in answer.columns] == ["U0DANA", "U0WEI"]
    assert (answer.of_nobody, answer.whole and answer.whole.accounts) == (2, 10)
    assert figure(answer, None, FigureName.TASKS_OVERDUE).part == 3


def test_one_person_is_chosen_by_mention_or_by_name(library: FakeLibrary) -> None:
    chosen = [answered(library, MO, text).chosen for text in ("<@U0WEI>", "@wei", "")]

    assert [each and each.person for each in chosen] == ["U0WEI", "U0WEI", None]


def test_a_csm_reads_of_themselves_beside_the_sum_and_of_no_colleague(library: FakeLibrary) -> None:
    answer = answered(library, DANA)

    assert [each.person for each in answer.columns] == ["U0DANA"]
    assert (answer.chosen and answer.chosen.person, answer.whole and answer.whole.accounts) == ("U0DANA", 9)
    assert answered(library, DANA, "team").chosen is None
    assert answered(library, DANA, "me").whole is None
    with pytest.raises(NotAllowedError):
        answered(library, DANA, "<@U0WEI>")


def test_who_is_limited_to_their_own_book_reads_of_nothing_else(library: FakeLibrary) -> None:
    answer = answered(library, replace(DANA, sees=BookScope.OWN))

    assert (answer.whole, answer.wanted.figures.scope, answer.of_nobody) == (None, Scope.MINE, 0)
    assert answer.chosen
    assert answer.chosen.accounts == 4


def test_the_policy_may_keep_all_of_it_from_csms(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.policies.publish(POLICY.replace('"own_and_team"', '"nothing"'), by="U0ANA", at=NOW)

    with pytest.raises(NotAllowedError) as refused:
        answered(library, DANA)

    assert refused.value.admins == ("U0ANA",)


@pytest.mark.parametrize(
    ("asker", "text"), [(PRO, ""), (VI, ""), (MO, "all"), (MO, "<@U0ANA>"), (DANA, "all")], ids=str
)
def test_others_are_refused(library: FakeLibrary, asker: Member, text: str) -> None:
    with pytest.raises(NotAllowedError):
        answered(library, asker, text)


def test_a_team_of_nobody_has_no_columns(library: FakeLibrary) -> None:
    new = Member("U0NEW", "New", Role.MANAGER)
    library.tables.members["U0NEW"] = new

    answer = answered(library, new)

    assert (answer.columns, answer.whole and answer.whole.accounts) == ((), 0)


def test_before_any_policy_is_published_the_shipped_one_counts(library: FakeLibrary) -> None:
    library.tables.policies.clear()

    answer = answered(library, MO)

    assert (answer.version, answer.policy.maturity) == (None, Maturity.GROWING)


def test_red_arr_without_a_rate_is_in_no_sum(library: FakeLibrary) -> None:
    kept = library.tables.standings[B]
    library.tables.standings[B] = replace(kept, arr=(usd(5), replace(usd(5), currency="CHF")))

    red = figure(answered(library, MO), "U0DANA", FigureName.ARR_RED)

    assert numbers(red.sample, red.part, red.left_out) == [3, 0, 1]


def test_a_currency_without_a_rate_stands_apart(library: FakeLibrary) -> None:
    library.tables.rates.clear()

    assert answered(library, MO, "2025").apart == ("EUR",)


def test_referrals_stand_where_they_are_recorded(library: FakeLibrary) -> None:
    class Recorded:
        def brought(self, starts_on: date, ends_on: date, accounts: Collection[int] | None) -> Mapping[int, int]:
            assert (starts_on, accounts) == (date(2026, 1, 1), None) or ends_on <= date(2026, 1, 1)
            return {A: 2, E: 1}

    found = team_figures(library, referrals=lambda _book: Recorded()).answer(DI, "2026", today=TODAY)

    assert isinstance(found, TeamAnswer)
    assert figure(found, None, FigureName.REFERRALS) == Figure(
        FigureName.REFERRALS, 3, part=Decimal(3), change=Decimal()
    )


def test_a_score_of_a_day_gone_by_and_of_today(library: FakeLibrary) -> None:
    found = answered(library, MO)

    assert figure(found, "U0DANA", FigureName.SCORE).part == 80
    assert library.tables.standings[A].band is Band.GREEN


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("help", HelpWanted),
        ("tem", NotUnderstood),
        ("@nobody", NotUnderstood),
        ("2027", NotBegun),
        ("tier:high", OfWholeBooks),
    ],
)
def test_what_is_not_understood_is_said_back(library: FakeLibrary, text: str, kind: type[object]) -> None:
    assert isinstance(team_figures(library).answer(MO, text, today=TODAY), kind)


def test_a_telling_that_was_done_by_a_task_alone_is_nobodys(library: FakeLibrary) -> None:
    told = library.tables.tellings[1]
    library.tables.tellings[1] = replace(told, by=None, at=datetime(2026, 11, 1, tzinfo=UTC))

    assert figure(answered(library, DI), None, FigureName.TOLD).part == 1
