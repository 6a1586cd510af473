"""What survey tools send by themselves: kept once, and told at once; of nobody known, kept for an admin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.ports import Book, Library
from domain.surveys.answer import SurveyAnswer
from domain.surveys.sent import Sent
from domain.zones import zone_called


@dataclass(frozen=True, slots=True)
class SurveyInbox:
    """`zone` is the workspace's: what comes without a day is of today there."""

    library: Library
    clock: Callable[[], datetime]
    seen_at_once: Callable[[Sequence[int]], object]
    zone: str

    def taken(self, sent: Sent) -> bool:
        """Whether its account is known; sent again, it changes nothing."""
        now = self.clock()
        today = now.astimezone(zone_called(None, self.zone)).date()
        with self.library.writing() as book:
            account, contact = _meant(book, sent)
            if account is None:
                return _is_with_somebody(book, sent, now)
            is_new = _written(book, sent, account, contact, min(sent.on or today, today), now)
            book.surveys.found(sent)
        if is_new:
            self.seen_at_once((account,))
        return True


def _is_with_somebody(book: Book, sent: Sent, now: datetime) -> bool:
    """What an admin has given an account waits for none again."""
    has_found = book.surveys.has_found(sent)
    if not has_found:
        book.surveys.keep_stray(sent, now=now)
    return has_found


def _written(book: Book, sent: Sent, account: int, contact: int | None, on: date, now: datetime) -> bool:
    """Only an answer changes a score."""
    if sent.score is None:
        book.surveys.ask(account, sent, contact, on=on, now=now)
        return False
    key = f"{sent.source}:{sent.key}"
    answer = SurveyAnswer(account, key, sent.survey, sent.score, on, sent.words, contact, sent.scale)
    return book.surveys.add(answer, now=now) is not None


def _meant(book: Book, sent: Sent) -> tuple[int | None, int | None]:
    """The account that is named, else the one that the address belongs to; two are none."""
    people = book.surveys.contacts_with(sent.email) if sent.email else ()
    account = _named(book, sent.account) if sent.account else None
    if account is None and not sent.account:
        accounts = {each for each, _ in people}
        account = accounts.pop() if len(accounts) == 1 else _of_domain(book, sent.email, is_unknown=not people)
    contact = next((number for each, number in people if each == account), None)
    return account, contact


def _of_domain(book: Book, email: str, *, is_unknown: bool) -> int | None:
    """Of somebody whom nobody knows yet, whose company does."""
    return _named(book, email.rpartition("@")[2]) if is_unknown else None


def _named(book: Book, name: str) -> int | None:
    found = book.accounts.exact(name) if name else ()
    return found[0].account if len(found) == 1 else None
