"""Answers `/renewals` from the local book: what is due, page by page, and the whole list for export."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.services.account_asks import AccountAsks
from bot.services.curves import Curves
from bot.services.health import require_reader
from bot.services.play_sums import plays_of_list
from bot.services.readings import Readings
from bot.services.renewal_looks import Look, look_for
from domain.filter_words import HelpWanted, NotUnderstood
from domain.money import rates_of
from domain.pages import is_offset
from domain.permissions import Member, may_change_renewal, may_undo_closing
from domain.ports import Book, Library
from domain.renewals.answer import (
    ListedRenewals,
    RenewalLine,
    RenewalsAnswer,
    RenewalsExport,
    RenewalsHead,
    UndatedAccounts,
)
from domain.renewals.closing_undo import may_still_be_undone
from domain.renewals.head import amounts, head_sums, rates_used, shown
from domain.renewals.listing import DueRenewal, RenewalRow
from domain.renewals.question import RenewalsWanted, Showing, renewals_question
from domain.renewals.reminders import latest_reminders
from domain.renewals.windows import Overdue
from domain.revenue.forecast import weighted_forecasts
from domain.teams import people_below

PAGE = 8
UNDATED_ON_A_PAGE = 10


class RenewalLists:
    """`currency`: what amounts are added up in, as far as rates are stated."""

    def __init__(self, library: Library, curves: Curves, *, currency: str, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._curves = curves
        self._currency = currency
        self._clock = clock
        self._readings = Readings()
        self._asks = AccountAsks(currency)

    def answer(self, asker: Member, text: str, *, today: date) -> RenewalsAnswer:
        """What was typed after `/renewals`. Help is for everybody who is let in: it holds nothing of the book."""
        question = renewals_question(text)
        if isinstance(question, HelpWanted):
            return question
        require_reader(asker)
        return self._answer(asker, question, offset=0, today=today)

    def page(self, asker: Member, asked: str, *, today: date) -> RenewalsAnswer:
        """A list from a place in it: `asked` is an offset and the words of the list."""
        require_reader(asker)
        offset, _, text = asked.partition(" ")
        question = renewals_question(text)
        if isinstance(question, HelpWanted) or not is_offset(offset):
            return NotUnderstood(asked)
        return self._answer(asker, question, offset=int(offset), today=today)

    def export(self, asker: Member, text: str, *, today: date) -> RenewalsExport | NotUnderstood:
        """Every renewal that the sums of the list hold: snoozed and closed ones too, where the list shows open ones."""
        require_reader(asker)
        question = renewals_question(text)
        if not isinstance(question, RenewalsWanted):
            return NotUnderstood(text)
        with self._library.reading() as book:
            look = look_for(book, asker, question, today)
            if isinstance(look, NotUnderstood):
                return look
            due = _due(book, look)
            wanted = due if look.wanted.showing is Showing.OPEN else shown(due, look.wanted.showing, today=today)
            names = {member.slack_id: member.name for member in look.members}
            return RenewalsExport(look.wanted, self._lines(book, look, wanted), names)

    def _answer(
        self, asker: Member, question: RenewalsWanted | NotUnderstood, *, offset: int, today: date
    ) -> RenewalsAnswer:
        if isinstance(question, NotUnderstood):
            return question
        with self._library.reading() as book:
            look = look_for(book, asker, question, today)
            if isinstance(look, NotUnderstood):
                return look
            if look.wanted.showing is Showing.UNDATED:
                return _undated(book, look, offset)
            return self._listed(book, look, offset)

    def _listed(self, book: Book, look: Look, offset: int) -> ListedRenewals:
        """A place past the end, because somebody closed or snoozed what stood there, is the last page."""
        due = _due(book, look)
        rows = shown(due, look.wanted.showing, today=look.today)
        offset = min(offset, max(0, (len(rows) - 1) // PAGE * PAGE))
        lines = self._with_asks(book, self._lines(book, look, rows[offset : offset + PAGE]), look.today)
        return ListedRenewals(look.wanted, look.days, self._head(book, look, due), lines, offset, len(rows))

    def _head(self, book: Book, look: Look, due: Sequence[DueRenewal]) -> RenewalsHead:
        rates = rates_of(book.rates.all(), base=self._currency, day=look.today)
        curve = self._curves.of(book, today=look.today)
        plays = plays_of_list(book, due)
        return RenewalsHead(
            head_sums(due, today=look.today, rates=rates),
            weighted_forecasts(due, curve, converted=rates.in_base),
            curve,
            rates_used(due, rates),
            overdue=_overdue(book, look),
            undated=book.renewals.undated(look.chosen, offset=0, limit=1).total,
            plays=len(plays),
            play_amounts=amounts(plays, rates),
        )

    def _lines(self, book: Book, look: Look, due: Sequence[DueRenewal]) -> tuple[RenewalLine, ...]:
        numbers = [renewal.renewal for renewal in due]
        reminders = latest_reminders(book.reminders.of(numbers))
        team = people_below(look.asker, look.members)
        return tuple(
            RenewalLine(
                row,
                self._readings.arrow(book, row.trend, row.policy_version),
                reminders.get(row.renewal.id),
                may_change_renewal(look.asker, owner=row.owner, cover=row.cover, team=team),
                self._may_undo(look.asker, row, team),
            )
            for row in book.renewals.rows(numbers, today=look.today)
        )

    def _with_asks(self, book: Book, lines: Sequence[RenewalLine], today: date) -> tuple[RenewalLine, ...]:
        """Of open renewals: a closed one is no reason any more to give anybody what they ask for."""
        rows = [line.row for line in lines]
        accounts = sorted({row.renewal.account for row in rows if row.renewal.outcome is None and row.has_asked})
        version = max((row.policy_version or 0 for row in rows), default=0)
        asks = self._asks.of(book, accounts, today=today, policy_version=version)
        return tuple(replace(line, asks=asks.get(line.row.renewal.account, ())) for line in lines)

    def _may_undo(self, asker: Member, row: RenewalRow, team: Container[str]) -> bool:
        outcome = row.renewal.outcome
        if outcome is None or not may_still_be_undone(outcome, now=self._clock()):
            return False
        return may_undo_closing(asker, closed_by=outcome.by, owner=row.owner, cover=row.cover, team=team)


def _undated(book: Book, look: Look, offset: int) -> UndatedAccounts:
    """A place past the end is the last page."""
    page = book.renewals.undated(look.chosen, offset=offset, limit=UNDATED_ON_A_PAGE)
    if not page.accounts and offset:
        offset = max(0, (page.total - 1) // UNDATED_ON_A_PAGE * UNDATED_ON_A_PAGE)
        page = book.renewals.undated(look.chosen, offset=offset, limit=UNDATED_ON_A_PAGE)
    return UndatedAccounts(look.wanted, page, offset)


def _due(book: Book, look: Look) -> Sequence[DueRenewal]:
    return [renewal for renewal in book.renewals.due(look.chosen) if look.fits(renewal)]


def _overdue(book: Book, look: Look) -> int:
    """Not told where the list shows them anyway."""
    if isinstance(look.wanted.window, Overdue):
        return 0
    return sum(look.fits(renewal) for renewal in book.renewals.due(look.overdue()))
