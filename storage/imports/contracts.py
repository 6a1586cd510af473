"""Contracts and their lines; one without a number is known by its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from domain.accounts import Money
from domain.records import Record, Verdict
from storage.imports.change_log import ChangeLog
from storage.imports.rows import Held, HeldRows
from storage.imports.verdicts import Verdicts
from storage.tables import ContractLineRow, ContractRow, table_of

CONTRACT = table_of(ContractRow)
LINE = table_of(ContractLineRow)
_ON_LINES = frozenset({"arr", "seats", "product"})
_MADE_UP = "~"
"""What the number of a contract begins with that has none of its own."""


class ContractWriter:
    def __init__(self, connection: Connection, log: ChangeLog, *, at: datetime) -> None:
        self._contracts = HeldRows(connection, log, CONTRACT, stamped={"learnt_at": at})
        self._lines = HeldRows(connection, log, LINE, stamped={})
        self._by_account: dict[int, list[Held]] = {}
        self._line_of: dict[tuple[int, str], Held] = {}
        self._waiting: list[tuple[Held, Record, dict[str, Any]]] = []

    def load(self, accounts: Iterable[int]) -> None:
        self._by_account.clear()
        self._line_of.clear()
        wanted = {(account,) for account in accounts}
        for held in self._contracts.load(("account",), wanted, under=("account", "number")):
            self._by_account.setdefault(held.values["account"], []).append(held)
        for held in self._lines.load(("account",), wanted, under=("contract", "product", "start_on")):
            self._remember(held)

    def put(self, account: int, record: Record, verdicts: Verdicts) -> None:
        said = {name: value for name, value in record.fields.items() if name not in _ON_LINES}
        number = said.get("number") or self._number_for(account, said)
        put = self._contracts.put((account, number), said, defaults={"account": account, "number": number})
        if put.verdict is Verdict.NEW:
            self._by_account.setdefault(account, []).append(put.held)
        verdicts.note(record, put)
        self._waiting.append((put.held, record, _line_fields(record.fields)))

    def write(self, verdicts: Verdicts) -> None:
        self._contracts.write()
        for contract, record, fields in self._waiting:
            self._put_line(contract, record, fields, verdicts)
        self._waiting.clear()
        self._lines.write()

    def _number_for(self, account: int, said: Mapping[str, Any]) -> str:
        """The same start, else the same end, is the same contract; with an end alone, the last one goes on."""
        unnumbered = [held for held in self._by_account.get(account, ()) if held.values["number"].startswith(_MADE_UP)]
        for name in ("start_on", "end_on"):
            same = [held for held in unnumbered if said.get(name) and held.values.get(name) == said[name]]
            if same:
                return str(same[0].values["number"])
        if said.get("start_on") is None and unnumbered:
            return str(max(unnumbered, key=lambda held: held.values.get("end_on") or date.min).values["number"])
        return f"{_MADE_UP}{said.get('start_on') or said.get('end_on') or 'open'}"

    def _put_line(self, contract: Held, record: Record, fields: Mapping[str, Any], verdicts: Verdicts) -> None:
        assert contract.id is not None, "contracts are written before their lines"
        product = str(record.fields.get("product") or "")
        dates = {name: contract.values.get(name) for name in ("start_on", "end_on")}
        if (held := self._line_of.get((contract.id, product))) is not None:
            put = self._lines.change(held, {**fields, **dates})
        else:
            place = {"contract": contract.id, "account": contract.values["account"], "product": product, **dates}
            put = self._lines.put((contract.id, product, dates["start_on"]), fields, defaults=place)
            self._remember(put.held)
        if put.verdict is Verdict.CHANGED:
            verdicts.note(record, put)

    def _remember(self, line: Held) -> None:
        """The newest line of a product is the one that a file speaks of."""
        key = (line.values["contract"], line.values["product"])
        known = self._line_of.get(key)
        if known is None or (line.values.get("start_on") or date.min) > (known.values.get("start_on") or date.min):
            self._line_of[key] = line


def _line_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"seats": fields["seats"]} if "seats" in fields else {}
    if isinstance(arr := fields.get("arr"), Money):
        said |= {"arr_minor": arr.minor, "arr_currency": arr.currency}
    return said
