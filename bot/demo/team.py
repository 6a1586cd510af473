"""What the demo's team got done in two quarters: tasks on time and late, so that its figures have something to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from domain.tasks.task import Priority, Task
from storage.library import SqlBook

DAYS = 180
EVERY_DAYS = 5
LATE, LATER = 0.15, 0.08
"""How often the first person is late, and by how much more often each next one."""
TITLES = (
    "Send the notes of the business review",
    "Agree the next training",
    "Ask for the seat list",
    "Bring the value report up to date",
    "Introduce the new admin to support",
)


def tell_team(book: SqlBook, owners: Mapping[int, str], *, lead: str, now: datetime) -> None:
    """`owners` by account. All of it is done: what is open in the demo stays as it is."""
    people = (*dict.fromkeys(owners.values()), lead)
    for place, person in enumerate(people):
        mine = [account for account, owner in owners.items() if owner == person] or list(owners)
        for task in _tasks(person, lead, mine, place, now=now):
            book.tasks.add(task)


def _tasks(person: str, lead: str, accounts: Sequence[int], place: int, *, now: datetime) -> Iterator[Task]:
    dice = Random(f"team {place}")
    for number in range(DAYS // EVERY_DAYS):
        due_on = now.date() - timedelta(days=number * EVERY_DAYS + 8)
        done_on = due_on + timedelta(
            days=dice.randint(1, 6) if dice.random() < LATE + place * LATER else -dice.randint(0, 3)
        )
        done_at = _at(min(done_on, now.date()), now)
        yield Task(
            0,
            TITLES[number % len(TITLES)],
            due_on,
            person,
            lead,
            _at(due_on - timedelta(days=7), now),
            account=dice.choice(accounts),
            priority=Priority.NORMAL,
            done_at=done_at,
            done_by=person,
        )


def _at(day: date, now: datetime) -> datetime:
    return min(datetime.combine(day, time(10), now.tzinfo), now)
