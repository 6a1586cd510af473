"""What people do about alerts: take them up, put them off, find them useless, look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.services.alert_life import step_taken
from bot.services.sight import day_of, require_sight
from domain.alerts.alert import Alert, DismissReason, StepKind
from domain.alerts.answer import AlertChanged, AlertLife, AlertLook, AlertReport, AlertsAnswer, AlertScope
from domain.alerts.life import SNOOZE, dismissed, snoozed, taken
from domain.alerts.report import rule_figures
from domain.errors import AlertNotFoundError, NotAllowedError
from domain.numbers import number_in
from domain.permissions import Member, Role, may_judge, may_lead
from domain.ports import AuditEntry, Book, Library
from domain.teams import people_below
from domain.texts import written

READ, CHANGED, REPORTED = "alerts.read", "alerts.changed", "alerts.reported"
PAGE = 6
REPORT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Alerts:
    library: Library
    clock: Callable[[], datetime]

    def told(self, alert: int) -> AlertLook | None:
        """As its message shows it; None where there is none any more."""
        with self.library.reading() as book:
            found = book.alerts.of(alert)
            return look_of(book, found) if found else None

    def life(self, asker: Member, alert: str) -> AlertLife:
        _require(asker, READ)
        with self.library.reading() as book:
            found = self._found(book, asker, alert, book.alerts.of)
            return AlertLife(look_of(book, found), tuple(book.alerts.steps(found.id)))

    def take(self, asker: Member, alert: str) -> AlertChanged:
        """The first of two people has it; the second hears who."""

        def change(found: Alert) -> Alert | None:
            is_others = found.taken_by not in {None, asker.slack_id}
            return None if is_others else taken(found, asker.slack_id, now=self.clock())

        return self._changed(asker, alert, StepKind.TAKEN, change)

    def snooze(self, asker: Member, alert: str, *, today: date) -> AlertChanged:
        def change(found: Alert) -> Alert:
            return snoozed(found, until=today + SNOOZE, now=self.clock())

        return self._changed(asker, alert, StepKind.SNOOZED, change)

    def dismiss(self, asker: Member, alert: str, reason: DismissReason, note: str) -> AlertChanged:
        def change(found: Alert) -> Alert:
            return dismissed(found, asker.slack_id, reason, written(note), now=self.clock())

        return self._changed(asker, alert, StepKind.DISMISSED, change)

    def listed(self, asker: Member, scope: AlertScope, *, offset: int = 0) -> AlertsAnswer:
        """Who may not see what they asked for sees their own; a page that is no more is the last one."""
        _require(asker, READ)
        scopes = scopes_of(asker)
        shown = scope if scope in scopes else AlertScope.MINE
        with self.library.reading() as book:
            people = _people(book, asker, shown)
            page = book.alerts.page(people, offset=offset, limit=PAGE)
            if page.total and not page.alerts:
                offset = (page.total - 1) // PAGE * PAGE
                page = book.alerts.page(people, offset=offset, limit=PAGE)
            looks = tuple(book.alerts.looks(page.alerts))
        return AlertsAnswer(looks, page.total, offset, shown, scopes, has_report=may_see_report(asker))

    def report(self, asker: Member) -> AlertReport:
        """What the rules were worth in the last ninety days."""
        if not may_see_report(asker):
            raise NotAllowedError(asker.slack_id, REPORTED)
        with self.library.reading() as book:
            past = book.alerts.past(since=self.clock() - timedelta(days=REPORT_DAYS))
        return AlertReport(REPORT_DAYS, tuple(rule_figures(past)))

    def _changed(
        self, asker: Member, alert: str, what: StepKind, change: Callable[[Alert], Alert | None]
    ) -> AlertChanged:
        """Nothing is written where it is over, or where `change` finds nothing to do."""
        _require(asker, CHANGED)
        now = self.clock()
        with self.library.writing() as book:
            found = self._found(book, asker, alert, book.alerts.of_to_change)
            if found.is_over:
                return AlertChanged(look_of(book, found), was_over=True)
            changed = change(found)
            if changed is None:
                return AlertChanged(look_of(book, found), was_taken_by=found.taken_by)
            if changed == found:
                return AlertChanged(look_of(book, found))
            step_taken(book, changed, what, now=now, by=asker.slack_id)
            book.audit.record(AuditEntry(now, asker.slack_id, CHANGED, f"alert:{found.id}", after=what.value))
            return AlertChanged(look_of(book, changed))

    def _found(self, book: Book, asker: Member, alert: str, of: Callable[[int], Alert | None]) -> Alert:
        """What was told to somebody is theirs to look after, whoever's account it is."""
        number = number_in(alert)
        found = None if number is None else of(number)
        if found is None:
            raise AlertNotFoundError(alert)
        if found.to != asker.slack_id:
            require_sight(book, asker, found.account, today=day_of(asker, self.clock()))
        return found


def look_of(book: Book, alert: Alert) -> AlertLook:
    return book.alerts.looks([alert])[0]


def scopes_of(asker: Member) -> tuple[AlertScope, ...]:
    if asker.role in {Role.ADMIN, Role.DIRECTOR}:
        return (AlertScope.MINE, AlertScope.ALL)
    return (AlertScope.MINE, AlertScope.TEAM) if may_lead(asker) else (AlertScope.MINE,)


def may_see_report(asker: Member) -> bool:
    """How good the rules are is for those who may set them, and for who answers for all accounts."""
    return asker.role in {Role.ADMIN, Role.DIRECTOR}


def _people(book: Book, asker: Member, scope: AlertScope) -> tuple[str, ...] | None:
    if scope is AlertScope.ALL:
        return None
    return people_below(asker, book.members.all()) if scope is AlertScope.TEAM else (asker.slack_id,)


def _require(asker: Member, action: str) -> None:
    if not may_judge(asker):
        raise NotAllowedError(asker.slack_id, action)
