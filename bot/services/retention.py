"""Answers `/cs retention`: figures of periods as they are or were reported, the cohort behind them, and freezing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.services.curves import Curves
from bot.services.figure_looks import FigureLook, figure_look, with_renewals
from bot.services.health import require_reader
from bot.services.period_books import frozen_period, live_books, standing_book
from bot.services.play_sums import plays_of_period
from domain.errors import NotAllowedError
from domain.expansion.retained import PeriodPlays
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.money import rates_of
from domain.permissions import Member, may_freeze
from domain.ports import AuditEntry, Book, Library
from domain.renewals.listing import RenewalFilter
from domain.revenue.ahead import Ahead, after, ahead_of, months_from
from domain.revenue.answer import CohortAnswer, FiguresRefused, FrozenAnswer, NobodyFits, PeriodAnswer, RetentionAnswer
from domain.revenue.figures import AccountFigures, PeriodBook, figures_of
from domain.revenue.frozen import Reported, book_from, changed_since, frozen_text, renewals_changed_since
from domain.revenue.movements import Grain
from domain.revenue.periods import Period, last_quarter, running_quarter
from domain.revenue.ports import FrozenPeriod
from domain.revenue.question import FiguresWanted, figures_question

FROZE = "revenue.froze"


class RetentionFigures:
    """`currency` is the base: what amounts in others are brought to where a rate is stated."""

    def __init__(self, library: Library, curves: Curves, *, clock: Callable[[], datetime], currency: str) -> None:
        self._library = library
        self._curves = curves
        self._clock = clock
        self._currency = currency

    def answer(self, asker: Member, text: str, *, today: date) -> RetentionAnswer | FiguresRefused:
        """The period asked for; without one the running quarter to date, beside the last closed one."""
        question = figures_question(text, today=today)
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        if not isinstance(question, FiguresWanted):
            return question
        with self._library.reading() as book:
            look = self._look(book, asker, question, _periods(question, today), today=today)
            if not isinstance(look, FigureLook):
                return look
            lives = live_books(look, _periods(question, today), [look.wanted.grain])
            periods = tuple(_period_answer(book, look, live) for live in lives)
            ahead = self._ahead(book, look, periods[0].figures.period)
            plays = _plays(book, look, lives[0])
            return RetentionAnswer(look.wanted, periods, ahead, look.names, _freezable(look, periods), plays)

    def cohort(self, asker: Member, text: str, *, today: date) -> CohortAnswer | FiguresRefused:
        """The accounts behind the first period of the answer to the same words."""
        require_reader(asker)
        question = figures_question(text, today=today)
        if not isinstance(question, FiguresWanted):
            return question
        with self._library.reading() as book:
            look = self._look(book, asker, question, _periods(question, today)[:1], today=today)
            return _cohort(book, look) if isinstance(look, FigureLook) else look

    def freeze(self, asker: Member, text: str, *, today: date) -> FrozenAnswer | FiguresRefused:
        """Keeps the figures of a closed period as they are now, of the whole company; once, and for good."""
        if not may_freeze(asker):
            raise NotAllowedError(asker.slack_id, FROZE)
        question = figures_question(text, today=today)
        if not isinstance(question, FiguresWanted):
            return question
        if question.period is None or not question.period.is_closed(today):
            return NotUnderstood(text)
        with self._library.writing() as book:
            look = self._look(book, asker, FiguresWanted(scope=Scope.ALL), [question.period], today=today)
            assert isinstance(look, FigureLook), "nobody is named"
            return FrozenAnswer(question.period, was_frozen=not self._frozen(book, look, question.period))

    def _look(
        self, book: Book, asker: Member, wanted: FiguresWanted, periods: Sequence[Period], *, today: date
    ) -> FigureLook | NotUnderstood | NobodyFits:
        look = figure_look(book, asker, wanted, periods=periods, base=self._currency, today=today)
        return with_renewals(book, look, periods) if isinstance(look, FigureLook) else look

    def _frozen(self, book: Book, look: FigureLook, period: Period) -> bool:
        now, (made,) = self._clock(), live_books(look, [period], tuple(Grain))
        frozen = FrozenPeriod(period.text, now, look.asker.slack_id, frozen_text(made))
        if book.frozen_periods.of(period.frozen_as) or not book.frozen_periods.freeze(frozen):
            return False
        whole = figures_of(made, chosen=None, grain=Grain.ACCOUNT).retention
        told = {"opening": whole.arr.opening, "closing": whole.arr.closing, "currency": made.ledger.currency}
        book.audit.record(AuditEntry(now, frozen.by, FROZE, f"period:{period.text}", after=json.dumps(told)))
        return True

    def _ahead(self, book: Book, look: FigureLook, period: Period) -> Ahead:
        """At the rates of today: what is due is paid from now on."""
        wanted = RenewalFilter(
            look.today,
            due_from=min(period.starts_on, look.today.replace(day=1)),
            due_until=max(period.last_day, after(months_from(look.today)[-1])),
            owners=look.owners,
            open_only=True,
        )
        mine = look.accounts(period)
        due = [each for each in book.renewals.due(wanted) if each.account in mine]
        rates = rates_of(look.stated, base=look.base, day=look.today)
        curve = self._curves.of(book, today=look.today)
        return ahead_of(due, period=period, today=look.today, curve=curve, rates=rates, group=look.group(period))


def _periods(wanted: FiguresWanted, today: date) -> tuple[Period, ...]:
    return (wanted.period,) if wanted.period else (running_quarter(today), last_quarter(today))


def _period_answer(book: Book, look: FigureLook, live: PeriodBook) -> PeriodAnswer:
    """What was reported stands; what it comes to now is said beside it."""
    period, grain = live.period, look.wanted.grain
    chosen = look.chosen(period)
    now = figures_of(live, chosen=chosen, grain=grain, group=look.group(period))
    frozen = frozen_period(book, look, period)
    if frozen is None:
        return PeriodAnswer(now)
    kept = book_from(frozen.figures)
    then = figures_of(kept, chosen=chosen, grain=grain, group=look.group(period))
    if kept.ledger.currency != live.ledger.currency:
        return PeriodAnswer(then, Reported(frozen.by, frozen.frozen_at))
    changed = changed_since(kept, live, chosen=chosen, grain=grain)
    renewals = renewals_changed_since(kept, live, chosen=chosen)
    is_restated = bool(changed or renewals)
    return PeriodAnswer(then, Reported(frozen.by, frozen.frozen_at, now if is_restated else None, changed, renewals))


def _plays(book: Book, look: FigureLook, live: PeriodBook) -> PeriodPlays:
    """Of the figures that are shown of the period."""
    frozen, chosen = frozen_period(book, look, live.period), look.chosen(live.period)
    shown = book_from(frozen.figures) if frozen else live
    mine = [each for each in shown.ledger.accounts if chosen is None or each.account in chosen]
    return plays_of_period(
        book,
        mine,
        grain=look.wanted.grain,
        window=shown.window,
        rates=look.rates(live.period),
        today=look.today,
        held=lambda account: chosen is None or account in chosen,
    )


def _cohort(book: Book, look: FigureLook) -> CohortAnswer:
    period = _periods(look.wanted, look.today)[0]
    grain, chosen = look.wanted.grain, look.chosen(period)
    made, _ = standing_book(book, look, period, grain)
    accounts = [each for each in made.ledger.accounts if chosen is None or each.account in chosen]
    moved = sorted((each for each in accounts if grain in each.moved), key=lambda each: _size(each, grain))
    return CohortAnswer(look.wanted, period, made.ledger.currency, tuple(moved))


def _size(figures: AccountFigures, grain: Grain) -> tuple[int, int, str]:
    """The largest movement first, then the largest account."""
    arr = figures.moved[grain].arr
    moved = arr.new + arr.expansion + arr.contraction + arr.churn + arr.reactivated
    return (-moved, -arr.closing, figures.name)


def _freezable(look: FigureLook, periods: tuple[PeriodAnswer, ...]) -> Period | None:
    """A closed period that nobody has frozen; offered only to who may, and beside the figures of all."""
    if not (may_freeze(look.asker) and look.wanted.is_of_all):
        return None
    closed = (each for each in periods if each.figures.period.is_closed(look.today) and each.reported is None)
    return next((each.figures.period for each in closed), None)
