from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.health.ports import StandingFilter
from domain.health.standing import AccountStanding
from domain.touchpoints.cadence import days_late, gravity_of_silence
from domain.touchpoints.ports import CadencePage, TouchPage, TouchRow
from domain.touchpoints.touchpoint import AccountContact, Touchpoint
from fakes.accounts import as_the_book_says, is_wanted
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeTouchpoints:
    """Scoring is not here: whoever tests what a touchpoint does to a score needs a real database."""

    tables: FakeTables

    def log(self, touchpoint: Touchpoint, *, now: datetime) -> Touchpoint | None:
        if self.called(touchpoint.account, touchpoint.key):
            return None
        number = max((each.id for each in self.tables.touchpoints.values()), default=0) + 1
        logged = replace(touchpoint, id=number, version=1, logged_at=now, contacts=tuple(sorted(touchpoint.contacts)))
        self._put(logged)
        return logged

    def of(self, touchpoint: int) -> Touchpoint | None:
        return next((each for each in self.tables.touchpoints.values() if each.id == touchpoint), None)

    def called(self, account: int, key: str) -> Touchpoint | None:
        return self.tables.touchpoints.get((account, key))

    def save(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        del now
        known = self.of(touchpoint.id)
        if known is None or known.version != touchpoint.version:
            return False
        self._put(replace(touchpoint, version=known.version + 1, task=known.task))
        return True

    def follow(self, touchpoint: int, *, task: int) -> None:
        if known := self.of(touchpoint):
            self._put(replace(known, task=task))

    def remove(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        del now
        known = self.of(touchpoint.id)
        if known is None or known.version != touchpoint.version:
            return False
        del self.tables.touchpoints[touchpoint.account, touchpoint.key]
        return True

    def contacts_of(self, account: int) -> Sequence[AccountContact]:
        known = self.tables.contacts.get(account, [])
        return sorted(known, key=lambda each: (each.left_on is not None, each.name, each.id))

    def page(self, account: int, *, offset: int, limit: int) -> TouchPage:
        mine = [each for each in self.tables.touchpoints.values() if each.account == account]
        newest = sorted(mine, key=lambda each: (each.at, each.id), reverse=True)
        return TouchPage(tuple(map(self._row, newest[offset : offset + limit])), len(newest))

    def cadences(self, wanted: StandingFilter, *, overdue: bool, today: date, offset: int, limit: int) -> CadencePage:
        wanted_ones = [number for number, account in self.tables.accounts.items() if is_wanted(account, wanted)]
        known = [
            as_the_book_says(self.tables.standings[number], self.tables)
            for number in wanted_ones
            if number in self.tables.standings
        ]
        late = [standing for standing in known if days_late(standing, today)]
        listed = sorted(late if overdue else known, key=lambda each: (*gravity_of_silence(each, today), *_order(each)))
        return CadencePage(
            tuple(listed[offset : offset + limit]),
            shown=len(listed),
            total=len(known),
            overdue=len(late),
            never=sum(days_late(standing, today) is None for standing in known),
            touches_due=sum(standing.touches_due or 0 for standing in known),
            touches_met=sum(standing.touches_met or 0 for standing in known),
            accounts_due=sum(bool(standing.touches_due) for standing in known),
        )

    def _row(self, touchpoint: Touchpoint) -> TouchRow:
        people = self.tables.contacts.get(touchpoint.account, [])
        present = [each for each in people if each.id in touchpoint.contacts]
        return TouchRow(touchpoint, tuple(sorted(present, key=lambda each: (each.name, each.id))))

    def _put(self, touchpoint: Touchpoint) -> None:
        self.tables.touchpoints[touchpoint.account, touchpoint.key] = touchpoint


def _order(standing: AccountStanding) -> tuple[int, int]:
    return -max((money.minor for money in standing.arr), default=0), standing.account
