"""`Log touchpoint`, `/cs touch` and *Log touchpoint* on a message; and what the receipt's buttons do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal, Option, message
from bot.blocks.touch_form import contacts_block, place_from, touch_form
from bot.blocks.touch_receipt import touch_errors, touch_kept, touch_undone
from bot.handlers.answering import open_modal, replace, submit, suggest, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.quoted_message import pointed_at
from bot.handlers.routing import Routes
from bot.ids import Action, Shortcut, View, Word
from bot.services.touch_changes import TouchChanges
from bot.services.touch_offers import TouchOffers
from bot.services.touchpoints import TouchLog
from domain.touchpoints.answer import TouchOffer, TouchRefused
from domain.touchpoints.form import TouchField, TouchForm


@dataclass(frozen=True, slots=True)
class TouchServices:
    offers: TouchOffers
    log: TouchLog
    changes: TouchChanges


def register(routes: Routes, services: TouchServices) -> None:
    desk = TouchDesk(services)
    routes.subcommand(Word.TOUCH, desk.ask_in_a_line)
    routes.shortcut(Shortcut.TOUCH, desk.ask_about_a_message)
    routes.action(Action.TOUCH, desk.ask)
    routes.action(Action.TOUCH_ACCOUNT, desk.draw_again)
    routes.options(Action.TOUCH_ACCOUNT, desk.suggest)
    routes.action(Action.TOUCH_EDIT, desk.ask_to_change)
    routes.action(Action.TOUCH_UNDO, desk.undo)
    routes.view(View.TOUCH, desk.take_in)


class TouchDesk:
    def __init__(self, services: TouchServices) -> None:
        self._offers = services.offers
        self._log = services.log
        self._changes = services.changes

    async def ask(self, asked: Asked) -> None:
        await self._open(asked, lambda: self._offers.opened(asked.member, asked.value, today=asked.today))

    async def ask_in_a_line(self, asked: Asked) -> None:
        await self._open(
            asked,
            lambda: self._offers.typed(asked.member, asked.text, channel=asked.channel, today=asked.today),
        )

    async def ask_about_a_message(self, asked: Asked) -> None:
        """Reads only what was pointed at."""
        pointed = pointed_at(asked.payload)
        await self._open(asked, lambda: self._offers.of_message(asked.member, pointed, today=asked.today))

    async def draw_again(self, asked: Asked) -> None:
        def form() -> Modal:
            place, said = place_from(asked.metadata), touch_form_from(asked)
            offer = self._offers.again(asked.member, place, said, today=asked.today)
            return touch_form(offer, asked.words, asked.today)

        await update_modal(asked, form)

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            return account_options(*self._offers.suggestions(asked.member, asked.value, today=asked.today))

        await suggest(asked, work)

    async def ask_to_change(self, asked: Asked) -> None:
        """The receipt makes place for the form; from a list it opens over it."""

        def offer() -> TouchOffer:
            return self._offers.change(asked.member, asked.value, today=asked.today)

        if asked.view:
            await update_modal(asked, lambda: touch_form(offer(), asked.words, asked.today))
        else:
            await self._open(asked, offer)

    async def take_in(self, asked: Asked) -> None:
        """A form is one touchpoint, however often it is sent."""
        await submit(asked, lambda: self._taken_in(asked))

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, or from the message that it is where the page was closed early."""

        def undone() -> Modal:
            done = self._changes.undo(asked.member, asked.value, today=asked.today)
            return touch_undone(done, asked.words, asked.today)

        if asked.view:
            await update_modal(asked, undone)
        else:
            await replace(asked, lambda: _as_message(undone()))

    def _taken_in(self, asked: Asked) -> Modal | FieldErrors:
        place, form = place_from(asked.metadata), touch_form_from(asked)
        if place.about.startswith("touch:"):
            done = self._changes.edit(asked.member, place.about, form, today=asked.today)
        else:
            key = str((asked.view or {}).get("id") or "")
            done = self._log.log(asked.member, place, form, key=key, today=asked.today)
        if isinstance(done, TouchRefused):
            return touch_errors(done, asked.words)
        return touch_kept(done, asked.words, asked.today)

    async def _open(self, asked: Asked, offer: Callable[[], TouchOffer]) -> None:
        await open_modal(asked, lambda: touch_form(offer(), asked.words, asked.today))


def touch_form_from(asked: Asked) -> TouchForm:
    """The form as it came; what is missing or of another shape is empty."""
    state = asked.state
    account = typed_in(state, TouchField.ACCOUNT, Action.TOUCH_ACCOUNT)
    contacts = next((block for block in state if block.startswith(contacts_block(account))), "")
    plain = (
        *(TouchField.KIND, TouchField.DIRECTION, TouchField.ON, TouchField.AT),
        *(TouchField.SUMMARY, TouchField.QUOTE, TouchField.SENTIMENT),
        *(TouchField.FOLLOW_UP, TouchField.FOLLOW_UP_ON),
    )
    return TouchForm(
        account=account,
        contacts=chosen_in(state, contacts, TouchField.CONTACTS),
        reasons=chosen_in(state, TouchField.REASONS),
        **{field.value: typed_in(state, field) for field in plain},
    )


def _as_message(page: Modal) -> Message:
    return message(page.blocks)
