"""Windows as people write them, in both languages: `90 days`, `next quarter`, `2027-Q1`, `march`, `三月`, two dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from domain.renewals.windows import (
    LONGEST_DAYS,
    MONTH_NAMES,
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

WINDOW_WORDS: Mapping[str, Window] = {
    **dict.fromkeys(("last month", "previous month", "上月", "上个月"), Around.LAST_MONTH),
    **dict.fromkeys(("month", "this month", "本月", "这个月", "当月"), Around.MONTH),
    **dict.fromkeys(("next month", "下月", "下个月"), Around.NEXT_MONTH),
    **dict.fromkeys(("last quarter", "previous quarter", "上季度", "上个季度", "上季"), Around.LAST_QUARTER),
    **dict.fromkeys(("quarter", "this quarter", "本季度", "本季", "这个季度", "当季"), Around.QUARTER),
    **dict.fromkeys(("next quarter", "下季度", "下个季度", "下季"), Around.NEXT_QUARTER),
    **dict.fromkeys(("last year", "previous year", "去年", "上年", "上一年"), Around.LAST_YEAR),
    **dict.fromkeys(("year", "this year", "今年", "本年", "本年度"), Around.YEAR),
    **dict.fromkeys(("next year", "明年", "下一年"), Around.NEXT_YEAR),
    **{name: MonthAhead(number) for number, name in enumerate(MONTH_NAMES, 1)},
    **dict.fromkeys(("overdue", "past due", "late", "逾期", "已逾期", "过期"), Overdue()),
}
LONGEST_PHRASE = 4
"""Words: `from 2027-01-01 to 2027-03-31`."""


def window_from(phrase: str) -> Window | None:
    """`phrase` is half-width, in small letters, with single spaces; None when it is no window."""
    if known := WINDOW_WORDS.get(phrase):
        return known
    for pattern, made in _SHAPES:
        if found := pattern.fullmatch(phrase):
            return _made(made, found)
    return None


def nearest_window(word: str) -> str:
    """What is nearest to a number or a day that cannot be: 730 for 1000, its month for February 30."""
    if number := _NUMBER.fullmatch(word):
        return str(min(max(int(number[1]), 1), LONGEST_DAYS))
    if not (cut := _CUT_DAY.match(word)):
        return ""
    month = cut["month"] and window_from(f"{cut['year']}-{cut['month']}")
    return f"{cut['year']}-{int(cut['month']):02}" if month else cut["year"]


_AHEAD = r"(?:next |in |within |this |未来|接下来|今后)?"
_DIGITS = "零一二三四五六七八九两"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = r"(?:19|20|21)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_ONE_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?")
_NUMBER = re.compile(r"(\d{1,9}) ?(?:d|days?|天|日)?")
_CUT_DAY = re.compile(rf"{_YEAR}[-/.年 ]?(?P<month>\d{{1,2}})?")
_NAMED = "|".join((*MONTH_NAMES, "sept", *(name[:3] for name in MONTH_NAMES)))
_MONTH = rf"1[0-2]|0?[1-9]|十[一二]?|[{_DIGITS}]"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def _made(made: Callable[[re.Match[str]], Window | None], found: re.Match[str]) -> Window | None:
    try:
        return made(found)
    except ValueError:  # no such day
        return None


def _days(found: re.Match[str]) -> Window | None:
    return _ahead(int(found["days"]))


def _quarter(found: re.Match[str]) -> Window:
    number = _QUARTERS.get(found["quarter"]) or int(found["quarter"])
    year = found.groupdict().get("year")
    return InQuarter(int(year), number) if year else QuarterAhead(number)


def _month(found: re.Match[str]) -> Window | None:
    first = date(int(found["year"]), int(found["month"]), 1)
    return InMonth(first.year, first.month)


def _named_month(found: re.Match[str]) -> Window:
    number = next(n for n, name in enumerate(MONTH_NAMES, 1) if name.startswith(found["name"][:3]))
    year = found.groupdict().get("year")
    return InMonth(int(year), number) if year else MonthAhead(number)


def _counted_month(found: re.Match[str]) -> Window:
    """一月, 十二月; without a year as with a name."""
    year, number = found.groupdict().get("year"), month_number(found["month"])
    return InMonth(int(year), number) if year else MonthAhead(number)


def _year(found: re.Match[str]) -> Window:
    return InYear(int(found["year"]))


def _between(found: re.Match[str]) -> Window:
    """One day alone is a window of one day; the later of two may stand first."""
    first, last = sorted((_day(found["first"]), _day(found.groupdict().get("last") or found["first"])))
    return Between(first, last)


def _day(text: str) -> date:
    found = _ONE_DAY.fullmatch(text)
    assert found
    return date(int(found[1]), int(found[2]), int(found[3]))


def _weeks(found: re.Match[str]) -> Window | None:
    return _ahead(7 * _number(found["weeks"] or "1"))


def _months(found: re.Match[str]) -> Window | None:
    """A twelfth of a year each."""
    return _ahead(round(_number(found["months"]) * 365 / 12))


def month_number(text: str) -> int:
    """Up to twelve: in figures or in Chinese numerals."""
    if text.startswith("十"):
        return 10 + (_number(text[1:]) if text[1:] else 0)
    return _number(text)


def _number(text: str) -> int:
    """In figures, or one Chinese numeral (两 is two, before what is counted)."""
    return int(text) if text.isdecimal() else _DIGITS.index(text.replace("两", "二"))


def _ahead(days: int) -> Window | None:
    return DaysAhead(days) if 1 <= days <= LONGEST_DAYS else None


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Window | None]], ...] = (
    (re.compile(rf"{_AHEAD}(?P<days>\d{{1,3}}) ?(?:d|days?|天|日)?(?:内)?"), _days),
    (re.compile(rf"{_AHEAD}(?P<weeks>\d{{1,2}}|[{_DIGITS}])? ?(?:weeks?|周|个星期)(?:内)?"), _weeks),
    (re.compile(rf"{_AHEAD}(?P<months>\d{{1,2}}|[{_DIGITS}]) ?(?:months?|个月)(?:内)?"), _months),
    (re.compile(rf"{_YEAR}[-/ ]?q(?P<quarter>[1-4])"), _quarter),
    (re.compile(rf"(?:q(?P<quarter>[1-4]))[- ]?{_YEAR}"), _quarter),
    (re.compile(rf"{_YEAR}年 ?q(?P<quarter>[1-4])"), _quarter),
    (re.compile(rf"{_YEAR}年? ?第?(?P<quarter>[1-4一二三四])季度?"), _quarter),
    (re.compile(r"q(?P<quarter>[1-4])"), _quarter),
    (re.compile(r"第?(?P<quarter>[1-4一二三四])季度?"), _quarter),
    (re.compile(rf"{_YEAR}[-/.年](?P<month>\d{{1,2}})(?:月|月份)?"), _month),
    (re.compile(rf"(?:in )?(?P<name>{_NAMED})(?:[ ,-]+{_YEAR})?"), _named_month),
    (re.compile(rf"{_YEAR}[ -](?P<name>{_NAMED})"), _named_month),
    (re.compile(rf"(?:{_YEAR}年 ?)?(?P<month>{_MONTH})月(?:份)?"), _counted_month),
    (re.compile(rf"{_YEAR}年?"), _year),
    (re.compile(rf"(?:on )?(?P<first>{_DAY})"), _between),
    (re.compile(rf"(?:from |从)?(?P<first>{_DAY}) ?(?:\.{{2,3}}|[-–—~]|to|until|至|到)? ?(?P<last>{_DAY})"), _between),
)
