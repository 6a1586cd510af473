"""A playbook of three steps, an account and a calendar, to vary from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.playbook import (
    Condition,
    DateOf,
    Playbook,
    PlaybookAccount,
    Step,
    StepKind,
    Trigger,
    TriggerKind,
    Wording,
)
from domain.playbooks.run import Run, StepDone

TODAY = date(2026, 9, 1)
"""A Tuesday."""
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
WEEK = WorkCalendar(frozenset(range(5)))
CALL = Step(StepKind.TASK, 0, Wording("Call", "致电"), due_in=2)
WAIT = Step(StepKind.WAIT, 10, until=Condition(first_value=True))
TELL = Step(StepKind.MESSAGE, 3, Wording("Look", "请看"))
LIVE = Trigger(TriggerKind.DATE, of=DateOf.WENT_LIVE_ON, days=15)
PLAYBOOK = Playbook("first", Wording("First", "首次"), LIVE, (CALL, WAIT, TELL))
ACME = PlaybookAccount(
    1,
    "Acme",
    owner="U1",
    tier=Tier.HIGH,
    segment="Enterprise",
    stage=LifecycleStage.STABLE,
    band=Band.GREEN,
    worth=50_000,
    seat_share=0.95,
    went_live_on=date(2026, 8, 17),
    term_end=date(2027, 1, 31),
    model="1:1",
)
RUN = Run(1, 1, "first", 1, TODAY, NOW, "once", term=date(2027, 1, 31))


def with_steps(*steps: StepDone, run: Run = RUN) -> Run:
    return replace(run, steps=steps)
