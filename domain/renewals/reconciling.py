"""From the terms of contracts and the renewals known so far to what has to change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from domain.renewals.derived import currency_of, is_shown_renewed, reopened
from domain.renewals.following import Followed, Following, closed_by_what_follows
from domain.renewals.placing import Placing
from domain.renewals.renewal import Renewal
from domain.renewals.terms import ContractTerm

OfAccount = TypeVar("OfAccount", ContractTerm, Renewal)


@dataclass(frozen=True, slots=True)
class RenewalChanges:
    """What reconciling writes. Those in `added` have no id yet; some of them are over already."""

    added: tuple[Renewal, ...] = ()
    updated: tuple[Renewal, ...] = ()
    closed: tuple[Renewal, ...] = ()
    reopened: tuple[Renewal, ...] = ()
    removed: tuple[Renewal, ...] = ()

    @classmethod
    def together(cls, parts: Iterable[RenewalChanges]) -> RenewalChanges:
        """Those of several parts of a book."""
        whole = list(parts)
        return cls(
            added=tuple(each for part in whole for each in part.added),
            updated=tuple(each for part in whole for each in part.updated),
            closed=tuple(each for part in whole for each in part.closed),
            reopened=tuple(each for part in whole for each in part.reopened),
            removed=tuple(each for part in whole for each in part.removed),
        )

    @property
    def saved(self) -> tuple[Renewal, ...]:
        """All that were in the book before and stay in it."""
        return (*self.updated, *self.closed, *self.reopened)


def reconciled(
    terms: Iterable[ContractTerm], renewals: Iterable[Renewal], *, grace_days: int, today: date, at: datetime
) -> RenewalChanges:
    """For accounts whose terms and renewals are all given; done again, it finds nothing to change.

    A renewal that somebody closed is never touched. One that the book itself closed opens again when what closed it is
    gone from the book.
    """
    terms_of, known_of = _by_account(terms), _by_account(renewals)
    placing = Placing(grace_days, today, at)
    after = [
        renewal
        for account in sorted({*terms_of, *known_of})
        for renewal in _reconciled(terms_of[account], known_of[account], placing)
    ]
    return _changes({renewal.id: renewal for known in known_of.values() for renewal in known}, after)


def _by_account(things: Iterable[OfAccount]) -> defaultdict[int, list[OfAccount]]:
    of_account: defaultdict[int, list[OfAccount]] = defaultdict(list)
    for thing in things:
        of_account[thing.account].append(thing)
    return of_account


def _reconciled(terms: Sequence[ContractTerm], known: Sequence[Renewal], placing: Placing) -> list[Renewal]:
    """Every renewal of an account as it is to be."""
    made = frozenset(renewal.outcome.next_contract or 0 for renewal in known if renewal.outcome)
    following = Following(terms, made, placing.grace_days)
    settled = [
        followed for renewal in known if is_shown_renewed(renewal) and (followed := following.as_closed(renewal)).by
    ]
    still_over = {followed.renewal.id for followed in settled}
    standing = [
        reopened(renewal) if is_shown_renewed(renewal) and renewal.id not in still_over else renewal
        for renewal in known
    ]
    return _closed_where_followed(_placed(terms, standing, placing), settled, following, placing)


def _placed(terms: Sequence[ContractTerm], known: Sequence[Renewal], placing: Placing) -> list[Renewal]:
    """Open ones where their terms end now; those whose contract is gone go with it, closed ones stay."""
    standing: defaultdict[int | None, list[Renewal]] = defaultdict(list)
    for renewal in known:
        if renewal.is_open:
            standing[renewal.contract].append(renewal)
    closed = [renewal for renewal in known if not renewal.is_open]
    placed: list[Renewal] = []
    for term in sorted(terms, key=lambda term: term.contract):
        back = placing.moved_back(term, closed)
        if back:
            closed = [renewal for renewal in closed if renewal not in back]
        placed += placing.placed(term, [*standing[term.contract], *map(reopened, back)], closed)
    return [*closed, *placed]


def _closed_where_followed(
    renewals: Sequence[Renewal], settled: Sequence[Followed], following: Following, placing: Placing
) -> list[Renewal]:
    """Terms that follow another renewal besides those they followed before are divided anew among all of these."""
    nearest = [following.nearest_to(renewal) for renewal in renewals if renewal.is_open]
    ending = [followed for followed in nearest if followed.by]
    while joining := _sharing_with(ending, settled):
        ending += joining
        settled = [followed for followed in settled if followed not in joining]
    closed = closed_by_what_follows(sorted(ending, key=_order), today=placing.today, at=placing.at)
    passed = [followed.renewal for followed in ending]
    return [*(renewal for renewal in renewals if renewal not in passed), *closed]


def _sharing_with(ending: Sequence[Followed], settled: Sequence[Followed]) -> list[Followed]:
    contracts = {term.contract for followed in ending for term in followed.by}
    return [followed for followed in settled if any(term.contract in contracts for term in followed.by)]


def _order(followed: Followed) -> tuple[date, int, str, int]:
    renewal = followed.renewal
    return renewal.due_on, renewal.contract or 0, currency_of(renewal.arr), renewal.id


def _changes(before: Mapping[int, Renewal], after: Sequence[Renewal]) -> RenewalChanges:
    staying = {renewal.id for renewal in after}
    changed = [renewal for renewal in after if renewal.id in before and renewal != before[renewal.id]]
    return RenewalChanges(
        added=tuple(renewal for renewal in after if renewal.id not in before),
        updated=tuple(renewal for renewal in changed if renewal.is_open is before[renewal.id].is_open),
        closed=tuple(renewal for renewal in changed if before[renewal.id].is_open and not renewal.is_open),
        reopened=tuple(renewal for renewal in changed if renewal.is_open and not before[renewal.id].is_open),
        removed=tuple(renewal for number, renewal in sorted(before.items()) if number not in staying),
    )
