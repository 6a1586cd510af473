"""Which answer somebody means, as they may see the book."""

from __future__ import annotations

from datetime import date

from bot.services.people_accounts import account_of, match_of
from domain.accounts import AccountMatch
from domain.errors import NotAllowedError, SurveyAnswerNotFoundError
from domain.numbers import number_in
from domain.permissions import Member, Role
from domain.ports import Book
from domain.surveys.answer import SurveyAnswer
from domain.surveys.sent import Stray

KEPT, CHANGED, UNDONE, SETTLED = "surveys.kept", "surveys.changed", "surveys.undone", "surveys.settled"


def answer_of(book: Book, asker: Member, answer: str, *, today: date) -> tuple[SurveyAnswer, AccountMatch]:
    """One that people typed, with its account, which the asker sees."""
    number = number_in(answer)
    found = None if number is None else book.surveys.of(number)
    if found is None or not found.is_by_hand:
        raise SurveyAnswerNotFoundError(answer)
    return found, match_of(account_of(book, asker, found.account, today=today))


def stray_of(book: Book, number: str) -> Stray:
    wanted = number_in(number)
    found = None if wanted is None else book.surveys.stray(wanted)
    if found is None:
        raise SurveyAnswerNotFoundError(number)
    return found


def require_admin(asker: Member) -> None:
    """Whose answer it is that nobody is known of, whoever looks after the data says."""
    if asker.role is not Role.ADMIN:
        raise NotAllowedError(asker.slack_id, SETTLED)
