"""When a loss was the last of an account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import date

from domain.renewals.derived import BY_IMPORT, is_moved
from domain.renewals.renewal import OutcomeKind, Renewal
from domain.renewals.terms import ContractTerm


def is_last(lost: Renewal, *, terms: Iterable[ContractTerm], renewals: Iterable[Renewal], today: date) -> bool:
    """Its term is over, nothing of the account runs today or is to begin, and no other renewal is undecided."""
    undecided = any(renewal.is_open for renewal in renewals if renewal.id != lost.id)
    running = any(term.ends_on is None or term.ends_on > today for term in terms)
    return lost.due_on <= today and not undecided and not running


def departing(
    renewals: Iterable[Renewal], terms: Iterable[ContractTerm], *, candidates: Container[int], today: date
) -> list[Renewal]:
    """The losses, one an account, whose term ended since they were recorded and that were the account's last.

    `candidates` are accounts that have not left and have no open renewal.
    """
    renewals_of, terms_of = defaultdict(list), defaultdict(list)
    for renewal in renewals:
        if renewal.account in candidates and not is_moved(renewal):
            renewals_of[renewal.account].append(renewal)
    for term in terms:
        terms_of[term.account].append(term)
    latest = [max(known, key=lambda each: (each.due_on, each.id)) for known in renewals_of.values()]
    return [
        renewal
        for renewal in latest
        if _was_lost(renewal)
        and is_last(renewal, terms=terms_of[renewal.account], renewals=renewals_of[renewal.account], today=today)
    ]


def _was_lost(renewal: Renewal) -> bool:
    """By the word of a person; whom it made leave before may have come back."""
    outcome = renewal.outcome
    return outcome is not None and outcome.kind is OutcomeKind.LOST and outcome.by != BY_IMPORT and not outcome.left
