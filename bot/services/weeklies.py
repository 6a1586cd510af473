"""The week of a team for who leads it: made for everybody whose turn has come, from one look at the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.services.kept_books import kept_in, revenue_now, standing_in
from bot.services.reader_mornings import DueReader, due_readers
from bot.services.reader_turns import Turn, take_turn
from domain.money import ExchangeRates, rates_of
from domain.mornings import due_week
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member
from domain.ports import Book, Library
from domain.renewals.listing import DueRenewal, RenewalFilter
from domain.renewals.renewal import Churn
from domain.revenue.cuts import holders_of
from domain.revenue.kept import KeptBook
from domain.revenue.periods import Period, last_quarter, running_quarter
from domain.revenue.ports import AccountCut
from domain.weekly.ports import WeekAsked
from domain.weekly.reading import has_weekly, people_shown, team_read
from domain.weekly.week import (
    LATELY,
    Activity,
    QuarterKept,
    Weekly,
    lost_lately,
    quarter_due,
    team_week,
    week_before,
)
from domain.weekly.written import weekly_facts

JOB = "weekly"
Each = TypeVar("Each", DueRenewal, Churn)


@dataclass(frozen=True, slots=True)
class Quarter:
    """What stayed of everybody's ARR in a quarter."""

    period: Period
    kept: KeptBook
    is_reported: bool

    def of(self, team: Sequence[str] | None, *, today: date) -> QuarterKept:
        until = self.period.to_date(today).ends_on
        return QuarterKept(self.period, self.kept.of(team), until, self.is_reported)


@dataclass(frozen=True, slots=True)
class Week:
    """One look at the book, for all readers who have the same day.

    `held` are the accounts of each person, `live` how many of them are still there. Churn is added at the rates
    `lately`: those of the first day that is looked at, as `/cs churn` does for the same days.
    """

    now: datetime
    today: date
    members: Sequence[Member]
    everybody: Sequence[AccountCut]
    held: Mapping[str, Sequence[AccountCut]]
    live: Mapping[str, int]
    due: Mapping[int, Sequence[DueRenewal]]
    running: Quarter
    last: Quarter
    churns: Mapping[int, Sequence[Churn]]
    activity: Mapping[str, Activity]
    rates: ExchangeRates
    lately: ExchangeRates

    def weekly(self, member: Member) -> Weekly | None:
        """None where there is no account to speak of."""
        team = team_read(member, self.members)
        book = self._book(team)
        if not book:
            return None
        numbers = [cut.account for cut in book]
        first, last = week_before(self.today)
        return Weekly(
            first,
            last,
            self.now,
            sum(not _is_gone(cut, self.today) for cut in book),
            self.rates.base,
            quarter_due([each for number in numbers for each in self.due.get(number, ())], self.rates),
            self.running.of(team, today=self.today),
            self.last.of(team, today=self.today),
            lost_lately(
                (each for number in numbers for each in self.churns.get(number, ())),
                self.lately,
                today=self.today,
            ),
            team_week(people_shown(member, self.members), self.live, self.activity),
        )

    def _book(self, team: Sequence[str] | None) -> Sequence[AccountCut]:
        if team is None:
            return self.everybody
        found = {cut.account: cut for person in team for cut in self.held.get(person, ())}
        return [found[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class Weeklies:
    """To be asked every minute, on every replica. `zone` is the workspace's, `currency` the base."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str

    def tick(self) -> int:
        """How many were recorded; a week that was missed is written down as skipped."""
        now = self.clock()
        with self.library.reading() as book:
            due = [
                reader
                for reader in due_readers(book, JOB, now=now, zone=self.zone, turn=due_week)
                if has_weekly(reader.member) and reader.wishes.weekly
            ]
            days = {reader.today for reader in due if not reader.morning.is_too_late}
            weeks = {day: self.week(book, now, today=day) for day in days}
        return sum(self._told(reader, weeks.get(reader.today), now) for reader in due)

    def week(self, book: Book, now: datetime, *, today: date) -> Week:
        """A constant number of statements, however many readers and accounts there are; `today` is the readers'."""
        revenue, running, last = revenue_now(book), running_quarter(today), last_quarter(today)
        cuts = revenue.book.cuts
        held = _held(cuts, today)
        kept, is_reported = standing_in(book, revenue, last, base=self.currency, today=today)
        wanted = RenewalFilter(today, due_from=running.starts_on, due_until=running.last_day)
        first_day = today - LATELY + timedelta(days=1)
        return Week(
            now,
            today,
            book.members.all(),
            cuts,
            held,
            {person: sum(not _is_gone(cut, today) for cut in mine) for person, mine in held.items()},
            _by_account(book.renewals.due(wanted)),
            Quarter(running, kept_in(revenue, running, base=self.currency, today=today), is_reported=False),
            Quarter(last, kept, is_reported),
            _by_account(book.churns.all()),
            book.activities.of(self._asked(today)),
            rates_of(revenue.stated, base=self.currency, day=today),
            rates_of(revenue.stated, base=self.currency, day=first_day),
        )

    def _asked(self, today: date) -> WeekAsked:
        """The days of the week are those of the workspace's zone, for everybody alike."""
        (first, last), zone = week_before(today), ZoneInfo(self.zone)
        since, until = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
        return WeekAsked(since, until, today)

    def _told(self, reader: DueReader, week: Week | None, now: datetime) -> int:
        """The reader's week is taken and what is said recorded in one transaction: by one replica, once."""
        made = week.weekly(reader.member) if week else None

        def put(turn: Turn) -> int | None:
            assert made is not None, "what is not made is not put"
            return put_weekly(book, turn.reader, made, about=turn.about, once=turn.about, now=now, due_at=turn.due_at)

        with self.library.writing() as book:
            return take_turn(book, JOB, reader, put if made else None, now=now)


def put_weekly(
    book: Book,
    reader: str,
    weekly: Weekly,
    *,
    about: str,
    once: str | None,
    now: datetime,
    due_at: datetime | None = None,
) -> int | None:
    """Into the outbox; None where it was recorded before."""
    announcement = Announcement(AnnouncementKind.WEEKLY, reader, about, weekly_facts(weekly), once=once)
    return book.outbox.put(announcement, now=now, due_at=due_at)


def _is_gone(cut: AccountCut, today: date) -> bool:
    return cut.churned_on is not None and cut.churned_on <= today


def _held(cuts: Iterable[AccountCut], today: date) -> Mapping[str, Sequence[AccountCut]]:
    found: dict[str, list[AccountCut]] = defaultdict(list)
    for cut in cuts:
        for person in holders_of(cut, today):
            found[person].append(cut)
    return found


def _by_account(found: Iterable[Each]) -> Mapping[int, Sequence[Each]]:
    sorted_out: dict[int, list[Each]] = defaultdict(list)
    for each in found:
        sorted_out[each.account].append(each)
    return sorted_out
