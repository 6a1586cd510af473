"""What accounts ask for, beside their health and their renewals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.services.request_looks import weighing_in
from domain.feedback.asks import Ask
from domain.feedback.listing import Weighing
from domain.ports import Book


class AccountAsks:
    """Keeps what requests are weighed by for as long as the day and the scores' policy are the same.

    A card names two titles: in which order may be as of this morning, and it stays one statement more.
    """

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._kept: tuple[date, int | None, Weighing] | None = None

    def of(
        self, book: Book, accounts: Sequence[int], *, today: date, policy_version: int | None
    ) -> Mapping[int, Sequence[Ask]]:
        """Open ones by account, the weightiest first; `policy_version` is the one that the scores are of."""
        return book.feedback.asks_of(accounts, self._weighing(book, today, policy_version)) if accounts else {}

    def _weighing(self, book: Book, today: date, policy_version: int | None) -> Weighing:
        kept = self._kept
        if kept is None or kept[:2] != (today, policy_version):
            self._kept = kept = (today, policy_version, weighing_in(book, currency=self._currency, today=today))
        return kept[2]
