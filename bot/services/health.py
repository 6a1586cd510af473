"""Answers `/health` from the local book: a card, a list, or what stands in the way of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.services.account_asks import AccountAsks
from bot.services.readings import Readings
from bot.services.sight import outside, seen_by
from domain.account_choice import Answer, Choice, Nothing, choice
from domain.account_names import normalised
from domain.accounts import AccountMatch, AccountStatus
from domain.errors import AccountChurnedError, AccountNotFoundError, NotAllowedError
from domain.feedback.asks import Ask
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.ports import StandingFilter, StandingOrder, StandingPage
from domain.health.standing import AccountStanding
from domain.health_answer import (
    CardAnswer,
    ChoiceAnswer,
    ChurnedAnswer,
    HealthAnswer,
    ListAnswer,
    NeverScoredAnswer,
    NothingLikeAnswer,
    WorstAnswer,
)
from domain.health_question import AccountNamed, ListWanted, health_question
from domain.numbers import number_in
from domain.pages import is_offset
from domain.permissions import READ_HEALTH, Member, may_lead, may_read_health, sees_all_accounts
from domain.ports import Book, Library
from domain.teams import member_called, team_of

WORST = 5
PAGE = 8
MOST_OPTIONS = 100


class Health:
    """`asks` None: this one looks accounts up and shows no card."""

    def __init__(self, library: Library, asks: AccountAsks | None = None) -> None:
        self._library = library
        self._asks = asks
        self._readings = Readings()

    def answer(self, asker: Member, text: str, *, channel: str | None, today: date) -> HealthAnswer:
        """What was typed after `/health`; an account that is named exactly costs one statement.

        Help is for everybody who is let in: it holds nothing of the book.
        """
        question = health_question(text)
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        if isinstance(question, NotUnderstood):
            return question
        with self._library.reading() as whole:
            book = seen_by(whole, asker, today=today)
            match question:
                case AccountNamed(typed):
                    return self._read(book, _said_to(asker, book, _called(book, typed, today)), today)
                case ListWanted():
                    return _listed(book, asker, question, offset=0, today=today)
                case _:
                    return self._read(book, _linked(book, channel) or _worst(book, asker, today), today)

    def page(self, asker: Member, asked: str, *, today: date) -> HealthAnswer:
        """A list from a place in it: `asked` is an offset and the words of the list."""
        require_reader(asker)
        offset, _, text = asked.partition(" ")
        question = health_question(text)
        if not isinstance(question, ListWanted) or not is_offset(offset):
            return NotUnderstood(asked)
        with self._library.reading() as whole:
            return _listed(seen_by(whole, asker, today=today), asker, question, offset=int(offset), today=today)

    def account(self, asker: Member, account: str, *, today: date) -> HealthAnswer:
        """The account that a button or an option names by its id."""
        require_reader(asker)
        with self._library.reading() as whole:
            book = seen_by(whole, asker, today=today)
            return self._read(book, of_account(book, account_id(account)), today)

    def suggestions(self, asker: Member, typed: str, *, today: date) -> tuple[Sequence[AccountMatch], dict[str, str]]:
        """Accounts for a type-ahead, and the names of their owners by Slack id."""
        require_reader(asker)
        with self._library.reading() as whole:
            book = seen_by(whole, asker, today=today)
            matches = book.accounts.like(typed, limit=MOST_OPTIONS)
            return matches, {member.slack_id: member.name for member in book.members.all()}

    def _read(self, book: Book, answer: HealthAnswer, today: date) -> HealthAnswer:
        """A card says where its score heads, and why it is not the colour that its number promises."""
        if not isinstance(answer, CardAnswer):
            return answer
        standing = answer.standing
        return CardAnswer(standing, self._readings.of(book, standing), self._asks_of(book, standing, today))

    def _asks_of(self, book: Book, standing: AccountStanding, today: date) -> Sequence[Ask]:
        """An account that never asked for anything costs nothing more."""
        if self._asks is None or not standing.has_asked:
            return ()
        asked = self._asks.of(book, [standing.account], today=today, policy_version=standing.policy_version)
        return asked.get(standing.account, ())


def require_reader(asker: Member) -> None:
    if not may_read_health(asker):
        raise NotAllowedError(asker.slack_id, READ_HEALTH)


def account_id(text: str) -> int:
    """The id that came back from Slack, where anybody may have changed it."""
    number = number_in(text)
    if number is None:
        raise AccountNotFoundError(text)
    return number


def of_account(book: Book, account: int) -> CardAnswer | ChurnedAnswer | NeverScoredAnswer:
    if standing := book.standings.of(account):
        return _standing(standing)
    known = book.standings.never_scored(account)
    if known is None:
        raise AccountNotFoundError(str(account))
    if known.status is AccountStatus.CHURNED:
        return ChurnedAnswer(known.id, known.name, known.churned_on, was_scored=False)
    return NeverScoredAnswer(known.id, known.name)


def _standing(standing: AccountStanding) -> CardAnswer | ChurnedAnswer | NeverScoredAnswer:
    if standing.churned:
        return ChurnedAnswer(standing.account, standing.name, standing.churned_on)
    if standing.shown is None:
        return NeverScoredAnswer(standing.account, standing.name)
    return CardAnswer(standing)


def _said_to(asker: Member, book: Book, answer: HealthAnswer) -> HealthAnswer:
    """Who sees their own accounts only is told so where there is none of that name."""
    if isinstance(answer, NothingLikeAnswer) and not sees_all_accounts(asker):
        raise outside(book, answer.typed, answer.nearest)
    return answer


def _called(book: Book, typed: str, today: date) -> HealthAnswer:
    """An account; or, after an at sign that Slack did not turn into a person, the accounts of a member."""
    if owner := _member_called(book, typed):
        return _listed_for(book, StandingFilter(owner=owner, today=today), ListWanted(owner=owner), offset=0)
    return _named(book, typed)


def _member_called(book: Book, typed: str) -> str | None:
    return member_called(typed[1:], book.members.all()) if typed.startswith("@") else None


def _named(book: Book, typed: str) -> HealthAnswer:
    standings = book.standings.by_exact_name(normalised(typed))
    if len(standings) == 1:
        return _standing(standings[0])
    if standings:
        return ChoiceAnswer(typed, tuple(_match(standing) for standing in standings))
    exact = book.accounts.exact(typed)
    like = () if exact else book.accounts.like(typed, limit=MOST_OPTIONS + 1)
    return _chosen(book, typed, choice(exact, like))


def _chosen(book: Book, typed: str, found: Choice) -> HealthAnswer:
    match found:
        case Answer(match):
            return of_account(book, match.account)
        case Nothing(nearest):
            return NothingLikeAnswer(typed, nearest)
        case _:
            return ChoiceAnswer(typed, found.matches[:MOST_OPTIONS], has_more=len(found.matches) > MOST_OPTIONS)


def standing_of(book: Book, account: int) -> AccountStanding:
    """The standing of an account that is scored and has not left."""
    answer = of_account(book, account)
    if isinstance(answer, ChurnedAnswer):
        raise AccountChurnedError(answer.name)
    if isinstance(answer, NeverScoredAnswer):
        raise AccountNotFoundError(str(account))
    return answer.standing


def name_of(book: Book, account: int) -> str:
    answer = of_account(book, account)
    return answer.standing.name if isinstance(answer, CardAnswer) else answer.name


def _linked(book: Book, channel: str | None) -> HealthAnswer | None:
    """The account that the channel belongs to; several are no answer."""
    linked = book.accounts.linked_to(channel) if channel else ()
    return of_account(book, linked[0]) if len(linked) == 1 else None


def _worst(book: Book, asker: Member, today: date) -> WorstAnswer:
    mine = _worst_of(book, StandingFilter(owner=asker.slack_id, today=today))
    if mine.total or mine.not_scored or not may_lead(asker):
        return WorstAnswer(mine)
    team = StandingFilter(owners=team_of(asker, book.members.all()), today=today)
    return WorstAnswer(_worst_of(book, team), Scope.TEAM)


def _worst_of(book: Book, chosen: StandingFilter) -> StandingPage:
    return book.standings.page(chosen, order=StandingOrder.WORST_FIRST, offset=0, limit=WORST)


def _listed(book: Book, asker: Member, asked: ListWanted, *, offset: int, today: date) -> ListAnswer:
    wanted = _narrowed(asked, asker)
    chosen = StandingFilter(
        owner=wanted.owner or (asker.slack_id if wanted.scope is Scope.MINE else None),
        owners=team_of(asker, book.members.all()) if wanted.scope is Scope.TEAM and not wanted.owner else None,
        tier=wanted.tier,
        stage=wanted.stage,
        band=wanted.band,
        today=today,
    )
    return _listed_for(book, chosen, wanted, offset=offset)


def _narrowed(wanted: ListWanted, asker: Member) -> ListWanted:
    """All that there is, for who sees their own accounts only."""
    is_all = wanted.scope is Scope.ALL and wanted.owner is None
    return replace(wanted, scope=Scope.MINE) if is_all and not sees_all_accounts(asker) else wanted


def _listed_for(book: Book, chosen: StandingFilter, wanted: ListWanted, *, offset: int) -> ListAnswer:
    page = book.standings.page(chosen, order=StandingOrder.ARR_AT_RISK_FIRST, offset=offset, limit=PAGE)
    return ListAnswer(wanted, page, offset)


def _match(standing: AccountStanding) -> AccountMatch:
    return AccountMatch(standing.account, standing.name, 1.0, exact=True, owner=standing.owner)
