from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Tier
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Band
from domain.renewals.question import NoForecast, RenewalsWanted, Showing, question_text, renewals_question
from domain.renewals.renewal import ForecastCategory
from domain.renewals.windows import (
    Around,
    Between,
    DaysAhead,
    InMonth,
    InQuarter,
    InYear,
    MonthAhead,
    Overdue,
    QuarterAhead,
    Window,
)

FIRST_QUARTER = Between(date(2027, 1, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("", DaysAhead(90)),
        ("30", DaysAhead(30)),
        ("1", DaysAhead(1)),
        ("730", DaysAhead(730)),
        ("90d", DaysAhead(90)),
        ("90 days", DaysAhead(90)),
        ("week", DaysAhead(7)),
        ("this week", DaysAhead(7)),
        ("2 weeks", DaysAhead(14)),
        ("两周", DaysAhead(14)),
        ("三个月", DaysAhead(91)),
        ("3 months", DaysAhead(91)),
        ("1 month", DaysAhead(30)),
        ("next 6 months", DaysAhead(182)),
        ("3个月", DaysAhead(91)),
        ("2027/Q1", InQuarter(2027, 1)),
        ("1 day", DaysAhead(1)),
        ("next 60 days", DaysAhead(60)),
        ("within 60 days", DaysAhead(60)),
        ("90天", DaysAhead(90)),
        ("９０ 天", DaysAhead(90)),
        ("未来90天", DaysAhead(90)),
        ("90天内", DaysAhead(90)),
        ("month", Around.MONTH),
        ("THIS month", Around.MONTH),
        ("本月", Around.MONTH),
        ("next month", Around.NEXT_MONTH),
        ("下月", Around.NEXT_MONTH),
        ("下个月", Around.NEXT_MONTH),
        ("quarter", Around.QUARTER),
        ("本季度", Around.QUARTER),
        ("next  quarter", Around.NEXT_QUARTER),
        ("下季度", Around.NEXT_QUARTER),
        ("year", Around.YEAR),
        ("今年", Around.YEAR),
        ("next year", Around.NEXT_YEAR),
        ("明年", Around.NEXT_YEAR),
        ("overdue", Overdue()),
        ("past due", Overdue()),
        ("逾期", Overdue()),
        ("2027-Q1", InQuarter(2027, 1)),
        ("2027q1", InQuarter(2027, 1)),
        ("Q1 2027", InQuarter(2027, 1)),
        ("2027 Q1", InQuarter(2027, 1)),
        ("2027年一季度", InQuarter(2027, 1)),
        ("2027年第四季度", InQuarter(2027, 4)),
        ("2027年 1季度", InQuarter(2027, 1)),
        ("2027年Q2", InQuarter(2027, 2)),
        ("q3", QuarterAhead(3)),
        ("last quarter", Around.LAST_QUARTER),
        ("上季度", Around.LAST_QUARTER),
        ("上个月", Around.LAST_MONTH),
        ("去年", Around.LAST_YEAR),
        ("january", MonthAhead(1)),
        ("in Jan", MonthAhead(1)),
        ("Sept", MonthAhead(9)),
        ("may", MonthAhead(5)),
        ("January 2027", InMonth(2027, 1)),
        ("2027 jan", InMonth(2027, 1)),
        ("一月", MonthAhead(1)),
        ("十月", MonthAhead(10)),
        ("12月份", MonthAhead(12)),
        ("2027年十一月", InMonth(2027, 11)),
        ("三季度", QuarterAhead(3)),
        ("2027-03", InMonth(2027, 3)),
        ("2027/3", InMonth(2027, 3)),
        ("2027年3月", InMonth(2027, 3)),
        ("2027年3月份", InMonth(2027, 3)),
        ("2027", InYear(2027)),
        ("2027年", InYear(2027)),
        ("2027-01-01 2027-03-31", FIRST_QUARTER),
        ("2027-01-01..2027-03-31", FIRST_QUARTER),
        ("2027-01-01 .. 2027-03-31", FIRST_QUARTER),
        ("2027-01-01…2027-03-31", FIRST_QUARTER),
        ("from 2027-01-01 to 2027-03-31", FIRST_QUARTER),
        ("2027-03-31 2027-01-01", FIRST_QUARTER),
        ("2027年1月1日 2027年3月31日", FIRST_QUARTER),
        ("2027年1月1日至2027年3月31日", FIRST_QUARTER),
        ("2027/1/1～2027/3/31", FIRST_QUARTER),
        ("2028-02-29", Between(date(2028, 2, 29), date(2028, 2, 29))),
    ],
)
def test_a_window_is_understood(typed: str, window: Window) -> None:
    assert renewals_question(typed) == RenewalsWanted(window)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("me", RenewalsWanted(scope=Scope.MINE), id="mine"),
        pytest.param("团队", RenewalsWanted(scope=Scope.TEAM), id="the team's in Chinese"),
        pytest.param("all", RenewalsWanted(scope=Scope.ALL), id="everybody's"),
        pytest.param("<@U12|wei>", RenewalsWanted(owner="U12"), id="a person"),
        pytest.param("owner:<@W12>", RenewalsWanted(owner="W12"), id="a person by key"),
        pytest.param("@wei", RenewalsWanted(called="wei"), id="a person Slack did not know"),
        pytest.param("负责人：@wei", RenewalsWanted(called="wei"), id="the same by key in Chinese"),
        pytest.param("<@U12> team", RenewalsWanted(scope=Scope.TEAM), id="the last word of a kind counts"),
        pytest.param("tier : high", RenewalsWanted(tier=Tier.HIGH), id="spaces around a colon"),
        pytest.param("层级：低", RenewalsWanted(tier=Tier.TECH), id="tier in Chinese"),
        pytest.param("segment:SMB", RenewalsWanted(segment="SMB"), id="a segment keeps its letters"),
        pytest.param('segment:"Mid  Market"', RenewalsWanted(segment="Mid Market"), id="a segment in quotes"),
        pytest.param("segment: “Mid Market”", RenewalsWanted(segment="Mid Market"), id="curly quotes, a space"),
        pytest.param("客群：「大型 企业」", RenewalsWanted(segment="大型 企业"), id="Chinese quotes"),
        pytest.param("segment:&lt;A&amp;B&gt;", RenewalsWanted(segment="<A&B>"), id="decoded once"),
        pytest.param("segment:'&lt;@U12&gt;'", RenewalsWanted(segment="<@U12>"), id="a segment is no person"),
        pytest.param("red", RenewalsWanted(band=Band.RED), id="a colour"),
        pytest.param("颜色:灰", RenewalsWanted(band=Band.GREY), id="a colour by key in Chinese"),
        pytest.param("commit", RenewalsWanted(category=ForecastCategory.COMMIT), id="commit"),
        pytest.param("probable", RenewalsWanted(category=ForecastCategory.PROBABLE), id="probable"),
        pytest.param("best", RenewalsWanted(category=ForecastCategory.BEST_CASE), id="best"),
        pytest.param("Best Case", RenewalsWanted(category=ForecastCategory.BEST_CASE), id="best case"),
        pytest.param("at risk", RenewalsWanted(category=ForecastCategory.AT_RISK), id="at risk"),
        pytest.param("风险", RenewalsWanted(category=ForecastCategory.AT_RISK), id="at risk in Chinese"),
        pytest.param("expected loss", RenewalsWanted(category=ForecastCategory.EXPECTED_LOSS), id="expected loss"),
        pytest.param("预测:流失", RenewalsWanted(category=ForecastCategory.EXPECTED_LOSS), id="loss by key in Chinese"),
        pytest.param("forecast:none", RenewalsWanted(category=NoForecast.YET), id="no forecast yet"),
        pytest.param("undated", RenewalsWanted(showing=Showing.UNDATED), id="without a day"),
        pytest.param("无日期", RenewalsWanted(showing=Showing.UNDATED), id="without a day in Chinese"),
        pytest.param("snoozed", RenewalsWanted(showing=Showing.SNOOZED), id="snoozed"),
        pytest.param("已关闭", RenewalsWanted(showing=Showing.CLOSED), id="closed in Chinese"),
        pytest.param(
            "red next quarter team at risk tier:high segment:'A B'",
            RenewalsWanted(
                Around.NEXT_QUARTER,
                Scope.TEAM,
                tier=Tier.HIGH,
                segment="A B",
                band=Band.RED,
                category=ForecastCategory.AT_RISK,
            ),
            id="everything together",
        ),
        pytest.param(
            "红 团队 2027年1月1日 2027年3月31日 承诺",
            RenewalsWanted(FIRST_QUARTER, Scope.TEAM, band=Band.RED, category=ForecastCategory.COMMIT),
            id="everything together in Chinese",
        ),
    ],
)
def test_filters_combine_in_any_order(typed: str, wanted: RenewalsWanted) -> None:
    assert renewals_question(typed) == wanted


