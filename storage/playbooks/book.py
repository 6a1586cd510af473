from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, func, select, true, type_coerce, update

from domain.accounts import LifecycleStage
from domain.health.model import Band
from domain.playbooks.entering import Look
from domain.playbooks.playbook import PlaybookAccount
from domain.playbooks.ports import RunFilter
from domain.playbooks.run import Ending, PastRun, Run, StepDone
from storage.playbooks.accounts import accounts_of, statements_of_accounts
from storage.playbooks.terms import CLOSED, closed_renewals, decided_terms, reopened_renewals
from storage.tables import (
    AccountRow,
    PlaybookLookRow,
    PlaybookRunRow,
    PlaybookStepRow,
    PolicyRow,
    StandingRow,
    TaskRow,
    table_of,
)
from storage.upsert import insert_into

_ACCOUNT, _STANDING, _TASK = table_of(AccountRow), table_of(StandingRow), table_of(TaskRow)
_LOOK, _RUN, _STEP = table_of(PlaybookLookRow), table_of(PlaybookRunRow), table_of(PlaybookStepRow)
_IS_OPEN = _RUN.c.ended_at.is_(None)
_KEPT = ("account", "playbook", "policy_version", "entered_on", "entered_at", "once", "by", "term")
_ENDED = ("ended_at", "ended_by", "note")
_RUNS = select(
    _RUN.c.id, *(_RUN.c[name] for name in (*_KEPT, *_ENDED, "ending")), _ACCOUNT.c.name, _ACCOUNT.c.owner
).join(_ACCOUNT, _ACCOUNT.c.id == _RUN.c.account)
_STEPS = (
    select(
        *(_STEP.c[name] for name in ("run", "position", "on", "task")),
        *(_TASK.c[name] for name in ("title", "due_on", "assignee", "done_at")),
    )
    .select_from(_STEP.join(_RUN, _RUN.c.id == _STEP.c.run).outerjoin(_TASK, _TASK.c.id == _STEP.c.task))
    .order_by(_STEP.c.run, _STEP.c.position)
)
_PAST = select(
    *(_RUN.c[name] for name in ("account", "playbook", "entered_on", "once", "term")), _IS_OPEN, _RUN.c.ending
)
_CHANGED = select(
    _ACCOUNT.c.id,
    *(type_coerce(each, String) for each in (_ACCOUNT.c.evidence_changed_at, _STANDING.c.scored_at)),
).outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id)
_MOVED = (
    select(_RUN.c.account, _RUN.c.id, func.count(_STEP.c.position), func.count(_TASK.c.id))
    .outerjoin(_STEP, _STEP.c.run == _RUN.c.id)
    .outerjoin(_TASK, (_TASK.c.id == _STEP.c.task) & _TASK.c.done_at.is_(None))
    .where(_IS_OPEN)
    .group_by(_RUN.c.account, _RUN.c.id)
    .order_by(_RUN.c.account, _RUN.c.id)
)
_MARKS = (
    select(func.max(_STANDING.c.scored_at)),
    select(func.max(_ACCOUNT.c.evidence_changed_at)),
    select(func.max(table_of(PolicyRow).c.version)),
    select(func.max(_RUN.c.id)),
    select(func.count())
    .select_from(_RUN.join(_STEP, _STEP.c.run == _RUN.c.id).join(_TASK, _TASK.c.id == _STEP.c.task))
    .where(_IS_OPEN, _TASK.c.done_at.is_(None)),
)


