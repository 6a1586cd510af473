"""Touchpoints, tickets, survey answers and invoices: each known by its number, or by what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from domain.accounts import Money, TouchpointDirection, TouchpointKind
from domain.records import Record, RecordKind, Verdict
from domain.surveys.answer import scale_of
from storage.chunks import chunks
from storage.imports.change_log import ChangeLog
from storage.imports.numbers import sources_own
from storage.imports.people import ContactWriter, Members
from storage.imports.rows import Held, HeldRows
from storage.imports.still_to_come import reason_of
from storage.imports.verdicts import Verdicts
from storage.tables import InvoiceRow, SurveyAnswerRow, TicketRow, TouchpointContactRow, TouchpointRow, table_of

TABLES: dict[RecordKind, Table] = {
    RecordKind.TOUCHPOINT: table_of(TouchpointRow),
    RecordKind.TICKET: table_of(TicketRow),
    RecordKind.SURVEY: table_of(SurveyAnswerRow),
    RecordKind.INVOICE: table_of(InvoiceRow),
}
_TAKING_PART = table_of(TouchpointContactRow)
_NUMBER = {RecordKind.TICKET: "number", RecordKind.INVOICE: "number"}
_TALKED = frozenset(
    {TouchpointKind.CALL, TouchpointKind.MEETING, TouchpointKind.ON_SITE}
    | {TouchpointKind.BUSINESS_REVIEW, TouchpointKind.TRAINING}
)
_SUBJECT = 80
_BEGUN = {RecordKind.TICKET: "opened_at", RecordKind.SURVEY: "answered_on"}
_ALIKE = {
    RecordKind.TOUCHPOINT: "time and kind",
    RecordKind.TICKET: "day and subject",
    RecordKind.SURVEY: "survey, day and respondent",
}
"""What records without a number are known by."""


class ActivityWriter:
    """The rows of one kind of a batch, whose accounts are known."""

    def __init__(
        self,
        kind: RecordKind,
        connection: Connection,
        log: ChangeLog,
        contacts: ContactWriter,
        *,
        at: datetime,
        last: date,
    ) -> None:
        self._kind = kind
        self._at = at
        self._last = last
        self._connection = connection
        self._log = log
        self._contacts = contacts
        self._members = Members(connection)
        self._rows = HeldRows(connection, log, TABLES[kind], stamped={"learnt_at": at})

    def take(self, records: Sequence[tuple[int, Record]], verdicts: Verdicts) -> None:
        records = self._believed(records, verdicts)
        key = ("account", _NUMBER.get(self._kind, "external_id"))
        numbered = [(account, self._number(record), record) for account, record in records]
        self._rows.load(key, {(account, number) for account, number, _ in numbered})
        people = self._people(records)
        parts: list[tuple[Held, tuple[Held, ...]]] = []
        for account, number, record in numbered:
            said = self._said(account, record, people)
            put = self._rows.put(
                (account, number), said, defaults={"account": account, key[1]: number, **self._defaults(record)}
            )
            verdicts.note(record, put)
            if put.verdict is Verdict.CHANGED and self._is_undated(record):
                self._rows.change(put.held, {"answered_on": self._at.date()})
            parts.append((put.held, tuple(people[account, name] for name in _names(record))))
        self._rows.write()
        if self._kind is RecordKind.TOUCHPOINT:
            self._take_part(parts)

    def _believed(self, records: Sequence[tuple[int, Record]], verdicts: Verdicts) -> list[tuple[int, Record]]:
        """Without what is still to come, and what only its words tell from another row of the batch."""
        first: dict[tuple[int, str], Record] = {}
        for account, record in records:
            begun = record.fields.get(_BEGUN.get(self._kind, ""))
            if isinstance(begun, date) and (day := _day(begun)) > self._last:
                verdicts.refuse(record, reason_of(day))
                continue
            number = self._number(record)
            like = first.setdefault((account, number), record)
            if number.startswith("~") and not self._is_undated(record) and like.fields != record.fields:
                verdicts.refuse(
                    record, f"is of the same {_ALIKE[self._kind]} as row {like.row}, and says something else"
                )
        return [pair for pair in records if not verdicts.has_refused(pair[1])]

    def _people(self, records: Sequence[tuple[int, Record]]) -> dict[tuple[int, str], Held]:
        """The contacts that the records name, written before they are pointed at."""
        named = {(account, name) for account, record in records for name in _names(record)}
        self._contacts.load({account for account, _ in named})
        people = {(account, name): self._contacts.named(account, name) for account, name in sorted(named)}
        self._contacts.write()
        return people

    def _number(self, record: Record) -> str:
        """The source's own number; else what the record says, which is the same the next time."""
        fields = record.fields
        if number := fields.get("number"):
            return str(number)
        if own := fields.get("external_id"):
            return sources_own(str(own))
        if self._kind is RecordKind.TICKET:
            return f"~{_day(fields['opened_at'])} {str(fields['subject'])[:_SUBJECT]}"
        if self._kind is RecordKind.SURVEY:
            return f"~{fields['survey']} {fields.get('answered_on') or 'undated'} {fields.get('contact') or ''}".strip()
        return f"~{fields['at']} {fields.get('kind') or TouchpointKind.OTHER}"

    def _said(self, account: int, record: Record, people: Mapping[tuple[int, str], Held]) -> dict[str, Any]:
        said = {
            name: value for name, value in record.fields.items() if name not in {"contacts", "amount", "external_id"}
        }
        if isinstance(amount := record.fields.get("amount"), Money):
            said |= {"amount_minor": amount.minor, "amount_currency": amount.currency}
        if "contact" in said:
            said["contact"] = people[account, str(said["contact"])].id
        if "author" in said:
            said["author"] = self._members.known_as(said["author"])
        return said

    def _defaults(self, record: Record) -> dict[str, Any]:
        if self._kind is RecordKind.SURVEY:
            score = record.fields["score"]
            assert isinstance(score, Decimal), "a file's answer has a score"
            scale = scale_of(str(record.fields["survey"]), score)
            return {"answered_on": self._at.date(), "scale": scale}
        if self._kind is not RecordKind.TOUCHPOINT:
            return {}
        kind = str(record.fields.get("kind") or TouchpointKind.OTHER)
        talked = TouchpointDirection.TWO_WAY if kind in _TALKED else TouchpointDirection.OUTBOUND
        return {"kind": kind, "direction": talked.value, "automatic": False}

    def _is_undated(self, record: Record) -> bool:
        """An answer without a day is the latest one: another score is a new answer, given now."""
        return self._kind is RecordKind.SURVEY and "answered_on" not in record.fields

    def _take_part(self, parts: Sequence[tuple[Held, tuple[Held, ...]]]) -> None:
        wanted = {(touchpoint.id, contact.id) for touchpoint, contacts in parts for contact in contacts}
        known: set[tuple[int, int]] = set()
        for some in chunks(sorted({pair[0] for pair in wanted if pair[0]}), 5000):
            known |= {(row[0], row[1]) for row in self._connection.execute(_of_touchpoints(some))}
        rows = [{"touchpoint": touchpoint, "contact": contact} for touchpoint, contact in sorted(wanted - known)]
        if rows:
            self._connection.execute(insert(_TAKING_PART), rows)
            self._log.note(_TAKING_PART.name, [(row, None, row) for row in rows])


def _of_touchpoints(touchpoints: list[int]) -> Any:
    return select(_TAKING_PART.c.touchpoint, _TAKING_PART.c.contact).where(_TAKING_PART.c.touchpoint.in_(touchpoints))


def _names(record: Record) -> tuple[str, ...]:
    contacts, contact = record.fields.get("contacts"), record.fields.get("contact")
    named = contacts if isinstance(contacts, tuple) else ()
    return (*named, str(contact)) if contact else named


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value.date() if isinstance(value, datetime) else value
