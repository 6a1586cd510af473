"""The curve from score to chance, learnt from the renewals of this book."""

from __future__ import annotations

from datetime import date

from bot.services.renewal_terms import renewal_policy
from domain.ports import Book
from domain.revenue.checked import REACH_DAYS, candidates, checked
from domain.revenue.curve import Curve, fitted_curve

_REMEMBERED = 3
"""Days: at any moment it is at most three of them somewhere."""


class Curves:
    """Learns once a day: what is closed today teaches tomorrow."""

    def __init__(self) -> None:
        self._known: dict[date, Curve] = {}

    def of(self, book: Book, *, today: date) -> Curve:
        if today not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[today] = learnt_curve(book, today=today)
        return self._known[today]


def learnt_curve(book: Book, *, today: date) -> Curve:
    """Scores stored ninety days before the end; a renewal that is open after its grace was lost."""
    policy = renewal_policy(book)
    found = candidates(book.contract_terms.renewals(), today=today, grace_days=policy.grace_days)
    moments = [(each.account, each.day) for each in found.chosen]
    scores = book.renewals.stored_scores(moments, reach_days=REACH_DAYS)
    return fitted_curve(checked(found, scores).rows, base_rate=policy.base_renewal_rate)
