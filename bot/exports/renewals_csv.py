"""A list of renewals as a table: a line each, everything the list says of it, amounts beside their currency."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeAlias

from bot.blocks.health_words import BAND_WORDS, TIER_WORDS
from bot.blocks.renewal_words import CATEGORY_WORDS, OUTCOME_WORDS, TIMING_WORDS
from bot.exports.csv_file import Cell, File, csv_content, file_name
from bot.locale import Words, marked
from domain.accounts import Money
from domain.health.model import Band
from domain.renewals.answer import RenewalLine, RenewalsExport
from domain.renewals.question import NoForecast, RenewalsWanted, Showing
from domain.renewals.timing import timing_of
from domain.renewals.windows import DaysAhead, Window

LONGEST_PART = 30
"""Of a file's name: a segment may be called anything."""


def renewals_file(export: RenewalsExport, words: Words, *, now: datetime, today: date) -> File:
    """`now` is the time where the reader is."""
    sheet = _Sheet(words, export.names, today)
    content = csv_content(
        [words.text(title) for title, _ in _COLUMNS],
        ([cell(line, sheet) for _, cell in _COLUMNS] for line in export.lines),
    )
    return File(file_name("renewals", *_named_after(export), at=now, ending="csv"), content)


class _Sheet:
    """What every cell may need: the reader's words, people's names by Slack id, the day."""

    def __init__(self, words: Words, names: Mapping[str, str], today: date) -> None:
        self.words = words
        self.today = today
        self._names = names

    def person(self, slack_id: str | None) -> str | None:
        return self._names.get(slack_id, slack_id) if slack_id else None

    def amount(self, money: Money | None) -> Cell:
        return self.words.amount(money) if money else None

    def yes_or_no(self, holds: bool | None) -> Cell:  # noqa: FBT001 - what a cell holds, not how it behaves
        if holds is None:
            return None
        return self.words.text("yes") if holds else self.words.text("no")


_CellOf: TypeAlias = Callable[[RenewalLine, _Sheet], Cell]


def _named_after(export: RenewalsExport) -> list[str]:
    """The scope, the window and the filters: team, 90d, high, red."""
    wanted = export.wanted
    whose = export.names.get(wanted.owner, wanted.owner) if wanted.owner else wanted.scope
    parts = [whose, _window(wanted.window), wanted.tier, wanted.segment, wanted.band, _category(wanted)]
    showing = "" if wanted.showing is Showing.OPEN else wanted.showing.value
    return [part[:LONGEST_PART].lower() for part in [*parts, showing] if part]


def _window(window: Window) -> str:
    return f"{window.text}d" if isinstance(window, DaysAhead) else window.text


def _category(wanted: RenewalsWanted) -> str:
    if wanted.category is NoForecast.YET:
        return "no forecast"
    return wanted.category.value if wanted.category else ""


def _currency(money: Money | None) -> Cell:
    return money.currency if money else None


def _category_cell(line: RenewalLine, sheet: _Sheet) -> Cell:
    said = line.row.renewal.forecast
    return sheet.words.text(CATEGORY_WORDS[said.category]) if said else None


def _forecast_by(line: RenewalLine, sheet: _Sheet) -> Cell:
    said = line.row.renewal.forecast
    return sheet.person(said.by) if said else None


def _forecast_on(line: RenewalLine, _: _Sheet) -> Cell:
    said = line.row.renewal.forecast
    return said.at.date() if said else None


def _reason(line: RenewalLine, _: _Sheet) -> Cell:
    said = line.row.renewal.forecast
    return said.reason if said else None


def _proposed(line: RenewalLine) -> Money | None:
    said = line.row.renewal.forecast
    return said.proposed if said else None


def _health(line: RenewalLine, sheet: _Sheet) -> Cell:
    return sheet.words.text(BAND_WORDS[line.row.band or Band.GREY])


def _trend(line: RenewalLine, _: _Sheet) -> Cell:
    return None if line.row.trend is None else round(line.row.trend)


