"""The term after the one that is renewed: how long it lasts and which lines it has."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date

from domain.accounts import Money
from domain.days import shifted
from domain.renewals.shares import divided
from domain.renewals.term_facts import counts_on
from domain.renewals.terms import ContractTerm, TermLine

_MONTHS = 12


def same_length_after(starts_on: date | None, due_on: date) -> date:
    """The end of a term as long as the one from `starts_on` to `due_on`, by months where it lasted whole ones.

    A year where no start is known.
    """
    if starts_on is None:
        return _months_after(due_on, _MONTHS)
    months = (due_on.year - starts_on.year) * _MONTHS + due_on.month - starts_on.month
    if months > 0 and _months_after(starts_on, months) == due_on:
        return _months_after(due_on, months)
    return shifted(due_on, (due_on - starts_on).days)


def next_lines(
    term: ContractTerm | None, final: Money | None, *, due_on: date, starts_on: date, ends_on: date | None
) -> tuple[TermLine, ...]:
    """The products of the old term's last day, scaled so that they add up to `final`; one line where there was none.

    Lines of other currencies belong to other renewals. Where no amount is known, none is made up.
    """
    last_day = shifted(due_on, -1)
    lines = [line for line in term.lines if counts_on(line, last_day)] if term else []
    wanted = [line for line in lines if not (line.arr and final and line.arr.currency != final.currency)]
    arrs = _divided(_amounts(wanted) or {"": None}, final)
    return tuple(TermLine(product, starts_on, ends_on, arr) for product, arr in arrs.items())


def _amounts(lines: Iterable[TermLine]) -> dict[str, int | None]:
    """By product: what was added in mid-term begins with the rest in the next one."""
    amounts: dict[str, int | None] = {}
    for line in lines:
        known = amounts.get(line.product)
        amounts[line.product] = (known or 0) + max(line.arr.minor, 0) if line.arr else known
    return amounts


def _divided(amounts: Mapping[str, int | None], final: Money | None) -> dict[str, Money | None]:
    """Where some amounts are known, those share; where none is, all do alike."""
    arrs: dict[str, Money | None] = dict.fromkeys(amounts)
    if final is None:
        return arrs
    sharing = {product: amount for product, amount in amounts.items() if amount is not None} or dict.fromkeys(
        amounts, 0
    )
    parts = divided(final.minor, list(sharing.values()))
    return arrs | {product: Money(part, final.currency) for product, part in zip(sharing, parts, strict=True)}


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one where that month is shorter; the calendar's end at the latest."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
