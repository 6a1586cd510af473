"""Where the open renewals of one contract stand, now that its term is as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from domain.days import shifted
from domain.renewals.derived import currency_of, is_moved, moved
from domain.renewals.following import follows_in_time
from domain.renewals.renewal import Renewal
from domain.renewals.term_facts import renewals_of
from domain.renewals.terms import ContractTerm


@dataclass(frozen=True, slots=True)
class Placing:
    """One look at the book."""

    grace_days: int
    today: date
    at: datetime

    def placed(self, term: ContractTerm, standing: Sequence[Renewal], resolved: Sequence[Renewal]) -> list[Renewal]:
        """What the open ones become; new ones have no id yet, and those that are not among the result go.

        One whose contract now holds the term after it stays as it is: that term will be found to follow it.
        """
        overtaken = [renewal for renewal in standing if follows_in_time(renewal, term, grace_days=self.grace_days)]
        rest = [renewal for renewal in standing if renewal not in overtaken]
        wanted = self._wanted(term, resolved)
        placed = [each for renewal, known in _matched(wanted, rest) for each in self._placed(renewal, known)]
        return [*overtaken, *placed]

    def moved_back(self, term: ContractTerm, closed: Sequence[Renewal]) -> list[Renewal]:
        """Those that were moved away from a day that the term has come back to, or to before it."""
        moved_away = [renewal for renewal in closed if renewal.contract == term.contract and is_moved(renewal)]
        if not moved_away:
            return []
        wanted = {currency_of(renewal.arr): renewal.due_on for renewal in self._wanted(term, closed)}
        return [
            renewal
            for renewal in moved_away
            if (due_on := wanted.get(currency_of(renewal.arr))) and due_on <= renewal.due_on
        ]

    def _wanted(self, term: ContractTerm, closed: Sequence[Renewal]) -> list[Renewal]:
        """What the term asks for, where nobody decided it yet."""
        return [
            renewal
            for renewal in renewals_of(term)
            if not any(_answers_for(known, renewal, grace_days=self.grace_days) for known in closed)
        ]

    def _placed(self, wanted: Renewal, known: Sequence[Renewal]) -> Iterator[Renewal]:
        """Earlier days of the same term were moved; of the others one stands where the term ends now."""
        passed = [renewal for renewal in known if _has_moved(renewal, wanted)]
        others = [renewal for renewal in known if renewal not in passed]
        for renewal in passed:
            yield moved(renewal, to=wanted.due_on, today=self.today, at=self.at)
        live = next((renewal for renewal in reversed(known) if renewal.starts_on == wanted.starts_on), None)
        if not others:
            yield _with_words(wanted, live) if live else wanted
            return
        kept = next((renewal for renewal in others if renewal.due_on >= wanted.due_on), others[-1])
        yield _with_words(_with_facts(kept, wanted), live or kept)


def _matched(wanted: Sequence[Renewal], standing: Sequence[Renewal]) -> Iterator[tuple[Renewal, Sequence[Renewal]]]:
    """By currency, earliest due day first; an amount in another currency than before is a correction."""
    ordered = sorted(standing, key=lambda renewal: (currency_of(renewal.arr), renewal.due_on, renewal.id))
    groups = {currency: list(known) for currency, known in groupby(ordered, key=lambda each: currency_of(each.arr))}
    same = {currency_of(renewal.arr) for renewal in wanted} & set(groups)
    left_over = iter([known for currency, known in groups.items() if currency not in same])
    for renewal in wanted:
        currency = currency_of(renewal.arr)
        yield renewal, groups[currency] if currency in same else next(left_over, [])


def _has_moved(renewal: Renewal, wanted: Renewal) -> bool:
    return renewal.due_on < wanted.due_on and renewal.starts_on == wanted.starts_on


def _with_facts(renewal: Renewal, wanted: Renewal) -> Renewal:
    return replace(
        renewal,
        contract=wanted.contract,
        due_on=wanted.due_on,
        arr=wanted.arr,
        starts_on=wanted.starts_on,
        notice_on=wanted.notice_on,
        auto_renew=wanted.auto_renew,
        notice_received_on=wanted.notice_received_on,
        step=wanted.step,
    )


def _with_words(renewal: Renewal, said: Renewal) -> Renewal:
    return replace(
        renewal, forecast=said.forecast, next_step=said.next_step, snoozed_until=said.snoozed_until, outcome=None
    )


def _answers_for(closed: Renewal, wanted: Renewal, *, grace_days: int) -> bool:
    """Whether the term was decided before: its end may be corrected by some days without a second decision.

    An outcome without a contract was brought by a file, or its contract is gone; one without a start speaks of all
    that ended on the day.
    """
    if is_moved(closed) or not _may_be_one_currency(closed, wanted):
        return False
    if closed.contract is None:
        same_term = closed.starts_on is None or (closed.starts_on, closed.arr) == (wanted.starts_on, wanted.arr)
        return closed.due_on == wanted.due_on and same_term
    if closed.contract != wanted.contract:
        return False
    is_near = wanted.due_on <= shifted(closed.due_on, grace_days)
    return closed.due_on == wanted.due_on or (closed.starts_on == wanted.starts_on and is_near)


def _may_be_one_currency(first: Renewal, second: Renewal) -> bool:
    return not first.arr or not second.arr or first.arr.currency == second.arr.currency
