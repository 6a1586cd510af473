from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.revenue.cuts import OF_ACCOUNT, Cut
from domain.revenue.movements import Grain
from domain.revenue.periods import Period
from domain.revenue.question import FiguresWanted, NotBegun, OfAnotherCommand, figures_question, figures_text

TODAY = date(2026, 11, 22)
Q3 = Period("2026-Q3", date(2026, 7, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", FiguresWanted(), id="nothing"),
        pytest.param("last quarter", FiguresWanted(Q3), id="two words"),
        pytest.param("team 2026-Q3", FiguresWanted(Q3, Scope.TEAM), id="any order"),
        pytest.param("上季度 团队 按层级", FiguresWanted(Q3, Scope.TEAM, by=Cut.TIER), id="Chinese"),
        pytest.param("<@U0WEI> by segment", FiguresWanted(owner="U0WEI", by=Cut.SEGMENT), id="a person"),
        pytest.param("@wei by:owner", FiguresWanted(called="wei", by=Cut.OWNER), id="a name"),
        pytest.param("@wei me", FiguresWanted(scope=Scope.MINE), id="the last word counts"),
        pytest.param("per line", FiguresWanted(grain=Grain.LINE), id="per line"),
        pytest.param("按产品线 per account", FiguresWanted(), id="per account again"),
        pytest.param("tier: High", FiguresWanted(only={Cut.TIER: "high"}), id="a tier"),
        pytest.param("owner:team", FiguresWanted(scope=Scope.TEAM), id="whose, with its key"),
        pytest.param(
            "segment:“mid  market” stars：3 行业=machines",
            FiguresWanted(only={Cut.SEGMENT: "mid market", Cut.STARS: "3", Cut.INDUSTRY: "machines"}),
            id="values of their own",
        ),
    ],
)
def test_what_is_asked_for_may_stand_in_any_order(text: str, wanted: FiguresWanted) -> None:
    assert figures_question(text, today=TODAY) == wanted


@pytest.mark.parametrize("text", ["help", "？", "帮助"])
def test_help_is_asked_for(text: str) -> None:
    assert figures_question(text, today=TODAY) == HelpWanted()


def test_what_has_not_begun_has_no_figures() -> None:
    found = figures_question("2027", today=TODAY)

    assert found == NotBegun(Period("2027", date(2027, 1, 1), date(2028, 1, 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("quater team", NotUnderstood("quater", "quarter", "quarter team"), id="a slip"),
        pytest.param("<@U0WEI> tema", NotUnderstood("tema", "team", "<@U0WEI> team"), id="beside a person"),
        pytest.param("tier:hihg", NotUnderstood("tier:hihg", "tier:high", "tier:high"), id="in a value"),
        pytest.param("segmnt:SMB", NotUnderstood("segmnt:SMB", "segment:SMB", "segment:SMB"), id="in a key"),
        pytest.param(
            'segmnt:"mid market"',
            NotUnderstood('segmnt:"mid market"', 'segment:"mid market"', 'segment:"mid market"'),
            id="in a key, with a value of two words",
        ),
        pytest.param("zzz:SMB", NotUnderstood("zzz:SMB"), id="near no key"),
        pytest.param("tier:zzzzz", NotUnderstood("tier:zzzzz"), id="near no value"),
        pytest.param("owner:wei", NotUnderstood("owner:wei"), id="nobody of that name can be told"),
        pytest.param("segment:", NotUnderstood("segment:", "by segment", "by segment"), id="no value"),
        pytest.param("by moon", NotUnderstood("by"), id="no cut at all"),
        pytest.param("@", NotUnderstood("@"), id="an at sign alone"),
        pytest.param("R&amp;D &lt;x", NotUnderstood("R&D"), id="decoded once"),
    ],
)
def test_a_word_that_is_none_of_ours_is_said_back(text: str, said: NotUnderstood) -> None:
    assert figures_question(text, today=TODAY) == said


@pytest.mark.parametrize(
    ("text", "cut"), [("by reason", Cut.REASON), ("按原因", Cut.REASON), ("by age", Cut.AGE), ("按客龄", Cut.AGE)]
)
def test_only_churn_may_be_cut_by_reason_and_age(text: str, cut: Cut) -> None:
    of_churn = figures_question(text, today=TODAY, cuts=tuple(Cut))

    assert of_churn == FiguresWanted(by=cut)
    assert figures_question(text, today=TODAY) == OfAnotherCommand(FiguresWanted(by=cut))
    assert figures_question(f"{text} by tier", today=TODAY) == FiguresWanted(by=Cut.TIER)


def test_what_is_counted_by_account_is_not_counted_by_line() -> None:
    of_line, of_account = (
        figures_question(text, today=TODAY, grains=(Grain.ACCOUNT,)) for text in ("2026-Q3 按产品线", "per account")
    )

    assert of_line == OfAnotherCommand(FiguresWanted(Q3, grain=Grain.LINE))
    assert of_account == FiguresWanted()


def test_only_the_whole_company_is_all() -> None:
    assert FiguresWanted(scope=Scope.ALL).is_of_all
    assert not FiguresWanted(scope=Scope.ALL, only={Cut.TIER: "high"}).is_of_all
    assert not FiguresWanted().is_of_all


_VALUES = st.text(st.characters(categories=["L", "N"], include_characters="& <>"), min_size=1, max_size=12)


@given(
    st.builds(
        FiguresWanted,
        st.sampled_from([None, Q3, Period("2026-01-05..2026-02-14", date(2026, 1, 5), date(2026, 2, 15))]),
        st.sampled_from([None, *Scope]),
        only=st.dictionaries(
            st.sampled_from([Cut.SEGMENT, Cut.SELLER]),
            _VALUES.map(lambda value: " ".join(value.split())).filter(bool),
            max_size=2,
        ),
        by=st.sampled_from([None, *OF_ACCOUNT]),
        grain=st.sampled_from(Grain),
    )
)
def test_what_a_button_carries_asks_for_the_same_again(wanted: FiguresWanted) -> None:
    assert figures_question(figures_text(wanted), today=TODAY) == wanted


def test_a_button_carries_people_too() -> None:
    assert figures_text(FiguresWanted(owner="U0WEI")) == "<@U0WEI>"
    assert figures_text(FiguresWanted(called="wei & co")) == "@wei &amp; co"
