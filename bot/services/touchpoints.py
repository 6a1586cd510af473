"""A contact with an account, logged by whoever had it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.alert_life import alert_of, looked_after
from bot.services.health import name_of, standing_of
from bot.services.sight import seen_by
from domain.errors import AlertNotFoundError, NotAllowedError
from domain.permissions import Member, may_judge
from domain.ports import AuditEntry, Book, Library
from domain.touchpoints.touchpoint import TouchField, TouchForm, TouchProblem, touch_problems, touchpoint_from
from domain.zones import zone_called

LOGGED = "touchpoints.logged"


@dataclass(frozen=True, slots=True)
class TouchLog:
    """`rescore` makes the card say it at once; `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    rescore: Callable[[Sequence[int]], object]
    zone: str

    def name(self, asker: Member, about: str, *, today: date) -> str:
        """Of the account that the alert is about."""
        with self.library.reading() as book:
            return name_of(*self._account(book, asker, about, today))

    def log(
        self, asker: Member, about: str, form: TouchForm, *, key: str, today: date
    ) -> str | Mapping[TouchField, TouchProblem]:
        """The account's name, or what is wrong with the form. The same form twice (by its `key`) is one touchpoint.

        Whoever spoke with the account is on the alert, unless somebody else is.
        """
        if problems := touch_problems(form, today=today):
            return problems
        now = self.clock()
        with self.library.writing() as whole:
            book, account = self._account(whole, asker, about, today)
            name = standing_of(book, account).name
            zone = zone_called(asker.zone, self.zone)
            made = touchpoint_from(form, account=account, key=key, by=asker.slack_id, now=now, today=today, zone=zone)
            if whole.touchpoints.log(made, now=now):
                looked_after(whole, about, asker.slack_id, by=asker.slack_id, now=now)
                entry = AuditEntry(
                    now, asker.slack_id, LOGGED, f"account:{account}", after=f"{made.kind}, {made.direction}"
                )
                whole.audit.record(entry)
        self.rescore((account,))
        return name

    def _account(self, book: Book, asker: Member, about: str, today: date) -> tuple[Book, int]:
        """With the book as they may see it: what was told to somebody is theirs to look after."""
        if not may_judge(asker):
            raise NotAllowedError(asker.slack_id, LOGGED)
        alert = alert_of(book, about)
        if alert is None or alert.account is None:
            raise AlertNotFoundError(about)
        is_theirs = alert.to == asker.slack_id
        return book if is_theirs else seen_by(book, asker, today=today), alert.account
