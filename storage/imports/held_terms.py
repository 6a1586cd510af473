"""The contracts of one account while a batch is taken: each is one term, with its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.renewals.spans import Span, begins_within, may_be_one_term, written_alike
from domain.renewals.terms import MADE_UP, free_number, number_of
from storage.imports.rows import Held
from storage.imports.term_rows import TermRow


@dataclass(slots=True, eq=False)
class HeldTerm:
    contract: Held
    lines: list[Held] = field(default_factory=list)

    @property
    def number(self) -> str:
        return number_of(str(self.contract.values["number"]))

    @property
    def start_on(self) -> date | None:
        return self.contract.values.get("start_on")

    @property
    def end_on(self) -> date | None:
        return self.contract.values.get("end_on")

    @property
    def span(self) -> Span:
        products = (written_alike(str(line.values["product"])) for line in self.first_lines())
        return Span(self.start_on, self.end_on, frozenset(products))

    def first_lines(self) -> list[Held]:
        """Those that begin with the term."""
        return [line for line in self.lines if line.values.get("start_on") == self.start_on]

    def line(self, product: str, start_on: date | None) -> Held | None:
        return next((line for line in self._lines_of(product) if line.values.get("start_on") == start_on), None)

    def newest_line(self, product: str) -> Held | None:
        return max(self._lines_of(product), key=lambda line: line.values.get("start_on") or date.min, default=None)

    def _lines_of(self, product: str) -> list[Held]:
        return [line for line in self.lines if written_alike(line.values["product"]) == written_alike(product)]


@dataclass(slots=True)
class AccountTerms:
    terms: list[HeldTerm] = field(default_factory=list)

    def of(self, number: str) -> list[HeldTerm]:
        """The terms of a contract, the earliest first; of no number: those whose numbers are made up."""
        return sorted((term for term in self.terms if term.number == number), key=_begin)

    def found(self, row: TermRow) -> HeldTerm | None:
        """The term that the row speaks of, whether of its first day or of its middle."""
        terms = self.of(row.number)
        if row.start_on is None:
            return _by_end(terms, row)
        return _by_start(terms, row) if row.number else _by_dates(terms, row)

    def made_up_for(self, row: TermRow) -> HeldTerm | None:
        """A term without a number that was put down before, and that this numbered row now brings."""
        return _nearest(self.of(""), row) if row.number else None

    def numbered_for(self, row: TermRow) -> HeldTerm | None:
        """The other way round: a numbered term that this row without a number means."""
        return None if row.number else _nearest((term for term in self.terms if term.number), row)

    def within(self, span: Span, number: str) -> list[HeldTerm]:
        """Terms of the number that turn out to begin in the middle of another; the earliest first."""
        return [term for term in self.of(number) if begins_within(span, term.span)] if number else []

    def free_number(self, row: TermRow) -> str:
        """The number itself for the first term of it that is known, else with the day on which the term begins."""
        taken = {term.contract.values["number"] for term in self.terms}
        dated = f"{row.number}{MADE_UP}{row.start_on or row.end_on or 'open'}"
        wanted = row.number if row.number and row.number not in taken else dated
        return free_number(wanted, taken)


def _by_start(terms: Sequence[HeldTerm], row: TermRow) -> HeldTerm | None:
    """The line it may change, the same start, a start that nobody knew so far, or the middle of a term."""
    start_on, span = row.start_on, row.span
    fits: tuple[Callable[[HeldTerm], object], ...] = (
        lambda term: term.line(row.product, start_on),
        lambda term: term.start_on == start_on,
        lambda term: term.start_on is None and _is_before(start_on, term.end_on),
        lambda term: begins_within(term.span, span),
    )
    for is_meant in fits:
        if found := next((term for term in reversed(terms) if is_meant(term)), None):
            return found
    return None


def _by_dates(terms: Sequence[HeldTerm], row: TermRow) -> HeldTerm | None:
    """Without a number the same start is the same contract, else the same end."""
    same = [term for term in terms if term.start_on == row.start_on]
    same = same or [term for term in terms if row.end_on and term.end_on == row.end_on]
    return same[0] if same else None


def _by_end(terms: Sequence[HeldTerm], row: TermRow) -> HeldTerm | None:
    """Without a start: the same end, else a start that nobody knows, else the last term that such an end can be of."""
    if row.end_on is None:
        return terms[-1] if terms else None
    for choose in (
        [term for term in terms if term.end_on == row.end_on],
        [term for term in terms if term.start_on is None],
        [term for term in terms if _is_before(term.start_on, row.end_on)],
    ):
        if choose:
            return choose[-1]
    return None


def _nearest(terms: Iterable[HeldTerm], row: TermRow) -> HeldTerm | None:
    able = [term for term in terms if may_be_one_term(term.span, row.whole_span)]
    return min(able, key=lambda term: (abs(_begin(term) - (row.start_on or date.min)), _begin(term)), default=None)


def _begin(term: HeldTerm) -> date:
    return term.start_on or date.min


def _is_before(start_on: date | None, end_on: date | None) -> bool:
    return start_on is not None and (end_on is None or start_on < end_on)
