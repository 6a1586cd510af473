"""Slack's date tokens (`{date_short_pretty} at {time}`) and message times, in the reader's zone and language."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playground.browser.reader import Reader

TOKEN = re.compile(r"\{(\w+)\}")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHINESE_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
NEAR_DAYS = {-1: ("yesterday", "昨天"), 0: ("today", "今天"), 1: ("tomorrow", "明天")}
SPANS = ((86_400, "day", "天"), (3_600, "hour", "小时"), (60, "minute", "分钟"), (1, "second", "秒"))


def date_in_words(unix_seconds: float, pattern: str, reader: Reader) -> str:
    """The pattern of a date token with every known `{token}` replaced; unknown tokens stay as they are."""
    moment = reader.local(unix_seconds)
    return TOKEN.sub(lambda found: _worded(found, moment, reader), pattern)


def clock_time(unix_seconds: float, reader: Reader) -> str:
    return _time(reader.local(unix_seconds), reader)


def day_heading(unix_seconds: float, reader: Reader) -> str:
    heading = _pretty(_weekday_and_date)(reader.local(unix_seconds), reader)
    return heading[:1].upper() + heading[1:]


def full_moment(unix_seconds: float, reader: Reader) -> str:
    moment = reader.local(unix_seconds)
    return f"{_long(moment, reader)} {_time_with_seconds(moment, reader)}"


def _worded(found: re.Match[str], moment: datetime, reader: Reader) -> str:
    wording = WORDINGS.get(found[1])
    return wording(moment, reader) if wording else found[0]


def _numeric(moment: datetime, _reader: Reader) -> str:
    return f"{moment:%Y-%m-%d}"


def _plain(moment: datetime, reader: Reader) -> str:
    if reader.reads_chinese:
        return f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{MONTHS[moment.month - 1]} {moment.day}{_ordinal(moment.day)}, {moment.year}"


def _short(moment: datetime, reader: Reader) -> str:
    if reader.reads_chinese:
        return _plain(moment, reader)
    return f"{MONTHS[moment.month - 1][:3]} {moment.day}, {moment.year}"


def _long(moment: datetime, reader: Reader) -> str:
    if reader.reads_chinese:
        return f"{_plain(moment, reader)}{CHINESE_WEEKDAYS[moment.weekday()]}"
    return f"{WEEKDAYS[moment.weekday()]}, {_plain(moment, reader)}"


def _weekday_and_date(moment: datetime, reader: Reader) -> str:
    if reader.reads_chinese:
        return f"{moment.month}月{moment.day}日 {CHINESE_WEEKDAYS[moment.weekday()]}"
    return f"{WEEKDAYS[moment.weekday()]}, {MONTHS[moment.month - 1]} {moment.day}"


def _pretty(otherwise: Callable[[datetime, Reader], str]) -> Callable[[datetime, Reader], str]:
    def worded(moment: datetime, reader: Reader) -> str:
        near = NEAR_DAYS.get((moment.date() - reader.today.date()).days)
        return near[reader.reads_chinese] if near else otherwise(moment, reader)

    return worded


def _time(moment: datetime, reader: Reader) -> str:
    if reader.reads_chinese:
        return f"{moment:%H:%M}"
    return f"{_twelve_hours(moment)}:{moment:%M %p}"


def _time_with_seconds(moment: datetime, reader: Reader) -> str:
    if reader.reads_chinese:
        return f"{moment:%H:%M:%S}"
    return f"{_twelve_hours(moment)}:{moment:%M:%S %p}"


def _ago(moment: datetime, reader: Reader) -> str:
    elapsed = reader.now - moment
    for seconds, english, chinese in SPANS:
        if count := abs(elapsed) // timedelta(seconds=seconds):
            return _distance(count, english, chinese, is_past=elapsed > timedelta(0), reader=reader)
    return "刚刚" if reader.reads_chinese else "just now"


def _distance(count: int, english: str, chinese: str, *, is_past: bool, reader: Reader) -> str:
    if reader.reads_chinese:
        return f"{count}{chinese}{'前' if is_past else '后'}"
    span = f"{count} {english}{'' if count == 1 else 's'}"
    return f"{span} ago" if is_past else f"in {span}"


def _twelve_hours(moment: datetime) -> int:
    return moment.hour % 12 or 12


def _ordinal(day: int) -> str:
    if day in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


WORDINGS: dict[str, Callable[[datetime, Reader], str]] = {
    "date_num": _numeric,
    "date": _plain,
    "date_short": _short,
    "date_long": _long,
    "date_pretty": _pretty(_plain),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "time": _time,
    "time_secs": _time_with_seconds,
    "ago": _ago,
}
