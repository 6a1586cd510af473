"""A real book with contracts from files, and the services that close renewals in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from scoring_samples import SHIPPED

from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from bot.services.renewal_terms import RenewalTerms
from bot.services.scoring import Scoring
from domain.accounts import Money
from domain.imports import SheetBatch
from domain.permissions import Member, Role
from domain.records import AccountRef, Record, RecordKind
from domain.renewals.closing import ClosingForm, ClosingOffer, RenewalClosed
from domain.renewals.renewal import Renewal
from domain.renewals.terms import ContractTerm
from integrations.files.money import typed_amount
from storage.imports.book import SqlImports
from storage.library import SqlLibrary

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TODAY = date(2026, 11, 27)
ADA = Member("UADA", "Ada", Role.ADMIN)
ACME = AccountRef("7", None, "Acme")


class Desk:
    def __init__(self, library: SqlLibrary) -> None:
        self.library = library
        scoring = Scoring(library, lambda: NOW, UTC, lambda: SHIPPED)
        self._terms = RenewalTerms(library, lambda: NOW, UTC)
        self._closings = Closings(library, clock=lambda: NOW, read_amount=typed_amount, rescore=scoring.rescore)
        self._undo = ClosingUndo(library, clock=lambda: NOW, rescore=scoring.rescore)

    def bring(self, *contracts: dict[str, object]) -> int:
        """An import, and what follows it."""
        records = [Record(RecordKind.ACCOUNT, ACME, {"name": "Acme", "external_id": "7"}, 1)]
        records += [Record(RecordKind.CONTRACT, ACME, said, row) for row, said in enumerate(contracts, start=2)]
        with SqlImports(self.library).importing(by="ops", at=NOW) as book:
            for record in records:
                book.take(SheetBatch([record]))
            run = book.finish({f"{len(contracts)}": "book.csv"}, {}, [RecordKind.CONTRACT])
        self._terms.reconcile()
        return run.id

    def take_back(self, run: int) -> None:
        with SqlImports(self.library).importing(by="ops", at=NOW) as book:
            book.undo(run)
        self._terms.reconcile()

    def close(self, renewal: Renewal, form: ClosingForm) -> RenewalClosed:
        seen = f"{renewal.id} {renewal.version} - {{}}"
        answer = self._closings.close(ADA, seen, form, today=TODAY)
        assert isinstance(answer, RenewalClosed)
        return answer

    def offer(self, renewal: Renewal) -> ClosingOffer:
        return self._closings.offer(ADA, str(renewal.id), today=TODAY)

    def undo(self, renewal: Renewal) -> None:
        self._undo.undo(ADA, str(renewal.id), today=TODAY)

    @property
    def renewals(self) -> list[Renewal]:
        with self.library.reading() as book:
            return sorted(book.contract_terms.renewals(), key=lambda each: (each.due_on, each.id))

    @property
    def terms(self) -> list[ContractTerm]:
        with self.library.reading() as book:
            return list(book.contract_terms.all())


def contract(number: str, start: date, end: date, arr: int, product: str = "Core") -> dict[str, object]:
    return {
        "number": number,
        "start_on": start,
        "end_on": end,
        "arr": Money(arr * 100, "USD"),
        "product": product,
        "notice_days": 30,
    }
