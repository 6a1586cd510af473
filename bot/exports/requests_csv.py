"""A list of requests as a table: a line each, with everything that weighs in it and the parts of the sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from bot.blocks.request_words import DECLINE_WORDS, PART_WORDS, STATE_WORDS
from bot.exports.csv_file import Cell, File, csv_content, file_name
from bot.locale import Words, marked
from domain.accounts import Money
from domain.feedback.list_answer import RequestDetail, RequestsExport
from domain.feedback.priority import Demand, Weight
from domain.feedback.request import Asker, waited_days

LONGEST_PART = 30
"""Of a file's name: an area may be called anything."""


def requests_file(export: RequestsExport, words: Words, *, now: datetime, today: date) -> File:
    """`now` is the time where the reader is."""
    sheet = _Sheet(words, export.people, today)
    titles = [words.text(title) for title, _ in _COLUMNS]
    parts = [words.text("Weight: %(part)s", part=words.text(PART_WORDS[weight])) for weight in Weight]
    rows = ([*(cell(each, sheet) for _, cell in _COLUMNS), *_parts(each)] for each in export.details)
    return File(
        file_name("requests", *_named_after(export), at=now, ending="csv"), csv_content([*titles, *parts], rows)
    )


class _Sheet:
    """What every cell may need: the reader's words, people's names by Slack id, the day."""

    def __init__(self, words: Words, people: Mapping[str, str], today: date) -> None:
        self.words = words
        self.today = today
        self._people = people

    def person(self, slack_id: str | None) -> str | None:
        return self._people.get(slack_id, slack_id) if slack_id else None


_CellOf: TypeAlias = Callable[[RequestDetail, _Sheet], Cell]


def _named_after(export: RequestsExport) -> list[str]:
    """The state, the area and the filters: open, reports, must."""
    wanted = export.wanted
    whose = export.people.get(wanted.owner, wanted.owner) if wanted.owner else ""
    parts = [wanted.scope, wanted.area, "mine" if wanted.is_mine else "", *sorted(wanted.traits), whose]
    return [part[:LONGEST_PART].lower() for part in parts if part]


def _demand(detail: RequestDetail) -> Demand:
    return detail.look.priority.demand


def _amount(minor: Callable[[Demand], int]) -> _CellOf:
    return lambda detail, sheet: sheet.words.amount(Money(minor(_demand(detail)), detail.look.currency))


def _names(detail: RequestDetail, sheet: _Sheet) -> Cell:
    """Those the reader may see; others are counted."""
    named = {voice.account: voice.name for voice in detail.look.asking if voice.account is not None}
    said = sorted(named.values())
    if detail.unseen:
        said.append(sheet.words.plural("%(count)s more account", "%(count)s more accounts", detail.unseen))
    return "; ".join(said)


def _prospects(detail: RequestDetail, _: _Sheet) -> Cell:
    return "; ".join(sorted({voice.name for voice in detail.look.asking if voice.asker is Asker.PROSPECT}))


def _reason(detail: RequestDetail, sheet: _Sheet) -> Cell:
    reason = detail.look.request.reason
    return sheet.words.text(DECLINE_WORDS[reason]) if reason else None


def _decided_on(detail: RequestDetail, _: _Sheet) -> Cell:
    decided = detail.look.request.decided_at
    return decided.date() if decided else None


def _largest(detail: RequestDetail, _: _Sheet) -> Cell:
    share = _demand(detail).largest
    return None if share is None else _rounded(share)


def _parts(detail: RequestDetail) -> list[Cell]:
    return [_rounded(points) for points in detail.look.priority.parts.values()]


def _rounded(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal("0.01"))


_COLUMNS: tuple[tuple[str, _CellOf], ...] = (
    (marked("Number"), lambda each, _: each.look.request.id),
    (marked("Title"), lambda each, _: each.look.request.title),
    (marked("Problem"), lambda each, _: each.look.request.problem),
    (marked("Product area"), lambda each, _: each.look.area.name),
    (marked("State"), lambda each, sheet: sheet.words.text(STATE_WORDS[each.look.request.state])),
    (marked("Decides"), lambda each, sheet: sheet.person(each.look.request.owner)),
    (marked("Asked on"), lambda each, _: each.look.request.at.date()),
    (marked("Days waited"), lambda each, sheet: waited_days(each.look.request, today=sheet.today)),
    (marked("Decided on"), _decided_on),
    (marked("Planned for"), lambda each, _: each.look.request.target),
    (marked("Why not"), _reason),
    (marked("Accounts"), lambda each, _: _demand(each).accounts),
    (marked("Accounts by name"), _names),
    (marked("ARR now"), _amount(lambda demand: demand.arr)),
    (marked("ARR when they asked"), _amount(lambda demand: demand.arr_then)),
    (marked("ARR due within 90 days"), _amount(lambda demand: demand.due_90)),
    (marked("ARR due within 180 days"), _amount(lambda demand: demand.due_180)),
    (marked("Red ARR"), _amount(lambda demand: demand.red)),
    (marked("ARR currency"), lambda each, _: each.look.currency),
    (marked("Without a rate"), lambda each, _: ", ".join(_demand(each).apart)),
    (marked("Largest share of ARR"), _largest),
    (marked("Must have"), lambda each, _: _demand(each).must),
    (marked("Blocks renewals"), lambda each, _: _demand(each).blocks),
    (marked("Prospects"), lambda each, _: _demand(each).prospects),
    (marked("Prospects by name"), _prospects),
    (marked("Weight"), lambda each, _: _rounded(each.look.priority.points)),
)
