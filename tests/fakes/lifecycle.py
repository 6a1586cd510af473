from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.accounts import Account, AccountStatus, LifecycleStage, Money
from domain.first_value.reached import ValueNote, ValueStanding
from domain.first_value.survival import Starter
from domain.health.ports import StandingFilter
from domain.health.standing import AccountStanding
from domain.lifecycle.ports import (
    CLOCK_DAYS,
    ClockPage,
    ClockRow,
    StagesPage,
    StageTotal,
    StarterPage,
    StarterRow,
)
from fakes.accounts import as_the_book_says, is_wanted
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeLifecycle:
    tables: FakeTables

    def stages(self, wanted: StandingFilter, *, stuck: bool, offset: int, limit: int) -> StagesPage:
        known = self._standings(replace(wanted, stage=None))
        chosen = [each for each in known if wanted.stage in {None, each.stage} and (each.stuck or not stuck)]
        listed = sorted(chosen, key=lambda each: (each.stuck is None, -_largest(each), each.account))
        found = {stage: [each for each in known if each.stage is stage] for stage in LifecycleStage}
        accounts = [account for account in self.tables.accounts.values() if is_wanted(account, wanted)]
        return StagesPage(
            tuple(listed[offset : offset + limit]),
            len(listed),
            {stage: _total(standings) for stage, standings in found.items() if standings},
            len(accounts) - len(known),
        )

    def clock(self, wanted: StandingFilter, *, late: bool, today: date, offset: int, limit: int) -> ClockPage:
        waiting = [
            (standing.first_value_due_on, -_largest(standing), standing.account, standing)
            for standing in self._standings(wanted)
            if standing.first_value_on is None and standing.first_value_due_on
        ]
        first_day = today - timedelta(days=CLOCK_DAYS)
        known = sorted(each for each in waiting if each[0] >= first_day)
        overdue = [each for each in known if each[0] < today]
        listed = [each[-1] for each in (overdue if late else known)]
        rows = tuple(self._clock_row(standing, today) for standing in listed[offset : offset + limit])
        return ClockPage(rows, len(listed), len(known), len(overdue), len(waiting) - len(known))

    def starters(self, wanted: StandingFilter, *, today: date) -> StarterPage:
        accounts = [account for account in self.tables.accounts.values() if _is_of(account, wanted)]
        live = [account for account in accounts if account.went_live_on and account.went_live_on <= today]
        still = [account for account in accounts if account.status is not AccountStatus.CHURNED]
        return StarterPage(
            tuple(_starter(account, today) for account in live),
            len([account for account in still if account not in live]),
        )

    def first_value_of(self, account: int) -> ValueStanding:
        known = self.tables.accounts.get(account)
        return (
            ValueStanding(known.first_value_on, self.tables.values_reached.get(account)) if known else ValueStanding()
        )

    def record(self, note: ValueNote, *, seen: ValueStanding) -> ValueNote | None:
        if self.first_value_of(note.account) != seen:
            return None
        kept = replace(note, id=max(self.tables.value_notes, default=0) + 1, before=seen)
        self.tables.value_notes[kept.id] = kept
        self._put(note.account, kept.stands)
        return kept

    def unfind(self, account: int, *, seen: ValueStanding, now: datetime) -> bool:
        del now
        if self.first_value_of(account) != seen:
            return False
        self._put(account, ValueStanding())
        return True

    def note(self, number: int) -> ValueNote | None:
        return self.tables.value_notes.get(number)

    def take_back(self, note: ValueNote, *, now: datetime) -> bool:
        del now
        if self.first_value_of(note.account) != note.stands:
            return False
        del self.tables.value_notes[note.id]
        self._put(note.account, note.before)
        return True

    def _put(self, account: int, stands: ValueStanding) -> None:
        self.tables.accounts[account] = replace(self.tables.accounts[account], first_value_on=stands.on)
        if stands.reached:
            self.tables.values_reached[account] = stands.reached
        else:
            self.tables.values_reached.pop(account, None)

    def _standings(self, wanted: StandingFilter) -> list[AccountStanding]:
        known = [number for number, account in self.tables.accounts.items() if is_wanted(account, wanted)]
        return [
            as_the_book_says(self.tables.standings[each], self.tables)
            for each in known
            if each in self.tables.standings
        ]

    def _clock_row(self, standing: AccountStanding, today: date) -> ClockRow:
        steps = self.tables.onboarding_steps.get(standing.account, [])
        return ClockRow(
            standing,
            self.tables.accounts[standing.account].segment,
            sum(step.done_on is not None and step.done_on <= today for step in steps),
            sum(step.due_on <= today for step in steps),
            len(steps),
        )


def _is_of(account: Account, wanted: StandingFilter) -> bool:
    return is_wanted(replace(account, status=AccountStatus.LIVE), wanted)


def _starter(account: Account, today: date) -> StarterRow:
    assert account.went_live_on
    is_reached = account.first_value_on is not None and account.first_value_on <= today
    has_left = not is_reached and account.status is AccountStatus.CHURNED
    until = account.first_value_on if is_reached else account.churned_on if has_left else today
    return StarterRow(
        Starter(account.went_live_on, until or today, is_reached, has_left), account.segment, account.tier
    )


def _total(standings: Iterable[AccountStanding]) -> StageTotal:
    known = list(standings)
    stuck = [each for each in known if each.stuck]
    return StageTotal(len(known), len(stuck), _sums(known), _sums(stuck))


def _sums(standings: Iterable[AccountStanding]) -> tuple[Money, ...]:
    sums: Counter[str] = Counter()
    for standing in standings:
        if standing.arr:
            main = max(standing.arr, key=lambda money: money.minor)
            sums[main.currency] += main.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()) if minor)


def _largest(standing: AccountStanding) -> int:
    return max((money.minor for money in standing.arr), default=0)
