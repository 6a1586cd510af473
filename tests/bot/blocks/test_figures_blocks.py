from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from revenue_book import ANA, TODAY, WEI, C, E, churns_of, day, retention_of, revenue_library, term, usd

from bot.blocks.churn_answer import churn_answer
from bot.blocks.churn_words import bridge_words
from bot.blocks.figures_words import counted_share, period_words, value_words, whose_words
from bot.blocks.restated import reported_words
from bot.blocks.retention_ahead import ahead_words, group_ahead_words
from bot.blocks.retention_answer import retention_answer
from bot.blocks.retention_words import renewal_words
from bot.locale import Language, words_for
from domain.filter_words import Scope
from domain.health.proportions import Count
from domain.revenue.ahead import StillDue, Sum
from domain.revenue.answer import ChurnAnswer, PeriodAnswer, RetentionAnswer
from domain.revenue.churning import Announced, ChurnGroup, SaleGroup
from domain.revenue.cuts import Cut
from domain.revenue.frozen import Changed, Reported
from domain.revenue.loss_bridge import LossBridge
from domain.revenue.movements import ArrMovement, Window
from domain.revenue.periods import Period
from domain.revenue.question import FiguresWanted
from domain.revenue.renewal_rates import NO_RENEWALS
from playground.block_kit.validation import problems_of_blocks

EN, ZH = words_for(Language.EN), words_for(Language.ZH_HANS)
AT = datetime(2026, 1, 5, tzinfo=UTC)


def answered(text: str = "2025 all") -> RetentionAnswer:
    found = retention_of(revenue_library()).answer(ANA, text, today=TODAY)
    assert isinstance(found, RetentionAnswer)
    return found


def churned(text: str = "2025 all") -> ChurnAnswer:
    found = churns_of(revenue_library()).answer(ANA, text, today=TODAY)
    assert isinstance(found, ChurnAnswer)
    return found


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        (Period("2026", date(2026, 1, 1), date(2027, 1, 1)), "the year 2026", "2026 年"),
        (Period("2026-Q3", date(2026, 7, 1), date(2026, 10, 1)), "Q3 2026", "2026 年第 3 季度"),
        (Period("2026-09", date(2026, 9, 1), date(2026, 10, 1)), "September 2026", "2026年9月"),
        (
            Period("2026-01-05..2026-02-14", date(2026, 1, 5), date(2026, 2, 15)),
            "Jan 5, 2026 – Feb 14, 2026",
            "2026年1月5日 至 2026年2月14日",
        ),
    ],
)
def test_a_period_in_words(period: Period, english: str, chinese: str) -> None:
    assert (period_words(period, EN), period_words(period, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        pytest.param(6, 9, "6 of 9 (66.7%)", id="under ten the counts stand first"),
        pytest.param(7, 10, "70.0% (7 of 10)", id="from ten on the share does"),
        pytest.param(0, 0, "0 of 0", id="nothing can be said"),
    ],
)
def test_a_share_never_stands_without_its_sample(part: int, whole: int, said: str) -> None:
    share = Decimal(part) / whole if whole else None

    assert counted_share(part, whole, share, EN) == said


@pytest.mark.parametrize(
    ("cut", "value", "said"),
    [
        (Cut.TIER, "high", "high touch"),
        (Cut.SEGMENT, "R&D <b>", "R&amp;D &lt;b&gt;"),
        (Cut.STARS, "1", "1 star"),
        (Cut.AGE, "0", "less than a year with us"),
        (Cut.AGE, "1", "1 year with us"),
        (Cut.AGE, "5", "5 years with us or more"),
        (Cut.OWNER, "U0WEI", "Wei Zhang"),
        (Cut.SELLER, "Robin <x>", "Robin &lt;x&gt;"),
        (Cut.REASON, "price", "Price"),
        (Cut.INDUSTRY, None, "not known"),
    ],
)
def test_what_a_group_is_called(cut: Cut, value: str | None, said: str) -> None:
    assert value_words(cut, value, {WEI.slack_id: WEI.name}, EN) == said


def test_whose_figures_and_which_of_them() -> None:
    wanted = FiguresWanted(scope=Scope.TEAM, only={Cut.STARS: "3"}, by=Cut.AGE)

    assert list(whose_words(wanted, {}, EN)) == ["Your team's accounts", "3 stars", "by years with us"]


def test_what_is_awaited_and_what_has_no_rate_is_told_apart() -> None:
    library = revenue_library()
    library.tables.rates.clear()
    library.tables.terms = {1: term(1, E, day("2401"), day("261115"), usd(80)), 99: library.tables.terms[99]}
    library.tables.renewals.clear()

    found = retention_of(library).answer(ANA, "quarter all", today=TODAY)

    assert isinstance(found, RetentionAnswer)
    said = retention_answer(found, EN).text
    assert "Of this $80,000 of 1 account is only awaited: its term is over, its grace is not." in said
    assert "Apart, as no rate is stated for EUR: €50,000 → €50,000 · 1 account · GRR *100.0%* · NRR *100.0%*" in said
    assert "at the rates of Oct 1, 2026. None was needed." in said


