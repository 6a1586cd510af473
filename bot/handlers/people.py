"""`/cs people`: who is who at an account, who left, who is missing; and the forms that say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.blocks.kit import FieldErrors, Message, Modal, message
from bot.blocks.people_page import people_answer, people_page
from bot.blocks.person_form import left_form, person_form
from bot.blocks.person_receipt import person_errors, person_kept
from bot.commands import prefixed
from bot.handlers.answering import answer, open_modal, replace, submit, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, View, Word
from bot.services.people_changes import PeopleChanges
from bot.services.people_looks import PeopleLooks
from bot.services.people_offers import PeopleOffers
from domain.pages import is_offset
from domain.people.answer import PersonKept, PersonRefused
from domain.people.form import LeftForm, PersonField, PersonForm


@dataclass(frozen=True, slots=True)
class PeopleServices:
    looks: PeopleLooks
    offers: PeopleOffers
    changes: PeopleChanges


def register(routes: Routes, services: PeopleServices, *, prefix: str = "") -> None:
    desk = PeopleDesk(services, f"{prefixed(Command.CS, prefix)} {Word.PEOPLE}")
    routes.subcommand(Word.PEOPLE, desk.show)
    routes.action(Action.PEOPLE, desk.show_account)
    routes.action(Action.PEOPLE_PAGE, desk.turn)
    routes.action(Action.GAPS_PAGE, desk.turn_gaps)
    routes.action(Action.PERSON_ADD, desk.ask_for_new)
    routes.action(Action.PERSON_EDIT, desk.ask_to_edit)
    routes.action(Action.PERSON_LEFT, desk.ask_who_left)
    routes.action(Action.PERSON_BACK, desk.take_back)
    routes.action(Action.PERSON_UNDO, desk.undo)
    routes.view(View.PERSON, desk.take_in)
    routes.view(View.PERSON_LEFT, desk.take_in_leaving)


class PeopleDesk:
    """`command` is `/cs people` as this workspace calls it."""

    def __init__(self, services: PeopleServices, command: str) -> None:
        self._looks = services.looks
        self._offers = services.offers
        self._changes = services.changes
        self._command = command

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._asked(asked, asked.text))

    async def show_account(self, asked: Asked) -> None:
        """From a card or a list; from a receipt the page itself shows it."""
        if asked.view:
            await update_modal(asked, lambda: self._as_page(asked))
        else:
            await answer(asked, lambda: self._of_account(asked, asked.value))

    async def turn(self, asked: Asked) -> None:
        account, _, offset = asked.value.partition(" ")
        await replace(asked, lambda: self._of_account(asked, account, int(offset) if is_offset(offset) else 0))

    async def turn_gaps(self, asked: Asked) -> None:
        offset, _, text = asked.value.partition(" ")
        await replace(asked, lambda: self._asked(asked, text, int(offset) if is_offset(offset) else 0))

    async def ask_for_new(self, asked: Asked) -> None:
        await self._open(
            asked, lambda: person_form(self._offers.new(asked.member, asked.value, today=asked.today), asked.words)
        )

    async def ask_to_edit(self, asked: Asked) -> None:
        await self._open(
            asked, lambda: person_form(self._offers.edit(asked.member, asked.value, today=asked.today), asked.words)
        )

    async def ask_who_left(self, asked: Asked) -> None:
        await self._open(
            asked, lambda: left_form(self._offers.left(asked.member, asked.value, today=asked.today), asked.words)
        )

    async def take_back(self, asked: Asked) -> None:
        """They are there again: one click, and a page that says so."""
        await self._open(
            asked, lambda: person_kept(self._changes.back(asked.member, asked.value, today=asked.today), asked.words)
        )

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, or from the message that it is where the page was closed early."""

        def undone() -> Modal:
            return person_kept(self._changes.undo(asked.member, asked.value, today=asked.today), asked.words)

        if asked.view:
            await update_modal(asked, undone)
        else:
            await replace(asked, lambda: message(undone().blocks))

    async def take_in(self, asked: Asked) -> None:
        await submit(asked, lambda: self._taken_in(asked))

    async def take_in_leaving(self, asked: Asked) -> None:
        await submit(
            asked,
            lambda: _shown(
                self._changes.left(asked.member, asked.metadata, _left_form(asked), today=asked.today), asked
            ),
        )

    def _taken_in(self, asked: Asked) -> Modal | FieldErrors:
        """A form is one contact, however often it is sent."""
        kind, _, account = asked.metadata.partition(":")
        form = _person_form(asked)
        if kind != "account":
            return _shown(self._changes.edit(asked.member, asked.metadata, form, today=asked.today), asked)
        key = str((asked.view or {}).get("id") or "")
        return _shown(self._changes.add(asked.member, account, form, key=key, today=asked.today), asked)

    def _asked(self, asked: Asked, text: str, offset: int = 0) -> Message:
        found = self._looks.asked(asked.member, text, channel=asked.channel, today=asked.today, offset=offset)
        return people_answer(found, asked.words, asked.today, command=self._command)

    def _of_account(self, asked: Asked, account: str, offset: int = 0) -> Message:
        page = self._looks.of_account(asked.member, account, today=asked.today, offset=offset)
        return people_page(page, asked.words, asked.today)

    def _as_page(self, asked: Asked) -> Modal:
        shown = self._of_account(asked, asked.value)
        return Modal(View.PERSON, asked.words.text("People"), tuple(shown.blocks), close=asked.words.text("Close"))

    async def _open(self, asked: Asked, work: Callable[[], Modal]) -> None:
        """The receipt makes place for what is asked next; from a list it opens over it."""
        if asked.view:
            await update_modal(asked, work)
        else:
            await open_modal(asked, work)


def _shown(done: PersonKept | PersonRefused, asked: Asked) -> Modal | FieldErrors:
    if isinstance(done, PersonRefused):
        return person_errors(done, asked.words)
    return person_kept(done, asked.words)


def _person_form(asked: Asked) -> PersonForm:
    """The form as it came; what is missing or of another shape is empty."""
    state = asked.state
    plain = (PersonField.NAME, PersonField.EMAIL, PersonField.TITLE)
    chosen = (PersonField.ROLE, PersonField.STANCE, PersonField.INFLUENCE)
    return PersonForm(**{field.value: typed_in(state, field) for field in (*plain, *chosen)})


def _left_form(asked: Asked) -> LeftForm:
    fields = (PersonField.LEFT_ON, PersonField.FOLLOWER, PersonField.WENT_TO)
    return LeftForm(**{field.value: typed_in(asked.state, field) for field in fields})
