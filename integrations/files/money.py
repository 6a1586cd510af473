"""Amounts as people write them: `¥1,200.00`, `12万`, `$48k`, `(1,200)`, `1.234,56 €`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from domain.accounts import Money
from domain.money import THREE_DIGITS, WITHOUT_MINOR, minor_digits
from integrations.files.cells import Cell, CellRefusedError, narrowed, refuse_errors, text_from
from integrations.files.numbers import DecimalStyle, number_from, number_from_text

_CODES = (
    WITHOUT_MINOR
    | THREE_DIGITS
    | frozenset(
        re.findall(
            "[A-Z]{3}",
            "AED ARS AUD BDT BGN BRL CAD CHF CNY COP CZK DKK EGP EUR GBP GHS HKD HUF IDR ILS INR KES KZT LKR MAD MOP "
            "MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UYU ZAR",
        )
    )
)
_NAMES = {
    "CNY": ("¥", "CN¥", "RMB", "人民币", "元", "圆", "块"),
    "USD": ("$", "US$", "美元", "美金"),
    "EUR": ("€", "欧元"),
    "GBP": ("£", "英镑"),
    "JPY": ("JP¥", "日元", "日圆", "円"),
    "HKD": ("HK$", "港元", "港币"),
    "TWD": ("NT$", "新台币", "台币"),
    "SGD": ("S$", "新加坡元"),
    "AUD": ("A$", "澳元"),
    "CAD": ("C$", "加元"),
    "NZD": ("NZ$",),
    "BRL": ("R$",),
    "KRW": ("₩", "韩元"),
    "INR": ("₹",),
    "RUB": ("₽",),
    "TRY": ("₺",),
    "ILS": ("₪",),
    "VND": ("₫",),
    "THB": ("฿",),
    "PLN": ("zł",),
}
_SIGNS = {sign: currency for currency, signs in _NAMES.items() for sign in signs}
_SHARED = {
    "$": frozenset({"USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "MXN", "CLP", "COP", "ARS"}),
    "¥": frozenset({"CNY", "JPY"}),
}
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True)), re.IGNORECASE)
_COMPUTED_DECIMALS = 4
_CODE = re.compile(r"(?<![A-Z])([A-Z]{3})(?![A-Z])", re.IGNORECASE)
_BY_UPPER = {sign.upper(): currency for sign, currency in _SIGNS.items()}


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """What holds for a whole column of amounts: `currency` for bare numbers, `factor` from a header like 金额(万元)."""

    style: DecimalStyle = DecimalStyle.UNKNOWN
    currency: str | None = None
    factor: int = 1


def money_from(cell: Cell, column: MoneyColumn, currency: str | None = None) -> Money:
    """The amount; a code in the cell beats `currency` (of its row), which beats the column's."""
    known = currency or column.currency
    if isinstance(cell, int | float):
        return money_of(number_from(cell) * column.factor, known, is_typed=False)
    text = narrowed(text_from(cell))
    refuse_errors(text)
    bare, named = _without_currency(text, known)
    value = number_from_text(bare, column.style)
    has_own_unit = re.search(r"[^\d.,()\s+'’_−-]", bare) is not None
    return money_of(value if has_own_unit else value * column.factor, named or known, is_typed=True)


def typed_amount(text: str, currency: str | None) -> Money | None:
    """An amount typed into a field; a currency in it beats `currency`. None where it cannot be read in one way only."""
    try:
        return money_from(text, MoneyColumn(), currency)
    except CellRefusedError:
        return None


def is_amount(text: str) -> bool:
    """A number, with a currency or without, however many decimals it has."""
    try:
        number_from_text(_without_currency(narrowed(text), None)[0], DecimalStyle.POINT)
    except CellRefusedError:
        return False
    return True


def money_of(value: Decimal, currency: str | None, *, is_typed: bool) -> Money:
    """`value` in minor units; a typed amount must fit them.

    What was computed (a float, or text with four decimals and more, which nobody types) is rounded half to even.
    """
    if currency is None:
        raise CellRefusedError("has no currency; add a currency column, or say --currency USD")
    minor = value.scaleb(minor_digits(currency))
    rounded = minor.to_integral_value(ROUND_HALF_EVEN)
    if is_typed and minor != rounded and _decimals(value) < _COMPUTED_DECIMALS:
        raise CellRefusedError(f"has more decimals than {currency} has")
    return Money(int(rounded), currency)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def currency_from(text: str) -> str:
    """A currency's code from its code, sign or Chinese name."""
    word = narrowed(text).upper()
    if word in _CODES:
        return word
    if word in _BY_UPPER:
        return _BY_UPPER[word]
    raise CellRefusedError(f"'{text}' is no currency I know; write a code like USD or CNY")


def currency_in(text: str) -> str | None:
    """The currency that a header names: `ARR (USD)`, `金额（元）`, `Amount $`."""
    narrow = narrowed(text)
    for code in _CODE.findall(narrow):
        if code.upper() in _CODES:
            return str(code.upper())
    found = _SIGN.search(narrow)
    return _BY_UPPER[found[0].upper()] if found else None


def _without_currency(text: str, known: str | None) -> tuple[str, str | None]:
    if (code := _CODE.search(text)) and code[1].upper() in _CODES:
        rest = text[: code.start()] + text[code.end() :]
        return _SIGN.sub("", rest), code[1].upper()
    if not (sign := _SIGN.search(text)):
        return text, None
    rest = text[: sign.start()] + text[sign.end() :]
    if known in _SHARED.get(sign[0], ()):
        return rest, known
    return rest, _BY_UPPER[sign[0].upper()]
