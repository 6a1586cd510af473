"""Outcomes of success plans and their measurements, out of a file: an outcome is known by its account and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from domain.plans.plan import Direction, MeasurementSource
from domain.records import Record
from domain.success import OutcomeStatus
from storage.imports.change_log import ChangeLog
from storage.imports.people import ContactWriter, Members
from storage.imports.rows import Held, HeldRows
from storage.imports.still_to_come import reason_of
from storage.imports.verdicts import Verdicts
from storage.tables import OutcomeMeasurementRow, SuccessOutcomeRow, table_of

OUTCOME, MEASURED = table_of(SuccessOutcomeRow), table_of(OutcomeMeasurementRow)
_OVER = frozenset({OutcomeStatus.REACHED.value, OutcomeStatus.CLOSED.value})
_VERSIONS = 1_000_000_000


class PlanWriter:
    """The outcomes and measurements of a batch, whose accounts are known."""

    def __init__(
        self, connection: Connection, log: ChangeLog, contacts: ContactWriter, *, at: datetime, last: date
    ) -> None:
        self._at = at
        self._last = last
        self._contacts = contacts
        self._members = Members(connection)
        self._accounts: dict[int, int] = {}
        stamped: dict[str, object] = {"learnt_at": at, "version": _new_version(at)}
        self._outcomes = HeldRows(connection, log, OUTCOME, stamped=stamped)
        self._values = HeldRows(
            connection,
            log,
            MEASURED,
            stamped={"learnt_at": at},
            account_of=lambda held: self._accounts[held.values["outcome"]],
        )

    def take(
        self, outcomes: Sequence[tuple[int, Record]], measurements: Sequence[tuple[int, Record]], verdicts: Verdicts
    ) -> None:
        """Outcomes first: what is measured may stand in the same file."""
        if outcomes:
            self._take_outcomes(outcomes, verdicts)
        if measurements:
            self._take_measurements(measurements, verdicts)

    def _take_outcomes(self, records: Sequence[tuple[int, Record]], verdicts: Verdicts) -> None:
        people = self._people(records)
        keys = {(account, _title(record)) for account, record in records}
        self._outcomes.load(("account", "title"), keys)
        for account, record in records:
            key = (account, _title(record))
            held = self._outcomes.get(key)
            said = self._said(record, held, people.get((account, str(record.fields.get("contact")))))
            if not _has_way(held, said):
                verdicts.refuse(record, "a target needs a baseline, and the two may not be the same")
                continue
            today = self._at.date()
            defaults = {"account": account, "title": key[1], "agreed_on": today, "status_on": today}
            defaults |= {"status": OutcomeStatus.AGREED.value, "direction": Direction.MORE.value}
            verdicts.note(record, self._outcomes.put(key, said, defaults=defaults))
        self._outcomes.write()

    def _take_measurements(self, records: Sequence[tuple[int, Record]], verdicts: Verdicts) -> None:
        known = self._outcomes.load(("account", "title"), {(account, _title(record)) for account, record in records})
        numbers = {(held.values["account"], held.values["title"]): int(held.id or 0) for held in known}
        self._accounts |= {number: account for (account, _), number in numbers.items()}
        source = MeasurementSource.IMPORT.value
        keys = {
            (numbers[place], record.fields["day"], source)
            for account, record in records
            if (place := (account, _title(record))) in numbers
        }
        self._values.load(("outcome", "day", "source"), keys)
        for account, record in records:
            day = record.fields["day"]
            if isinstance(day, date) and day > self._last:
                verdicts.refuse(record, f"{reason_of(day)}, so nobody has measured")
                continue
            number = numbers.get((account, _title(record)))
            if number is None:
                verdicts.refuse(record, f"the account has no outcome '{_title(record)}'; bring in its outcomes first")
                continue
            key = (number, record.fields["day"], source)
            defaults = {"outcome": number, "day": key[1], "source": source}
            verdicts.note(record, self._values.put(key, {"value": record.fields["value"]}, defaults=defaults))
        self._values.write()

    def _people(self, records: Sequence[tuple[int, Record]]) -> Mapping[tuple[int, str], Held]:
        """The contacts that are named, written before they are pointed at."""
        named = {(account, str(record.fields["contact"])) for account, record in records if "contact" in record.fields}
        self._contacts.load({account for account, _ in named})
        people = {(account, name): self._contacts.named(account, name) for account, name in sorted(named)}
        self._contacts.write()
        return people

    def _said(self, record: Record, held: Held | None, contact: Held | None) -> dict[str, Any]:
        said = {name: value for name, value in record.fields.items() if name not in {"title", "contact"}}
        if contact:
            said["contact"] = contact.id
        if "owner" in said:
            said["owner"] = self._members.known_as(said["owner"])
        if "baseline" in said or "target" in said:
            said["direction"] = _direction(held, said)
        return said | self._status(said, held)

    def _status(self, said: Mapping[str, Any], held: Held | None) -> dict[str, Any]:
        """Another status without a day is one of today; what is over says since when, and is not checked in on."""
        status = said.get("status")
        if status is None or (held and held.values["status"] == status):
            return {}
        on: date = said.get("status_on") or self._at.date()
        over = {"closed_on": on, "check_in_on": None} if status in _OVER else {"closed_on": None}
        return {"status_on": on} | over


def _title(record: Record) -> str:
    return " ".join(str(record.fields["title"]).split())


def _ends(held: Held | None, said: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    before = held.values if held else {}
    return said.get("baseline", before.get("baseline")), said.get("target", before.get("target"))


def _has_way(held: Held | None, said: Mapping[str, Any]) -> bool:
    baseline, target = _ends(held, said)
    return target is None or (baseline is not None and baseline != target)


def _direction(held: Held | None, said: Mapping[str, Any]) -> str:
    baseline, target = _ends(held, said)
    is_less = baseline is not None and target is not None and target < baseline
    return (Direction.LESS if is_less else Direction.MORE).value


def _new_version(at: datetime) -> int:
    """One that no form was opened on."""
    return int(at.timestamp()) % _VERSIONS
