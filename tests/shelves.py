"""Ways to put accounts, standings and the like into a book, whatever it is made of; for contract tests and others."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any, Protocol

from fakes import FakeLibrary
from fakes.tables import Meeting
from sqlalchemy import insert, update

from domain.accounts import Account, TouchpointKind, UsageMeasure
from domain.health.ports import HistoryMark
from domain.health.snapshots import Snapshot
from domain.health.standing import AccountStanding
from domain.ports import Library
from domain.renewals.renewal import Renewal
from domain.renewals.terms import ContractTerm
from domain.success import Milestone, SuccessOutcome
from domain.surveys.answer import SurveyAnswer
from domain.teamwork.customers import SeatSpan
from domain.touchpoints.touchpoint import AccountContact
from domain.value_report.use import SeatLine
from storage import tables
from storage.library import SqlLibrary
from storage.money import money_columns
from storage.snapshots import snapshot_values
from storage.standing_values import standing_values
from storage.tables import BookTable, table_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Shelf(Protocol):
    @property
    def library(self) -> Library: ...
    def put(self, account: Account) -> None: ...
    def put_standing(self, standing: AccountStanding) -> None: ...
    def put_snapshot(self, snapshot: Snapshot) -> None: ...
    def score_again(self, account: int, at: datetime) -> None: ...
    def link(self, channel: str, account: int) -> None: ...
    def touch(self, account: int, day: date, kind: TouchpointKind) -> None: ...
    def meet(self, meeting: Meeting) -> None: ...
    def employ(self, account: int, contact: AccountContact) -> None: ...
    def use(self, account: int, measure: UsageMeasure, days: Mapping[date, int]) -> None: ...
    def plan(self, milestone: Milestone) -> None: ...
    def renew(self, renewal: Renewal) -> None: ...
    def put_term(self, term: ContractTerm) -> None: ...
    def seat(self, account: int, line: SeatLine) -> None: ...
    def answered(self, account: int, person: str, score: int, on: date) -> None: ...
    def used(self, account: int, measure: UsageMeasure, on: date, value: int) -> None: ...
    def seat_span(self, span: SeatSpan) -> None: ...
    def agree(self, outcome: SuccessOutcome) -> None: ...
    def answer(
        self, account: int, key: str, survey: str, score: Decimal, on: date, contact: int | None = None
    ) -> None: ...


class FakeShelf:
    def __init__(self) -> None:
        self.library = FakeLibrary()
        self._tables = self.library.tables

    def put(self, account: Account) -> None:
        self._tables.accounts[account.id] = account

    def put_standing(self, standing: AccountStanding) -> None:
        self._tables.standings[standing.account] = standing

    def put_snapshot(self, snapshot: Snapshot) -> None:
        self._tables.snapshots.append(snapshot)

    def score_again(self, account: int, at: datetime) -> None:
        self._tables.standings[account] = replace(self._tables.standings[account], scored_at=at)

    def link(self, channel: str, account: int) -> None:
        self._tables.links.setdefault(channel, []).append(account)

    def touch(self, account: int, day: date, kind: TouchpointKind) -> None:
        self._tables.events.setdefault(account, []).append(HistoryMark(day, "touchpoint", kind))

    def meet(self, meeting: Meeting) -> None:
        self._tables.meetings.append(meeting)

    def employ(self, account: int, contact: AccountContact) -> None:
        self._tables.contacts.setdefault(account, []).append(contact)

    def use(self, account: int, measure: UsageMeasure, days: Mapping[date, int]) -> None:
        self._tables.usage.setdefault((account, measure), {}).update(days)

    def plan(self, milestone: Milestone) -> None:
        self._tables.onboarding_steps.setdefault(milestone.account, []).append(milestone)

    def renew(self, renewal: Renewal) -> None:
        with self.library.writing() as book:
            book.renewals.add([renewal])

    def put_term(self, term: ContractTerm) -> None:
        self._tables.terms[term.contract] = term

    def seat(self, account: int, line: SeatLine) -> None:
        self._tables.seats.setdefault(account, []).append(line)

    def answered(self, account: int, person: str, score: int, on: date) -> None:
        self._tables.nps.append((account, person, score, on))

    def used(self, account: int, measure: UsageMeasure, on: date, value: int) -> None:
        self._tables.team_use.append((account, measure, on, value))

    def seat_span(self, span: SeatSpan) -> None:
        self._tables.seat_spans.append(span)

    def agree(self, outcome: SuccessOutcome) -> None:
        self._tables.agreed_outcomes.append(outcome)

    def answer(self, account: int, key: str, survey: str, score: Decimal, on: date, contact: int | None = None) -> None:
        number = len(self._tables.answers) + 1
        self._tables.answers[number] = SurveyAnswer(account, key, survey, score, on, contact=contact, id=number)


class SqlShelf:
    def __init__(self, library: SqlLibrary) -> None:
        self.library = library
        self._employed: set[int] = set()
        self._contracts = count(1)

    def put(self, account: Account) -> None:
        self._add(tables.AccountRow, _account_values(account))
        words = [("name", account.name), *(("alias", word) for word in account.aliases)]
        for kind, word in [*words, *(("domain", word) for word in account.domains)]:
            self._add(tables.AccountWordRow, {"account": account.id, "kind": kind, "word": word})
        for source, number in account.external_ids:
            self._add(tables.ExternalIdRow, {"account": account.id, "source": source, "external_id": number})

    def put_standing(self, standing: AccountStanding) -> None:
        self._add(tables.StandingRow, standing_values(standing))

    def put_snapshot(self, snapshot: Snapshot) -> None:
        self._add(tables.SnapshotRow, snapshot_values(snapshot))

    def score_again(self, account: int, at: datetime) -> None:
        standing = table_of(tables.StandingRow)
        with self.library.writing() as book:
            book.connection.execute(update(standing).where(standing.c.account == account).values(scored_at=at))

    def link(self, channel: str, account: int) -> None:
        self._add(tables.ChannelLinkRow, {"channel": channel, "account": account})

    def touch(self, account: int, day: date, kind: TouchpointKind) -> None:
        at = datetime.combine(day, time(12), UTC)
        made = {"account": account, "external_id": f"{at}{kind}", "kind": kind, "at": at, "direction": "two_way"}
        self._add(tables.TouchpointRow, made | {"learnt_at": at})

    def meet(self, meeting: Meeting) -> None:
        made = {"external_id": str(meeting), "kind": "call", "learnt_at": meeting.at}
        self._add(tables.TouchpointRow, made | asdict(meeting))

    def employ(self, account: int, contact: AccountContact) -> None:
        known = {"account": account, "external_id": str(contact.id), "learnt_at": LONG_AGO}
        self._add(tables.ContactRow, known | asdict(contact))

    def use(self, account: int, measure: UsageMeasure, days: Mapping[date, int]) -> None:
        for day, value in days.items():
            said = {"account": account, "measure": measure.value, "day": day.toordinal(), "value": value}
            self._add(tables.UsageRow, said)

    def plan(self, milestone: Milestone) -> None:
        with self.library.writing() as book:
            book.successes.plan([milestone], at=LONG_AGO)

    def renew(self, renewal: Renewal) -> None:
        with self.library.writing() as book:
            book.renewals.add([renewal])

    def put_term(self, term: ContractTerm) -> None:
        """Numbered by the book, as those that follow it are."""
        self._add(tables.ContractRow, _contract_values(term))
        for line in term.lines:
            place = {"contract": term.contract, "account": term.account, "product": line.product}
            dates = {"start_on": line.starts_on, "end_on": line.ends_on}
            self._add(tables.ContractLineRow, place | dates | money_columns("arr", line.arr))

    def seat(self, account: int, line: SeatLine) -> None:
        """A contract with one line, which runs as the contract does."""
        with self.library.writing() as book:
            contracts, lines = table_of(tables.ContractRow), table_of(tables.ContractLineRow)
            term: dict[str, Any] = {"account": account, "start_on": line.starts_on, "end_on": line.ends_on}
            term |= {"number": str(line), "learnt_at": LONG_AGO}
            made = book.connection.execute(insert(contracts), term).inserted_primary_key
            assert made
            place = {"contract": made[0], "account": account, "product": "", "seats": line.seats}
            book.connection.execute(insert(lines), place)

    def answered(self, account: int, person: str, score: int, on: date) -> None:
        """A person answers as a contact of the account."""
        contact = zlib.crc32(f"{account} {person}".encode()) % 1_000_000
        if contact not in self._employed:
            self._employed.add(contact)
            self.employ(account, AccountContact(contact, person, None))
        made = {"external_id": f"{person} {on}", "survey": "nps", "score": Decimal(score), "answered_on": on}
        self._add(tables.SurveyAnswerRow, made | {"account": account, "contact": contact, "learnt_at": LONG_AGO})

    def used(self, account: int, measure: UsageMeasure, on: date, value: int) -> None:
        made = {"account": account, "measure": measure.value, "day": on.toordinal(), "value": value}
        self._add(tables.UsageRow, made)

    def seat_span(self, span: SeatSpan) -> None:
        """The line says its first day, its contract the last."""
        number = next(self._contracts)
        contract = {"id": number, "account": span.account, "number": f"S{number}", "end_on": span.ends_on}
        self._add(tables.ContractRow, contract | {"learnt_at": LONG_AGO})
        line = {"contract": number, "account": span.account, "seats": span.seats, "start_on": span.starts_on}
        self._add(tables.ContractLineRow, line)

    def agree(self, outcome: SuccessOutcome) -> None:
        self._add(tables.SuccessOutcomeRow, asdict(outcome) | {"status": outcome.status.value, "learnt_at": LONG_AGO})

    def answer(self, account: int, key: str, survey: str, score: Decimal, on: date, contact: int | None = None) -> None:
        said = {"external_id": key, "survey": survey, "score": score, "answered_on": on, "contact": contact}
        self._add(tables.SurveyAnswerRow, {"account": account, "learnt_at": LONG_AGO, **said})

    def _add(self, row: type[BookTable], values: Mapping[str, Any]) -> None:
        with self.library.writing() as book:
            book.connection.execute(insert(table_of(row)), dict(values))


_ACCOUNT_COLUMNS = (
    *("id", "name", "status", "tier", "parent", "segment", "industry", "stars", "owner", "seller"),
    *("customer_since", "went_live_on", "first_value_on", "churned_on"),
)


def _account_values(account: Account) -> dict[str, Any]:
    cover = account.cover
    values = {name: getattr(account, name) for name in _ACCOUNT_COLUMNS}
    values |= {"tags": json.dumps(account.tags), "evidence_changed_at": LONG_AGO}
    if cover:
        values |= {"cover": cover.member, "cover_starts_on": cover.starts_on, "cover_ends_on": cover.ends_on}
    return values


def _contract_values(term: ContractTerm) -> dict[str, Any]:
    """Without its id: the first one is 1, the next 2."""
    plain = ("account", "number", "auto_renew", "notice_days", "notice_received_on", "signed_on")
    values = {name: getattr(term, name) for name in plain}
    dates = {"start_on": term.starts_on, "end_on": term.ends_on}
    return values | dates | {"renewal_step": term.step, "learnt_at": LONG_AGO}
