"""`/cs playbook`, and what the buttons of playbooks do."""

from __future__ import annotations

from collections.abc import Callable

from bot.blocks.kit import Message, Modal
from bot.blocks.playbook_forms import PLAYBOOK, REASON, playbooks_page, start_form, stop_form
from bot.blocks.playbook_list import account_playbooks, playbooks_answer
from bot.commands import prefixed
from bot.handlers.answering import answer, open_modal, replace, submit, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, View, Word
from bot.services.playbook_lists import PAGE, PlaybookLists
from bot.services.playbooks import Playbooks
from domain.pages import is_offset
from domain.playbooks.answer import PlaybookChanged


def register(routes: Routes, playbooks: Playbooks, lists: PlaybookLists, *, prefix: str = "") -> None:
    desk = PlaybookDesk(playbooks, lists, f"{prefixed(Command.CS, prefix)} {Word.PLAYBOOK}")
    routes.subcommand(Word.PLAYBOOK, desk.ask)
    routes.action(Action.PLAYBOOKS, desk.show_account)
    routes.action(Action.PLAYBOOKS_PAGE, desk.turn)
    routes.action(Action.PLAYBOOK_START, desk.ask_which)
    routes.action(Action.PLAYBOOK_CHOICE, desk.show_steps)
    routes.view(View.PLAYBOOK_START, desk.start)
    routes.action(Action.PLAYBOOK_STOP, desk.ask_why)
    routes.view(View.PLAYBOOK_STOP, desk.stop)
    routes.action(Action.PLAYBOOK_UNDO, desk.undo)


class PlaybookDesk:
    """`command` is `/cs playbook` as this workspace calls it."""

    def __init__(self, playbooks: Playbooks, lists: PlaybookLists, command: str) -> None:
        self._playbooks = playbooks
        self._lists = lists
        self._command = command

    async def ask(self, asked: Asked) -> None:
        def work() -> Message:
            found = self._lists.answer(asked.member, asked.text, today=asked.today)
            return playbooks_answer(found, asked.words, asked.today, page=PAGE, command=self._command)

        await answer(asked, work)

    async def show_account(self, asked: Asked) -> None:
        if asked.view:
            await self._drawn(asked, lambda: self._account(asked, asked.value))
        else:
            await answer(asked, lambda: self._account(asked, asked.value))

    async def turn(self, asked: Asked) -> None:
        """Whose value names no playbook is the way back to all of them."""
        name, _, offset = asked.value.partition(" ")

        def work() -> Message:
            place = int(offset) if is_offset(offset) else 0
            found = (
                self._lists.page(asked.member, name, today=asked.today, offset=place)
                if offset
                else self._lists.overview(asked.member, today=asked.today)
            )
            return playbooks_answer(found, asked.words, asked.today, page=PAGE, command=self._command)

        await self._drawn(asked, work)

    async def ask_which(self, asked: Asked) -> None:
        await open_modal(asked, lambda: self._start_form(asked, asked.value, ""))

    async def show_steps(self, asked: Asked) -> None:
        await update_modal(asked, lambda: self._start_form(asked, asked.metadata, asked.value))

    async def start(self, asked: Asked) -> None:
        name = typed_in(asked.state, PLAYBOOK, Action.PLAYBOOK_CHOICE)

        def work() -> Modal:
            started = self._playbooks.start(asked.member, asked.metadata, name, today=asked.today)
            return playbooks_page(self._account(asked, asked.metadata, started), asked.words)

        await submit(asked, work)

    async def ask_why(self, asked: Asked) -> None:
        def form() -> Modal:
            return stop_form(*self._playbooks.look(asked.member, asked.value, today=asked.today), asked.words)

        await open_modal(asked, form)

    async def stop(self, asked: Asked) -> None:
        def work() -> Modal:
            reason = typed_in(asked.state, REASON)
            account, stopped = self._playbooks.stop(asked.member, asked.metadata, reason, today=asked.today)
            return playbooks_page(self._account(asked, str(account), stopped), asked.words)

        await submit(asked, work)

    async def undo(self, asked: Asked) -> None:
        def work() -> Message:
            account, undone = self._playbooks.undo(asked.member, asked.value, today=asked.today)
            return self._account(asked, str(account), undone)

        await self._drawn(asked, work)

    async def _drawn(self, asked: Asked, work: Callable[[], Message]) -> None:
        """In the place of what was pressed: a message, or the page that a form led to."""
        if asked.view:
            await update_modal(asked, lambda: playbooks_page(work(), asked.words))
        else:
            await replace(asked, work)

    def _account(self, asked: Asked, account: str, news: PlaybookChanged | None = None) -> Message:
        found = self._lists.of_account(asked.member, account, today=asked.today, news=news)
        return account_playbooks(found, asked.words, asked.today)

    def _start_form(self, asked: Asked, account: str, name: str) -> Modal:
        return start_form(self._playbooks.offer(asked.member, account, name, today=asked.today), asked.words)
