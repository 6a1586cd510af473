from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from fakes import FakeLibrary
from revenue_book import (
    ANA,
    DANA,
    DI,
    LOST,
    MO,
    NOW,
    PRO,
    TODAY,
    WEI,
    A,
    C,
    E,
    churns_of,
    close,
    day,
    renewed,
    retention_of,
    revenue_library,
    term,
    usd,
)

from domain.accounts import Money
from domain.errors import NotAllowedError
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.proportions import Count
from domain.permissions import Member
from domain.revenue.ahead import Sum
from domain.revenue.answer import CohortAnswer, FrozenAnswer, NobodyFits, PeriodAnswer, RetentionAnswer
from domain.revenue.cuts import Cut
from domain.revenue.movements import ArrMovement, Grain
from domain.revenue.periods import Period
from domain.revenue.question import NotBegun

Y2025 = Period("2025", date(2025, 1, 1), date(2026, 1, 1))
IN_DAYS = "2025-01-01..2025-12-31"


@pytest.fixture
def library() -> FakeLibrary:
    return revenue_library()


def answer_of(library: FakeLibrary, text: str, asker: Member = ANA) -> RetentionAnswer:
    found = retention_of(library).answer(asker, text, today=TODAY)
    assert isinstance(found, RetentionAnswer)
    return found


def the_period(library: FakeLibrary, text: str = "2025 all", asker: Member = ANA) -> PeriodAnswer:
    (found,) = answer_of(library, text, asker).periods
    return found


def freeze(library: FakeLibrary, text: str = "2025", asker: Member = ANA) -> FrozenAnswer:
    found = retention_of(library).freeze(asker, text, today=TODAY)
    assert isinstance(found, FrozenAnswer)
    return found


def test_a_year_asked_for_is_that_of_the_worked_example(library: FakeLibrary) -> None:
    found = the_period(library).figures

    assert found.retention.arr == ArrMovement(
        opening=470_000_00,
        new=90_000_00,
        expansion=35_000_00,
        contraction=15_000_00,
        churn=65_000_00,
        reactivated=25_000_00,
        closing=540_000_00,
    )
    assert found.retention.logos == Count(7, 9)


def test_without_a_period_the_running_quarter_stands_beside_the_last_one(library: FakeLibrary) -> None:
    found = answer_of(library, "all")

    assert [each.figures.period.text for each in found.periods] == ["2026-Q4", "2026-Q3"]
    assert [each.figures.window.ends_on for each in found.periods] == [TODAY, date(2026, 10, 1)]


@pytest.mark.parametrize(
    ("asker", "text", "opening"),
    [
        pytest.param(DANA, "2025", 340_000_00, id="whoever owns accounts sees those"),
        pytest.param(MO, "2025", 470_000_00, id="who leads sees the team"),
        pytest.param(ANA, "2025", 470_000_00, id="who looks after the bot sees all"),
        pytest.param(ANA, "2025 <@U0WEI>", 130_000_00, id="a person"),
        pytest.param(ANA, "2025 @wei", 130_000_00, id="a name"),
        pytest.param(ANA, "2025 all tier:mid", 130_000_00, id="a tier"),
    ],
)
def test_whose_figures_are_meant(library: FakeLibrary, asker: Member, text: str, opening: int) -> None:
    assert the_period(library, text, asker).figures.retention.arr.opening == opening


@pytest.mark.parametrize(
    ("asker", "text", "known"),
    [
        pytest.param(WEI, "2025 me stars:1", {Cut.STARS: ("3",)}, id="what that person's accounts are"),
        pytest.param(ANA, "all stars:5 seller:no", {Cut.STARS: ("3", "1"), Cut.SELLER: ("Robin",)}, id="the commonest"),
        pytest.param(DANA, "me industry:x", {Cut.INDUSTRY: ("machines",)}, id="without those that say nothing"),
        pytest.param(MO, "<@U0ANA> stars:3", {}, id="nobody has an account there"),
        pytest.param(ANA, "me", {}, id="nor are any the asker's own"),
    ],
)
def test_where_no_account_fits_the_values_that_there_are_are_named(
    library: FakeLibrary, asker: Member, text: str, known: dict[Cut, tuple[str, ...]]
) -> None:
    figures = retention_of(library)

    found = figures.answer(asker, text, today=TODAY)

    assert isinstance(found, NobodyFits)
    assert (found.known, found.names["U0WEI"]) == (known, "Wei Zhang")
    assert figures.cohort(asker, text, today=TODAY) == found
    assert isinstance(churns_of(library).answer(asker, text, today=TODAY), NobodyFits)