class SqlPlaybooks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self) -> str:
        return "|".join(str(self._connection.execute(each).scalar()) for each in _MARKS)

    def accounts(self, *, today: date, only: Collection[int] | None = None) -> Sequence[PlaybookAccount]:
        return accounts_of(self._connection, today, only)

    def marks(self) -> Mapping[int, int]:
        """A hash of what changes with whatever is new: a whole book's take a tenth of the room of the texts."""
        found = {row[0]: hash(tuple(row)) for row in self._connection.execute(_CHANGED).all()}
        for row in self._connection.execute(_MOVED).all():
            found[row[0]] = hash((found[row[0]], *row))
        return found

    def looks(self, only: Collection[int] | None = None) -> Mapping[int, Look]:
        wanted = select(_LOOK).where(true() if only is None else _LOOK.c.account.in_(only))
        return {row[0]: _look_from(row) for row in self._connection.execute(wanted).all()}

    def keep_looks(self, looks: Sequence[Look]) -> None:
        if not looks:
            return
        statement = insert_into(self._connection, _LOOK)
        written = {name: statement.excluded[name] for name in ("model", "band", "stage", "held")}
        kept = statement.on_conflict_do_update(index_elements=["account"], set_=written)
        self._connection.execute(kept, [_look_values(look) for look in looks])

    def past(self, only: Collection[int] | None = None) -> Sequence[PastRun]:
        wanted = _PAST.where(true() if only is None else _RUN.c.account.in_(only)).order_by(_RUN.c.id)
        return [_past_from(row) for row in self._connection.execute(wanted).all()]

    def runs(self, wanted: RunFilter) -> Sequence[Run]:
        return self._found(_conditions(wanted))

    def closed_renewals(self, only: Collection[int] | None = None) -> Mapping[int, bool]:
        return closed_renewals(self._connection, only)

    def decided_terms(self, *, since: date, only: Collection[int] | None = None) -> Collection[tuple[int, date]]:
        return decided_terms(self._connection, since, only)

    def reopened_renewals(self, *, since: datetime, only: Collection[int] | None = None) -> Sequence[int]:
        return reopened_renewals(self._connection, since, only)

    def of(self, run: int) -> Run | None:
        return next(iter(self._found(_RUN.c.id == run)), None)

    def of_task(self, task: int) -> Run | None:
        return next(iter(self._found(_RUN.c.id.in_(select(_STEP.c.run).where(_STEP.c.task == task)))), None)

    def enter(self, run: Run) -> Run | None:
        values = {name: getattr(run, name) for name in _KEPT} | {"note": ""}
        once = insert_into(self._connection, _RUN).values(values).on_conflict_do_nothing().returning(_RUN.c.id)
        number = self._connection.execute(once).scalar()
        return None if number is None else self.of(number)

    def claim_step(self, run: Run, position: int, *, on: date, at: datetime) -> bool:
        """The run's row is held: whoever ends it waits, and whoever comes second finds the step."""
        held = select(_RUN.c.id).where(_RUN.c.id == run.id, _IS_OPEN).with_for_update()
        if self._connection.execute(held).first() is None:
            return False
        values = {"run": run.id, "position": position, "on": on, "at": at}
        once = insert_into(self._connection, _STEP).values(values).on_conflict_do_nothing()
        return self._connection.execute(once.returning(_STEP.c.position)).first() is not None

    def note_task(self, run: int, position: int, task: int) -> None:
        self._note(run, position, {"task": task})

    def note_message(self, run: int, position: int, announcement: int) -> None:
        self._note(run, position, {"announcement": announcement})

    def end(self, run: int, ending: Ending, *, at: datetime, by: str | None, note: str = "") -> bool:
        said = {"ended_at": at, "ending": ending, "ended_by": by, "note": note}
        return self._connection.execute(update(_RUN).where(_RUN.c.id == run, _IS_OPEN).values(said)).rowcount == 1

    def reopen(self, run: int, *, ended_at: datetime) -> bool:
        other = _RUN.alias()
        is_in_it = (
            select(other.c.id)
            .where(other.c.account == _RUN.c.account, other.c.playbook == _RUN.c.playbook, other.c.ended_at.is_(None))
            .exists()
        )
        nothing = {"ended_at": None, "ending": None, "ended_by": None, "note": ""}
        may = (_RUN.c.id == run) & (_RUN.c.ended_at == ended_at) & ~is_in_it
        return self._connection.execute(update(_RUN).where(may).values(nothing)).rowcount == 1

    def _note(self, run: int, position: int, made: Mapping[str, int]) -> None:
        is_it = (_STEP.c.run == run) & (_STEP.c.position == position)
        self._connection.execute(update(_STEP).where(is_it).values(dict(made)))

    def _found(self, wanted: ColumnElement[bool]) -> Sequence[Run]:
        steps: dict[int, list[StepDone]] = defaultdict(list)
        for run, position, on, task, title, *made in self._connection.execute(_STEPS.where(wanted)).all():
            steps[run].append(StepDone(position, on, task, title or "", *made))
        rows = self._connection.execute(_RUNS.where(wanted).order_by(_RUN.c.id)).all()
        return [_run_from(row, steps[row[0]]) for row in rows]


def statements_of_a_look(today: date) -> Iterator[Select[Any]]:
    """What a look over the whole book asks for at which nobody enters."""
    yield from statements_of_accounts(today)
    yield from (_CHANGED, _MOVED, select(_LOOK), _STEPS.where(_IS_OPEN), _RUNS.where(_IS_OPEN), CLOSED)


def _conditions(wanted: RunFilter) -> ColumnElement[bool]:
    is_of_account = true() if wanted.accounts is None else _RUN.c.account.in_(wanted.accounts)
    is_called_so = true() if wanted.playbook is None else _RUN.c.playbook == wanted.playbook
    is_of_then = _IS_OPEN if wanted.ended_since is None else _IS_OPEN | (_RUN.c.ended_at >= wanted.ended_since)
    return is_of_account & is_called_so & is_of_then


def _run_from(row: Any, steps: Sequence[StepDone]) -> Run:
    number, *values, ending, name, owner = row
    said = dict(zip((*_KEPT, *_ENDED), values, strict=True))
    return Run(
        number, **said, ending=Ending(ending) if ending else None, account_name=name, owner=owner, steps=tuple(steps)
    )


def _past_from(row: Any) -> PastRun:
    account, playbook, entered_on, once, term, is_open, ending = row
    return PastRun(account, playbook, entered_on, once, term, is_open=bool(is_open), was_undone=ending == Ending.UNDONE)


def _look_values(look: Look) -> dict[str, Any]:
    said = {"account": look.account, "model": look.model, "band": look.band, "stage": look.stage}
    return said | {"held": json.dumps(sorted(look.held))}


def _look_from(row: Any) -> Look:
    account, model, band, stage, held = row
    return Look(account, model, band and Band(band), stage and LifecycleStage(stage), _held_from(held))


@lru_cache(maxsize=1024)
def _held_from(text: str) -> frozenset[str]:
    """Few of them differ in a book."""
    return frozenset(json.loads(text))
