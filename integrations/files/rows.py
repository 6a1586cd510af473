"""A row as records: one row of accounts may be an account, its contract, a contact and an NPS answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from decimal import Decimal

from domain.accounts import Money
from domain.records import AccountRef, Record, RecordKind
from integrations.files.beneath import is_like_beneath
from integrations.files.cells import Cell, CellRefusedError, Row, is_blank
from integrations.files.fields import CURRENCY, Field
from integrations.files.headers import Header
from integrations.files.person_names import whole_name
from integrations.files.values import ColumnSense, Value, value_from
from integrations.files.words import SURVEYS, folded

Said = dict[RecordKind | None, dict[str, Value]]

_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
_NPS = ("0", "10")
_REMEMBERED = 100_000
_ACCOUNT_IDENTITY = ("external_id", "domains", "name")


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns rows of one sheet into records; `fields` and `senses` are by column position."""

    kind: RecordKind
    header: Header
    fields: Mapping[int, Field]
    senses: Mapping[int, ColumnSense]
    _remembered: dict[tuple[int, str, str | None], Value | None] = dataclass_field(default_factory=dict)

    def records(self, number: int, row: Row) -> list[Record]:
        """The records of the row; the first is the sheet's own kind. A cell that cannot be read refuses the row."""
        said = self._said(row)
        account = _reference(said)
        if account == AccountRef():
            raise CellRefusedError("names no account: the name, the external id or the domain is needed")
        return [Record(kind, account, fields, number) for kind, fields in self._groups(said)]

    def is_surely_filled(self, first: Cell) -> bool:
        """A row that begins with this cell is neither empty nor beneath the records, whatever else it holds."""
        return isinstance(first, str) and first[:1].isalnum() and not is_like_beneath(first)

    def _said(self, row: Row) -> Said:
        said: Said = {}
        currency = self._currency(row)
        for (position, field), cell in zip(self.fields.items(), self._cells(row), strict=True):
            if field is not CURRENCY and (value := self._known(cell, position, field, currency)) is not None:
                said.setdefault(field.group, {})[field.name] = value
        if contact := said.get(RecordKind.CONTACT):
            said[RecordKind.CONTACT] = whole_name(contact)
        return said

    def _cells(self, row: Row) -> list[Cell]:
        return [row[position] if position < len(row) else None for position in self.fields]

    def _known(self, cell: Cell, position: int, field: Field, currency: str | None) -> Value | None:
        """None for a blank cell. Most texts of a long file stand in it many times, and all are read twice."""
        if not isinstance(cell, str):
            return None if is_blank(cell) else self._value(cell, position, field, currency)
        key = (position, cell, currency)
        if key not in self._remembered:
            bare = unguarded(cell)
            value = None if is_blank(bare) else self._value(bare, position, field, currency)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = value
        return self._remembered[key]

    def _value(self, cell: Cell, position: int, field: Field, currency: str | None) -> Value:
        try:
            return value_from(cell, field, self.senses[position], currency)
        except CellRefusedError as refusal:
            raise CellRefusedError(f"column '{self.header.texts[position]}' {refusal}") from None

    def _currency(self, row: Row) -> str | None:
        for position, field in self.fields.items():
            if field is CURRENCY and position < len(row) and not is_blank(row[position]):
                return str(self._value(row[position], position, field, None))
        return None

    def _survey_named(self) -> dict[str, Value]:
        """A score column called CSAT or 满意度 names the survey of its rows."""
        texts = (folded(self.header.texts[at]) for at, field in self.fields.items() if field.path == "survey.score")
        named = [member for text in texts for word, member in SURVEYS.words.items() if word in text]
        return {"survey": named[0]} if named else {}

    def _groups(self, said: Said) -> Iterator[tuple[RecordKind, dict[str, Value]]]:
        if self.kind is RecordKind.ACCOUNT:
            yield from _account_groups(said)
        elif self.kind is RecordKind.SURVEY:
            yield self.kind, survey_fields(self._survey_named() | said.get(self.kind, {}))
        else:
            yield self.kind, _with_needed(self.kind, said.get(self.kind, {}))


def unguarded(cell: Cell) -> Cell:
    """A cell that was guarded against formulas (in a file of refused rows) without its guard."""
    return cell[1:] if isinstance(cell, str) and cell.startswith(_GUARDED) else cell


def is_empty(row: Row) -> bool:
    first = row[0] if row else None
    if isinstance(first, str) and first[:1].isalnum():
        return False
    return not any(row) or all(is_blank(cell) for cell in row)


