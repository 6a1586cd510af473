"""Closing the loop: `Told…`, `Not now…`, `Not solved…`, and who has not been told yet."""

from __future__ import annotations

from datetime import date

from bot.blocks.kit import FieldErrors, Message, Modal, message, section
from bot.blocks.telling_forms import (
    DAY,
    HOW,
    WORDS,
    day_missing,
    how_missing,
    later_form,
    moved_receipt,
    raise_form,
    raised_receipt,
    told_before,
    told_form,
    told_receipt,
    words_missing,
)
from bot.blocks.telling_words import touch_summary
from bot.blocks.untold_report import untold_report
from bot.handlers.answering import answer, open_modal, replace, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.reopening import Reopening
from bot.services.tellings import Said, Tellings
from bot.services.untold import PAGE, Untold
from domain.feedback.telling import Way
from domain.filter_words import SCOPES, Scope
from domain.numbers import number_in


def register(routes: Routes, tellings: Tellings, reopening: Reopening) -> None:
    desk = TellingDesk(tellings, reopening)
    routes.action(Action.TOLD, desk.ask)
    routes.view(View.TOLD, desk.keep)
    routes.action(Action.NOT_NOW, desk.ask_when)
    routes.view(View.NOT_NOW, desk.move)
    routes.action(Action.NOT_SOLVED, desk.ask_what)
    routes.view(View.NOT_SOLVED, desk.raise_it)


def untold_desk(routes: Routes, untold: Untold) -> UntoldDesk:
    """`/cs requests` hands over what follows `untold`."""
    desk = UntoldDesk(untold)
    routes.action(Action.UNTOLD_PAGE, desk.turn)
    return desk


class TellingDesk:
    def __init__(self, tellings: Tellings, reopening: Reopening) -> None:
        self._tellings = tellings
        self._reopening = reopening

    async def ask(self, asked: Asked) -> None:
        """Who was told before needs no form: it says by whom."""

        def form() -> Modal:
            told = self._tellings.look(asked.member, asked.value, today=asked.today)
            if told.before:
                shown = told_before(told.look, told.task, asked.words)
                return Modal(View.TOLD, asked.words.text("Told"), shown.blocks, close=asked.words.text("Close"))
            return told_form(told.look, asked.words)

        await open_modal(asked, form)

    async def keep(self, asked: Asked) -> None:
        """A form is one contact, however often it is sent."""
        how, key = typed_in(asked.state, HOW), f"slack:{(asked.view or {}).get('id')}"
        telling, _, seen = asked.metadata.partition(" ")
        field = next((each for each in asked.state if each.startswith(WORDS)), WORDS)

        def work() -> Message | Modal | FieldErrors:
            if how not in set(Way):
                return how_missing(asked.words)
            look = self._tellings.look(asked.member, telling, today=asked.today).look
            said = Said(Way(how), typed_in(asked.state, field, WORDS), touch_summary(look, asked.words), key, seen=seen)
            told = self._tellings.tell(asked.member, telling, said, today=asked.today)
            if told.is_outdated:
                return told_form(told.look, asked.words, way=how, is_outdated=True)
            if told.before:
                return told_before(told.look, told.task, asked.words)
            return told_receipt(told.look, asked.words)

        await submit(asked, work)

    async def ask_when(self, asked: Asked) -> None:
        def form() -> Modal:
            told = self._tellings.look(asked.member, asked.value, today=asked.today)
            return later_form(told.look, told.task, asked.words, asked.today)

        await open_modal(asked, form)

    async def move(self, asked: Asked) -> None:
        telling, _, seen = asked.metadata.partition(" ")
        on = _day(typed_in(asked.state, DAY))

        def work() -> Message | FieldErrors:
            moved = self._tellings.later(asked.member, telling, on, seen=seen, today=asked.today)
            return moved_receipt(moved, asked.words) if moved else day_missing(asked.words)

        await submit(asked, work)

    async def ask_what(self, asked: Asked) -> None:
        await open_modal(
            asked,
            lambda: raise_form(self._reopening.look(asked.member, asked.value, today=asked.today), asked.words),
        )

    async def raise_it(self, asked: Asked) -> None:
        def work() -> Message | FieldErrors:
            said = typed_in(asked.state, WORDS)
            changed = self._reopening.say(asked.member, asked.metadata, said, today=asked.today)
            return raised_receipt(changed.look.request, asked.words) if changed else words_missing(asked.words)

        await submit(asked, work)


class UntoldDesk:
    def __init__(self, untold: Untold) -> None:
        self._untold = untold

    async def show(self, asked: Asked, typed: str) -> None:
        """`mine` where nothing is said; a word that is none of the three is said to be none."""
        scope = SCOPES.get(typed.casefold().strip() or "mine")
        if scope is None:
            known = asked.words.text("I know `mine`, `team` and `all` behind `untold`.")
            await answer(asked, lambda: message([section(known)]))
            return
        await answer(asked, lambda: self._report(asked, scope))

    async def turn(self, asked: Asked) -> None:
        said, _, offset = asked.value.partition(" ")
        scope = Scope(said) if said in set(Scope) else Scope.MINE
        await replace(asked, lambda: self._report(asked, scope, number_in(offset) or 0))

    def _report(self, asked: Asked, scope: Scope, offset: int = 0) -> Message:
        report = self._untold.report(asked.member, scope, today=asked.today, offset=offset)
        return untold_report(report, asked.words, page=PAGE)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