@pytest.mark.parametrize("typed", ["help", "?", "？", "帮助"])
def test_help_is_understood(typed: str) -> None:
    assert renewals_question(typed) == HelpWanted()


@pytest.mark.parametrize(
    ("typed", "word", "nearest", "mended"),
    [
        pytest.param("quater red", "quater", "quarter", "quarter red", id="a misspelt window"),
        pytest.param("90 gren <@U12>", "gren", "green", "90 green <@U12>", id="the rest stays, people too"),
        pytest.param("team overdu", "overdu", "overdue", "team overdue", id="overdue"),
        pytest.param("comit", "comit", "commit", "commit", id="a category"),
        pytest.param("high", "high", "tier:high", "tier:high", id="a tier without its key"),
        pytest.param("tier:hihg 30", "tier:hihg", "tier:high", "tier:high 30", id="a value"),
        pytest.param("teir:hgih", "teir:hgih", "tier:high", "tier:high", id="a key and its value"),
        pytest.param("segmnt:'A &amp; B'", "segmnt:'A & B'", 'segment:"A & B"', 'segment:"A & B"', id="a segment"),
        pytest.param("0", "0", "1", "1", id="no days"),
        pytest.param("1000 red", "1000", "730", "730 red", id="too many days"),
        pytest.param("731天", "731天", "730", "730", id="too many days in Chinese"),
        pytest.param("2027-13", "2027-13", "2027", "2027", id="no such month"),
        pytest.param("2027-Q5", "2027-Q5", "2027", "2027", id="no such quarter"),
        pytest.param("2027-02-29", "2027-02-29", "2027-02", "2027-02", id="no leap day"),
        pytest.param("2027年2月30日", "2027年2月30日", "2027-02", "2027-02", id="no such day in Chinese"),
        pytest.param("xyzzy", "xyzzy", "", "", id="like nothing"),
        pytest.param("tier:qqqqq", "tier:qqqqq", "", "", id="a value like no other"),
        pytest.param("qqqqq:high", "qqqqq:high", "", "", id="a key like no other"),
        pytest.param("segment:''", "segment:''", "", "", id="an empty segment"),
        pytest.param("segment:" + "x" * 101, "segment:" + "x" * 101, "", "", id="no segment is that long"),
        pytest.param("tier:<@U12>", "tier:<@U12>", "", "", id="a person is no tier"),
        pytest.param("@", "@", "", "", id="nobody"),
        pytest.param("tier:@wei", "tier:@wei", "", "", id="a name is no tier"),
        pytest.param("segment", "segment", "", "", id="a key alone"),
        pytest.param("30 acme &lt;x&gt;", "acme", "", "", id="a name"),
    ],
)
def test_a_word_that_is_not_understood_comes_back_with_the_mended_question(
    typed: str, word: str, nearest: str, mended: str
) -> None:
    assert renewals_question(typed) == NotUnderstood(word, nearest, mended)