def survey_fields(said: dict[str, Value]) -> dict[str, Value]:
    """A score needs its scale: a column called NPS says which survey, and 0 to 10 is held to."""
    fields = dict(said)
    nps = fields.pop("nps", None)
    if nps is not None:
        fields |= {"survey": "nps", "score": nps}
    if "score" not in fields:
        raise CellRefusedError("has no score")
    if "survey" not in fields:
        raise CellRefusedError("names no survey; add a column 'survey' that says nps, csat or satisfaction")
    score = fields["score"]
    assert isinstance(score, Decimal)
    if 0 < score < 1:
        raise CellRefusedError(f"a score of {score} is a share, as cells in per cent hold it; write it of 100, like 95")
    if fields["survey"] == "nps" and not Decimal(_NPS[0]) <= score <= Decimal(_NPS[1]):
        raise CellRefusedError(f"NPS answers are 0 to 10, not {score}")
    return fields


def reference_of(fields: Mapping[str, Value]) -> AccountRef:
    """The account that a row names in its reference columns."""
    domains = fields.get("account_domain")
    return AccountRef(
        external_id=_text_or_none(fields.get("account_id")),
        domain=domains[0] if isinstance(domains, tuple) and domains else None,
        name=_text_or_none(fields.get("account_name")),
    )


def _reference(said: Said) -> AccountRef:
    if account := said.get(RecordKind.ACCOUNT):
        external_id, domains, name = (account.get(key) for key in _ACCOUNT_IDENTITY)
        domain = domains[0] if isinstance(domains, tuple) and domains else None
        return AccountRef(_text_or_none(external_id), domain, _text_or_none(name))
    return reference_of(said.get(None, {}))


def _account_groups(said: Said) -> Iterator[tuple[RecordKind, dict[str, Value]]]:
    yield RecordKind.ACCOUNT, said.get(RecordKind.ACCOUNT, {})
    if contract := said.get(RecordKind.CONTRACT):
        yield RecordKind.CONTRACT, _with_needed(RecordKind.CONTRACT, contract)
    if contact := said.get(RecordKind.CONTACT):
        yield RecordKind.CONTACT, _with_needed(RecordKind.CONTACT, contact)
    if survey := said.get(RecordKind.SURVEY):
        yield RecordKind.SURVEY, survey_fields(survey)


_NEEDED: dict[RecordKind, tuple[tuple[str, ...], ...]] = {
    RecordKind.CONTACT: (("name", "email", "external_id"),),
    RecordKind.TOUCHPOINT: (("at",),),
    RecordKind.TICKET: (("number", "subject"), ("opened_at",)),
    RecordKind.INVOICE: (("number",),),
    RecordKind.OUTCOME: (("title",),),
    RecordKind.MEASUREMENT: (("title",), ("day",), ("value",)),
}


def _with_needed(kind: RecordKind, fields: dict[str, Value]) -> dict[str, Value]:
    """The fields, when all that is needed is said; a start after its end is refused, and so is ARR below zero."""
    for group in _NEEDED.get(kind, ()):
        if fields.keys().isdisjoint(group):
            raise CellRefusedError(f"has no {' or '.join(group)} for the {kind}")
    start, end = fields.get("start_on"), fields.get("end_on")
    if start is not None and end is not None and str(start) > str(end):
        raise CellRefusedError(f"the {kind} ends ({end}) before it starts ({start})")
    opened, closed = fields.get("opened_at"), fields.get("closed_at")
    if isinstance(opened, datetime) and isinstance(closed, datetime) and opened.date() > closed.date():
        raise CellRefusedError(f"the ticket is closed ({closed.date()}) before it is opened ({opened.date()})")
    if kind is RecordKind.OUTCOME:
        _refuse_no_way(fields)
    arr = fields.get("arr")
    if isinstance(arr, Money) and arr.minor < 0:
        raise CellRefusedError(f"the ARR of the {kind} is below zero: {_CREDIT}")
    return fields


def _refuse_no_way(fields: Mapping[str, Value]) -> None:
    """A target is held against a value to start from, and a day to be there against the day it was agreed on."""
    baseline, target = fields.get("baseline"), fields.get("target")
    if target is not None and baseline is not None and target == baseline:
        raise CellRefusedError(f"the target is the baseline ({target}): there is nothing to reach")
    agreed_on, due_on = fields.get("agreed_on"), fields.get("due_on")
    if agreed_on is not None and due_on is not None and str(due_on) <= str(agreed_on):
        raise CellRefusedError(f"the outcome is due ({due_on}) before it is agreed ({agreed_on})")


_CREDIT = "a credit is no ARR. Write what is paid for a year without it, or leave the cell empty"


def _text_or_none(value: Value | None) -> str | None:
    return None if value is None else str(value)
