"""What rows say of contracts, in the order in which terms follow each other, whatever the order of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.accounts import Money
from domain.records import Record
from domain.renewals.spans import Span, written_alike
from domain.renewals.terms import number_of

_OF_LINES = frozenset({"arr", "seats", "product"})
_PLACE = frozenset({"number", "start_on", "end_on"})


@dataclass(frozen=True, slots=True)
class TermRow:
    """`number` is empty where the row has none; `beside` are the products of all rows of its number and start."""

    account: int
    record: Record
    number: str
    product: str
    start_on: date | None
    end_on: date | None
    beside: frozenset[str]

    @property
    def span(self) -> Span:
        return Span(self.start_on, self.end_on, frozenset({written_alike(self.product)}))

    @property
    def whole_span(self) -> Span:
        return Span(self.start_on, self.end_on, self.beside)

    @property
    def is_of_contract_alone(self) -> bool:
        """Says nothing that a line could keep, but for its dates."""
        return not any(self.record.fields.get(name) is not None for name in _OF_LINES)

    def of_contract(self, *, in_mid_term: bool) -> dict[str, Any]:
        """All but its place in time; what is bought in mid-term was signed later than its contract."""
        left_out = _OF_LINES | _PLACE | ({"signed_on"} if in_mid_term else set())
        return {name: value for name, value in self.record.fields.items() if name not in left_out}

    def of_line(self) -> dict[str, Any]:
        fields = self.record.fields
        said: dict[str, Any] = {"seats": fields["seats"]} if "seats" in fields else {}
        if isinstance(arr := fields.get("arr"), Money):
            said |= {"arr_minor": arr.minor, "arr_currency": arr.currency}
        return said | ({"end_on": self.end_on} if self.end_on else {})


def rows_of(placed: Iterable[tuple[int, Record]]) -> list[TermRow]:
    """By number and start; those without a start come last, and what speaks of the contract alone before its lines."""
    rows = list(placed)
    beside: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for account, record in rows:
        beside[_group(account, record)].add(written_alike(_product(record)))
    made = [_row(account, record, frozenset(beside[_group(account, record)])) for account, record in rows]
    return sorted(made, key=_order)


def _row(account: int, record: Record, beside: frozenset[str]) -> TermRow:
    return TermRow(
        account=account,
        record=record,
        number=_number(record),
        product=_product(record),
        start_on=_day(record, "start_on"),
        end_on=_day(record, "end_on"),
        beside=beside,
    )


def _order(row: TermRow) -> tuple[int, bool, str, date, bool]:
    return (row.account, not row.number, row.number, row.start_on or date.max, not row.is_of_contract_alone)


def _group(account: int, record: Record) -> tuple[object, ...]:
    return (account, _number(record), _day(record, "start_on"))


def _number(record: Record) -> str:
    return number_of(str(record.fields.get("number") or ""))


def _product(record: Record) -> str:
    return str(record.fields.get("product") or "")


def _day(record: Record, name: str) -> date | None:
    day = record.fields.get(name)
    return day if isinstance(day, date) else None
