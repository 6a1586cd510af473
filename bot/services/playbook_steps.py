"""What a playbook makes: tasks and messages, each once, for whoever has the role that day; and how a run ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.services.task_changes import written_task
from bot.services.task_records import MADE, record_task
from domain.mornings import morning_from, working_moment
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact
from domain.playbooks.calendar import WorkCalendar
from domain.playbooks.playbook import Playbook, PlaybookAccount, Step, StepKind
from domain.playbooks.roles import person_for
from domain.playbooks.run import Ending, Run, StepDone
from domain.playbooks.stepping import StepDue, steps_due
from domain.ports import AuditEntry, Book
from domain.preferences import Preferences, quiet_end
from domain.tasks.answer import TaskChange
from domain.tasks.notices import assigned_notice
from domain.tasks.task import ITSELF, Task, TaskComment, TaskSource
from domain.zones import zone_called

ENDED = "playbooks.ended"
Reasons = Callable[[Ending, str, "str | None"], str]
"""Why a run ended, with what somebody wrote, in the language of whoever's task is closed by it."""


class Making:
    """In one transaction, at one moment."""

    def __init__(self, book: Book, *, now: datetime, zone: str, reasons: Reasons) -> None:
        self._book, self._now, self._zone, self._reasons = book, now, zone, reasons
        self.today = now.astimezone(zone_called(None, zone)).date()
        self._wishes, self._rules = book.wishes.all(), book.wishes.rules()
        self.calendar = WorkCalendar(self._rules.weekdays, self._rules.holidays)
        self.members = {member.slack_id: member for member in book.members.all()}
        gone = (person for person, mine in self._wishes.items() if (mine.away_until or date.min) >= self.today)
        self._away = frozenset(gone)
        self._product = next((area.manager for area in book.feedback.areas() if area.is_default), None)
        self.made = 0

    def person(self, step: Step, account: PlaybookAccount) -> str | None:
        return person_for(step.role, account, self.members, away=self._away, product=self._product)

    def take_steps(self, playbook: Playbook, run: Run, account: PlaybookAccount) -> None:
        """What is due and was not made: whoever claims a step makes it."""
        for due in steps_due(playbook, run, account, self.calendar, today=self.today):
            if self._book.playbooks.claim_step(run, due.position, on=due.on, at=self._now):
                self._make(due, run, account)

    def end(self, run: Run, ending: Ending, *, by: str | None, note: str = "") -> bool:
        """Nobody has to do the rest of it: what is open is closed, and the reason is said below it."""
        if not self._book.playbooks.end(run.id, ending, at=self._now, by=by, note=note):
            return False
        entry = AuditEntry(self._now, by or ITSELF, ENDED, f"account:{run.account}", after=f"{run.playbook}: {ending}")
        self._book.audit.record(entry)
        for step in self._as_it_stands(run).open_tasks:
            self._call_off(step, self._reasons(ending, note, self._language(step.assignee)))
        self.made += 1
        return True

    def open_again(self, run: Run, *, by: str) -> bool:
        """The tasks that were closed with it are open again; False where it is not over in that way any more."""
        assert run.ended_at, "only what is over is opened again"
        if not self._book.playbooks.reopen(run.id, ended_at=run.ended_at):
            return False
        for step in run.called_off:
            task = self._task_of(step)
            self._write(task, replace(task, done_at=None, done_by=None), TaskChange.REOPENED, by=by)
        return True

    def _make(self, due: StepDue, run: Run, account: PlaybookAccount) -> None:
        self.made += 1
        to = self.person(due.step, account)
        if due.step.kind is StepKind.TASK:
            self._task(due, run, account, to or (run.by if run.by in self.members else None) or ITSELF)
        if due.step.kind is StepKind.MESSAGE and to:
            self._message(due, run, to)

    def _task(self, due: StepDue, run: Run, account: PlaybookAccount, to: str) -> None:
        """What comes late, since the bot was away, is due today at the earliest."""
        due_on = max(self.calendar.after(due.on, due.step.due_in, due.step.counted), self.today)
        title = due.step.text.in_language(self._language(to))
        made = Task(0, title, due_on, to, run.by or ITSELF, self._now, account.id, source=TaskSource.PLAYBOOK)
        task = self._book.tasks.add(made)
        self._book.playbooks.note_task(run.id, due.position, task.id)
        record_task(self._book, MADE, task, before=None, by=task.by, now=self._now)
        if notice := assigned_notice(task, by=ITSELF):
            self._announce(notice)

    def _message(self, due: StepDue, run: Run, to: str) -> None:
        about = f"playbook:{run.id}:{due.position}"
        facts: dict[str, Fact] = {"run": run.id, "position": due.position}
        number = self._announce(Announcement(AnnouncementKind.PLAYBOOK, to, about, facts))
        assert number is not None, "whoever claimed the step is the only one who says it"
        self._book.playbooks.note_message(run.id, due.position, number)

    def _announce(self, announcement: Announcement) -> int | None:
        """In the reader's own working hours: the night makes it, the morning brings it."""
        member = self.members[announcement.to]
        mine = self._wishes.get(member.slack_id) or Preferences()
        morning = morning_from(mine, self._rules, zone_called(mine.zone or member.zone, self._zone))
        at = working_moment(morning, now=self._now)
        due_at = quiet_end(mine, at.astimezone(morning.zone)) or at
        return self._book.outbox.put(announcement, now=self._now, due_at=due_at)

    def _call_off(self, step: StepDone, why: str) -> None:
        task = self._task_of(step)
        self._book.tasks.comment(TaskComment(task.id, ITSELF, self._now, why))
        self._write(task, replace(task, done_at=self._now, done_by=ITSELF), TaskChange.CALLED_OFF, by=ITSELF)

    def _task_of(self, step: StepDone) -> Task:
        found = self._book.tasks.of(step.task or 0)
        assert found, "a step without its task has none that is open or closed"
        return found

    def _as_it_stands(self, run: Run) -> Run:
        """Somebody may have done a task since the book was looked at."""
        found = self._book.playbooks.of(run.id)
        assert found, "a run goes only with its account"
        return found

    def _write(self, task: Task, changed: Task, what: TaskChange, *, by: str) -> None:
        written_task(self._book, task, changed, what, by=by, now=self._now, zone=self._zone)

    def _language(self, person: str | None) -> str | None:
        member = self.members.get(person or "")
        return (member.language or member.locale) if member else None
