from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.accounts import AccountStatus, UsageMeasure
from domain.success import OutcomeStatus
from domain.surveys.promoters import Answers
from domain.teamwork.customers import BEFORE_DAYS, RECENT_DAYS, ScoreSeen, SeatSpan, Use
from domain.teamwork.ports import StandingSeen, TaskMade, TasksAsked
from domain.teamwork.work import DueTouches, PlanSeen
from fakes.tables import FakeTables

YEAR, WEEK = timedelta(days=365), timedelta(days=7)
WELL = {OutcomeStatus.ON_TRACK, OutcomeStatus.REACHED}


@dataclass(frozen=True, slots=True)
class FakeTeamBook:
    tables: FakeTables

    def answers(self, day: date, accounts: Collection[int] | None) -> Mapping[int, Answers]:
        latest: dict[tuple[int, str], int] = {}
        for account, person, score, on in sorted(self.tables.nps, key=lambda each: each[3]):
            if _is_asked(account, accounts) and day - YEAR < on <= day:
                latest[account, person] = score
        found: dict[int, Answers] = {}
        for (account, _), score in latest.items():
            said = found.get(account, Answers())
            found[account] = Answers(
                said.promoters + (score >= 9), said.passives + (6 < score < 9), said.detractors + (score <= 6)
            )
        return found

    def use(self, day: date, accounts: Collection[int] | None) -> Mapping[int, Use]:
        found: dict[int, Use] = {}
        for measure in (UsageMeasure.ACTIVE_USERS, UsageMeasure.EVENTS):
            for account in {each[0] for each in self.tables.team_use if _is_asked(each[0], accounts)}:
                recent = self._of(account, measure, day - timedelta(days=RECENT_DAYS), day)
                first = day - timedelta(days=RECENT_DAYS + BEFORE_DAYS)
                before = self._of(account, measure, first, day - timedelta(days=RECENT_DAYS))
                if recent or before:
                    past = sum(before.values()) if before else None
                    first_on = min(before).toordinal() if before else None
                    found[account] = Use(sum(recent.values()) if recent else None, past, first_on)
        return found

    def users(self, day: date, accounts: Collection[int] | None) -> Mapping[int, int]:
        found: dict[int, int] = {}
        for account in {each[0] for each in self.tables.team_use if _is_asked(each[0], accounts)}:
            since = day - timedelta(days=RECENT_DAYS)
            newest = self._of(account, UsageMeasure.ACTIVE_USERS_28D, since, day)
            most = self._of(account, UsageMeasure.ACTIVE_USERS, since, day)
            if newest or most:
                found[account] = newest[max(newest)] if newest else max(most.values())
        return found

    def seats(self, day: date, accounts: Collection[int] | None) -> Sequence[SeatSpan]:
        first = day - timedelta(days=RECENT_DAYS - 1)
        return [
            span
            for span in self.tables.seat_spans
            if _is_asked(span.account, accounts)
            and (span.starts_on or date.min) <= day
            and (span.ends_on or date.max) > first
        ]

    def standings(self, accounts: Collection[int] | None) -> Mapping[int, StandingSeen]:
        there = self.tables.accounts
        return {
            number: StandingSeen(
                ScoreSeen(each.shown, each.band), each.arr, _touches(each.touches_due, each.touches_met)
            )
            for number, each in self.tables.standings.items()
            if _is_asked(number, accounts) and there[number].status is not AccountStatus.CHURNED
        }

    def scores(self, day: date, accounts: Collection[int] | None) -> Mapping[int, ScoreSeen]:
        within = [
            each for each in self.tables.snapshots if _is_asked(each.account, accounts) and day - WEEK < each.day <= day
        ]
        ordered = sorted(within, key=lambda each: (each.day, each.revision))
        return {each.account: ScoreSeen(each.shown, each.band) for each in ordered}

    def plans(self, day: date, accounts: Collection[int] | None) -> Mapping[int, PlanSeen]:
        found: dict[int, PlanSeen] = {}
        for each in self.tables.agreed_outcomes:
            if _is_asked(each.account, accounts) and each.agreed_on <= day:
                known = found.get(each.account, PlanSeen(0, 0))
                found[each.account] = PlanSeen(known.agreed + 1, known.on_track + (each.status in WELL))
        return found

    def tasks(self, asked: TasksAsked, people: Collection[str] | None) -> Sequence[TaskMade]:
        return [
            TaskMade(task.assignee, task.due_on, task.done_at)
            for task in self.tables.tasks.values()
            if (people is None or task.assignee in people) and _is_looked_at(task.due_on, task.done_at, asked)
        ]

    def _of(self, account: int, measure: UsageMeasure, after: date, until: date) -> dict[date, int]:
        """On the days after `after`, up to `until`."""
        rows = ((on, value) for number, kind, on, value in self.tables.team_use if (number, kind) == (account, measure))
        return {on: value for on, value in rows if after < on <= until}


def _is_asked(account: int, accounts: Collection[int] | None) -> bool:
    return accounts is None or account in accounts


def _touches(due: int | None, met: int | None) -> DueTouches | None:
    return None if due is None else DueTouches(due, met or 0)


def _is_looked_at(due_on: date, done_at: datetime | None, asked: TasksAsked) -> bool:
    is_open = done_at is None or done_at >= asked.until
    return asked.first <= due_on < asked.after or (due_on < asked.after and is_open)
