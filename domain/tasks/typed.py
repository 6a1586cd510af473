"""A task as somebody types it in a line: for whom, by when, about which account, and what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.filter_words import MENTION, half_width, unwrapped

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    **{name: place for place, name in enumerate(_DAYS)},
    **{name[:3]: place for place, name in enumerate(_DAYS)},
    **{sign: place for place, sign in enumerate("一二三四五六日")},
    "天": 6,
}
ACCOUNT = re.compile(r"(?:^|\s)(?:account|客户|帐户|账户)[:=](?:\"(?P<quoted>[^\"]+)\"|(?P<word>\S+))", re.IGNORECASE)
_AT_THE_END = r"(?:^|\s)(?:(?:by|on|until|due)\s+)?(?:%s)\s*$"
_FIRST = r"(?:%s)(?:前|之前)?(?:[\s,:]+|(?=[^\x00-\x7f])|$)"
"""At the beginning a day is followed by a space, or by a Chinese word."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class TypedTask:
    """`assignee` is a Slack user id, `account` a name as typed; None where nothing was said."""

    title: str
    due_on: date | None = None
    assignee: str | None = None
    account: str | None = None


def typed_task(text: str, today: date) -> TypedTask:
    """A day is looked for at the end, then at the beginning; what is no part of anything is the title."""
    rest = straightened(text)
    mention = MENTION.search(rest)
    rest = MENTION.sub(" ", rest, count=1)
    account = ACCOUNT.search(rest)
    rest = ACCOUNT.sub(" ", rest, count=1)
    title, due_on = _without_day(" ".join(unwrapped(rest).split()), today)
    return TypedTask(
        title=title,
        due_on=due_on,
        assignee=mention["id"] if mention else None,
        account=account_in(account) if account else None,
    )


def straightened(text: str) -> str:
    """Half width, straight quotes, single spaces."""
    return " ".join(half_width(text).replace("“", '"').replace("”", '"').split())


def account_in(found: re.Match[str]) -> str:
    """The name that a match of `ACCOUNT` holds."""
    return unwrapped(found["quoted"] or found["word"])


def _without_day(text: str, today: date) -> tuple[str, date | None]:
    for pattern, day_of in _PHRASES:
        found = re.search(_AT_THE_END % pattern, text, re.IGNORECASE) or re.match(_FIRST % pattern, text, re.IGNORECASE)
        if found and (day := day_of(found, today)):
            return " ".join((text[: found.start()] + " " + text[found.end() :]).split()), day
    return text, None


def _written(found: re.Match[str], _today: date) -> date | None:
    try:
        return date(*(int(found[name]) for name in ("year", "month", "day")))
    except ValueError:
        return None


def _of_this_year(found: re.Match[str], today: date) -> date | None:
    """A day that is gone this year is next year's."""
    for year in (today.year, today.year + 1):
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _after(days: int) -> Callable[[re.Match[str], date], date]:
    return lambda _found, today: today + timedelta(days)


def _in_days(found: re.Match[str], today: date) -> date:
    return today + timedelta(min(int(found["many"]), 3650))


def _in_weeks(found: re.Match[str], today: date) -> date:
    return today + timedelta(_WEEK * min(int(found["many"]), 520))


def _weekday(found: re.Match[str], today: date) -> date:
    """The next one after today; with "next", the one of the week after this."""
    wanted = _WEEKDAYS[found["weekday"].casefold()]
    if found["next"]:
        return _monday_after(today) + timedelta(wanted)
    return today + timedelta((wanted - today.weekday() - 1) % _WEEK + 1)


def _monday_after(today: date) -> date:
    return today + timedelta(_WEEK - today.weekday())


_PHRASES: tuple[tuple[str, Callable[[re.Match[str], date], date | None]], ...] = (
    (r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", _written),
    (r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]", _written),
    (r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]", _of_this_year),
    (r"today|今天|今日", _after(0)),
    (r"tomorrow|明天|明日", _after(1)),
    (r"后天", _after(2)),
    (r"in (?P<many>\d{1,4}) days?", _in_days),
    (r"(?P<many>\d{1,4})天后", _in_days),
    (r"in (?P<many>\d{1,3}) weeks?", _in_weeks),
    (r"(?P<many>\d{1,3})(?:周|个星期)后", _in_weeks),
    (r"next week|下周(?![一二三四五六日天])", lambda _found, today: _monday_after(today)),
    (rf"(?P<next>next )?(?P<weekday>{'|'.join(_DAYS)}|{'|'.join(day[:3] for day in _DAYS)})", _weekday),
    (r"(?P<next>下)?(?:周|星期)(?P<weekday>[一二三四五六日天])", _weekday),
)
