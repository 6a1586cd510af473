"""A book with accounts and people, and everything that success plans are kept with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fakes import FakeLibrary
from touch_desk import DANA, NOW, touched_book

from bot.blocks.plan_tasks import check_in_title
from bot.services.plan_looks import PlanLooks
from bot.services.plan_milestones import PlanMilestones
from bot.services.plan_outcomes import PlanOutcomes
from bot.services.plan_records import PlanWork
from bot.services.plan_steps import PlanSteps, last_check_in
from bot.services.plan_undo import PlanUndo
from bot.services.plan_watch import PlanWatch
from domain.permissions import Member
from domain.plans.answer import PlanKept, PlanRefused
from domain.plans.form import OutcomeForm
from domain.plans.plan import Outcome
from domain.plans.steps import CheckInForm, MeasureForm, MilestoneForm
from domain.schedules import Nightly

TODAY = NOW.date()
IN_A_YEAR = TODAY + timedelta(days=365)
SAVE = OutcomeForm(
    "Save 80 hours a month",
    (TODAY - timedelta(days=100)).isoformat(),
    "Hours saved",
    "h",
    "20",
    "80",
    (TODAY + timedelta(days=100)).isoformat(),
    owner="U0DANA",
    contact="1",
)
"""20 h to 80 h, of which 50 are due today."""


@dataclass
class Planning:
    library: FakeLibrary = field(default_factory=touched_book)
    now: datetime = NOW
    rescored: list[int] = field(default_factory=list)

    @property
    def work(self) -> PlanWork:
        return PlanWork(self.library, lambda: self.now, self.rescored.extend, "UTC", check_in_title)

    @property
    def outcomes(self) -> PlanOutcomes:
        return PlanOutcomes(self.work)

    @property
    def steps(self) -> PlanSteps:
        return PlanSteps(self.work)

    @property
    def milestones(self) -> PlanMilestones:
        return PlanMilestones(self.work)

    @property
    def undo(self) -> PlanUndo:
        return PlanUndo(self.work)

    @property
    def looks(self) -> PlanLooks:
        return PlanLooks(self.library)

    @property
    def watch(self) -> PlanWatch:
        return PlanWatch(self.work, Nightly(time(3), ZoneInfo("UTC")))

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def agree(self, form: OutcomeForm = SAVE, *, by: Member = DANA, account: str = "1") -> PlanKept:
        return kept(self.outcomes.kept(by, f"account:{account}", form, today=self.now.date()))

    def measure(self, value: str, *, by: Member = DANA, outcome: int = 1, on: str = "") -> PlanKept:
        return kept(self.steps.measured(by, str(outcome), MeasureForm(value, on), today=self.now.date()))

    def check_in(self, verdict: str = "on_track", *, by: Member = DANA, key: str = "V1", **said: Any) -> PlanKept:
        planned = self.outcome_and_all()
        form = CheckInForm(verdict, **said)
        return kept(self.steps.checked_in(by, last_check_in(planned), form, key=key, today=self.now.date()))

    def step(self, title: str = "Train the night shift", *, by: Member = DANA, **more: Any) -> PlanKept:
        form = MilestoneForm(title, **({"due_on": TODAY.isoformat()} | more))
        return kept(self.milestones.kept(by, "1", form, today=self.now.date()))

    def take_back(self, seen: str, *, by: Member = DANA) -> PlanKept:
        return self.undo.undone(by, seen, today=self.now.date())

    def outcome(self, number: int = 1) -> Outcome:
        return self.library.tables.outcomes[number]

    def outcome_and_all(self, number: int = 1) -> Any:
        with self.library.reading() as book:
            return book.success_plans.outcome(number)

    def tasks(self) -> list[tuple[str, str, bool]]:
        """Title, whose, and whether it is open."""
        known = self.library.tables.tasks.values()
        return [(each.title, each.assignee, each.is_open) for each in known]

    def audited(self) -> list[tuple[str, str, str | None, str | None]]:
        entries = self.library.tables.audit
        return [(each.action, each.subject, each.before, each.after) for each in entries]


def kept(done: PlanKept | PlanRefused) -> PlanKept:
    assert isinstance(done, PlanKept), done
    return done


def at_night(day: int) -> datetime:
    """Three in the morning, so many days after the first."""
    return datetime.combine(TODAY + timedelta(days=day), time(3, 1), tzinfo=UTC)
