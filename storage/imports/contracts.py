"""Contracts and their lines out of files: read once a batch, changed row by row, written once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from domain.records import Record, Verdict
from domain.renewals.terms import number_of
from storage.imports.change_log import ChangeLog
from storage.imports.held_terms import AccountTerms, HeldTerm
from storage.imports.rows import HeldRows
from storage.imports.term_changes import Taking, TermChanges
from storage.imports.term_rows import rows_of
from storage.imports.verdicts import Verdicts
from storage.tables import ContractLineRow, ContractRow, table_of

CONTRACT = table_of(ContractRow)
LINE = table_of(ContractLineRow)


class ContractWriter:
    def __init__(self, connection: Connection, log: ChangeLog, *, at: datetime) -> None:
        self._contracts = HeldRows(connection, log, CONTRACT, stamped={"learnt_at": at})
        self._lines = HeldRows(connection, log, LINE, stamped={})
        self._changes = TermChanges(self._contracts, self._lines)

    def take(self, placed: Sequence[tuple[int, Record]], verdicts: Verdicts) -> None:
        accounts = self._loaded({account for account, _ in placed})
        takings = [self._changes.taken(accounts[row.account], row) for row in rows_of(placed)]
        for taking in takings:
            self._changes.settle(taking)
            _note(taking, verdicts)
        self._write([term for account in accounts.values() for term in account.terms])

    def _loaded(self, wanted: set[int]) -> dict[int, AccountTerms]:
        accounts = {account: AccountTerms() for account in wanted}
        terms: dict[int, HeldTerm] = {}
        for held in self._contracts.load(("account",), ((account,) for account in wanted)):
            assert held.id is not None, "read from the book"
            terms[held.id] = HeldTerm(held)
            accounts[held.values["account"]].terms.append(terms[held.id])
        for held in self._lines.load(("account",), ((account,) for account in wanted)):
            terms[held.values["contract"]].lines.append(held)
        return accounts

    def _write(self, terms: Sequence[HeldTerm]) -> None:
        """Contracts first, for the numbers that lines name; what was taken into another goes when it is empty."""
        self._contracts.write()
        for term in terms:
            for line in term.lines:
                self._lines.change(line, {"contract": term.contract.id})
        self._lines.write()
        self._lines.sweep()
        self._contracts.sweep()


def _note(taking: Taking, verdicts: Verdicts) -> None:
    """A row that brings a contract or a line of one is new."""
    told = {put.verdict for put in taking.puts}
    verdict = next(each for each in (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED) if each in told)
    differences = {name: pair for put in taking.puts for name, pair in put.differences.items()}
    if "number" in differences:
        before, after = differences["number"]
        differences["number"] = (_number_shown(before), _number_shown(after))
    verdicts.note_differences(taking.row.record, verdict, differences)


def _number_shown(kept: object) -> str | None:
    return number_of(str(kept or "")) or None
