from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts import TouchpointDirection
from domain.weekly.ports import WeekAsked
from domain.weekly.week import Activity
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeActivities:
    tables: FakeTables

    def of(self, asked: WeekAsked) -> Mapping[str, Activity]:
        spoken, done, overdue = self._spoken(asked), Counter[str](), Counter[str]()
        for task in self.tables.tasks.values():
            done[task.assignee] += task.done_at is not None and asked.since <= task.done_at < asked.until
            overdue[task.assignee] += task.done_at is None and task.due_on < asked.today
        found = {
            person: Activity(spoken[person], done[person], overdue[person])
            for person in spoken.keys() | done.keys() | overdue.keys()
        }
        return {person: activity for person, activity in found.items() if activity != Activity()}

    def _spoken(self, asked: WeekAsked) -> Counter[str]:
        found: Counter[str] = Counter()
        for meeting in self.tables.meetings:
            person = meeting.author or self.tables.accounts[meeting.account].owner
            is_two_way = meeting.direction is TouchpointDirection.TWO_WAY
            if person and is_two_way and asked.since <= meeting.at < asked.until:
                found[person] += 1
        return found
