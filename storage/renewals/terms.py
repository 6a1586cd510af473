from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, bindparam, delete, insert, select, text, true

from domain.accounts import RenewalStep
from domain.renewals.renewal import Renewal
from domain.renewals.terms import MADE_UP, ContractTerm, TermLine, free_number
from storage.chunks import results_of
from storage.evidence_marks import mark_changed
from storage.money import arr_from, money_columns
from storage.renewals.values import renewal_from
from storage.tables import ContractLineRow, ContractRow, RenewalRow, table_of

_CONTRACT = table_of(ContractRow)
_LINE = table_of(ContractLineRow)
_RENEWAL = table_of(RenewalRow)
_ONE_AT_A_TIME = 7_305_123
"""The key of the lock on PostgreSQL; any number that nothing else of this database uses."""
_HABITS = ("account", "auto_renew", "notice_days", "core_features")
_BEFORE = select(*(_CONTRACT.c[name] for name in _HABITS)).where(_CONTRACT.c.id == bindparam("wanted"))
_RENEWALS = select(_RENEWAL).order_by(_RENEWAL.c.id)
_SEATS = select(_LINE.c.product, _LINE.c.seats).where(_LINE.c.contract == bindparam("wanted"))


class SqlContractTerms:
    """Contracts with their lines; three statements whatever their number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self) -> None:
        """SQLite lets one writer in at a time as it is."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})

    def all(self, accounts: Sequence[int] | None = None) -> Sequence[ContractTerm]:
        lines: defaultdict[int, list[TermLine]] = defaultdict(list)
        for row in self._of(_LINE, accounts):
            lines[row["contract"]].append(_line_from(row))
        return [_term_from(row, lines[row["id"]]) for row in self._of(_CONTRACT, accounts)]

    def renewals(self, accounts: Sequence[int] | None = None) -> Sequence[Renewal]:
        parts = results_of(self._connection, _RENEWALS, _RENEWAL.c.account, accounts)
        return [renewal_from(row) for part in parts for row in part.mappings()]

    def open_term(
        self,
        after: int,
        *,
        starts_on: date,
        ends_on: date | None,
        lines: Iterable[TermLine],
        signed_on: date,
        at: datetime,
    ) -> int:
        habits = self._connection.execute(_BEFORE, {"wanted": after}).mappings().one()
        account = habits["account"]
        made = dict(habits) | {
            "number": self._free_number(account, starts_on),
            "start_on": starts_on,
            "end_on": ends_on,
            "signed_on": signed_on,
            "renewal_step": RenewalStep.NOT_STARTED,
            "learnt_at": at,
        }
        contract = int(self._connection.execute(insert(_CONTRACT).values(made).returning(_CONTRACT.c.id)).scalar_one())
        self._add_lines(contract, account, lines, seats=self._seats(after))
        mark_changed(self._connection, [account], at=at)
        return contract

    def add_lines(self, contract: int, lines: Iterable[TermLine], *, after: int, at: datetime) -> None:
        account = self._connection.execute(select(_CONTRACT.c.account).where(_CONTRACT.c.id == contract)).scalar_one()
        self._add_lines(contract, account, lines, seats=self._seats(after))
        mark_changed(self._connection, [account], at=at)

    def drop_lines(self, contract: int, *, currency: str, at: datetime) -> None:
        of_currency = (_LINE.c.contract == contract) & (_LINE.c.arr_currency == currency)
        gone = delete(_LINE).where(of_currency).returning(_LINE.c.account)
        mark_changed(self._connection, sorted(set(self._connection.execute(gone).scalars())), at=at)

    def remove(self, contract: int, *, at: datetime) -> None:
        gone = delete(_CONTRACT).where(_CONTRACT.c.id == contract).returning(_CONTRACT.c.account)
        mark_changed(self._connection, list(self._connection.execute(gone).scalars()), at=at)

    def _of(self, table: Table, accounts: Sequence[int] | None) -> Iterable[RowMapping]:
        of_these: ColumnElement[bool] = true() if accounts is None else table.c.account.in_(accounts)
        return self._connection.execute(select(table).where(of_these).order_by(table.c.id)).mappings()

    def _free_number(self, account: int, starts_on: date) -> str:
        """A file without numbers calls the term the same, and finds it again."""
        taken = set(
            self._connection.execute(select(_CONTRACT.c.number).where(_CONTRACT.c.account == account)).scalars()
        )
        return free_number(f"{MADE_UP}{starts_on}", taken)

    def _seats(self, contract: int) -> dict[str, int | None]:
        """Of each product: who renews goes on with the seats that there were."""
        return dict(self._connection.execute(_SEATS, {"wanted": contract}).all())

    def _add_lines(
        self, contract: int, account: int, lines: Iterable[TermLine], *, seats: Mapping[str, int | None]
    ) -> None:
        rows = [
            {
                "contract": contract,
                "account": account,
                "product": line.product,
                "start_on": line.starts_on,
                "end_on": line.ends_on,
                "seats": seats.get(line.product),
                **money_columns("arr", line.arr),
            }
            for line in lines
        ]
        if rows:
            self._connection.execute(insert(_LINE), rows)


def _line_from(row: RowMapping) -> TermLine:
    return TermLine(row["product"], row["start_on"], row["end_on"], arr_from(row["arr_minor"], row["arr_currency"]))


def _term_from(row: RowMapping, lines: Sequence[TermLine]) -> ContractTerm:
    return ContractTerm(
        contract=row["id"],
        account=row["account"],
        number=row["number"],
        starts_on=row["start_on"],
        ends_on=row["end_on"],
        auto_renew=row["auto_renew"],
        notice_days=row["notice_days"],
        notice_received_on=row["notice_received_on"],
        step=RenewalStep(row["renewal_step"]) if row["renewal_step"] else None,
        signed_on=row["signed_on"],
        lines=tuple(lines),
    )
