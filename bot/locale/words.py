"""Sentences from the catalogue, and dates, numbers and money as the reader's language writes them."""

from __future__ import annotations

import io
import math
import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache, partial
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_currency, get_currency_symbol

from bot.ids import Command
from domain.accounts import Money
from domain.money import minor_digits

_NO_BREAK_SPACE = "\u00a0"
_MINUS = "−"
_SHORT_FROM = 1000
_COMMAND = re.compile(rf"`/(?=(?:{'|'.join(command.removeprefix('/') for command in Command)})\b)")


class Language(StrEnum):
    """The languages we speak; each value is the name of its Babel locale and of its catalogue."""

    EN = "en"
    ZH_HANS = "zh_Hans"


_LANGUAGES = frozenset(Language)


def language_for(locale: str | None, override: str | None) -> Language:
    """The reader's choice, else the nearest language to their Slack locale (`zh-CN`, `en-US`), else English."""
    if override in _LANGUAGES:
        return Language(override)
    return Language.ZH_HANS if (locale or "").lower().startswith("zh") else Language.EN


def marked(message: str) -> str:
    """Marks a message that stands in a table and is looked up later with `Words.text`."""
    return message


@cache
def words_for(language: Language, prefix: str = "") -> Words:
    return Words(language, prefix)


class Words:
    """One language. `text` and `plural` take the English message; `%(name)s` places are filled by keyword.

    Commands that stand in a message are called as this workspace calls them: `/cs-health` with the prefix cs.
    """

    def __init__(self, language: Language, prefix: str = "") -> None:
        self.language = language
        self._locale = locale = Locale.parse(language.value)
        self._catalogue = _catalogue(language)
        self._called = partial(_COMMAND.sub, f"`/{prefix}-") if prefix else str
        self._gettext = lru_cache(maxsize=4096)(lambda message: self._called(self._catalogue.gettext(message)))
        self._day = lru_cache(maxsize=8192)(partial(_day, locale=locale))
        self._instant = lru_cache(maxsize=1024)(partial(_instant, locale=locale))
        self._currency = lru_cache(maxsize=256)(partial(_currency, locale=locale))
        self._number = lru_cache(maxsize=8192)(partial(_number, signs=_signs(locale)))
        self._signs = _signs(locale)

    def text(self, message: str, /, **values: object) -> str:
        """A per cent sign is written `%%` where values are filled in and `%` where there are none."""
        said = self._gettext(message)
        return said % values if values else said

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The form for `count`, which also fills the place `%(count)s`."""
        said = self._called(self._catalogue.ngettext(one, many, count))
        return said % {"count": self.number(count), **values}

    def sentences(self, *said: str) -> str:
        """One after the other, as the language sets them: Chinese leaves no space between."""
        return ("" if self.language is Language.ZH_HANS else " ").join(said)

    def day(self, day: date) -> str:
        return self._day(day)

    def month(self, day: date) -> str:
        """The month that the day is in, with its year."""
        return format_skeleton("yMMMM", day, locale=self._locale)

    def month_name(self, month: int) -> str:
        """Of any year."""
        name: str = get_month_names("wide", "stand-alone", locale=self._locale)[month]
        return name

    def short_month(self, day: date) -> str:
        """As short as it is understood: Dec 2026, 2026年12月."""
        return format_skeleton("yMMM", day, locale=self._locale)

    def number(self, number: float, digits: int = 0) -> str:
        """Rounded half away from zero, as people expect of a printed number."""
        return self._number(number, digits)

    def signed(self, number: float, digits: int = 0) -> str:
        """With its sign; what rounds to nothing has none."""
        written = self._number(number, digits)
        return f"+{written}" if _rounded(number, digits) > 0 else written

    def percent(self, share: float) -> str:
        """0.41 is written 41%."""
        return f"{self.number(share * 100)}%"

    def money(self, money: Money) -> str:
        """Whole amounts without their cents: $48,000, ¥1,200.50."""
        symbol, digits = self._currency(money.currency)
        whole, rest = divmod(abs(money.minor), 10**digits)
        amount = f"{whole:,}" + (f".{rest:0{digits}d}" if rest else "")
        return (_MINUS if money.minor < 0 else "") + symbol + amount.translate(self._signs)

    def short_money(self, money: Money) -> str:
        """In few letters, for pictures: $4.7M, US$470万. Rounded, so only where the exact amount stands beside it."""
        amount = self.amount(money)
        digits = 0 if abs(amount) < _SHORT_FROM else 1
        return str(
            format_compact_currency(amount, money.currency, fraction_digits=digits, locale=self._locale)
        ).replace("-", _MINUS)

    def amount(self, money: Money) -> Decimal:
        """In whole units, with as many decimals as the currency has: 48000.00."""
        return Decimal(money.minor).scaleb(-self._currency(money.currency)[1])

    def plain_money(self, money: Money) -> str:
        """As one types it into a field: 48000, 1200.50."""
        amount = self.amount(money)
        whole = amount.to_integral_value()
        return f"{whole if whole == amount else amount:f}"

    def instant(self, instant: datetime, zone: str) -> str:
        """For places where Slack cannot write the time itself (plain text, fallbacks): with the zone's name."""
        return self._instant(instant, zone)

    def age(self, days: int) -> str:
        """How long ago: today, yesterday, 12 days ago."""
        if days <= 0:
            return self.text("today")
        return self.text("yesterday") if days == 1 else self.plural("%(count)s day ago", "%(count)s days ago", days)


def _catalogue(language: Language) -> NullTranslations:
    if language is Language.EN:
        return NullTranslations()
    with (files("bot.locale") / f"{language.value}.po").open("rb") as written:
        catalogue = read_po(written, locale=language.value)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _signs(locale: Locale) -> dict[int, str]:
    """From Python's signs to the language's."""
    symbols = locale.number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"], "-": _MINUS})


def _day(day: date, *, locale: Locale) -> str:
    return format_date(day, "medium", locale=locale)


def _instant(instant: datetime, zone: str, *, locale: Locale) -> str:
    local = instant.astimezone(ZoneInfo(zone))
    return f"{format_date(local, 'medium', locale=locale)} {format_time(local, 'short', locale=locale)} ({zone})"


def _currency(currency: str, *, locale: Locale) -> tuple[str, int]:
    """The symbol as it stands before an amount (letters keep a space: CHF 48,000), and the digits of its cents.

    The digits are those that amounts are stored with; people's habits (CLDR drops some currencies' cents) differ.
    """
    symbol = get_currency_symbol(currency, locale=locale)
    return symbol + (_NO_BREAK_SPACE if symbol[-1].isalpha() else ""), minor_digits(currency)


def _number(number: float, digits: int, *, signs: dict[int, str]) -> str:
    return f"{_rounded(number, digits):,.{digits}f}".translate(signs)


def _rounded(number: float, digits: int) -> float:
    scale = 10.0**digits
    # The small step keeps 0.285 × 100 = 28.499999999999996 from being printed as 28.
    size = math.floor(abs(number) * scale + 0.5 + 1e-9) / scale
    return -size if number < 0 and size else size