def test_a_cut_has_figures_for_each_group(library: FakeLibrary) -> None:
    groups = the_period(library, "2025 all by tier per line").figures.groups

    assert [(group.value, group.retention.arr.opening) for group in groups] == [
        ("high", 340_000_00),
        ("mid", 130_000_00),
    ]


def test_what_is_still_due_is_at_the_rates_of_today(library: FakeLibrary) -> None:
    ahead = answer_of(library, "all").ahead

    assert (ahead.period.text, ahead.whole.due, ahead.whole.unknown) == (
        "2026-Q4",
        Sum(2, 155_000_00),
        Sum(1, 55_000_00),
    )
    assert [month.minor for month in ahead.calendar] == [0, 155_000_00, 0, 30_000_00, 75_000_00, 45_000_00]


def test_without_a_rate_a_currency_stands_apart(library: FakeLibrary) -> None:
    library.tables.rates.clear()

    ((currency, found),) = the_period(library).figures.apart

    assert (currency, found.arr.opening) == ("EUR", 50_000_00)


def test_who_does_not_read_health_is_refused_but_helped(library: FakeLibrary) -> None:
    figures = retention_of(library)

    assert figures.answer(PRO, "help", today=TODAY) == HelpWanted()
    with pytest.raises(NotAllowedError):
        figures.answer(PRO, "", today=TODAY)
    with pytest.raises(NotAllowedError):
        figures.cohort(PRO, "", today=TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("quater", NotUnderstood("quater", "quarter", "quarter"), id="a slip"),
        pytest.param("2027", NotBegun(Period("2027", date(2027, 1, 1), date(2028, 1, 1))), id="too early"),
        pytest.param("@dna", NotUnderstood("@dna", "@dana", "<@U0DANA>"), id="a slip in a name"),
        pytest.param("@zzz", NotUnderstood("@zzz"), id="nobody is called like that"),
    ],
)
def test_what_is_no_question_is_said_back(library: FakeLibrary, text: str, said: object) -> None:
    figures = retention_of(library)

    assert figures.answer(ANA, text, today=TODAY) == said
    assert figures.cohort(ANA, text, today=TODAY) == said


def test_the_cohort_has_every_account_the_largest_movement_first(library: FakeLibrary) -> None:
    found = retention_of(library).cohort(ANA, "2025 all", today=TODAY)

    assert isinstance(found, CohortAnswer)
    names = ["Jetty", "Grove", "Cedar", "Elm", "Dune", "Birch", "Acme", "Harbour", "Fjord", "Iris"]
    assert [each.name for each in found.accounts] == names
    assert (found.currency, found.wanted.scope) == ("USD", Scope.ALL)


def test_the_cohort_of_a_person_is_that_persons(library: FakeLibrary) -> None:
    found = retention_of(library).cohort(ANA, "2025 <@U0DANA> per line", today=TODAY)

    assert isinstance(found, CohortAnswer)
    assert [each.name for each in found.accounts] == ["Cedar", "Dune", "Elm", "Birch", "Acme"]


@pytest.mark.parametrize(
    ("asker", "text", "period"),
    [
        pytest.param(ANA, "2025 all", "2025", id="an admin"),
        pytest.param(DI, "all", "2026-Q3", id="a director, the closed one of two"),
        pytest.param(MO, "2025 all", None, id="a manager may not"),
        pytest.param(ANA, "2025 <@U0DANA>", None, id="not beside a part"),
        pytest.param(ANA, "quarter all", None, id="not what runs"),
    ],
)
def test_freezing_is_offered_for_closed_periods_of_all(
    library: FakeLibrary, asker: Member, text: str, period: str | None
) -> None:
    found = answer_of(library, text, asker).may_freeze

    assert (found and found.text) == period


def test_freezing_keeps_the_figures_and_is_recorded(library: FakeLibrary) -> None:
    assert freeze(library) == FrozenAnswer(Y2025, was_frozen=False)
    assert freeze(library, asker=DI) == FrozenAnswer(Y2025, was_frozen=True)

    (entry,) = [entry for entry in library.tables.audit if entry.action == "revenue.froze"]
    assert (entry.actor, entry.subject, entry.at) == ("U0ANA", "period:2025", NOW)
    assert json.loads(entry.after or "") == {"opening": 470_000_00, "closing": 540_000_00, "currency": "USD"}
    found = the_period(library)
    assert found.reported
    assert (found.reported.by, found.reported.now, found.reported.changed) == ("U0ANA", None, ())
    assert answer_of(library, "2025 all").may_freeze is None


