"""The steps of a playbook in the policy file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domain.health.policy_table import PolicyTable
from domain.playbooks.playbook import Condition, Counted, Step, StepKind, StepRole, Wording

_LONGEST = 730
_LONGEST_TASK = 150
_LONGEST_MESSAGE = 1000
_MOST_STEPS = 30


class ConditionIn(Protocol):
    def __call__(self, table: PolicyTable, *, may_wait_for_tasks: bool) -> Condition: ...


def steps_in(table: PolicyTable, condition_in: ConditionIn) -> tuple[Step, ...]:
    tables = table.tables("steps")
    steps = tuple(_step(each, condition_in) for each in tables)
    if table.is_sound:
        _check(table, tables, steps)
    return steps


def _step(table: PolicyTable, condition_in: ConditionIn) -> Step:
    kind = _kind(table)
    is_wait = kind is StepKind.WAIT
    longest = _LONGEST_TASK if kind is StepKind.TASK else _LONGEST_MESSAGE
    until = condition_in(table.table("wait"), may_wait_for_tasks=True) if is_wait else None
    step = Step(
        kind=kind,
        day=table.whole("day", most=_LONGEST),
        text=Wording("", "") if is_wait else wording_in(table, kind, longest=longest),
        role=StepRole.OWNER if is_wait else table.choice("role", StepRole),
        counted=table.choice("counted", Counted) if "counted" in table else Counted.WORKING,
        due_in=table.whole("due_in", most=_LONGEST) if kind is StepKind.TASK and "due_in" in table else 0,
        until=None if until == Condition() else until,
    )
    table.close()
    return step


def _kind(table: PolicyTable) -> StepKind:
    named = [kind for kind in StepKind if kind in table]
    if len(named) != 1:
        table.add("a step is one of task, message, wait", "name one of them, as in task = { en = …, zh = … }")
    return named[0] if named else StepKind.TASK


def wording_in(table: PolicyTable, key: str, *, longest: int) -> Wording:
    both = table.table(key)
    wording = Wording(both.line("en", longest=longest), both.line("zh", longest=longest))
    both.close()
    return wording


def _check(table: PolicyTable, tables: Sequence[PolicyTable], steps: Sequence[Step]) -> None:
    if not steps:
        table.add("it has no steps", "add a step below [[…steps]]")
        return
    if len(steps) > _MOST_STEPS:
        table.add(f"{len(steps)} steps are more than {_MOST_STEPS}", "make two playbooks of it", key="steps")
    if all(step.kind is StepKind.WAIT for step in steps):
        table.add("it only waits", "add a task or a message", key="steps")
    before: Step | None = None
    for place, step in zip(tables, steps, strict=True):
        if before and before.kind is not StepKind.WAIT and before.counted is step.counted and step.day < before.day:
            place.add(
                f"day {step.day} is before day {before.day} of the step above",
                "put the steps in the order of their days; after a wait they are counted from its end",
                key="day",
            )
        before = step
    if steps[-1].kind is StepKind.WAIT:
        tables[-1].add("the last step is a wait for nothing", "add what comes after it, or take it away")
