"""The week of requests for who decides on them: made for everybody whose turn has come, area by area."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from bot.services.reader_mornings import DueReader, due_readers
from bot.services.reader_turns import Turn, take_turn
from bot.services.request_looks import looks_by, weighing_in
from domain.feedback.answer import RequestLook
from domain.feedback.list_words import STATES, RequestScope
from domain.feedback.listing import AskedSums, RequestOrder
from domain.feedback.ports import RequestFilter
from domain.feedback.queue import FIRST_DECISION_DAYS, decision_day
from domain.feedback.request import ProductArea
from domain.feedback.states import RequestAction, RequestStep
from domain.money import ExchangeRates
from domain.mornings import due_week
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member
from domain.ports import Book, Library
from domain.product_weeks.reading import areas_read, has_product_week
from domain.product_weeks.week import (
    DECISIONS,
    LONGEST_MEMORY,
    MOST_LINES,
    MOST_REMEMBERED,
    UNDECIDED,
    Lines,
    ProductWeek,
    last_steps,
    line_of,
    lines_of,
    looked_back_to,
    movers_of,
)
from domain.product_weeks.written import product_week_facts, weights_from
from domain.renewals.head import amounts
from domain.zones import zone_called

JOB = "product"
_MOST_READ = 300
"""So many new, decided or late ones are looked at: who has more of them in a week reads of the newest."""
_SHIPPED = frozenset({RequestAction.SHIP})


@dataclass(frozen=True, slots=True)
class AreasWeek:
    """One look at the requests of some areas (none: of all), for all readers of these who have the same day."""

    now: datetime
    today: date
    areas: tuple[ProductArea, ...]
    rates: ExchangeRates
    sums: AskedSums
    looks: Mapping[int, RequestLook]
    ranked: Sequence[int]
    fresh: Sequence[int]
    late: Sequence[int]
    steps: Sequence[RequestStep]

    def week(self, last: datetime | None, before: Mapping[int, float]) -> ProductWeek:
        """Since the last one that arrived, against what requests weighed in it."""
        since, today = looked_back_to(last, now=self.now), self.today
        ranked = [self.looks[number] for number in self.ranked]
        fresh = [self.looks[number] for number in self.fresh if self.looks[number].request.at > since]
        return ProductWeek(
            since,
            self.now,
            self.rates.base,
            tuple(area.name for area in self.areas),
            self.sums.requests,
            self.sums.accounts,
            amounts(self.sums.arr, self.rates),
            lines_of(fresh, today=today),
            self._done(DECISIONS, since),
            self._done(_SHIPPED, since),
            lines_of([self.looks[number] for number in self.late], today=today),
            movers_of(ranked, before, today=today),
            tuple(line_of(look, today=today) for look in ranked[:MOST_LINES]),
            {look.request.id: round(look.priority.points, 2) for look in ranked},
        )

    def _done(self, what: frozenset[RequestAction], since: datetime) -> Lines:
        by = last_steps(self.steps, what, since)
        return lines_of([self.looks[number] for number in by if number in self.looks], today=self.today, by=by)


@dataclass(frozen=True, slots=True)
class ProductWeeks:
    """To be asked every minute, on every replica. `zone` is the workspace's, `currency` the base.

    `days` are working days for a first decision.
    """

    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str
    days: int = FIRST_DECISION_DAYS

    def tick(self) -> int:
        """How many were recorded; a week that was missed, or had nothing to say, is written down too."""
        now = self.clock()
        with self.library.reading() as book:
            due = [
                reader
                for reader in due_readers(book, JOB, now=now, zone=self.zone, turn=due_week)
                if has_product_week(reader.member) and reader.wishes.product_weekly
            ]
            weeks = self._weeks(book, [reader for reader in due if not reader.morning.is_too_late], now)
        return sum(self._told(reader, weeks.get(reader.member.slack_id), now) for reader in due)

    def of(self, book: Book, member: Member, now: datetime, *, today: date) -> ProductWeek:
        """Of this moment, since the last one that arrived."""
        looked = self._look(book, areas_read(member, book.feedback.areas()), now, today)
        return looked.week(*_lasts(book).get(member.slack_id, _NEVER))

    def _weeks(self, book: Book, due: Sequence[DueReader], now: datetime) -> Mapping[str, ProductWeek]:
        """Looked at once for each day and each choice of areas, however many readers and requests there are."""
        known, lasts = (book.feedback.areas(), _lasts(book)) if due else ((), {})
        looked: dict[tuple[date, tuple[ProductArea, ...]], AreasWeek] = {}
        made = {}
        for reader in due:
            person, areas = reader.member.slack_id, areas_read(reader.member, known)
            if (reader.today, areas) not in looked:
                looked[reader.today, areas] = self._look(book, areas, now, reader.today)
            made[person] = looked[reader.today, areas].week(*lasts.get(person, _NEVER))
        return made

    def _look(self, book: Book, areas: tuple[ProductArea, ...], now: datetime, today: date) -> AreasWeek:
        by = weighing_in(book, currency=self.currency, today=today)
        chosen = tuple(area.id for area in areas) or None
        of_open = RequestFilter(is_open=None, states=STATES[RequestScope.OPEN], areas=chosen)
        ranked = book.feedback.ranked(of_open, RequestOrder.WEIGHT, by, limit=MOST_REMEMBERED)
        since = now - LONGEST_MEMORY
        of_new = RequestFilter(is_open=None, areas=chosen, asked_from=since)
        fresh = book.feedback.ranked(of_new, RequestOrder.NEWEST, by, limit=_MOST_READ)
        of_undecided = RequestFilter(is_open=None, states=UNDECIDED, areas=chosen, is_snoozed=False)
        undecided = book.feedback.ranked(of_undecided, RequestOrder.AGE, by, limit=_MOST_READ)
        day_of = partial(decision_day, days=self.days, rules=book.wishes.rules(), zone=zone_called(None, self.zone))
        waiting = [request for request in undecided if today > day_of(request)]
        steps = [step for step in book.feedback.steps_since(since) if step.what in DECISIONS | _SHIPPED]
        numbers = tuple(dict.fromkeys(step.request for step in reversed(steps)))[:_MOST_READ]
        of_done = RequestFilter(is_open=None, areas=chosen, numbers=numbers)
        done = book.feedback.ranked(of_done, RequestOrder.NEWEST, by)
        whole = {request.id: request for request in (*ranked, *fresh, *waiting, *done)}
        return AreasWeek(
            now,
            today,
            areas,
            by.rates,
            book.feedback.sums(of_open),
            {look.request.id: look for look in looks_by(book, list(whole.values()), by)},
            [request.id for request in ranked],
            [request.id for request in fresh],
            [request.id for request in waiting],
            steps,
        )

    def _told(self, reader: DueReader, week: ProductWeek | None, now: datetime) -> int:
        has_news = week is not None and week.has_news

        def put(turn: Turn) -> int | None:
            assert week is not None, "what is not made is not put"
            return put_product_week(
                book, turn.reader, week, about=turn.about, once=turn.about, now=now, due_at=turn.due_at
            )

        with self.library.writing() as book:
            return take_turn(book, JOB, reader, put if has_news else None, now=now)


def put_product_week(
    book: Book,
    reader: str,
    week: ProductWeek,
    *,
    about: str,
    once: str | None,
    now: datetime,
    due_at: datetime | None = None,
) -> int | None:
    """Into the outbox; None where it was recorded before."""
    announcement = Announcement(AnnouncementKind.PRODUCT_WEEK, reader, about, product_week_facts(week), once=once)
    return book.outbox.put(announcement, now=now, due_at=due_at)


Last: TypeAlias = tuple[datetime | None, Mapping[int, float]]
_NEVER: Last = (None, {})


def _lasts(book: Book) -> Mapping[str, Last]:
    """By reader, when the last one that arrived was made, and what requests weighed in it, until it is swept away."""
    arrived = book.reader_runs.last_arrived(JOB)
    numbers = [run.announcement for run in arrived.values() if run.announcement]
    weights = {line.id: weights_from(line.announcement.facts) for line in book.outbox.of(numbers)}
    return {person: (run.at, weights.get(run.announcement or 0, {})) for person, run in arrived.items()}
