"""One cell as the value its field holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.accounts import Money
from domain.imports import DateOrder
from integrations.files.cells import Cell, CellRefusedError, limited, narrowed, refuse_errors, text_from
from integrations.files.dates import date_from, instant_from
from integrations.files.fields import Field, Reading
from integrations.files.money import MoneyColumn, currency_from, money_from
from integrations.files.numbers import flag_from, number_from, whole_from

Value = str | int | bool | Decimal | date | datetime | Money | tuple[str, ...]

_SHORT, _LONG = 255, 20_000
_SEPARATORS = re.compile(r"[,;、，；|\n]+")
_EMAIL = re.compile(r"[^\s@<>()\[\],;、|]+@[^\s@<>()\[\],;、|]+\.[^\s@<>()\[\],;、|]+")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^\s@/]*@)?([^\s@/:?#]+\.[^\s@/:?#]+)[^\s]*", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_PUBLIC_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com"}
    | {
        "gmx.de",
        "web.de",
        "proton.me",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "foxmail.com",
        "139.com",
        "yeah.net",
    }
)
_STARS = {"★": 1, "★★": 2, "★★★": 3, "low": 1, "medium": 2, "high": 3, "低": 1, "中": 2, "高": 3}
_HIGHEST_STARS = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MOST_DAYS = 3650
_MOST_DIGITS = 10**15
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}")
_AS_TEXT = "make the column text and export it again"


@dataclass(frozen=True, slots=True)
class ColumnSense:
    """What holds for a whole column: the order of its dates, the style, currency and unit of its numbers."""

    order: DateOrder | None = None
    money: MoneyColumn = MoneyColumn()  # noqa: RUF009  # frozen, so one for all is safe


def value_from(cell: Cell, field: Field, sense: ColumnSense, currency: str | None = None) -> Value:
    """The value, or a refusal that says why; `currency` is the row's."""
    if field.vocabulary is not None:
        return field.vocabulary.member(cell)
    if field.reading is Reading.MONEY:
        return money_from(cell, sense.money, currency)
    return _READERS[field.reading](cell, sense)


def _day(day: date) -> date:
    """Systems write 0001-01-01 for nothing and 9999-12-31 for never: neither is a day on which something happens."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CellRefusedError(f"{day} is no day of a business; leave the cell empty where there is none")
    return day


def _text(cell: Cell, limit: int = _SHORT) -> str:
    text = text_from(cell)
    refuse_errors(text)
    return limited(text, limit)


def _line(cell: Cell) -> str:
    """One line, as names are; an id that a spreadsheet took for a number and cut would name something else."""
    if isinstance(cell, int | float) and abs(cell) >= _MOST_DIGITS:
        raise CellRefusedError(f"{cell:.0f} has lost its last digits in a spreadsheet; {_AS_TEXT}")
    text = _text(cell)
    if _SHORTENED.fullmatch(text):
        raise CellRefusedError(f"'{text}' is a number that a spreadsheet has shortened; {_AS_TEXT}")
    return " ".join(text.split()) if "\n" in text else text


def _listed(cell: Cell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in _SEPARATORS.split(_text(cell, _LONG)) if word.strip()))


def _domains(cell: Cell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_domain(word) for listed in _listed(cell) for word in listed.split()))


def _domain(text: str) -> str:
    found = _HOST.fullmatch(narrowed(text))
    if not found:
        raise CellRefusedError(f"'{text}' is not a domain; write it like acme.com")
    domain = found[1].casefold().removeprefix("www.").rstrip(".")
    if domain in _PUBLIC_MAIL:
        raise CellRefusedError(f"'{domain}' is everybody's mail domain and names no account")
    return domain


def _email(cell: Cell) -> str:
    text = narrowed(_text(cell)).casefold()
    found: list[str] = list(dict.fromkeys(address.removeprefix("mailto:") for address in _EMAIL.findall(text)))
    if not found:
        raise CellRefusedError(f"'{text}' is not an e-mail address")
    if len(found) > 1:
        raise CellRefusedError(f"'{text}' names {len(found)} e-mail addresses: keep one, or give each a row")
    return found[0]


def _person(cell: Cell) -> str:
    """A Slack mention gives its id; a name or an e-mail stays as it is, until the book finds the member."""
    text = _text(cell)
    found = _MENTION.fullmatch(text)
    return found[1] if found else text


def _stars(cell: Cell, sense: ColumnSense) -> int:
    word = narrowed(text_from(cell)).casefold().replace("⭐", "★")
    stars = _STARS[word] if word in _STARS else whole_from(cell, sense.money.style)
    if not 1 <= stars <= _HIGHEST_STARS:
        raise CellRefusedError(f"{stars} is not 1, 2 or 3")
    return stars


def _whole(cell: Cell, sense: ColumnSense) -> int:
    value = whole_from(cell, sense.money.style)
    if value < 0:
        raise CellRefusedError(f"{value} is below zero")
    return value


def _days(cell: Cell, sense: ColumnSense) -> int:
    days = _whole(cell, sense)
    if days > _MOST_DAYS:
        raise CellRefusedError(f"{days} days are more than ten years; write the days of notice, like 90")
    return days


_READERS: dict[Reading, Callable[[Cell, ColumnSense], Value]] = {
    Reading.TEXT: lambda cell, _sense: _line(cell),
    Reading.WORDS: lambda cell, _sense: _text(cell, _LONG),
    Reading.LIST: lambda cell, _sense: _listed(cell),
    Reading.DOMAINS: lambda cell, _sense: _domains(cell),
    Reading.EMAIL: lambda cell, _sense: _email(cell),
    Reading.PHONE: lambda cell, _sense: narrowed(_line(cell)),
    Reading.PERSON: lambda cell, _sense: _person(cell),
    Reading.DATE: lambda cell, sense: _day(date_from(cell, sense.order)),
    Reading.INSTANT: lambda cell, sense: instant_from(cell, sense.order),
    Reading.CURRENCY: lambda cell, _sense: currency_from(_text(cell)),
    Reading.WHOLE: _whole,
    Reading.DAYS: _days,
    Reading.STARS: _stars,
    Reading.DECIMAL: lambda cell, sense: number_from(cell, sense.money.style),
    Reading.FLAG: lambda cell, _sense: flag_from(cell),
}
