"""`/cs play`, `/cs plays`, `/cs referral` and what is behind the buttons of plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.health_answer import account_options
from bot.blocks.kit import FieldErrors, Message, Modal, Option, message
from bot.blocks.play_form import contact_block, play_form, stage_block, stage_form
from bot.blocks.play_list import plays_answer
from bot.blocks.play_receipt import play_errors, play_kept, play_undone
from bot.blocks.play_suggested import pass_errors, pass_form, passed_receipt
from bot.commands import prefixed
from bot.handlers.answering import answer, open_modal, replace, submit, suggest, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, Command, View, Word
from bot.services.health import Health
from bot.services.play_lists import PlayLists
from bot.services.play_offers import PlayOffers
from bot.services.play_suggestions import PlaySuggestions
from bot.services.plays import Plays
from domain.expansion.answer import PlayKept, PlayOffer, PlayRefused
from domain.expansion.form import PlayField, PlayForm
from domain.expansion.play import PlayKind
from domain.expansion.suggesting import PassField
from domain.pages import is_offset


@dataclass(frozen=True, slots=True)
class PlayServices:
    offers: PlayOffers
    plays: Plays
    lists: PlayLists
    suggestions: PlaySuggestions
    health: Health


def register(routes: Routes, services: PlayServices, *, prefix: str = "") -> None:
    desk = PlayDesk(services, prefixed(Command.CS, prefix))
    routes.subcommand(Word.PLAY, desk.ask_in_a_line)
    routes.subcommand(Word.PLAYS, desk.show)
    routes.subcommand(Word.REFERRAL, desk.ask_for_a_referral)
    routes.subcommand(Word.REFERRALS, desk.show_referrals)
    routes.action(Action.PLAY, desk.ask)
    routes.action(Action.PLAY_ACCOUNT, desk.draw_again)
    routes.action(Action.PLAY_KIND, desk.draw_again)
    routes.options(Action.PLAY_ACCOUNT, desk.suggest)
    routes.options(Action.PLAY_BECAME, desk.suggest)
    routes.action(Action.PLAY_EDIT, desk.ask_to_change)
    routes.action(Action.PLAY_STAGE, desk.ask_to_move)
    routes.action(Action.PLAY_UNDO, desk.undo)
    routes.action(Action.PLAYS_PAGE, desk.turn)
    routes.action(Action.PLAY_LATER, desk.ask_to_pass)
    routes.view(View.PLAY, desk.take_in)
    routes.view(View.PLAY_STAGE, desk.move)
    routes.view(View.PLAY_LATER, desk.pass_on)


class PlayDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, services: PlayServices, command: str) -> None:
        self._services = services
        self._command = command

    async def ask(self, asked: Asked) -> None:
        """On a card or a suggestion with its account; `play` or `referral` without one."""
        kind = PlayKind.REFERRAL if asked.value == "referral" else PlayKind.MORE_SEATS
        about = asked.value if asked.value.startswith("account:") else ""
        opened = self._services.offers.opened
        await self._open(asked, lambda: opened(asked.member, about, today=asked.today, kind=kind))

    async def ask_in_a_line(self, asked: Asked) -> None:
        await self._open(asked, lambda: self._typed(asked, PlayKind.MORE_SEATS))

    async def ask_for_a_referral(self, asked: Asked) -> None:
        await self._open(asked, lambda: self._typed(asked, PlayKind.REFERRAL))

    async def draw_again(self, asked: Asked) -> None:
        def form() -> Modal:
            said = play_form_from(asked)
            offer = self._services.offers.again(asked.member, asked.metadata, said, today=asked.today)
            return play_form(offer, asked.words, asked.today)

        await update_modal(asked, form)

    async def suggest(self, asked: Asked) -> None:
        def work() -> list[Option]:
            return account_options(*self._services.health.suggestions(asked.member, asked.value, today=asked.today))

        await suggest(asked, work)

    async def ask_to_change(self, asked: Asked) -> None:
        """The receipt makes place for the form."""

        def form() -> Modal:
            offer = self._services.offers.change(asked.member, asked.value, today=asked.today)
            return play_form(offer, asked.words, asked.today)

        await (update_modal(asked, form) if asked.view else open_modal(asked, form))

    async def ask_to_move(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._services.offers.change(asked.member, asked.value, today=asked.today)
            return stage_form(offer, asked.words)

        await open_modal(asked, form)

    async def take_in(self, asked: Asked) -> None:
        """A form is one play, however often it is sent."""

        def work() -> Modal | FieldErrors:
            about, form, plays = asked.metadata, play_form_from(asked), self._services.plays
            if about.startswith("play:"):
                return _said(asked, form, plays.change(asked.member, about, form, today=asked.today))
            key = str((asked.view or {}).get("id") or "")
            return _said(asked, form, plays.open(asked.member, about, form, key=key, today=asked.today))

        await submit(asked, work)

    async def move(self, asked: Asked) -> None:
        def work() -> Modal | FieldErrors:
            form = play_form_from(asked)
            return _said(asked, form, self._services.plays.move(asked.member, asked.metadata, form, today=asked.today))

        await submit(asked, work)

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, or from the message that it is where the page was closed early."""

        def undone() -> Modal:
            return play_undone(self._services.plays.undo(asked.member, asked.value, today=asked.today), asked.words)

        if asked.view:
            await update_modal(asked, undone)
        else:
            await replace(asked, lambda: message(undone().blocks))

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._listed(asked, asked.text))

    async def show_referrals(self, asked: Asked) -> None:
        await answer(asked, lambda: self._listed(asked, asked.text, word=Word.REFERRALS))

    async def turn(self, asked: Asked) -> None:
        kind, _, rest = asked.value.partition(" ")
        offset, _, text = rest.partition(" ")
        word = Word.REFERRALS if kind == Word.REFERRALS else Word.PLAYS
        place = int(offset) if is_offset(offset) else 0
        await replace(asked, lambda: self._listed(asked, text, place, word=word))

    async def ask_to_pass(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._services.suggestions.offer(asked.member, asked.value, today=asked.today)
            return pass_form(offer, asked.words, asked.today)

        await open_modal(asked, form)

    async def pass_on(self, asked: Asked) -> None:
        def work() -> Message | FieldErrors:
            until, why = (typed_in(asked.state, field) for field in (PassField.UNTIL, PassField.WHY))
            done = self._services.suggestions.pass_on(asked.member, asked.metadata, until, why, today=asked.today)
            return pass_errors(done, asked.words) if isinstance(done, dict) else passed_receipt(done, asked.words)

        await submit(asked, work)

    def _typed(self, asked: Asked, kind: PlayKind) -> PlayOffer:
        typed = self._services.offers.typed
        return typed(asked.member, asked.text, channel=asked.channel, today=asked.today, kind=kind)

    def _listed(self, asked: Asked, text: str, offset: int = 0, *, word: Word = Word.PLAYS) -> Message:
        is_of_referrals = word is Word.REFERRALS
        found = self._services.lists.listed(
            asked.member, text, today=asked.today, offset=offset, referrals=is_of_referrals
        )
        return plays_answer(found, asked.words, asked.today, command=f"{self._command} {word}")

    async def _open(self, asked: Asked, offer: Callable[[], PlayOffer]) -> None:
        await open_modal(asked, lambda: play_form(offer(), asked.words, asked.today))


def play_form_from(asked: Asked) -> PlayForm:
    """The form as it came; what is missing or of another shape is empty."""
    state, about = asked.state, asked.metadata
    chosen = typed_in(state, PlayField.ACCOUNT, Action.PLAY_ACCOUNT)
    account = about.removeprefix("account:") if about.startswith("account:") else chosen
    shown = PlayKind.REFERRAL if stage_block(PlayKind.REFERRAL) in state else PlayKind.OTHER
    plain = (PlayField.ABOUT, PlayField.AMOUNT, PlayField.DAY, PlayField.OWNER, PlayField.NOTE, PlayField.WHY)
    return PlayForm(
        account=account,
        kind=typed_in(state, PlayField.KIND, Action.PLAY_KIND) or shown,
        contact=typed_in(state, _contact_block(state, account), PlayField.CONTACT),
        became=typed_in(state, PlayField.BECAME, Action.PLAY_BECAME),
        stage=typed_in(state, stage_block(shown), PlayField.STAGE),
        **{field.value: typed_in(state, field) for field in plain},
    )


def _contact_block(state: Mapping[str, Any], account: str) -> str:
    """Where the account is not chosen in the form, there is one field of people only."""
    wanted = contact_block(account)
    return wanted if account else next((block for block in state if block.startswith(wanted)), "")


def _said(asked: Asked, form: PlayForm, done: PlayKept | PlayRefused) -> Modal | FieldErrors:
    if isinstance(done, PlayRefused):
        return play_errors(done, form, asked.words)
    return play_kept(done, asked.words)