def test_a_book_without_revenue_has_no_rates() -> None:
    library = revenue_library()
    library.tables.terms.clear()

    found = retention_of(library).answer(ANA, "2025 all", today=TODAY)

    assert isinstance(found, RetentionAnswer)
    lines = retention_answer(found, EN).text.split("\n")
    assert lines[3:5] == ["ARR $0 → $0", "no account had ARR on the first day, so there is no rate"]


def due_of(**said: Sum) -> StillDue:
    return StillDue(**({"due": Sum(3, 300_00), "at_risk": Sum(0, 0), "unknown": Sum(0, 0)} | said), forecasts=())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(due_of(), "Still due $300 (3 renewals)", id="neither"),
        pytest.param(
            due_of(at_risk=Sum(1, 100_00), unknown=Sum(2, 200_00)),
            "Still due $300 (3 renewals) · at risk $100 (1 renewal) · unknown $200 (2 renewals)",
            id="both",
        ),
    ],
)
def test_of_a_group_only_what_there_is_at_risk_or_unknown_is_said(found: StillDue, said: str) -> None:
    assert list(group_ahead_words(found, "USD", EN)) == [said]


def test_a_group_that_only_has_something_due_is_shown_all_the_same() -> None:
    found = answered("2025 all by segment")
    ahead = replace(found.ahead, groups={"New <x>": due_of()})

    said = retention_answer(replace(found, ahead=ahead), EN).text.split("\n")

    assert said[-3:-1] == ["*New &lt;x&gt;*", "Still due $300 (3 renewals)"]


def test_groups_with_the_longest_names_fit_what_slack_accepts() -> None:
    found = answered("all by segment")
    group = found.periods[0].figures.groups[0]
    many = tuple(replace(group, value=f"{number} {'A&B <!channel> *x* ' * 90}") for number in range(300))
    periods = tuple(PeriodAnswer(replace(each.figures, groups=many)) for each in found.periods)

    said = retention_answer(replace(found, periods=periods), ZH, offset=150)

    assert problems_of_blocks(json.loads(json.dumps(said.blocks))) == []
    assert "第 151–153 个，共 302 个" in said.text


def test_a_grey_account_with_a_score_is_unknown_and_nothing_says_the_contrary() -> None:
    found = answered("quarter all")
    forecasts = tuple(replace(each, unscored=0) for each in found.ahead.whole.forecasts)

    scored, unscored = (
        list(ahead_words(replace(found.ahead, whole=whole), EN))[-1]
        for whole in (replace(found.ahead.whole, forecasts=forecasts), found.ahead.whole)
    )

    assert scored.startswith("The chances behind the weighted forecast are")
    assert unscored.startswith("1 without a score counts as a score of 60. The chances behind")


def test_from_ten_accounts_on_the_rates_stand_first() -> None:
    found = answered()
    (period,) = found.periods
    more = replace(period.figures, retention=replace(period.figures.retention, logos=Count(10, 12)))

    said = retention_answer(replace(found, periods=(PeriodAnswer(more),)), EN).text

    assert "GRR *83.0%* · NRR *90.4%* · 12 accounts" in said
    assert "Accounts kept: 83.3% (10 of 12)" in said


def test_what_is_in_no_renewal_rate_is_counted_beside_it() -> None:
    found = replace(NO_RENEWALS, lost_logos=2, open=1, open_arr=500, moved=1, without_amount=2)

    assert list(renewal_words(found, "USD", EN)) == [
        "Renewals due: renewed 0 of 2 (0.0%) · gross –, net – of $0 · on time 0 of 2 (0.0%)",
        (
            "Not in these rates: 1 open ($5), 1 moved to another day, "
            "2 in no sum because their amount or their rate is not known"
        ),
    ]


def reported(*changed: Changed, renewals: tuple[str, ...] = (), same: bool = False) -> list[str]:
    (period,) = answered().periods
    now = None if same else period.figures
    return list(reported_words(PeriodAnswer(period.figures, Reported("U0ANA", AT, now, changed, renewals)), EN))


def test_a_frozen_period_that_comes_to_the_same_says_by_whom_it_was_frozen() -> None:
    assert reported(same=True) == ["❄ Frozen on Jan 5, 2026 by <@U0ANA>: these are the figures as they were reported."]


def test_a_change_too_small_for_a_rate_is_named_all_the_same() -> None:
    cedar = Changed(C, "Cedar <&>", ArrMovement(closing=100), ArrMovement(new=1, closing=101))

    assert reported(cedar, renewals=("Elm <x>",))[1:] == [
        "Restated: every rate is the same to one decimal, though this changed:",
        "• *Cedar &lt;&amp;&gt;*: new $0.01 (was $0), closing $1.01 (was $1)",
        "• renewals that ended otherwise since: Elm &lt;x&gt;",
    ]


def test_of_many_changes_the_largest_are_named_and_the_rest_is_counted() -> None:
    many = [Changed(n, f"A{n}", ArrMovement(), ArrMovement(new=n, closing=n)) for n in range(1, 11)]

    assert reported(*many)[-1] == "• and 2 more accounts"


