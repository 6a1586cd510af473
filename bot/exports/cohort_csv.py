"""The accounts behind figures as a table: a line each, amounts in the currency of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.cohort import COURSE_WORDS
from bot.exports.csv_file import Cell, File, csv_content, file_name
from bot.locale import Words, marked
from domain.accounts import Money
from domain.revenue.answer import CohortAnswer
from domain.revenue.figures import AccountFigures

_PARTS = ("opening", "new", "expansion", "contraction", "churn", "reactivated", "closing")
_TITLES = (
    *(marked("Account"), marked("Course"), marked("Awaited since"), marked("Currency")),
    *(marked("Opening ARR"), marked("New"), marked("Expansion"), marked("Contraction"), marked("Churn")),
    *(marked("Reactivated"), marked("Closing ARR")),
)


def cohort_file(answer: CohortAnswer, words: Words, *, now: datetime) -> File:
    """`now` is the time where the reader is."""
    titles = [words.text(title) for title in _TITLES]
    rows = (_row(each, answer, words) for each in answer.accounts)
    name = file_name("retention", answer.wanted.scope or "", answer.period.text, at=now, ending="csv")
    return File(name, csv_content(titles, rows))


def _row(figures: AccountFigures, answer: CohortAnswer, words: Words) -> Sequence[Cell]:
    moved = figures.moved[answer.wanted.grain]
    amounts = [words.amount(Money(getattr(moved.arr, part), answer.currency)) for part in _PARTS]
    course = words.text(COURSE_WORDS[moved.course])
    return [figures.name, course, moved.pending_since, answer.currency, *amounts]
