"""Answers `/cs team`: four families of figures, of each person and of the team, side by side and never added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.services.churns import presence_of
from bot.services.figure_looks import FigureLook, with_renewals
from bot.services.period_books import standing_books
from bot.services.renewal_terms import renewal_policy
from bot.services.team_parts import Reading, TeamParts, churns_by_account, team_parts
from bot.services.untold import telling_work
from bot.services.whose import named
from domain.errors import NotAllowedError
from domain.filter_words import NotUnderstood, Scope
from domain.health.policy_file import policy_from_toml
from domain.permissions import READ_HEALTH, Member, Role, may_read_health
from domain.ports import Book, Library
from domain.revenue.cuts import holders_of
from domain.revenue.figures import BookNow
from domain.revenue.periods import Period, running_quarter
from domain.revenue.ports import AccountCut
from domain.revenue.question import FiguresWanted, figures_text
from domain.teamwork.answer import TeamAnswer, TeamColumn, TeamRefused
from domain.teamwork.comparing import last_day, period_before
from domain.teamwork.figure import compared
from domain.teamwork.people import TeamView, columns, team_view
from domain.teamwork.policy import SHIPPED_TEAM, TeamPolicy
from domain.teamwork.ports import Referrals
from domain.teamwork.question import TeamWanted, team_question

LOOKED_AT = "team.looked_at"


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """`zone` is the workspace's, `currency` the base. `referrals`: who brought customers, where that is recorded."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    referrals: Callable[[Book], Referrals] | None = None

    def answer(self, asker: Member, text: str, *, today: date) -> TeamAnswer | TeamRefused:
        """The period asked for, else the running quarter; whose, by what the asker may see."""
        question = team_question(text, today=today)
        if not isinstance(question, TeamWanted):
            return question
        with self.library.reading() as book:
            members, (policy, version) = book.members.all(), _team_policy(book)
            figures = named(question.figures, members, figures_text)
            if isinstance(figures, NotUnderstood):
                return figures
            view = _view(asker, members, policy, figures)
            wanted = replace(question, figures=_found(figures, view))
            look = self._look(book, asker, view, figures, members, today=today)
            return self._answered(book, look, view, wanted, policy, version, members)

    def _look(
        self,
        book: Book,
        asker: Member,
        view: TeamView,
        wanted: FiguresWanted,
        members: Sequence[Member],
        *,
        today: date,
    ) -> FigureLook:
        """The accounts of the people whose sum it is; everybody's also where nobody has them."""
        cuts = book.revenue.cuts(view.people, today=today)
        scope = Scope.ALL if view.people is None else Scope.TEAM
        asked = FiguresWanted(period=wanted.period, scope=scope)
        names = {member.slack_id: member.name for member in members}
        numbers = None if view.people is None else frozenset(cut.account for cut in cuts)
        now = BookNow(book.revenue.spans(numbers), cuts, [], renewal_policy(book).grace_days)
        return FigureLook(asker, asked, view.people, names, now, book.rates.all(), self.currency, today)

    def _answered(
        self,
        book: Book,
        look: FigureLook,
        view: TeamView,
        wanted: TeamWanted,
        policy: TeamPolicy,
        version: int | None,
        members: Sequence[Member],
    ) -> TeamAnswer:
        period = wanted.figures.period or running_quarter(look.today)
        before = period_before(period, today=look.today)
        periods = [each for each in (period, before) if each]
        look = with_renewals(book, look, periods)
        (revenue, is_reported), *earlier = standing_books(book, look, periods)
        reading = self._reading(book, look, view, policy, since=periods[-1].starts_on)
        now = team_parts(reading, period, revenue, with_use=True)
        then = team_parts(reading, before, earlier[0][0], with_use=False) if before else None
        table = _table(look, view, now, then)
        people = columns(view, members, table.busy, asker=look.asker.slack_id)
        return TeamAnswer(
            wanted=replace(wanted, figures=replace(wanted.figures, period=period)),
            period=period,
            is_to_date=not period.is_closed(look.today),
            before=before,
            columns=tuple(table.of(person) for person in people),
            whole=table.whole() if view.has_whole else None,
            names=look.names,
            policy=policy,
            version=version,
            currency=revenue.ledger.currency,
            apart=tuple(currency for currency, _ in now.revenue_of(table.accounts).apart),
            of_nobody=len(table.there - _of(table.held, people)) if view.has_whole else 0,
            is_reported=is_reported,
        )

    def _reading(self, book: Book, look: FigureLook, view: TeamView, policy: TeamPolicy, *, since: date) -> Reading:
        zone = ZoneInfo(self.zone)
        accounts = None if view.people is None else frozenset(cut.account for cut in look.book.cuts)
        told_since = datetime.combine(since, time(), zone)
        return Reading(
            book,
            look,
            accounts,
            view.people,
            zone,
            policy.usage_moves,
            list(telling_work(book, told_since=told_since, today=look.today)),
            churns_by_account(book.churns.all(accounts)),
            book.teamwork.standings(accounts),
            presence_of(look),
            _referred(self.referrals, book, accounts),
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """Every column is made here; `held` are the accounts of each person, owned or covered today.

    `there` are those that were there on the day as of which it is looked, `there_then` on that of before.
    """

    view: TeamView
    now: TeamParts
    then: TeamParts | None
    accounts: frozenset[int]
    held: Mapping[str, frozenset[int]]
    there: frozenset[int]
    there_then: frozenset[int]

    @property
    def busy(self) -> frozenset[str]:
        """Who holds accounts or has work."""
        return frozenset(self.held) | self.now.work.tasks.keys() | self.now.work.told.keys()

    def of(self, person: str) -> TeamColumn:
        return self._column(person, self.held.get(person, frozenset()), (person,))

    def whole(self) -> TeamColumn:
        people = self.view.people
        return self._column(None, self.accounts, self.busy if people is None else people)

    def _column(self, person: str | None, accounts: frozenset[int], people: Iterable[str]) -> TeamColumn:
        everybody, live = tuple(people), accounts & self.there
        now = self.now.figures(accounts, live, everybody)
        before = self.then.figures(accounts, accounts & self.there_then, everybody) if self.then else []
        found = compared(now, [figure for figure in before if self.now.is_comparable(figure)])
        return TeamColumn(person, len(live), found)


def _table(look: FigureLook, view: TeamView, now: TeamParts, then: TeamParts | None) -> _Table:
    cuts, today = look.book.cuts, look.today
    accounts = frozenset(cut.account for cut in cuts)
    there_then = _there(cuts, last_day(then.period, today=today)) if then else frozenset[int]()
    return _Table(
        view, now, then, accounts, _held(cuts, today), _there(cuts, last_day(now.period, today=today)), there_then
    )


def _view(asker: Member, members: Sequence[Member], policy: TeamPolicy, wanted: FiguresWanted) -> TeamView:
    view = team_view(asker, members, policy.csm_sees, wanted.scope)
    if view is None or (wanted.owner and wanted.owner not in view.shown):
        action = LOOKED_AT if may_read_health(asker) else READ_HEALTH
        raise NotAllowedError(asker.slack_id, action, _admins(members))
    return view


def _admins(members: Iterable[Member]) -> tuple[str, ...]:
    return tuple(member.slack_id for member in members if member.role is Role.ADMIN)


def _found(wanted: FiguresWanted, view: TeamView) -> FiguresWanted:
    """With whose it is; whoever may see nobody else's stands beside the sum unless the sum alone is asked for."""
    if wanted.scope:
        return wanted
    scope = Scope.ALL if view.people is None else Scope.TEAM if view.has_whole else Scope.MINE
    alone = next(iter(view.shown)) if len(view.shown) == 1 and view.has_whole else None
    return replace(wanted, scope=scope, owner=wanted.owner or alone)


def _team_policy(book: Book) -> tuple[TeamPolicy, int | None]:
    published = book.policies.current()
    return (_read(published.text), published.version) if published else (SHIPPED_TEAM, None)


@lru_cache(maxsize=4)
def _read(text: str) -> TeamPolicy:
    return policy_from_toml(text).team


def _referred(
    referrals: Callable[[Book], Referrals] | None, book: Book, accounts: Collection[int] | None
) -> Callable[[Period], Mapping[int, int]] | None:
    if referrals is None:
        return None
    brought = referrals(book).brought
    return lambda period: brought(period.starts_on, period.ends_on, accounts)


def _held(cuts: Iterable[AccountCut], today: date) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for cut in cuts:
        for person in holders_of(cut, today):
            found[person].add(cut.account)
    return {person: frozenset(mine) for person, mine in found.items()}


def _of(held: Mapping[str, frozenset[int]], people: Iterable[str]) -> frozenset[int]:
    return frozenset(account for person in people for account in held.get(person, ()))


def _there(cuts: Iterable[AccountCut], day: date) -> frozenset[int]:
    """Those that had come and had not left."""
    return frozenset(
        cut.account
        for cut in cuts
        if (cut.churned_on is None or cut.churned_on > day)
        and (cut.customer_since is None or cut.customer_since <= day)
    )
