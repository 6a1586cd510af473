"""`/cs task`, `/cs tasks`, and what the buttons of tasks do."""

from __future__ import annotations

from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal, Option
from bot.blocks.task_form import (
    COMMENT,
    comment_form,
    reassign_form,
    task_errors,
    task_form,
    task_receipt,
)
from bot.blocks.task_list import tasks_answer
from bot.blocks.task_notice import NOTICE, task_notice
from bot.commands import prefixed
from bot.handlers.answering import answer, open_modal, replace, submit, suggest
from bot.handlers.asked import Asked
from bot.handlers.payloads import action_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, View, Word
from bot.services.health import Health
from bot.services.tasks import Tasks
from domain.pages import is_offset
from domain.tasks.answer import TaskChanged, TaskRefused
from domain.tasks.form import TaskField, TaskForm
from domain.tasks.notices import TaskNotice
from domain.tasks.postponing import Postponement


def register(routes: Routes, tasks: Tasks, health: Health, *, prefix: str = "") -> None:
    desk = TaskDesk(tasks, health, f"{prefixed(Command.CS, prefix)} {Word.TASKS}")
    routes.subcommand(Word.TASK, desk.ask)
    routes.subcommand(Word.TASKS, desk.show)
    routes.action(Action.NEW_TASK, desk.ask)
    routes.options(Action.TASK_ACCOUNT, desk.suggest)
    routes.view(View.NEW_TASK, desk.make)
    routes.action(Action.TASKS_PAGE, desk.turn)
    routes.action(Action.TASK_DONE, desk.finish)
    routes.action(Action.TASK_REOPEN, desk.reopen)
    routes.action(Action.TASK_POSTPONE, desk.postpone)
    routes.action(Action.TASK_REASSIGN, desk.ask_whom)
    routes.view(View.TASK_REASSIGN, desk.reassign)
    routes.action(Action.TASK_COMMENT, desk.ask_comment)
    routes.view(View.TASK_COMMENT, desk.comment)


class TaskDesk:
    """`command` is `/cs tasks` as this workspace calls it."""

    def __init__(self, tasks: Tasks, health: Health, command: str) -> None:
        self._tasks = tasks
        self._health = health
        self._command = command

    async def ask(self, asked: Asked) -> None:
        """From its button with what it stands on; from a line, or a button that mended one, with what was typed."""
        is_its_button = action_in(asked.payload).partition(":")[0] == Action.NEW_TASK
        about, typed = (asked.value, "") if is_its_button else ("", asked.text)

        def form() -> Modal:
            return task_form(self._tasks.offer(asked.member, about, typed, today=asked.today), asked.words)

        await open_modal(asked, form)

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            return account_options(*self._health.suggestions(asked.member, asked.value, today=asked.today))

        await suggest(asked, work)

    async def make(self, asked: Asked) -> None:
        def work() -> Message | FieldErrors:
            made = self._tasks.make(asked.member, asked.metadata, task_form_from(asked), today=asked.today)
            return self._said(asked, made)

        await submit(asked, work)

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._list(asked, asked.text))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: self._page(asked, asked.value))

    async def finish(self, asked: Asked) -> None:
        task, _, where = asked.value.partition(" ")
        await replace(asked, lambda: self._page(asked, where, self._tasks.done(asked.member, task)))

    async def reopen(self, asked: Asked) -> None:
        task, _, where = asked.value.partition(" ")
        await replace(asked, lambda: self._page(asked, where, self._tasks.reopen(asked.member, task)))

    async def postpone(self, asked: Asked) -> None:
        task, by, seen, where = (*asked.value.split(" ", 3), "", "", "")[:4]

        def work() -> Message:
            how = Postponement(by) if by in set(Postponement) else Postponement.DAY
            changed = self._tasks.postpone(asked.member, task, how, seen=seen, today=asked.today)
            return self._page(asked, where, changed)

        await replace(asked, work)

    async def ask_whom(self, asked: Asked) -> None:
        await open_modal(
            asked, lambda: reassign_form(self._tasks.look(asked.member, asked.value), asked.words, asked.today)
        )

    async def reassign(self, asked: Asked) -> None:
        task, _, seen = asked.metadata.partition(" ")
        to = typed_in(asked.state, TaskField.ASSIGNEE)
        await submit(asked, lambda: self._said(asked, self._tasks.reassign(asked.member, task, to, seen=seen)))

    async def ask_comment(self, asked: Asked) -> None:
        await open_modal(
            asked, lambda: comment_form(self._tasks.talk(asked.member, asked.value), asked.words, asked.today)
        )

    async def comment(self, asked: Asked) -> None:
        def work() -> Message | FieldErrors:
            said = self._tasks.comment(asked.member, asked.metadata, typed_in(asked.state, COMMENT))
            if isinstance(said, TaskRefused):
                return task_errors(said, asked.words)
            return task_receipt(said, asked.words, asked.today)

        await submit(asked, work)

    def _said(self, asked: Asked, outcome: TaskChanged | TaskRefused) -> Message | FieldErrors:
        if isinstance(outcome, TaskRefused):
            return task_errors(outcome, asked.words)
        return task_receipt(outcome, asked.words, asked.today)

    def _page(self, asked: Asked, where: str, news: TaskChanged | None = None) -> Message:
        """`where` is an offset and the words of the list, or the message it was told in; without one, only the news."""
        if news and where == NOTICE and (look := self._tasks.told(news.task.id)):
            return task_notice(look, TaskNotice.CHANGED, asked.words, asked.today, reader=asked.member.slack_id)
        offset, _, text = where.partition(" ")
        if not is_offset(offset):
            return task_receipt(news, asked.words, asked.today) if news else self._list(asked, text)
        return self._list(asked, text, int(offset), news)

    def _list(self, asked: Asked, text: str, offset: int = 0, news: TaskChanged | None = None) -> Message:
        found = self._tasks.listed(asked.member, text, today=asked.today, offset=offset, news=news)
        return tasks_answer(found, asked.words, asked.today, command=self._command)


def task_form_from(asked: Asked) -> TaskForm:
    """The form as it came; what is missing or of another shape is empty."""
    state = asked.state
    return TaskForm(
        title=typed_in(state, TaskField.TITLE),
        due_on=typed_in(state, TaskField.DUE_ON),
        assignee=typed_in(state, TaskField.ASSIGNEE),
        account=typed_in(state, TaskField.ACCOUNT),
        priority=typed_in(state, TaskField.PRIORITY),
    )