def _days_since_contact(line: RenewalLine, sheet: _Sheet) -> Cell:
    last = line.row.last_two_way_on
    return (sheet.today - last).days if last else None


def _open_tasks(line: RenewalLine, _: _Sheet) -> Cell:
    return len(line.row.tasks.due_days) if line.row.tasks else 0


def _next_task(line: RenewalLine, _: _Sheet) -> Cell:
    return line.row.tasks.first[0].title if line.row.tasks and line.row.tasks.first else None


def _next_task_due(line: RenewalLine, _: _Sheet) -> Cell:
    return line.row.tasks.first[0].due_on if line.row.tasks and line.row.tasks.first else None


def _outcome(line: RenewalLine, sheet: _Sheet) -> Cell:
    ended = line.row.renewal.outcome
    return sheet.words.text(OUTCOME_WORDS[ended.kind]) if ended else None


def _resolved_on(line: RenewalLine, _: _Sheet) -> Cell:
    ended = line.row.renewal.outcome
    return ended.resolved_on if ended else None


def _timing(line: RenewalLine, sheet: _Sheet) -> Cell:
    timing = timing_of(line.row.renewal)
    return sheet.words.text(TIMING_WORDS[timing]) if timing else None


def _final(line: RenewalLine) -> Money | None:
    ended = line.row.renewal.outcome
    return ended.final if ended else None


_COLUMNS: tuple[tuple[str, _CellOf], ...] = (
    (marked("Account"), lambda line, _: line.row.name),
    (marked("Owner"), lambda line, sheet: sheet.person(line.row.owner)),
    (marked("Cover"), lambda line, sheet: sheet.person(line.row.cover)),
    (marked("Tier"), lambda line, sheet: sheet.words.text(TIER_WORDS[line.row.tier])),
    (marked("Segment"), lambda line, _: line.row.segment),
    (marked("Renewal date"), lambda line, _: line.row.renewal.due_on),
    (marked("Days left"), lambda line, sheet: (line.row.renewal.due_on - sheet.today).days),
    (marked("Notice deadline"), lambda line, _: line.row.renewal.notice_on),
    (marked("Notice received on"), lambda line, _: line.row.renewal.notice_received_on),
    (marked("Renews by itself"), lambda line, sheet: sheet.yes_or_no(line.row.renewal.auto_renew)),
    (marked("ARR"), lambda line, sheet: sheet.amount(line.row.renewal.arr)),
    (marked("ARR currency"), lambda line, _: _currency(line.row.renewal.arr)),
    (marked("Forecast"), _category_cell),
    (marked("Forecast by"), _forecast_by),
    (marked("Forecast on"), _forecast_on),
    (marked("Forecast reason"), _reason),
    (marked("Proposed ARR"), lambda line, sheet: sheet.amount(_proposed(line))),
    (marked("Proposed currency"), lambda line, _: _currency(_proposed(line))),
    (marked("Next step"), lambda line, _: line.row.renewal.next_step),
    (marked("Health"), _health),
    (marked("Score"), lambda line, _: line.row.shown),
    (marked("Points in 28 days"), _trend),
    (marked("Last two-way touchpoint"), lambda line, _: line.row.last_two_way_on),
    (marked("Days since touchpoint"), _days_since_contact),
    (marked("Open tasks"), _open_tasks),
    (marked("Next task"), _next_task),
    (marked("Next task due"), _next_task_due),
    (marked("Last reminder"), lambda line, _: line.reminder.on if line.reminder else None),
    (marked("Snoozed until"), lambda line, _: line.row.renewal.snoozed_until),
    (marked("Outcome"), _outcome),
    (marked("Closed on"), _resolved_on),
    (marked("Timing"), _timing),
    (marked("Final ARR"), lambda line, sheet: sheet.amount(_final(line))),
    (marked("Final currency"), lambda line, _: _currency(_final(line))),
)
