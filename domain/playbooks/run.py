"""One account going through a playbook: where it stands, and what was made of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.days import shifted

UNDO = timedelta(minutes=10)
_A_TERM = 365
"""Where no term is known, it is as long as most are."""


class Ending(StrEnum):
    FINISHED = "finished"
    CONDITION_OVER = "condition_over"
    ACCOUNT_LEFT = "account_left"
    RENEWED = "renewed"
    RENEWAL_LOST = "renewal_lost"
    """The renewal at the end of its term was closed."""
    NEXT_TERM = "next_term"
    """It makes way, as the account enters for its next term."""
    STOPPED = "stopped"
    UNDONE = "undone"
    """Started by hand and taken back at once: it never was."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """`on`: the day it came; of a wait, the day it ended. `task` is what was made of it; `done_at` that of the task."""

    position: int
    on: date
    task: int | None = None
    title: str = ""
    due_on: date | None = None
    assignee: str | None = None
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.task is not None and self.due_on is not None and self.done_at is None

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Run:
    """`policy_version` is the one it entered by: its steps stay those. `once` keeps a second entry out.

    `by` is who started it by hand. `term` is the end of the term it entered in.
    """

    id: int
    account: int
    playbook: str
    policy_version: int
    entered_on: date
    entered_at: datetime
    once: str
    by: str | None = None
    term: date | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    ended_by: str | None = None
    note: str = ""
    account_name: str = ""
    owner: str | None = None
    steps: Sequence[StepDone] = ()
    renewed: bool | None = None
    """Whether the renewal of its term was kept; None while that is open, and wherever nobody looked."""

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def done(self) -> Mapping[int, date]:
        return {step.position: step.on for step in self.steps}

    @property
    def open_tasks(self) -> Sequence[StepDone]:
        return [step for step in self.steps if step.is_open]

    @property
    def called_off(self) -> Sequence[StepDone]:
        """Tasks that were closed with the run, since nobody has to do them any more."""
        return [step for step in self.steps if self.ended_at and step.done_at == self.ended_at]

    def has_late_task(self, today: date) -> bool:
        return any(step.is_late(today) for step in self.steps)


@dataclass(frozen=True, slots=True)
class PastRun:
    """What matters of a run for entering again."""

    account: int
    playbook: str
    entered_on: date
    once: str
    term: date | None = None
    is_open: bool = False
    was_undone: bool = False

    def is_of_a_term_before(self, term_end: date | None, *, on: date) -> bool:
        """Its term is not the one that ends then, and was over on that day; a date that is put right ends no term."""
        return self.term != term_end and (self.term or shifted(self.entered_on, _A_TERM)) <= on