QUARTERS = st.integers(1, 4)
YEARS = st.integers(1900, 2199)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WINDOWS = st.one_of(
    st.builds(DaysAhead, st.integers(1, 730)),
    st.sampled_from(Around),
    st.builds(InMonth, YEARS, st.integers(1, 12)),
    st.builds(InQuarter, YEARS, QUARTERS),
    st.builds(QuarterAhead, QUARTERS),
    st.builds(MonthAhead, st.integers(1, 12)),
    st.builds(InYear, YEARS),
    st.tuples(DAYS, DAYS).map(lambda days: Between(*sorted(days))),
    st.just(Overdue()),
)
SEGMENTS = (
    st.text(st.characters(exclude_characters="«»", exclude_categories=["Cs"]), min_size=1, max_size=100)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
WANTED = st.builds(
    RenewalsWanted,
    window=WINDOWS,
    scope=st.none() | st.sampled_from(Scope),
    tier=st.none() | st.sampled_from(Tier),
    segment=st.none() | SEGMENTS,
    band=st.none() | st.sampled_from(Band),
    category=st.none() | st.sampled_from([*ForecastCategory, *NoForecast]),
    showing=st.sampled_from(Showing),
)


@given(WANTED)
def test_a_question_can_be_asked_again_by_its_text(wanted: RenewalsWanted) -> None:
    assert renewals_question(question_text(wanted)) == wanted


@given(WINDOWS, st.sampled_from(["wei", "a&b", "<li>"]))
def test_somebodys_question_can_be_asked_again(window: Window, called: str) -> None:
    by_name, by_mention = RenewalsWanted(window, called=called), RenewalsWanted(window, owner="U0WEI")

    assert renewals_question(question_text(by_name)) == by_name
    assert renewals_question(question_text(by_mention)) == by_mention


@pytest.mark.parametrize(
    "typed", ["team overdue", "all Q3", "mine may", "@wei 90", "<@U0WEI> 60", "next quarter", "tier:high red"]
)
def test_a_question_that_people_type_can_be_asked_again(typed: str) -> None:
    wanted = renewals_question(typed)

    assert isinstance(wanted, RenewalsWanted)
    assert renewals_question(question_text(wanted)) == wanted


def test_a_segment_that_holds_every_kind_of_quote_loses_the_double_ones() -> None:
    asked = question_text(RenewalsWanted(segment="a\"b'c«d»e「f」g『h』"))

    assert renewals_question(asked) == RenewalsWanted(segment="ab'c«d»e「f」g『h』")


@given(st.text(max_size=40))
def test_no_text_is_refused(typed: str) -> None:
    assert renewals_question(typed) is not None
