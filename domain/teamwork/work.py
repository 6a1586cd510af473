"""What somebody does: contacts that fell due, tasks, success plans, and telling customers what became of their asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.feedback.telling import Telling, median_days
from domain.teamwork.figure import Figure, FigureName


class DueTouches(NamedTuple):
    """Contacts with an account that fell due in 90 days, and how many of them were made in time."""

    due: int
    met: int


class PlanSeen(NamedTuple):
    """Outcomes agreed with an account, and how many of them are on track or reached."""

    agreed: int
    on_track: int


class TaskSeen(NamedTuple):
    assignee: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class TaskDays:
    """Tasks count that are due from `first` on and before `after`; seen at the end of the day before `seen_on`."""

    first: date
    after: date
    seen_on: date


@dataclass(frozen=True, slots=True)
class ToldSeen:
    """What was told in the period, and how many were still to be told at its end."""

    told: tuple[Telling, ...] = ()
    untold: int = 0


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """`touches` and `on_track` None: only known of today, and not of the day that is asked for."""

    days: TaskDays
    tasks: Mapping[str, Collection[TaskSeen]]
    plans: Mapping[int, PlanSeen]
    touches: Mapping[int, DueTouches] | None = None
    is_of_today: bool = False
    told: Mapping[str, ToldSeen] = field(default_factory=dict)


def work_figures(facts: WorkFacts, live: Collection[int], people: Iterable[str]) -> list[Figure]:
    """Of the accounts that were there, and of what these people have to do."""
    everybody = list(people)
    tasks = [task for person in everybody for task in facts.tasks.get(person, ())]
    told = [facts.told[person] for person in everybody if person in facts.told]
    return [
        *_touches(facts.touches, live),
        _on_time(tasks, facts.days),
        _overdue(tasks, facts.days),
        *_told(told),
        *_plans(facts, live),
    ]


def _touches(touches: Mapping[int, DueTouches] | None, live: Collection[int]) -> list[Figure]:
    if touches is None:
        return []
    found = [touches[account] for account in live if account in touches]
    due, met = (sum(each[place] for each in found) for place in (0, 1))
    return [Figure(FigureName.TOUCHES, due, part=Decimal(met), whole=Decimal(due))]


def _on_time(tasks: Iterable[TaskSeen], days: TaskDays) -> Figure:
    """Of those that were due, and of those that were done before their day came."""
    due = [
        task
        for task in tasks
        if days.first <= task.due_on < days.after and (task.due_on < days.seen_on or task.done_on)
    ]
    on_time = sum(task.done_on is not None and task.done_on <= task.due_on for task in due)
    return Figure(FigureName.TASKS_ON_TIME, len(due), part=Decimal(on_time), whole=Decimal(len(due)))


def _overdue(tasks: Iterable[TaskSeen], days: TaskDays) -> Figure:
    late = [
        task for task in tasks if task.due_on < days.seen_on and (task.done_on is None or task.done_on >= days.seen_on)
    ]
    return Figure(FigureName.TASKS_OVERDUE, len(late), part=Decimal(len(late)))


def _told(found: Collection[ToldSeen]) -> list[Figure]:
    told = [telling for each in found for telling in each.told]
    whole = len(told) + sum(each.untold for each in found)
    days = median_days(told)
    return [
        Figure(FigureName.TOLD, whole, part=Decimal(len(told)), whole=Decimal(whole)),
        Figure(FigureName.TOLD_DAYS, len(told), part=Decimal() if days is None else Decimal(days)),
    ]


def _plans(facts: WorkFacts, live: Collection[int]) -> list[Figure]:
    """An account is on track when everything that was agreed with it is."""
    agreed = [facts.plans[account] for account in live if account in facts.plans]
    figures = [Figure(FigureName.PLANS, len(live), part=Decimal(len(agreed)), whole=Decimal(len(live)))]
    if facts.is_of_today:
        well = sum(plan.on_track == plan.agreed for plan in agreed)
        figures.append(Figure(FigureName.PLANS_ON_TRACK, len(agreed), part=Decimal(well), whole=Decimal(len(agreed))))
    return figures
