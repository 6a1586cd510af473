"""Dates as people write them; the order of day and month is a matter of the whole column, never of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from domain.imports import DateOrder
from integrations.files.cells import Cell, CellRefusedError, narrowed, refuse_errors, text_from

_YEAR_FIRST = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})", re.IGNORECASE)
_MONTH_NAMED = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<=[\d日]),?[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s*(?:[ap]m)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"\s*(上午|下午)\s*(\d{1,2}:\d{2}(?::\d{2})?)")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|\s*(?:星期|周)[一二三四五六日天]", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORDS = frozenset(
    {*_MONTHS, "sept", "january", "february", "march", "april", "june", "july"}
    | {"august", "september", "october", "november", "december"}
)
_SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
_SERIALS = (20000, 80000)
_LAST_MONTH = 12
_NOON = time(12, tzinfo=UTC)
_REMEMBERED = 100_000


@dataclass(slots=True)
class DateColumn:
    """What a column's cells show about its order; filled by one pass over the column, rows being file row numbers."""

    day_first: list[int] = field(default_factory=list)
    month_first: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def look_at(self, row: int, cell: Cell) -> None:
        if not isinstance(cell, str) or cell in self._seen:
            return
        if len(self._seen) < _REMEMBERED:
            self._seen.add(cell)
        if not (found := _YEAR_LAST.match(narrowed(cell))):
            return
        shown = self._shown(int(found[1]), int(found[2]))
        if len(shown) < _KEPT_ROWS:
            shown.append(row)

    def _shown(self, first: int, second: int) -> list[int]:
        if first > _LAST_MONTH >= second:
            return self.day_first
        if second > _LAST_MONTH >= first:
            return self.month_first
        return self.open if first != second else []

    @property
    def order(self) -> DateOrder | None:
        if self.day_first:
            return DateOrder.DMY
        return DateOrder.MDY if self.month_first else None

    @property
    def is_contradictory(self) -> bool:
        return bool(self.day_first and self.month_first)

    @property
    def is_undecided(self) -> bool:
        return bool(self.open) and not self.day_first and not self.month_first


_KEPT_ROWS = 5


def date_from(cell: Cell, order: DateOrder | None) -> date:
    """The day; `order` is the column's, needed only for forms like 3/4/2026."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(float(cell)).date()
    text = _plain(cell)
    refuse_errors(text)
    return _day_of(_CLOCK.sub("", text), order)


def instant_from(cell: Cell, order: DateOrder | None) -> datetime:
    """The instant in UTC; a time without a zone is UTC, a day without a time is its noon, so no zone moves it."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=cell.tzinfo or UTC).astimezone(UTC)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and not float(cell).is_integer():
        return _from_serial(float(cell))
    text = _plain(cell)
    day = date_from(cell, order)
    clock = _CLOCK.search(text)
    return _moment(day, clock[1], clock[2]) if clock else datetime.combine(day, _NOON)


def rows_in_words(rows: Iterable[int]) -> str:
    return ", ".join(str(row) for row in rows)


def _plain(cell: Cell) -> str:
    """Without the weekday, which the date says too, and with `下午 2:03` as `2:03 pm`."""
    text = _WEEKDAY.sub("", narrowed(text_from(cell)))
    return _HALF_DAY.sub(lambda said: f" {said[2]} {'am' if said[1] == '上午' else 'pm'}", text)


def _day_of(text: str, order: DateOrder | None) -> date:
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        return _ordered(text, int(found[1]), int(found[2]), int(found[3]), order)
    if found := _DAY_NAMED.fullmatch(text):
        return _date(text, int(found[3]), _month(text, found[2]), int(found[1]))
    if found := _MONTH_NAMED.fullmatch(text):
        return _date(text, int(found[3]), _month(text, found[1]), int(found[2]))
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text)).date()
    raise CellRefusedError(f"'{text}' is not a date I know; write it like 2026-02-28")


def _ordered(text: str, first: int, second: int, year: int, order: DateOrder | None) -> date:
    if first == second:
        return _date(text, year, first, second)
    if order is None:
        raise CellRefusedError(f"'{text}' can be two dates; say --dates dmy or --dates mdy")
    day, month = (first, second) if order is DateOrder.DMY else (second, first)
    return _date(text, year, month, day)


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellRefusedError(f"'{text}' is not a day of the calendar") from None


def _month(text: str, word: str) -> int:
    if word.casefold() not in _MONTH_WORDS:
        raise CellRefusedError(f"'{text}' names no month I know; write it like 2026-02-28")
    return _MONTHS.index(word[:3].casefold()) + 1


def _from_serial(serial: float) -> datetime:
    """Excel counts days from the end of 1899; outside 1954 to 2119 a number is more likely something else."""
    if not _SERIALS[0] <= serial <= _SERIALS[1]:
        raise CellRefusedError(f"{serial:g} is a number, not a date")
    return _SERIAL_ZERO + timedelta(seconds=round(serial * 86400))


def _moment(day: date, clock: str, zone: str | None) -> datetime:
    offset = "+00:00" if zone is None or zone.upper() in {"Z", "UTC"} else zone
    try:
        return datetime.combine(day, _time_of_day(clock.upper()), datetime.strptime(offset, "%z").tzinfo).astimezone(
            UTC
        )
    except ValueError:
        raise CellRefusedError(f"'{clock}' is not a time of day") from None


def _time_of_day(clock: str) -> time:
    bare = clock.rstrip("APM ")
    moment = time.fromisoformat(bare.zfill(5) if bare.count(":") == 1 else bare.zfill(8) if "." not in bare else bare)
    if bare == clock:
        return moment
    return moment.replace(hour=moment.hour % 12 + (12 if "P" in clock else 0))
