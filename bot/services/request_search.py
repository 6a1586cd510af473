"""From the words of a question to what the book is asked: names become ids, and what is left is looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from bot.services.sight import outside, seen_by
from bot.services.whose import named
from domain.account_choice import Answer, Nothing, choice
from domain.accounts import AccountMatch
from domain.errors import AccountNotFoundError
from domain.feedback.list_words import STATES, RequestScope
from domain.feedback.ports import RequestFilter
from domain.feedback.question import RequestsQuestion, RequestsWanted, requests_text
from domain.filter_words import NotUnderstood, said
from domain.numbers import number_in
from domain.permissions import Member, sees_all_accounts
from domain.ports import Book
from domain.typed_words import quoted

MOST_LIKE = 20
MOST_WORDS, MOST_HELD = 6, 200
Saying: TypeAlias = Callable[[Book, str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """`wanted` with its names found; `account` is how the one that was asked for is called."""

    wanted: RequestsWanted
    filter: RequestFilter
    account: str = ""


def chosen(
    whole: Book, asker: Member, question: RequestsQuestion, *, today: date, saying: Saying
) -> Chosen | NotUnderstood:
    """Accounts are looked for among those that the asker may see: of others nobody learns that they ask."""
    if not isinstance(question, RequestsWanted):
        return question if isinstance(question, NotUnderstood) else NotUnderstood("")
    wanted = named(question, whole.members.all() if question.called else (), requests_text)
    if isinstance(wanted, NotUnderstood):
        return wanted
    account = _account(seen_by(whole, asker, today=today), asker, wanted)
    if isinstance(account, NotUnderstood):
        return account
    if account:
        is_search = not wanted.account
        wanted = replace(wanted, account=f"#{account.account}", search="" if is_search else wanted.search)
    scoped = replace(wanted, scope=wanted.scope or (RequestScope.ALL if wanted.is_mine else RequestScope.OPEN))
    return Chosen(scoped, _filter(whole, asker, scoped, account, saying), account.name if account else "")


def _filter(
    book: Book, asker: Member, wanted: RequestsWanted, account: AccountMatch | None, saying: Saying
) -> RequestFilter:
    areas = {area.name: area.id for area in book.feedback.areas()} if wanted.area else {}
    return RequestFilter(
        area=areas.get(wanted.area),
        owner=wanted.owner,
        by=asker.slack_id if wanted.is_mine else None,
        account=account.account if account else None,
        is_open=None,
        states=STATES.get(wanted.scope or RequestScope.OPEN),
        traits=wanted.traits,
        numbers=_worded(book, wanted.search, saying) if wanted.search else None,
    )


def _worded(book: Book, words: str, saying: Saying) -> tuple[int, ...]:
    """What is worded like it, the likest first; then what holds those very words: one may be half a meaning."""
    held = book.feedback.saying(words.split()[:MOST_WORDS], limit=MOST_HELD)
    return tuple(dict.fromkeys([*saying(book, words), *held]))


def _account(book: Book, asker: Member, wanted: RequestsWanted) -> AccountMatch | NotUnderstood | None:
    """After `account:` a name as it is typed elsewhere; bare words are one only where they are its very name."""
    if not wanted.account:
        exact = book.accounts.exact(wanted.search) if wanted.search else ()
        return exact[0] if len(exact) == 1 else None
    if wanted.account.startswith("#"):
        return _numbered(book, wanted.account)
    exact = book.accounts.exact(wanted.account)
    like = () if exact else book.accounts.like(wanted.account, limit=MOST_LIKE)
    match choice(exact, like):
        case Answer(match):
            return match
        case Nothing(nearest) if not sees_all_accounts(asker):
            raise outside(book, wanted.account, nearest)
        case Nothing(nearest):
            return _meant(wanted, nearest)
        case several:
            return _meant(wanted, several.matches)


def _numbered(book: Book, text: str) -> AccountMatch:
    number = number_in(text.removeprefix("#"))
    known = book.accounts.by_id(number) if number is not None else None
    if known is None:
        raise AccountNotFoundError(text)
    return AccountMatch(known.id, known.name, 1.0, exact=True, owner=known.owner)


def _meant(wanted: RequestsWanted, matches: Sequence[AccountMatch]) -> NotUnderstood:
    typed = said("account", quoted(wanted.account))
    if not matches:
        return NotUnderstood(typed)
    nearest = said("account", quoted(matches[0].name))
    return NotUnderstood(typed, nearest, requests_text(replace(wanted, account=f"#{matches[0].account}")))
