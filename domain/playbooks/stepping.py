"""Which step is due when, and when a run is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.conditions import holds
from domain.playbooks.entering import is_gone
from domain.playbooks.playbook import EndsWhen, Playbook, PlaybookAccount, Step, StepKind, TriggerKind
from domain.playbooks.run import Ending, Run


@dataclass(frozen=True, slots=True)
class StepDue:
    """A step with the day it comes on; of a wait, the day on which it ends, at the latest."""

    position: int
    step: Step
    on: date


def steps_due(
    playbook: Playbook, run: Run, account: PlaybookAccount, calendar: WorkCalendar, *, today: date
) -> Sequence[StepDue]:
    """In their order; nothing comes before what stands above it. A task that comes now is open for a wait below it."""
    found: list[StepDue] = []
    base, done, open_tasks = run.entered_on, run.done, len(run.open_tasks)
    for position, step in enumerate(playbook.steps):
        on = done.get(position) or _come(step, base, open_tasks, account, calendar, today)
        if on is None:
            return found
        if position not in done:
            found.append(StepDue(position, step, on))
            open_tasks += step.kind is StepKind.TASK
        base = on if step.kind is StepKind.WAIT else base
    return found


def planned(playbook: Playbook, run: Run, calendar: WorkCalendar) -> Iterator[StepDue]:
    """What is still to come, as though each wait lasted as long as it may."""
    base, done = run.entered_on, run.done
    for position, step in enumerate(playbook.steps):
        on = done.get(position) or calendar.after(base, step.day, step.counted)
        if position not in done:
            yield StepDue(position, step, on)
        base = on if step.kind is StepKind.WAIT else base


def next_step(playbook: Playbook, run: Run, calendar: WorkCalendar) -> StepDue | None:
    return next(planned(playbook, run, calendar), None)


def ending_of(playbook: Playbook, run: Run, account: PlaybookAccount, *, today: date) -> Ending | None:
    """None: it goes on. It is finished once every step came and no task of it is open."""
    if EndsWhen.ACCOUNT_LEFT in playbook.ends_when and is_gone(account, today):
        return Ending.ACCOUNT_LEFT
    if _is_back(playbook, account, today):
        return Ending.CONDITION_OVER
    if EndsWhen.CONDITION_OVER in playbook.ends_when and not holds(playbook.condition, account):
        return Ending.CONDITION_OVER
    if EndsWhen.RENEWAL_CLOSED in playbook.ends_when and run.renewed is not None:
        return Ending.RENEWED if run.renewed else Ending.RENEWAL_LOST
    is_through = all(position in run.done for position in range(len(playbook.steps)))
    return Ending.FINISHED if is_through and not run.open_tasks else None


def _is_back(playbook: Playbook, account: PlaybookAccount, today: date) -> bool:
    """Nobody is asked why they left who came back."""
    return playbook.trigger.kind is TriggerKind.ACCOUNT_LEFT and not is_gone(account, today)


def _come(
    step: Step, base: date, open_tasks: int, account: PlaybookAccount, calendar: WorkCalendar, today: date
) -> date | None:
    on = calendar.after(base, step.day, step.counted)
    if on <= today:
        return on
    is_over = step.until is not None and holds(step.until, account, open_tasks=open_tasks)
    return today if is_over and base <= today else None
