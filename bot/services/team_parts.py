"""What the figures of a team are made of in one period, read for all of its people at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.services.figure_looks import FigureLook
from bot.services.untold import work_of
from domain.accounts import Money
from domain.feedback.telling import Telling, TellingNow
from domain.money import ExchangeRates, rates_of
from domain.ports import Book
from domain.renewals.renewal import Churn
from domain.revenue.churning import lost_in
from domain.revenue.figures import AccountFigures, Ledger, PeriodBook, PeriodFigures, figures_of
from domain.revenue.movements import Grain
from domain.revenue.periods import Period
from domain.revenue.spans import Span, amount_on
from domain.teamwork.comparing import last_day
from domain.teamwork.customers import (
    RECENT_DAYS,
    CustomerFacts,
    Direction,
    ScoreSeen,
    customer_figures,
    direction_of,
    seats_over,
)
from domain.teamwork.figure import Figure
from domain.teamwork.ports import StandingSeen, TasksAsked
from domain.teamwork.results import RENEWAL_FIGURES, business_figures, revenue_figures
from domain.teamwork.work import DueTouches, TaskDays, TaskSeen, ToldSeen, WorkFacts, work_figures

Tellings = Sequence[tuple[TellingNow, str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where it is read: `accounts` and `people` None: all. `moves`: from which change on use rises or falls."""

    book: Book
    look: FigureLook
    accounts: Collection[int] | None
    people: Collection[str] | None
    zone: ZoneInfo
    moves: float
    tellings: Tellings
    churns: Mapping[int, Sequence[Churn]]
    standings: Mapping[int, StandingSeen]
    present: Mapping[int, Sequence[Span]]
    referred: Callable[[Period], Mapping[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class TeamParts:
    """All of one period. `by_account` and `apart` are the figures of revenue, `opening` who had ARR at first."""

    period: Period
    customers: CustomerFacts
    work: WorkFacts
    revenue: PeriodBook
    by_account: Mapping[int, AccountFigures]
    apart: Sequence[tuple[str, Mapping[int, AccountFigures]]]
    churns: Mapping[int, Sequence[Churn]]
    opening: frozenset[int]
    minor: Callable[[Money], int | None]
    referrals: Mapping[int, int] | None
    today: date

    def figures(self, accounts: Collection[int], live: Collection[int], people: Iterable[str]) -> list[Figure]:
        """Of these accounts, of those of them that were there at the end, and of the work of these people."""
        found = self.revenue_of(accounts)
        lost = lost_in(
            (each for account in accounts for each in self.churns.get(account, ())),
            self.opening.intersection(accounts),
            self.period,
            today=self.today,
            minor=self.minor,
        )
        mine = [self.by_account[account] for account in accounts if account in self.by_account]
        brought = None if self.referrals is None else sum(self.referrals.get(account, 0) for account in accounts)
        return [
            *customer_figures(self.customers, live),
            *work_figures(self.work, live, people),
            *business_figures(lost, mine, referrals=brought),
            *revenue_figures(found),
        ]

    def revenue_of(self, accounts: Collection[int]) -> PeriodFigures:
        """As `/cs retention` has them of the same accounts."""
        ledger = Ledger(self.revenue.ledger.currency, _those(self.by_account, accounts))
        apart = tuple(Ledger(currency, _those(of, accounts)) for currency, of in self.apart)
        part = replace(self.revenue, ledger=ledger, apart=apart)
        return figures_of(part, chosen=None, grain=Grain.ACCOUNT)

    def is_comparable(self, figure: Figure) -> bool:
        """Renewals of a period that runs are not."""
        return self.period.is_closed(self.today) or figure.name not in RENEWAL_FIGURES


def team_parts(reading: Reading, period: Period, revenue: PeriodBook, *, with_use: bool) -> TeamParts:
    """`revenue` is what `/cs retention` counts of the period; `with_use`: whether use rises is looked at."""
    return TeamParts(
        period,
        _customers(reading, period, with_use=with_use),
        _work(reading, period),
        revenue,
        {each.account: each for each in revenue.ledger.accounts},
        [(ledger.currency, {each.account: each for each in ledger.accounts}) for ledger in revenue.apart],
        reading.churns,
        frozenset(account for account, mine in reading.present.items() if amount_on(mine, period.starts_on)),
        reading.look.minor(period),
        reading.referred(period) if reading.referred else None,
        reading.look.today,
    )


def churns_by_account(churns: Iterable[Churn]) -> Mapping[int, Sequence[Churn]]:
    found: dict[int, list[Churn]] = defaultdict(list)
    for each in churns:
        found[each.account].append(each)
    return found


def _those(of: Mapping[int, AccountFigures], accounts: Collection[int]) -> tuple[AccountFigures, ...]:
    return tuple(of[account] for account in accounts if account in of)


def _customers(reading: Reading, period: Period, *, with_use: bool) -> CustomerFacts:
    team, accounts, look = reading.book.teamwork, reading.accounts, reading.look
    day = last_day(period, today=look.today)
    users = team.users(day, accounts)
    scores = _scores(reading, day)
    rates = rates_of(look.stated, base=look.base, day=look.today)
    first = day - timedelta(days=RECENT_DAYS - 1)
    return CustomerFacts(
        day,
        team.answers(day, accounts),
        users,
        seats_over(team.seats(day, accounts), first=first, last=day),
        scores,
        _directions(reading, day, is_alive=bool(users)) if with_use else None,
        {account: _worth(standing.arr, rates) for account, standing in reading.standings.items()},
    )


def _scores(reading: Reading, day: date) -> Mapping[int, ScoreSeen]:
    """Of today as cards show them; of a day gone by as they were stored then."""
    if day == reading.look.today:
        return {account: standing.score for account, standing in reading.standings.items()}
    return reading.book.teamwork.scores(day, reading.accounts)


def _directions(reading: Reading, day: date, *, is_alive: bool) -> Mapping[int, Direction]:
    seen = reading.book.teamwork.use(day, reading.accounts)
    found = {
        account: direction_of(use, day=day, moves=reading.moves, is_alive=is_alive) for account, use in seen.items()
    }
    return {account: direction for account, direction in found.items() if direction}


def _worth(arr: Iterable[Money], rates: ExchangeRates) -> int | None:
    """None where an amount of it has no rate."""
    total = 0
    for money in arr:
        minor = rates.minor_of(money)
        if minor is None:
            return None
        total += minor
    return total


def _work(reading: Reading, period: Period) -> WorkFacts:
    look, team = reading.look, reading.book.teamwork
    day = last_day(period, today=look.today)
    is_of_today = day == look.today
    until = _begins(day + timedelta(days=1), reading.zone)
    made = team.tasks(TasksAsked(period.starts_on, period.ends_on, until), reading.people)
    tasks: dict[str, list[TaskSeen]] = defaultdict(list)
    for each in made:
        done_on = each.done_at.astimezone(reading.zone).date() if each.done_at else None
        tasks[each.assignee].append(TaskSeen(each.assignee, each.due_on, done_on))
    return WorkFacts(
        TaskDays(period.starts_on, period.ends_on, look.today if is_of_today else period.ends_on),
        tasks,
        team.plans(day, reading.accounts),
        _touches(reading.standings) if is_of_today else None,
        is_of_today,
        _told(reading.tellings, _begins(period.starts_on, reading.zone), until),
    )


def _touches(standings: Mapping[int, StandingSeen]) -> Mapping[int, DueTouches]:
    return {account: standing.touches for account, standing in standings.items() if standing.touches}


def _told(tellings: Tellings, since: datetime, until: datetime) -> Mapping[str, ToldSeen]:
    """By whoever told it, or had to at the end."""
    told: dict[str, list[Telling]] = defaultdict(list)
    untold: dict[str, int] = defaultdict(int)
    for each, to in tellings:
        telling, person = each.telling, work_of(each, to)
        if telling.at and since <= telling.at < until:
            told[person].append(telling)
        elif telling.since < until and not (telling.at and telling.at < until):
            untold[person] += 1
    return {person: ToldSeen(tuple(told[person]), untold[person]) for person in {*told, *untold}}


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
