"""`/feedback`, *Send to product* on a message, an account or an offer: what customers ask for, brought in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.blocks.feedback_form import feedback_errors, feedback_form
from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.request_receipts import receipt
from bot.handlers.answering import open_modal, submit, suggest
from bot.handlers.asked import Asked
from bot.handlers.feedback_state import form_in, whence_of
from bot.handlers.looking import from_worker
from bot.handlers.open_forms import OpenForms
from bot.handlers.opening import LightPage
from bot.handlers.payloads import Payload, value_in
from bot.handlers.pointing import plainly, pointed_at, pointed_in, read
from bot.handlers.routing import Routes
from bot.handlers.telling import loading
from bot.ids import Action, Command, Shortcut, View
from bot.locale import Words
from bot.services.health import Health
from bot.services.requests import Requests
from domain.feedback.answer import FeedbackOffer, FeedbackRefused
from domain.feedback.form import FeedbackForm

FormOf: TypeAlias = Callable[[Payload], FeedbackForm]
"""What stands in the form at first, by what was typed or pressed alone."""


def register(routes: Routes, requests: Requests, health: Health, forms: OpenForms | None = None) -> None:
    """`forms` are those in which suggestions appear while somebody writes."""
    desk = FeedbackDesk(requests, health, forms or OpenForms())
    routes.command(Command.FEEDBACK, desk.ask)
    routes.opens(Command.FEEDBACK, light(_typed))
    routes.shortcut(Shortcut.FEEDBACK, desk.ask_about_a_message)
    routes.opens(Shortcut.FEEDBACK, light(_of_message))
    routes.action(Action.FEEDBACK, desk.ask_about_an_account)
    routes.opens(Action.FEEDBACK, light(_of_account))
    routes.action(Action.FEEDBACK_POINTED, desk.ask_about_what_was_offered)
    routes.opens(Action.FEEDBACK_POINTED, lambda _, words: loading(words))
    routes.options(Action.FEEDBACK_ACCOUNT, desk.suggest)
    routes.view(View.FEEDBACK, desk.take_in)


def light(form_of: FormOf) -> LightPage:
    """The form as it opens while the book is slow: everything but what the book has to say."""

    def page(payload: Payload, words: Words) -> Modal:
        return _light_form(form_of(payload), words)

    return page


class FeedbackDesk:
    """The form opens at once; what the book has to say of it follows where the book is slow."""

    def __init__(self, requests: Requests, health: Health, forms: OpenForms) -> None:
        self._requests = requests
        self._health = health
        self._forms = forms

    async def ask(self, asked: Asked) -> None:
        await self._open(asked, _typed(asked.payload))

    async def ask_about_a_message(self, asked: Asked) -> None:
        """Reads only what was pointed at."""
        await self._open(asked, _of_message(asked.payload))

    async def ask_about_an_account(self, asked: Asked) -> None:
        await self._open(asked, _of_account(asked.payload))

    async def ask_about_what_was_offered(self, asked: Asked) -> None:
        """A message that was too long for the button is read once more."""
        pointed, look = pointed_in(asked.value), from_worker()
        if pointed.text is not None:
            await self._open(asked, pointed.form())
            return

        def made() -> Modal:
            return self._made(asked, look(read(pointed, asked.reading)).form())

        self._forms.showed(await open_modal(asked, made))

    async def suggest(self, asked: Asked) -> None:
        await suggest(
            asked, lambda: account_options(*self._health.suggestions(asked.member, asked.value, today=asked.today))
        )

    async def take_in(self, asked: Asked) -> None:
        """What is still being looked up for the form comes too late from now on."""
        self._forms.begin(str((asked.view or {}).get("id")))

        def work() -> Message | Modal | FieldErrors:
            form = form_in(asked)
            done = self._requests.submit(asked.member, form, today=asked.today)
            if isinstance(done, FeedbackRefused):
                return feedback_errors(done, asked.words, asked=list(asked.state))
            return self._made(asked, form) if done.may_add else receipt(done, asked.words)

        await submit(asked, work)

    async def _open(self, asked: Asked, form: FeedbackForm) -> None:
        light_form = _light_form(form, asked.words)
        self._forms.showed(await open_modal(asked, lambda: self._made(asked, form), meanwhile=light_form))

    def _made(self, asked: Asked, form: FeedbackForm) -> Modal:
        offer = self._requests.offer(asked.member, form, today=asked.today)
        joins = str(offer.known.request.id) if offer.known else ""
        return feedback_form(offer, asked.words, metadata=whence_of(form, joins=joins).written())


def _light_form(form: FeedbackForm, words: Words) -> Modal:
    return feedback_form(FeedbackOffer(form, ()), words, metadata=whence_of(form).written())


def _typed(payload: Payload) -> FeedbackForm:
    return FeedbackForm(title=plainly(str(payload.get("text") or "")))


def _of_message(payload: Payload) -> FeedbackForm:
    return pointed_at(payload).form()


def _of_account(payload: Payload) -> FeedbackForm:
    return FeedbackForm(account=value_in(payload))