def test_churn_says_what_is_partial_what_has_no_rate_and_what_stands_out() -> None:
    found = churned()
    ten = ChurnGroup("competitor", 12, 5_000_00, Count(10, 50))
    report = replace(
        found.report,
        whole=replace(ten, value=None),
        groups=(ten,) * 14,
        partial=2,
        without_rate=1,
        bridge=None,
        wrongly_sold=Count(5, 50),
        sale_groups=(
            SaleGroup(Cut.INDUSTRY, "mines <x>", Count(5, 10), stands_out=True),
            SaleGroup(Cut.SELLER, "U0WEI", Count(1, 20), stands_out=False),
            SaleGroup(Cut.SEGMENT, "SMB", Count(1, 3), stands_out=False),
        ),
    )

    lines = churn_answer(replace(found, report=report), EN).text.split("\n")

    assert lines[2:6] == [
        "*$5,000* lost in 12 records · accounts gone: 10 of 50 (20.0%, plausible 11%–33%)",
        "2 of the records are of a part only; those accounts are still here.",
        "Could it have been avoided? Yes 1 · no 0 · cannot be said 0",
        "1 record is in no sum: its amount is not known, or no rate is stated for its currency.",
    ]
    assert lines[-7:] == [
        "and 2 more",
        "*Which should we not have sold to?*",
        (
            "Gone in the first term, or with a wrong fit or value that was never reached: "
            "5 of 50 (10.0%, plausible 4%–21%) of all accounts that were here in the period."
        ),
        (
            "• industry *mines &lt;x&gt;*: 5 of 10 (50.0%, plausible 24%–76%), "
            "▲ goes with more such losses than the 10.0% of all"
        ),
        ("• sold by *Wei Zhang*: 1 of 20 (5.0%, plausible 1%–24%), not told apart from the 10.0% of all"),
        "• segment *SMB*: 1 of 3, too few to say more",
        "This says what goes with such losses in these numbers, not what makes them.",
    ]


LOSSES = LossBridge(65_00, 15_00, 80_00, 0, (), 0, is_frozen=False)


@pytest.mark.parametrize(
    ("bridge", "said"),
    [
        pytest.param(
            LOSSES,
            "Retention counts churn $65 + contraction $15 = $80: the same as recorded here.",
            id="the same",
        ),
        pytest.param(
            replace(LOSSES, recorded=50_00, unrecorded=30_00, unrecorded_of=("R&D <b>",), is_frozen=True),
            (
                "Retention counts, as it was frozen, churn $65 + contraction $15 = $80: $50 recorded here "
                "+ $30 without a record in this period (R&amp;D &lt;b&gt;)."
            ),
            id="some without a record",
        ),
        pytest.param(
            replace(LOSSES, recorded=90_00, unrecorded=10_00, unrecorded_of=("A", "B", "C", "D"), unseen=20_00),
            (
                "Retention counts churn $65 + contraction $15 = $80: $90 recorded here + $10 without a record in this "
                "period (A, B, C and 1 more) − $20 that the contract lines do not show as lost since the first day."
            ),
            id="and some that only records say",
        ),
    ],
)
def test_how_records_meet_what_retention_counts(bridge: LossBridge, said: str) -> None:
    assert bridge_words(bridge, "USD", EN) == said


def test_what_is_announced_stands_apart_even_where_nothing_is_lost_yet() -> None:
    found = churned()
    report = replace(
        found.report,
        period=Period("2026", date(2026, 1, 1), date(2027, 1, 1)),
        whole=ChurnGroup(None, 0, 0, Count(0, 9)),
        announced=Announced(2, 40_000_00, date(2026, 12, 31)),
        bridge=None,
    )

    assert churn_answer(replace(found, report=report), EN).text.split("\n") == [
        "*Churn: the year 2026 to date*",
        "All accounts · by reason",
        "No churn is recorded in this period.",
        "Announced for days ahead, and not counted yet: 2 accounts, $40,000, by Dec 31, 2026",
    ]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (date(2025, 4, 1), "In a year, at this pace: 59.0% of accounts, as 1 − (1 − 20.0%)^(12 / 3 months)"),
        (date(2025, 4, 16), "In a year, at this pace: 54.0% of accounts, as 1 − (1 − 20.0%)^(12 / 3.4 months)"),
    ],
)
def test_the_churn_of_a_part_of_a_year_is_brought_to_a_year(last: date, said: str) -> None:
    found = churned()
    window = Window(date(2025, 1, 1), last)
    report = replace(found.report, window=window, whole=ChurnGroup(None, 10, 5_000_00, Count(10, 50)), bridge=None)

    assert churn_answer(replace(found, report=report), EN).text.split("\n")[3] == said


def test_where_nobody_was_sold_to_wrongly_nothing_is_said_of_kinds() -> None:
    found = churned()
    report = replace(found.report, wrongly_sold=Count(0, 9), sale_groups=())

    said = churn_answer(replace(found, report=report), ZH).text

    assert said.endswith("（以该期间所有在约客户为基数）：9 个中 0 个。")
