"""Terms and renewals to vary from, and a book of them that takes what reconciling says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from domain.accounts import Money
from domain.renewals.reconciling import RenewalChanges, reconciled
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from domain.renewals.terms import ContractTerm, TermLine

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
START, END, NEXT_END = date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1)
GRACE = 30


def usd(amount: int) -> Money:
    """Whole dollars."""
    return Money(amount * 100, "USD")


def line(amount: int | None = 100, product: str = "", currency: str = "USD", **changes: Any) -> TermLine:
    arr = None if amount is None else Money(amount * 100, currency)
    return replace(TermLine(product, START, END, arr), **changes)


def term(
    contract: int = 1, *lines: TermLine, starts: date | None = START, ends: date | None = END, **changes: Any
) -> ContractTerm:
    """Lines last as long as the term, unless they say otherwise."""
    lasting = tuple(
        replace(
            each,
            starts_on=starts if each.starts_on == START else each.starts_on,
            ends_on=ends if each.ends_on == END else each.ends_on,
        )
        for each in lines
    )
    made = ContractTerm(contract, 7, f"C-{contract}", starts, ends, None, None, None, None, None, lasting)
    return replace(made, **changes)


def renewal(number: int = 1, **changes: Any) -> Renewal:
    made = Renewal(id=number, account=7, contract=1, due_on=END, arr=usd(100), starts_on=START)
    return replace(made, **changes)


def closed(kind: OutcomeKind = OutcomeKind.RENEWED, *, by: str = "UANA", **changes: Any) -> Outcome:
    return replace(Outcome(kind, TODAY, usd(100), by, NOW), **changes)


@dataclass(slots=True)
class Books:
    """What stands in the book after each look at it."""

    renewals: dict[int, Renewal] = field(default_factory=dict)

    def look(self, *terms: ContractTerm, today: date = TODAY, grace: int = GRACE) -> RenewalChanges:
        changes = reconciled(terms, self.renewals.values(), grace_days=grace, today=today, at=NOW)
        self.take(changes)
        return changes

    def take(self, changes: RenewalChanges) -> None:
        for gone in changes.removed:
            del self.renewals[gone.id]
        for saved in changes.saved:
            self.renewals[saved.id] = saved
        for added in changes.added:
            number = max(self.renewals, default=0) + 1
            self.renewals[number] = replace(added, id=number)

    @property
    def open(self) -> list[Renewal]:
        return [each for each in self.all if each.is_open]

    @property
    def all(self) -> list[Renewal]:
        return sorted(self.renewals.values(), key=lambda each: (each.due_on, each.contract or 0, each.id))


def book_of(*renewals: Renewal) -> Books:
    return Books({each.id: each for each in renewals})


def outcomes(renewals: Iterable[Renewal]) -> list[tuple[str | None, str, int | None]]:
    """Contract-independent: due day, how it ended (empty while open), and the final amount in whole units."""
    return [
        (
            each.due_on.isoformat(),
            each.outcome.kind.value if each.outcome else "",
            each.outcome.final.minor // 100 if each.outcome and each.outcome.final else None,
        )
        for each in renewals
    ]
