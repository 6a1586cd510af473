from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Money
from domain.money import minor_digits
from integrations.files.cells import Cell, CellRefusedError
from integrations.files.money import MoneyColumn, currency_from, currency_in, money_from
from integrations.files.numbers import (
    DecimalStyle,
    NumberColumn,
    flag_from,
    multiplier_of,
    number_from,
    whole_from,
)


@pytest.mark.parametrize(
    ("cell", "money"),
    [
        ("¥1,200.00", Money(120000, "CNY")),
        ("￥１，２００", Money(120000, "CNY")),
        ("12万", Money(12_000_000, "USD")),
        ("12万元", Money(12_000_000, "CNY")),
        ("1.5亿", Money(15_000_000_000, "USD")),
        ("$48k", Money(4_800_000, "USD")),
        ("(1,200)", Money(-120000, "USD")),
        ("（1,200）", Money(-120000, "USD")),
        ("-€5", Money(-500, "EUR")),
        ("1.234,56", Money(123456, "USD")),
        ("1,234.56", Money(123456, "USD")),
        ("1.234.567", Money(123456700, "USD")),
        ("1,234", Money(123400, "USD")),
        ("12,34,567", None),
        ("1 234,50 €", Money(123450, "EUR")),
        ("3.5M GBP", Money(350_000_000, "GBP")),
        ("2B", Money(200_000_000_000, "USD")),
        ("HK$ 300", Money(30000, "HKD")),
        ("JPY 1200", Money(1200, "JPY")),
        ("KWD 1.2345", Money(1234, "KWD")),
        ("KWD 12.500", None),
        ("KWD 12.5", Money(12500, "KWD")),
        ("人民币100", Money(10000, "CNY")),
        ("100円", Money(100, "JPY")),
        ("1'200.50 CHF", Money(120050, "CHF")),
        (1200.5, Money(120050, "USD")),
        (33333.333333, Money(3333333, "USD")),
        (7, Money(700, "USD")),
        ("1,2345.00", None),
        ("十二", None),
        ("12.345", None),
        ("", None),
        ("abc", None),
        ("#REF!", None),
        (float("nan"), None),
        ("1e9", None),
        ("$12.505", None),
        ("99999999999999999", None),
    ],
)
def test_amounts_are_read_as_people_write_them_or_refused(cell: Cell, money: Money | None) -> None:
    column = MoneyColumn(currency="USD")

    if money is None:
        with pytest.raises(CellRefusedError):
            money_from(cell, column)
    else:
        assert money_from(cell, column) == money


@pytest.mark.parametrize(
    ("cell", "style", "minor"),
    [
        pytest.param("1.234", DecimalStyle.COMMA, 123400, id="a thousand where commas are decimal"),
        pytest.param("1,234", DecimalStyle.POINT, 123400, id="a thousand where points are decimal"),
        pytest.param("1,23", DecimalStyle.UNKNOWN, 123, id="two digits are cents"),
        pytest.param("0.5", DecimalStyle.UNKNOWN, 50, id="a leading zero is no thousand"),
    ],
)
def test_the_column_says_what_a_point_is(cell: str, style: DecimalStyle, minor: int) -> None:
    assert money_from(cell, MoneyColumn(style, "USD")) == Money(minor, "USD")


@pytest.mark.parametrize("cell", ["1.234", "1,234"])
def test_a_column_in_both_styles_leaves_three_digits_open(cell: str) -> None:
    with pytest.raises(CellRefusedError, match="can be two numbers"):
        money_from(cell, MoneyColumn(DecimalStyle.MIXED, "USD"))


def test_a_comma_before_three_digits_is_decimal_where_the_column_says_so() -> None:
    assert number_from("1,234", DecimalStyle.COMMA) == Decimal("1.234")


