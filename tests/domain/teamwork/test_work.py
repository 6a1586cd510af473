"""What CSMs do: contacts in time, tasks, plans, and telling customers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.feedback.telling import Telling
from domain.teamwork.figure import Figure, FigureName
from domain.teamwork.work import DueTouches, PlanSeen, TaskDays, TaskSeen, ToldSeen, WorkFacts, work_figures

SINCE = datetime(2026, 10, 5, tzinfo=UTC)
DAYS = TaskDays(date(2026, 10, 1), date(2027, 1, 1), date(2026, 11, 22))
NOVEMBER, YESTERDAY, TODAY = date(2026, 11, 1), date(2026, 11, 21), date(2026, 11, 22)
FACTS = WorkFacts(
    DAYS,
    tasks={
        "dana": [
            TaskSeen("dana", NOVEMBER, NOVEMBER),
            TaskSeen("dana", NOVEMBER, NOVEMBER + timedelta(days=1)),
            TaskSeen("dana", YESTERDAY, None),
            TaskSeen("dana", TODAY, None),
        ],
        "wei": [
            TaskSeen("wei", date(2026, 12, 24), NOVEMBER),
            TaskSeen("wei", date(2026, 9, 30), None),
            TaskSeen("wei", date(2027, 1, 1), NOVEMBER),
        ],
    },
    plans={1: PlanSeen(2, 2), 2: PlanSeen(2, 1), 9: PlanSeen(1, 1)},
    touches={1: DueTouches(6, 5), 2: DueTouches(3, 3), 9: DueTouches(9, 0)},
    is_of_today=True,
    told={
        "dana": ToldSeen(
            (
                Telling(1, 1, 1, SINCE, at=SINCE + timedelta(days=2)),
                Telling(2, 1, 2, SINCE, at=SINCE + timedelta(days=5)),
            ),
            1,
        ),
        "wei": ToldSeen((), 3),
    },
)


def by_name(facts: WorkFacts, *people: str) -> dict[FigureName, Figure]:
    return {figure.name: figure for figure in work_figures(facts, [1, 2, 3], people)}


def share(name: FigureName, part: int, whole: int) -> Figure:
    return Figure(name, whole, part=Decimal(part), whole=Decimal(whole))


def test_what_one_person_does_is_of_their_accounts_and_their_tasks() -> None:
    found = by_name(FACTS, "dana")

    assert found[FigureName.TOUCHES] == share(FigureName.TOUCHES, 8, 9)
    assert found[FigureName.TASKS_ON_TIME] == share(FigureName.TASKS_ON_TIME, 1, 3)
    assert found[FigureName.TASKS_OVERDUE] == Figure(FigureName.TASKS_OVERDUE, 1, part=Decimal(1))
    assert found[FigureName.TOLD] == share(FigureName.TOLD, 2, 3)
    assert found[FigureName.TOLD_DAYS] == Figure(FigureName.TOLD_DAYS, 2, part=Decimal("3.5"))
    assert found[FigureName.PLANS] == share(FigureName.PLANS, 2, 3)
    assert found[FigureName.PLANS_ON_TRACK] == share(FigureName.PLANS_ON_TRACK, 1, 2)


def test_what_was_done_before_its_day_came_is_on_time() -> None:
    found = by_name(FACTS, "wei")

    assert found[FigureName.TASKS_ON_TIME] == share(FigureName.TASKS_ON_TIME, 1, 1)
    assert found[FigureName.TASKS_OVERDUE].part == 1
    assert (found[FigureName.TOLD], found[FigureName.TOLD_DAYS].value) == (share(FigureName.TOLD, 0, 3), None)


def test_a_team_is_everybody_together() -> None:
    found = by_name(FACTS, "dana", "wei", "nobody")

    assert found[FigureName.TASKS_ON_TIME] == share(FigureName.TASKS_ON_TIME, 2, 4)
    assert found[FigureName.TOLD] == share(FigureName.TOLD, 2, 6)


def test_of_a_day_gone_by_only_what_is_known_of_it_is_said() -> None:
    days = TaskDays(date(2026, 7, 1), date(2026, 10, 1), date(2026, 10, 1))
    late = TaskSeen("dana", date(2026, 9, 30), date(2026, 10, 1))
    in_time = TaskSeen("dana", date(2026, 9, 30), date(2026, 9, 30))

    found = by_name(WorkFacts(days, {"dana": [late, in_time]}, {}), "dana")

    assert FigureName.TOUCHES not in found
    assert FigureName.PLANS_ON_TRACK not in found
    assert found[FigureName.TASKS_ON_TIME] == share(FigureName.TASKS_ON_TIME, 1, 2)
    assert found[FigureName.TASKS_OVERDUE].part == 1
