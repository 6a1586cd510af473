"""`/cs survey`, `/cs nps`, and what came of accounts that are not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal, Option, message
from bot.blocks.nps_page import nps_answer
from bot.blocks.stray_list import stray_list
from bot.blocks.survey_form import contact_block, survey_form
from bot.blocks.survey_receipt import survey_errors, survey_kept
from bot.commands import prefixed
from bot.handlers.answering import answer, open_modal, replace, submit, suggest, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, View, Word
from bot.services.nps_looks import NpsLooks
from bot.services.survey_log import SurveyLog
from bot.services.survey_offers import SurveyOffers
from domain.surveys.form import SurveyField, SurveyForm, asks_what_waits
from domain.surveys.told import SurveyOffer, SurveyRefused


@dataclass(frozen=True, slots=True)
class SurveyServices:
    offers: SurveyOffers
    log: SurveyLog
    looks: NpsLooks


def register(routes: Routes, services: SurveyServices, *, prefix: str = "") -> None:
    desk = SurveyDesk(services, prefixed(Command.CS, prefix))
    routes.subcommand(Word.SURVEY, desk.ask_in_a_line)
    routes.subcommand(Word.NPS, desk.show_figures)
    routes.action(Action.SURVEY, desk.ask)
    routes.action(Action.SURVEY_ACCOUNT, desk.draw_again)
    routes.options(Action.SURVEY_ACCOUNT, desk.suggest)
    routes.action(Action.SURVEY_EDIT, desk.ask_to_change)
    routes.action(Action.SURVEY_UNDO, desk.undo)
    routes.action(Action.STRAY, desk.ask_whose_it_is)
    routes.action(Action.STRAY_DROP, desk.drop)
    routes.view(View.SURVEY, desk.take_in)


class SurveyDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, services: SurveyServices, command: str) -> None:
        self._offers = services.offers
        self._log = services.log
        self._looks = services.looks
        self._command = command

    async def show_figures(self, asked: Asked) -> None:
        def work() -> Message:
            found = self._looks.asked(asked.member, asked.text, today=asked.today)
            return nps_answer(found, asked.words, asked.today, command=self._command)

        await answer(asked, work)

    async def ask_in_a_line(self, asked: Asked) -> None:
        if asks_what_waits(asked.text):
            await answer(asked, lambda: stray_list(self._looks.strays(asked.member), asked.words))
            return
        await self._open(
            asked,
            lambda: self._offers.typed(asked.member, asked.text, channel=asked.channel, today=asked.today),
        )

    async def ask(self, asked: Asked) -> None:
        await self._open(asked, lambda: self._offers.opened(asked.member, asked.value, today=asked.today))

    async def ask_whose_it_is(self, asked: Asked) -> None:
        await self._open(asked, lambda: self._offers.of_stray(asked.member, asked.value, today=asked.today))

    async def ask_to_change(self, asked: Asked) -> None:
        await self._open(asked, lambda: self._offers.change(asked.member, asked.value, today=asked.today))

    async def draw_again(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._offers.again(asked.member, asked.metadata, _survey_form(asked), today=asked.today)
            return survey_form(offer, asked.words)

        await update_modal(asked, form)

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            return account_options(*self._offers.suggestions(asked.member, asked.value, today=asked.today))

        await suggest(asked, work)

    async def take_in(self, asked: Asked) -> None:
        """A form is one answer, however often it is sent."""
        await submit(asked, lambda: self._taken_in(asked))

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, or from the message that it is where the page was closed early."""

        def undone() -> Modal:
            return survey_kept(self._log.undo(asked.member, asked.value, today=asked.today), asked.words)

        if asked.view:
            await update_modal(asked, undone)
        else:
            await replace(asked, lambda: message(undone().blocks))

    async def drop(self, asked: Asked) -> None:
        def work() -> Message:
            self._log.drop(asked.member, asked.value)
            return stray_list(self._looks.strays(asked.member), asked.words)

        await replace(asked, work)

    def _taken_in(self, asked: Asked) -> Modal | FieldErrors:
        form, place = _survey_form(asked), asked.metadata
        if place.startswith("answer:"):
            done = self._log.edit(asked.member, place, form, today=asked.today)
        else:
            key = str((asked.view or {}).get("id") or "")
            done = self._log.keep(asked.member, place, form, key=key, today=asked.today)
        return survey_errors(done, asked.words) if isinstance(done, SurveyRefused) else survey_kept(done, asked.words)

    async def _open(self, asked: Asked, offer: Callable[[], SurveyOffer]) -> None:
        """The receipt makes place for the form; from a list it opens over it."""
        if asked.view:
            await update_modal(asked, lambda: survey_form(offer(), asked.words))
        else:
            await open_modal(asked, lambda: survey_form(offer(), asked.words))


def _survey_form(asked: Asked) -> SurveyForm:
    """The form as it came; on a card its account stands in what travels with it."""
    state, (kind, _, number) = asked.state, asked.metadata.partition(":")
    chosen = typed_in(state, SurveyField.ACCOUNT, Action.SURVEY_ACCOUNT)
    account = number if kind == "account" else chosen
    block = next((each for each in state if each.startswith(contact_block(account))), "")
    plain = (SurveyField.SURVEY, SurveyField.SCORE, SurveyField.ON, SurveyField.WORDS)
    return SurveyForm(
        account=account,
        contact=typed_in(state, block, SurveyField.CONTACT),
        **{field.value: typed_in(state, field) for field in plain},
    )
