"""The figures of a team as a table: a line for each person and figure, the team last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from bot.blocks.team_words import FAMILY_WORDS, FIGURE_WORDS, figure_words
from bot.exports.csv_file import Cell, File, csv_content, file_name
from bot.locale import Words, marked
from domain.accounts import Money
from domain.teamwork.answer import TeamAnswer, TeamColumn
from domain.teamwork.figure import FAMILIES, Figure, Kind

_TITLES = (
    *(marked("Person"), marked("Accounts"), marked("Family"), marked("Figure"), marked("As shown"), marked("Value")),
    *(marked("Part"), marked("Whole"), marked("Sample"), marked("Change"), marked("Currency"), marked("Period")),
    marked("Set against"),
)
_OF_AMOUNTS = frozenset({Kind.AMOUNT, Kind.ARR_SHARE})


def team_file(answer: TeamAnswer, words: Words, *, now: datetime) -> File:
    """`now` is the time where the reader is."""
    titles = [words.text(title) for title in _TITLES]
    rows = (row for column in answer.shown for row in _rows(column, answer, words))
    name = file_name("team", answer.wanted.figures.scope or "", answer.period.text, at=now, ending="csv")
    return File(name, csv_content(titles, rows))


def _rows(column: TeamColumn, answer: TeamAnswer, words: Words) -> Iterator[Sequence[Cell]]:
    person = column.person
    name = answer.names.get(person, person) if person else words.text("Whole team")
    for family, _ in answer.policy.families:
        for figure in (column.figures[each] for each in FAMILIES[family] if each in column.figures):
            titles = (words.text(FAMILY_WORDS[family]), words.text(FIGURE_WORDS[figure.name]))
            yield [name, column.accounts, *titles, *_cells(figure, answer, words)]


def _cells(figure: Figure, answer: TeamAnswer, words: Words) -> Iterator[Cell]:
    """Rates and changes as decimal numbers; a rate of too few has no value, its counts stand beside it."""
    is_money = figure.kind in _OF_AMOUNTS
    shown = figure_words(figure, answer.currency, words)
    parts = (None, None) if figure.counts else (figure.part, figure.whole)
    part, whole = (_amount(each, answer, words) if is_money else each for each in parts)
    change = _amount(figure.change, answer, words) if figure.kind is Kind.AMOUNT else _rounded(figure.change)
    value = part if figure.kind is Kind.AMOUNT else _rounded(figure.comparable)
    yield from (shown, value, part, whole, figure.sample, change, answer.currency if is_money else None)
    yield from (answer.period.text, answer.before.text if answer.before else None)


def _amount(minor: Decimal | None, answer: TeamAnswer, words: Words) -> Decimal | None:
    return None if minor is None else words.amount(Money(int(minor), answer.currency))


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else round(number, 4)