def test_what_was_frozen_by_its_two_days_is_found_by_its_name_and_frozen_no_second_time(library: FakeLibrary) -> None:
    freeze(library)
    frozen = library.tables.frozen.pop("2025")
    named = frozen.figures.replace('"period": ["2025"', f'"period": ["{IN_DAYS}"')
    library.tables.frozen[IN_DAYS] = replace(frozen, period=IN_DAYS, figures=named)

    again = freeze(library)
    by_name, by_days = (the_period(library, f"{text} all") for text in ("2025", IN_DAYS))

    assert named != frozen.figures
    assert again == FrozenAnswer(Y2025, was_frozen=True)
    assert list(library.tables.frozen) == [IN_DAYS]
    assert by_name == by_days
    assert (by_name.figures.period, by_name.reported and by_name.reported.by) == (Y2025, "U0ANA")


@pytest.mark.parametrize("text", ["", "quarter", "all"])
def test_what_runs_is_not_frozen(library: FakeLibrary, text: str) -> None:
    assert retention_of(library).freeze(ANA, text, today=TODAY) == NotUnderstood(text)


def test_a_slip_freezes_nothing(library: FakeLibrary) -> None:
    found = retention_of(library).freeze(ANA, "quater", today=TODAY)

    assert isinstance(found, NotUnderstood)
    assert library.tables.frozen == {}


def test_only_admins_and_directors_freeze(library: FakeLibrary) -> None:
    with pytest.raises(NotAllowedError):
        retention_of(library).freeze(MO, "2025", today=TODAY)


def test_what_was_reported_stands_and_what_it_comes_to_is_said_beside_it(library: FakeLibrary) -> None:
    freeze(library)
    library.tables.terms[50] = term(50, C, day("2506"), day("2706"), usd(40))

    found = the_period(library, "2025 <@U0DANA>")

    assert found.figures.retention.arr.churn == 40_000_00
    assert found.reported
    assert found.reported.now
    assert found.reported.now.retention.arr.churn == 0
    assert [each.name for each in found.reported.changed] == ["Cedar"]
    assert the_period(library, "2025 <@U0WEI>").reported == replace(found.reported, now=None, changed=())


def test_a_renewal_that_came_out_otherwise_is_a_restatement_too(library: FakeLibrary) -> None:
    freeze(library)
    close(library, 2, renewed(date(2025, 6, 1), 40))

    found = the_period(library).reported

    assert found
    assert (found.changed, found.renewals_changed) == ((), ("Cedar",))
    assert found.now
    close(library, 2, LOST)
    assert the_period(library).reported == replace(found, now=None, renewals_changed=())


def test_the_cohort_of_a_frozen_period_is_the_one_reported(library: FakeLibrary) -> None:
    freeze(library)
    del library.tables.terms[1]

    found = retention_of(library).cohort(ANA, "2025 all", today=TODAY)

    assert isinstance(found, CohortAnswer)
    (acme,) = [each for each in found.accounts if each.account == A]
    assert acme.moved[Grain.ACCOUNT].arr.opening == 100_000_00


def test_frozen_figures_in_another_currency_are_shown_and_not_compared(library: FakeLibrary) -> None:
    freeze(library)

    found = retention_of(library, "CNY").answer(ANA, "2025 all", today=TODAY)

    assert isinstance(found, RetentionAnswer)
    (period,) = found.periods
    assert period.figures.currency == "USD"
    assert period.reported
    assert period.reported.now is None


def test_an_amount_in_euros_moves_by_no_rate_within_a_period(library: FakeLibrary) -> None:
    with library.writing() as book:
        (rate,) = book.rates.all()
        book.rates.state(replace(rate, starts_on=date(2025, 6, 1), rate="2"))

    (before,) = answer_of(library, "2025 all").periods

    assert before.figures.retention.arr.closing == 540_000_00
    assert before.figures.rates[0].rate == "1.10"


def test_an_amount_nobody_knows_is_no_revenue(library: FakeLibrary) -> None:
    library.tables.renewals[3] = replace(library.tables.renewals[3], arr=None, account=E)

    ahead = answer_of(library, "all").ahead

    assert ahead.whole.due == Sum(2, Money(55_000_00, "USD").minor)
