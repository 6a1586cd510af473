"""`Merge…` and `Un-merge`: requests that ask for the same."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal, message, section
from bot.blocks.merge_forms import merge_errors, merge_form, merge_options, unmerge_form
from bot.blocks.request_answers import changed_words, merged_words
from bot.handlers.answering import submit, suggest
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in, show_done, show_form
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.merges import Merges
from domain.feedback.merging import MergeField, MergeRefused


def register(routes: Routes, merges: Merges) -> None:
    desk = MergeDesk(merges)
    routes.action(Action.MERGE, desk.ask_into_which)
    routes.options(Action.MERGE_INTO, desk.suggest)
    routes.view(View.MERGE, desk.merge)
    routes.action(Action.UNMERGE, desk.ask_which)
    routes.action(Action.UNMERGE_ONE, desk.unmerge)
    routes.view(View.UNMERGE, desk.unmerge_chosen)


class MergeDesk:
    """Both cards are drawn again by the outbox, for everybody who reads their channels."""

    def __init__(self, merges: Merges) -> None:
        self._merges = merges

    async def ask_into_which(self, asked: Asked) -> None:
        number, _ = seen_in(asked.value)

        def form() -> Modal:
            look = self._merges.look(asked.member, number, today=asked.today)
            return merge_form(look, asked.words, metadata=asked.value)

        await show_form(asked, form)

    async def suggest(self, asked: Asked) -> None:
        """The form says for which request."""
        number, _ = seen_in(asked.metadata)
        await suggest(
            asked, lambda: merge_options(self._merges.choices(asked.member, number, asked.value), asked.words)
        )

    async def merge(self, asked: Asked) -> None:
        number, seen = seen_in(asked.metadata)
        into = typed_in(asked.state, MergeField.INTO, Action.MERGE_INTO)

        def work() -> Message | FieldErrors:
            done = self._merges.merge(asked.member, number, into, seen=seen, today=asked.today)
            if isinstance(done, MergeRefused):
                return merge_errors(done, asked.words)
            said = changed_words if done.was_first else merged_words
            return message([section(said(done, asked.words))])

        await submit(asked, work)

    async def ask_which(self, asked: Asked) -> None:
        number, _ = seen_in(asked.value)
        await show_form(
            asked, lambda: unmerge_form(self._merges.look(asked.member, number, today=asked.today), asked.words)
        )

    async def unmerge(self, asked: Asked) -> None:
        """On the card of the one that was merged."""
        await show_done(asked, lambda: self._taken_apart(asked, asked.value))

    async def unmerge_chosen(self, asked: Asked) -> None:
        await submit(asked, lambda: self._taken_apart(asked, typed_in(asked.state, MergeField.INTO)))

    def _taken_apart(self, asked: Asked, value: str) -> Message:
        number, seen = seen_in(value)
        done = self._merges.unmerge(asked.member, number, seen=seen, today=asked.today)
        return message([section(changed_words(done, asked.words))])
