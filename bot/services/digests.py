"""The morning message: made for everybody whose morning has come, from one look at the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.channel_digests import DueChannel, due_channels, tell_channel
from bot.services.kept_books import kept_in, revenue_now
from bot.services.reader_mornings import DueReader, due_readers
from bot.services.reader_turns import Turn, take_turn
from domain.digests.digest import (
    LONGEST_MEMORY,
    MOST_ITEMS,
    Digest,
    DigestWish,
    LateFeed,
    Totals,
    items_for,
    looked_back_to,
    red_sums,
)
from domain.digests.facts import Attention, Departure, DigestAccount
from domain.digests.items import Item, Past
from domain.digests.reading import accounts_of, by_addressee, by_holder, has_digest, people_read
from domain.digests.written import facts_of
from domain.feeds import Feed, quiet_since
from domain.money import ExchangeRates, minor_digits, rates_of
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member
from domain.ports import Book, Library
from domain.preferences import DigestSection, Preferences
from domain.reader_runs import ReaderRun
from domain.renewals.head import amounts, forecast_sums
from domain.renewals.listing import DueRenewal, RenewalFilter
from domain.revenue.kept import KeptBook
from domain.revenue.periods import running_quarter

JOB = "digest"
FEED_PATIENCE_DAYS = 3
_WRITTEN_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Morning:
    """One look at the book, for all readers who have the same day."""

    now: datetime
    today: date
    members: Sequence[Member]
    everybody: Sequence[DigestAccount]
    held: Mapping[str, Sequence[DigestAccount]]
    addressed: Mapping[str, Sequence[DigestAccount]]
    past: Past
    attention: Mapping[int, Attention]
    last_told: Mapping[str, ReaderRun]
    due: Mapping[int, Sequence[DueRenewal]]
    rates: ExchangeRates
    late_feeds: tuple[LateFeed, ...]
    kept: KeptBook | None = None
    """None: the digest is shown where there is no room for totals."""

    def digest(self, member: Member, wishes: Preferences, *, most: int = MOST_ITEMS) -> Digest:
        """Of their accounts, and of what became true of others that was left to them; totals are of their own."""
        accounts = accounts_of(member, self.members, self.everybody, self.held)
        totals = self._totals(accounts, people_read(member, self.members))
        theirs = {account.account for account in accounts}
        beside = [each for each in self.addressed.get(member.slack_id, ()) if each.account not in theirs]
        return self._digest(member.slack_id, [*accounts, *beside], wishes, totals, most)

    def of_company(self, channel: str) -> Digest:
        """Every live account, for everybody who reads a channel."""
        totals = self._totals(self.everybody, None)
        return self._digest(channel, self.everybody, Preferences(), totals, MOST_ITEMS)

    def _digest(
        self, reader: str, accounts: Sequence[DigestAccount], wishes: Preferences, totals: Totals, most: int
    ) -> Digest:
        told = self.last_told.get(reader)
        since = looked_back_to(told.at if told else None, now=self.now)
        found = self._items(accounts, wishes, since)
        wanted = wishes.sections
        return Digest(
            since,
            self.now,
            tuple(found[:most]),
            max(0, len(found) - most),
            totals if DigestSection.TOTALS in wanted and totals.accounts else None,
            self.late_feeds if DigestSection.DATA in wanted and accounts else (),
        )

    def _items(self, accounts: Sequence[DigestAccount], wishes: Preferences, since: datetime) -> Sequence[Item]:
        wish = DigestWish(wishes.sections, wishes.minimum_arr * 10 ** minor_digits(self.rates.base))
        return items_for(accounts, self.past, self.attention, wish, rates=self.rates, since=since, today=self.today)

    def _totals(self, accounts: Sequence[DigestAccount], people: Collection[str] | None) -> Totals:
        """`people` None: of everybody."""
        due = [renewal for account in accounts for renewal in self.due.get(account.account, ())]
        return Totals(
            len(accounts),
            red_sums(accounts, self.past, rates=self.rates, now=self.now),
            amounts((renewal.arr for renewal in due), self.rates),
            forecast_sums(due, self.rates).capped,
            self.kept.of(people) if self.kept else None,
        )


@dataclass(frozen=True, slots=True)
class Digests:
    """To be asked every minute, on every replica. `zone` is the workspace's, `currency` the base."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str

    def tick(self) -> int:
        """How many digests were recorded; who wants none has no morning."""
        now = self.clock()
        with self.library.reading() as book:
            due = [each for each in due_readers(book, JOB, now=now, zone=self.zone) if _wants(each)]
            channels = due_channels(book, JOB, now=now, zone=self.zone)
            days = {each.morning.day for each in due} | {each.morning.day for each in channels}
            mornings = {day: self.whole_morning(book, now, today=day) for day in days}
        told = sum(self._told(mornings, due[at : at + _WRITTEN_AT_ONCE]) for at in range(0, len(due), _WRITTEN_AT_ONCE))
        return told + sum(self._told_channel(mornings[each.morning.day], each) for each in channels)

    def whole_morning(self, book: Book, now: datetime, *, today: date) -> Morning:
        """With what totals say of revenue, which is read off every contract line there is."""
        kept = kept_in(revenue_now(book), running_quarter(today), base=self.currency, today=today)
        return replace(self.morning(book, now, today=today), kept=kept)

    def morning(self, book: Book, now: datetime, *, today: date) -> Morning:
        """A constant number of statements, however many readers and accounts there are; `today` is the readers'."""
        since = now - LONGEST_MEMORY
        everybody, past = book.digests.accounts(today=today), _past(book, since)
        quarter = running_quarter(today)
        wanted = RenewalFilter(today, due_from=quarter.starts_on, due_until=quarter.last_day)
        return Morning(
            now,
            today,
            book.members.all(),
            everybody,
            by_holder(everybody),
            by_addressee(everybody, past.alerts),
            past,
            book.digests.attention(),
            book.reader_runs.last_arrived(JOB),
            _due_by_account(book.renewals.due(wanted)),
            rates_of(book.rates.all(), base=self.currency, day=today),
            late_feeds(book.feeds.all(), now),
        )

    def _told(self, mornings: Mapping[date, Morning], readers: Sequence[DueReader]) -> int:
        """Each reader's day is taken and what is said recorded in one transaction: by one replica, once."""
        made = [(reader, mornings[reader.morning.day]) for reader in readers]
        digests = [(reader, _digest(morning, reader), morning.now) for reader, morning in made]
        with self.library.writing() as book:
            return sum(_record(book, *each) for each in digests)

    def _told_channel(self, morning: Morning, due: DueChannel) -> int:
        digest = None if due.morning.is_too_late else morning.of_company(due.channel)
        with self.library.writing() as book:
            return tell_channel(book, JOB, due, digest, now=morning.now)