@pytest.mark.parametrize(
    ("currency", "cell", "expected"),
    [
        pytest.param("JPY", "¥1200", "JPY", id="yen"),
        pytest.param("AUD", "$12", "AUD", id="another dollar"),
        pytest.param("EUR", "$12", "USD", id="a sign beats a currency that does not use it"),
        pytest.param("CNY", "USD 12", "USD", id="a code beats everything"),
    ],
)
def test_a_sign_that_currencies_share_follows_what_was_said(currency: str, cell: str, expected: str) -> None:
    assert money_from(cell, MoneyColumn(currency=currency)).currency == expected


def test_the_rows_currency_beats_the_columns() -> None:
    assert money_from("12", MoneyColumn(currency="USD"), "EUR") == Money(1200, "EUR")


def test_an_amount_without_a_currency_is_refused_with_the_next_step() -> None:
    with pytest.raises(CellRefusedError, match="has no currency; add a currency column, or say --currency USD"):
        money_from("12", MoneyColumn())


def test_a_headers_unit_counts_unless_the_cell_has_its_own() -> None:
    column = MoneyColumn(currency="CNY", factor=10_000)

    assert (money_from("12", column).minor, money_from("12万", column).minor, money_from(12, column).minor) == (
        12_000_000,
        12_000_000,
        12_000_000,
    )


def test_a_yes_is_no_amount() -> None:
    with pytest.raises(CellRefusedError, match="is yes or no, not a number"):
        number_from(cell=True)


@pytest.mark.parametrize(("text", "code"), [("usd", "USD"), ("￥", "CNY"), ("欧元", "EUR"), ("RMB", "CNY")])
def test_a_currency_has_many_names(text: str, code: str) -> None:
    assert currency_from(text) == code


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(CellRefusedError, match="'XYZ' is no currency I know; write a code like USD or CNY"):
        currency_from("XYZ")


@pytest.mark.parametrize(
    ("header", "code"), [("ARR (USD)", "USD"), ("合同金额（万元）", "CNY"), ("Amount €", "EUR"), ("ARR", None)]
)
def test_a_header_may_name_the_currency(header: str, code: str | None) -> None:
    assert currency_in(header) == code


@pytest.mark.parametrize(("currency", "digits"), [("JPY", 0), ("USD", 2), ("KWD", 3)])
def test_currencies_have_their_own_smallest_unit(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def column_of(*cells: Cell) -> DecimalStyle:
    column = NumberColumn()
    for cell in cells:
        column.look_at(cell)
    return column.style


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        pytest.param(("1.234,56", "1.234"), DecimalStyle.COMMA, id="comma"),
        pytest.param(("1,234.56", "1.234"), DecimalStyle.POINT, id="point"),
        pytest.param(("12.5", "12,5"), DecimalStyle.MIXED, id="both"),
        pytest.param(("1.234", "1,234", 12.5, "12"), DecimalStyle.UNKNOWN, id="neither"),
    ],
)
def test_a_columns_style_is_what_its_clear_cells_show(cells: tuple[Cell, ...], style: DecimalStyle) -> None:
    assert column_of(*cells) is style


@given(st.integers(-(10**12), 10**12))
def test_an_amount_written_out_in_full_comes_back_to_the_cent(minor: int) -> None:
    written = f"${Decimal(minor) / 100:,.2f}"

    assert money_from(written, MoneyColumn()) == Money(minor, "USD")


@pytest.mark.parametrize(("cell", "flag"), [("Yes", True), ("否", False), (True, True), (0, False), ("✓", True)])
def test_yes_and_no_in_two_languages(cell: Cell, flag: bool) -> None:  # noqa: FBT001  # the expected value
    assert flag_from(cell) is flag


def test_maybe_is_neither() -> None:
    with pytest.raises(CellRefusedError, match="'maybe' is neither yes nor no"):
        flag_from("maybe")


def test_half_a_seat_is_refused() -> None:
    with pytest.raises(CellRefusedError, match=r"2\.5 is not a whole number"):
        whole_from("2.5")


def test_a_word_that_is_no_unit_multiplies_by_one() -> None:
    assert (multiplier_of("万"), multiplier_of("K"), multiplier_of("")) == (10_000, 1000, 1)
