"""What people are answered about playbooks, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import AccountMatch
from domain.filter_words import HelpWanted
from domain.playbooks.figures import PlaybookFigures
from domain.playbooks.playbook import Guide, Playbook, Wording
from domain.playbooks.run import Run
from domain.playbooks.stepping import StepDue


@dataclass(frozen=True, slots=True)
class PlaybookOverview:
    rows: Sequence[tuple[Playbook, PlaybookFigures]]


@dataclass(frozen=True, slots=True)
class RunLook:
    """`coming` is None once every step came; `steps` is how many there are, None where the policy has lost them."""

    run: Run
    title: Wording
    steps: int | None
    coming: StepDue | None
    may_stop: bool = False


@dataclass(frozen=True, slots=True)
class PlaybookPage:
    """Who is in one playbook, whose next step comes first at the top."""

    playbook: Playbook
    looks: Sequence[RunLook]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class AccountPlaybooks:
    """`ended` are the last ones that are over."""

    account: AccountMatch
    running: Sequence[RunLook]
    ended: Sequence[RunLook]
    guides: Sequence[Guide]
    may_start: bool = False
    news: PlaybookChanged | None = None


PlaybooksAnswer: TypeAlias = "HelpWanted | PlaybookOverview | PlaybookPage | AccountPlaybooks"


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step of what would be started; `person` would get it as people are here today."""

    due: StepDue
    person: str | None


@dataclass(frozen=True, slots=True)
class StartOffer:
    """`choices` are those that may be started for the account; `chosen` with its steps, as they would come."""

    account: AccountMatch
    choices: Sequence[Playbook]
    chosen: Playbook | None
    plan: Sequence[StepPlan] = ()


class PlaybookChange(StrEnum):
    STARTED = "started"
    RUNNING_ALREADY = "running_already"
    STOPPED = "stopped"
    OVER_ALREADY = "over_already"
    START_UNDONE = "start_undone"
    STOP_UNDONE = "stop_undone"
    TOO_LATE = "too_late"
    """To be undone."""
    CHANGED_MEANWHILE = "changed_meanwhile"
    """It cannot be undone, since somebody went on from it."""


@dataclass(frozen=True, slots=True)
class PlaybookChanged:
    """`undo` is what the button that takes it back carries."""

    change: PlaybookChange
    title: Wording
    account: str
    undo: str = ""


@dataclass(frozen=True, slots=True)
class TaskPlaybook:
    """Where a task came from: its playbook, and what helps with it."""

    title: Wording
    guides: Sequence[Guide] = ()


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who would enter, and the steps that would come then."""

    account: str
    on: date
    plan: Sequence[StepPlan]


@dataclass(frozen=True, slots=True)
class DryRun:
    """`true_already`: accounts for which it is so today, and which therefore do not enter."""

    playbook: Playbook
    entrants: Sequence[Entrant]
    true_already: int