def late_feeds(feeds: Sequence[Feed], now: datetime) -> tuple[LateFeed, ...]:
    """The kinds that come day by day and of which nothing came for more than three days."""
    quiet = quiet_since(feeds, now, days=FEED_PATIENCE_DAYS)
    return tuple(LateFeed(kind, (now - at).days) for kind, at in quiet.items())


def put_digest(
    book: Book,
    reader: str,
    digest: Digest,
    *,
    about: str,
    once: str | None,
    now: datetime,
    due_at: datetime | None = None,
) -> int | None:
    """Into the outbox, with the accounts it names; None where it was recorded before."""
    announcement = Announcement(AnnouncementKind.DIGEST, reader, about, facts_of(digest), once=once)
    number = book.outbox.put(announcement, now=now, due_at=due_at)
    if number is not None:
        book.digests.put_lines(number, [item.account for item in digest.items])
    return number


def _wants(reader: DueReader) -> bool:
    return has_digest(reader.member) and reader.wishes.digest


def _digest(morning: Morning, reader: DueReader) -> Digest | None:
    """None where it is too late for it."""
    if reader.morning.is_too_late:
        return None
    return morning.digest(reader.member, reader.wishes)


def _record(book: Book, reader: DueReader, digest: Digest | None, now: datetime) -> int:
    def put(turn: Turn) -> int | None:
        assert digest is not None, "what is not made is not put"
        return put_digest(book, turn.reader, digest, about=turn.about, once=turn.about, now=now, due_at=turn.due_at)

    has_news = digest is not None and (digest.has_news or (reader.wishes.tells_of_nothing and digest.totals))
    return take_turn(book, JOB, reader, put if has_news else None, now=now)


def _past(book: Book, since: datetime) -> Past:
    departures = _by_account(book.digests.departures(since=since))
    return Past(book.digests.scores(since=since), departures, book.alerts.for_digest(since=since))


def _by_account(departures: Sequence[Departure]) -> Mapping[int, Sequence[Departure]]:
    found: dict[int, list[Departure]] = defaultdict(list)
    for departure in departures:
        found[departure.account].append(departure)
    return found


def _due_by_account(due: Sequence[DueRenewal]) -> Mapping[int, Sequence[DueRenewal]]:
    found: dict[int, list[DueRenewal]] = defaultdict(list)
    for renewal in due:
        found[renewal.account].append(renewal)
    return found
