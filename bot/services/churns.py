"""Answers `/cs churn`: who left, why, and whom we should rather not have sold to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.services.figure_looks import FigureLook, figure_look
from bot.services.health import require_reader
from bot.services.period_books import standing_book
from domain.filter_words import HelpWanted
from domain.permissions import Member
from domain.ports import Book, Library
from domain.revenue.answer import ChurnAnswer, FiguresRefused
from domain.revenue.churning import ChurnBook, churn_report
from domain.revenue.cuts import Cut
from domain.revenue.figures import AccountFigures, PeriodBook
from domain.revenue.movements import Grain, Window
from domain.revenue.periods import Period, running_year
from domain.revenue.question import FiguresWanted, figures_question
from domain.revenue.spans import Span, amount_on, continued


class ChurnFigures:
    def __init__(self, library: Library, *, currency: str) -> None:
        self._library = library
        self._currency = currency

    def answer(self, asker: Member, text: str, *, today: date) -> ChurnAnswer | FiguresRefused:
        """Of the period asked for, else of this year; by reason unless another cut is asked for."""
        question = figures_question(text, today=today, cuts=tuple(Cut), grains=(Grain.ACCOUNT,))
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        if not isinstance(question, FiguresWanted):
            return question
        with self._library.reading() as book:
            periods = [question.period or running_year(today)]
            look = figure_look(book, asker, question, periods=periods, base=self._currency, today=today)
            return _answer(book, look) if isinstance(look, FigureLook) else look


def _answer(book: Book, look: FigureLook) -> ChurnAnswer:
    period = look.wanted.period or running_year(look.today)
    by = look.wanted.by or Cut.REASON
    made = _churn_book(book, look, period)
    report = churn_report(made, period, today=look.today, by=by, currency=look.base, minor=look.minor(period))
    return ChurnAnswer(replace(look.wanted, period=period, by=by), report, look.names)


def _churn_book(book: Book, look: FigureLook, period: Period) -> ChurnBook:
    spans = presence_of(look)
    churns = book.churns.all(look.chosen(period))
    figures, is_frozen = standing_book(book, look, period, Grain.ACCOUNT)
    return ChurnBook(
        churns,
        look.accounts(period),
        book.contract_terms.renewals(sorted({each.account for each in churns})),
        frozenset(account for account, mine in spans.items() if amount_on(mine, period.starts_on)),
        frozenset(account for account, mine in spans.items() if _is_present(mine, period.to_date(look.today))),
        _moved(figures, look, period),
        is_frozen,
    )


def _moved(figures: PeriodBook, look: FigureLook, period: Period) -> list[AccountFigures] | None:
    """What `/cs retention` counts of the same accounts; None where it was frozen in another currency."""
    if figures.ledger.currency != look.base:
        return None
    chosen = look.chosen(period)
    return [each for each in figures.ledger.accounts if chosen is None or each.account in chosen]


def presence_of(look: FigureLook) -> dict[int, list[Span]]:
    """Whether an account was there needs no rate: every amount counts as one."""
    spans = [
        Span(each.account, each.product, each.starts_on or date.min, each.ends_on or date.max, 1)
        for each in look.book.spans
        if each.minor > 0
    ]
    found = continued(spans, grace_days=look.book.grace_days, seen_on=date.min)
    return {account: list(mine) for account, mine in found.spans.items()}


def _is_present(spans: list[Span], days: Window) -> bool:
    return any(span.starts_on <= days.ends_on and span.ends_on > days.starts_on for span in spans)
