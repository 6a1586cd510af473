"""What became of the runs of each playbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.playbooks.run import Ending, Run

LATELY = timedelta(days=90)
_FINISHED = frozenset({Ending.FINISHED, Ending.RENEWED})
"""A renewal that is signed has come to its end, whatever was still to do for it."""


@dataclass(frozen=True, slots=True)
class PlaybookFigures:
    """`running` and `late` are of today, the others of 90 days; `tasks` are those of all these runs.

    A task that was called off with its run was not done.
    """

    running: int = 0
    late: int = 0
    entered: int = 0
    finished: int = 0
    stopped: int = 0
    tasks: int = 0
    tasks_done: int = 0

    @property
    def share_done(self) -> float | None:
        """None where no task was made."""
        return self.tasks_done / self.tasks if self.tasks else None


def figures_of(runs: Iterable[Run], *, today: date) -> Mapping[str, PlaybookFigures]:
    """Of runs that are open or ended within 90 days, by the playbook's name; what was taken back at once never was."""
    grouped: dict[str, list[Run]] = {}
    for run in runs:
        if run.ending is not Ending.UNDONE:
            grouped.setdefault(run.playbook, []).append(run)
    return {name: _figures(each, today) for name, each in grouped.items()}


def _figures(runs: list[Run], today: date) -> PlaybookFigures:
    since = today - LATELY
    made = sum(step.task is not None for run in runs for step in run.steps)
    not_done = sum(len(run.open_tasks) + len(run.called_off) for run in runs)
    running = [run for run in runs if run.is_open]
    return PlaybookFigures(
        running=len(running),
        late=sum(run.has_late_task(today) for run in running),
        entered=sum(run.entered_on >= since for run in runs),
        finished=sum(run.ending in _FINISHED for run in runs),
        stopped=sum(not run.is_open and run.ending not in _FINISHED for run in runs),
        tasks=made,
        tasks_done=made - not_done,
    )
