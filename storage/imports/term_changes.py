"""What a row makes of the terms of its account: it changes one, adds to it in mid-term, or begins the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from storage.imports.held_terms import AccountTerms, HeldTerm
from storage.imports.rows import Held, HeldRows, Put
from storage.imports.term_rows import TermRow


@dataclass(slots=True)
class Taking:
    """One row, the term that it turned out to speak of, and what it changed."""

    row: TermRow
    term: HeldTerm
    line: Held | None = None
    puts: list[Put] = field(default_factory=list)


class TermChanges:
    """Changes rows that are held; one for a whole run, since later batches of a file go on with the same terms."""

    def __init__(self, contracts: HeldRows, lines: HeldRows) -> None:
        self._contracts = contracts
        self._lines = lines
        self._spoken_of: set[tuple[object, ...]] = set()
        """Lines that rows of this run speak of: each has a word of its own on its end."""
        self._earlier_ends: dict[tuple[object, ...], set[date | None]] = {}

    def taken(self, account: AccountTerms, row: TermRow) -> Taking:
        term = account.found(row)
        if term is None and (numbered := account.numbered_for(row)):
            return self._joined(numbered, row)
        taking = Taking(row, term) if term else self._begun(account, row)
        span = None if taking.puts else taking.term.span
        if _is_in_mid_term(taking.term, row):
            self._add_in_mid_term(taking)
        else:
            self._say_of_term(taking)
        if row.number and taking.term.span != span:
            self._take_in(account, taking.term)
            self._close_open_ends(account, row.number)
        return taking

    def settle(self, taking: Taking) -> None:
        """After all rows of the batch: a line whose row names no end ends with its contract."""
        line, end_on = taking.line, taking.term.end_on
        if line is None or taking.row.end_on or end_on is None:
            return
        if line.values.get("end_on") in {None, *self._earlier_ends.get(_key(taking.term), ())}:
            taking.puts.append(self._lines.change(line, {"end_on": end_on}))

    def _begun(self, account: AccountTerms, row: TermRow) -> Taking:
        """A term that was made up for this one, one that turns out to begin in its middle, or else a new one."""
        if made_up := account.made_up_for(row):
            return self._adopted(account, made_up, row)
        dates = {"start_on": row.start_on, "end_on": row.end_on}
        if later := account.within(row.span, row.number):
            return Taking(row, later[0], puts=[self._contracts.change(later[0].contract, dates)])
        put = self._contracts.add({"account": row.account, "number": account.free_number(row), **dates})
        term = HeldTerm(put.held)
        account.terms.append(term)
        return Taking(row, term, puts=[put])

    def _adopted(self, account: AccountTerms, term: HeldTerm, row: TermRow) -> Taking:
        """The made-up term takes the number, and its lines the row's way of naming and dating them."""
        taking = Taking(row, term)
        taking.puts.append(self._contracts.change(term.contract, {"number": account.free_number(row)}))
        self._shift(taking)
        if row.end_on:
            self._move_ends(term.lines, term.end_on, row.end_on)
        self._name_alike(term, row)
        return taking

    def _name_alike(self, term: HeldTerm, row: TermRow) -> None:
        """One line that names no product stands for all that do, and the other way round."""
        lines = term.first_lines()
        named = [line for line in lines if line.values["product"]]
        if row.product and lines and not named:
            self._lines.change(lines[0], {"product": row.product})
        if not row.product and named and "arr_minor" in row.of_line():
            kept = next((line for line in lines if not line.values["product"]), named[0])
            self._drop(term, [line for line in lines if line is not kept])
            self._lines.change(kept, {"product": ""})

    def _joined(self, term: HeldTerm, row: TermRow) -> Taking:
        """A row without a number has no word on the dates of a contract that has one, nor on what it is made up of."""
        taking = Taking(row, term, term.line(row.product, term.start_on))
        taking.puts.append(self._contracts.change(term.contract, row.of_contract(in_mid_term=True)))
        said = {name: value for name, value in row.of_line().items() if name != "end_on"}
        has_named = any(line.values["product"] for line in term.lines)
        if taking.line:
            taking.puts.append(self._lines.change(taking.line, said))
        elif not term.lines or (row.product and has_named):
            self._add_line(taking, {"start_on": term.start_on, "end_on": term.end_on, **said})
        return taking

    def _add_in_mid_term(self, taking: Taking) -> None:
        """The contract's own dates stay."""
        said = taking.row.of_contract(in_mid_term=True)
        taking.puts.append(self._contracts.change(taking.term.contract, said))
        self._put_line(taking, taking.row.start_on)

    def _say_of_term(self, taking: Taking) -> None:
        row, term = taking.row, taking.term
        if row.start_on and row.start_on != term.start_on:
            self._begin_on_its_day(taking)
        taking.puts.append(self._contracts.change(term.contract, row.of_contract(in_mid_term=False)))
        known = term.line(row.product, term.start_on)
        ended_on = known.values.get("end_on") if known else term.end_on
        self._put_line(taking, term.start_on)
        if row.end_on:
            self._end(taking, ended_on, row.end_on)

    def _begin_on_its_day(self, taking: Taking) -> None:
        if taking.term.start_on is None or _is_corrected(taking.term, taking.row):
            self._shift(taking)
        else:
            dates = {"start_on": taking.row.start_on}
            taking.puts.append(self._contracts.change(taking.term.contract, dates))

    def _shift(self, taking: Taking) -> None:
        """The lines that begin with the contract go along."""
        dates = {"start_on": taking.row.start_on}
        for line in taking.term.first_lines():
            self._lines.change(line, dates)
        taking.puts.append(self._contracts.change(taking.term.contract, dates))

    def _put_line(self, taking: Taking, start_on: date | None) -> None:
        row, term = taking.row, taking.term
        known = term.line(row.product, start_on) or (None if row.start_on else term.newest_line(row.product))
        if known:
            taking.line = known
            taking.puts.append(self._lines.change(known, row.of_line()))
        else:
            known = self._add_line(taking, {"start_on": start_on, **row.of_line()})
        self._spoken_of.add(_key_of(known))

    def _add_line(self, taking: Taking, said: dict[str, object]) -> Held:
        place = {"account": taking.row.account, "contract": taking.term.contract.id, "product": taking.row.product}
        put = self._lines.add({**place, **said})
        taking.line = put.held
        taking.term.lines.append(put.held)
        taking.puts.append(put)
        return put.held

    def _end(self, taking: Taking, ended_on: date | None, end_on: date) -> None:
        """A contract ends with the last of its first lines; a row that speaks of it alone takes its lines along."""
        term = taking.term
        if taking.row.is_of_contract_alone and ended_on != end_on:
            silent = [line for line in term.lines if _key_of(line) not in self._spoken_of]
            self._move_ends(silent, ended_on, end_on)
        ends = {line.values.get("end_on") or end_on for line in term.first_lines()}
        self._earlier_ends.setdefault(_key(term), set()).add(term.end_on)
        taking.puts.append(self._contracts.change(term.contract, {"end_on": max({end_on, *ends})}))

    def _move_ends(self, lines: list[Held], ended_on: date | None, end_on: date) -> None:
        for line in lines:
            if line.values.get("end_on") == ended_on:
                self._lines.change(line, {"end_on": end_on})

    def _take_in(self, account: AccountTerms, term: HeldTerm) -> None:
        """Terms that turn out to begin in the middle of this one were bought on top of it."""
        for other in account.within(term.span, term.number):
            known = [line for line in other.lines if term.line(line.values["product"], line.values["start_on"])]
            self._drop(other, known)
            term.lines += other.lines
            account.terms.remove(other)
            self._contracts.drop(other.contract)

    def _close_open_ends(self, account: AccountTerms, number: str) -> None:
        """A term whose end nobody knows has ended by the day on which the next one begins."""
        for term, following in pairwise(account.of(number)):
            if term.end_on is None and following.start_on:
                self._contracts.change(term.contract, {"end_on": following.start_on})
                self._move_ends(term.lines, None, following.start_on)

    def _drop(self, term: HeldTerm, lines: list[Held]) -> None:
        for line in lines:
            term.lines.remove(line)
            self._lines.drop(line)


def _is_in_mid_term(term: HeldTerm, row: TermRow) -> bool:
    begins_later = row.start_on is not None and term.start_on is not None and row.start_on > term.start_on
    return begins_later and not _is_corrected(term, row)


def _is_corrected(term: HeldTerm, row: TermRow) -> bool:
    """Without a number, another start of the same product under the same end is the start put right."""
    return not row.number and term.line(row.product, term.start_on) is not None


def _key(term: HeldTerm) -> tuple[object, ...]:
    return (term.contract.values["account"], term.number, term.start_on)


def _key_of(line: Held) -> tuple[object, ...]:
    return (line.values["account"], line.values["product"], line.values.get("start_on"))
