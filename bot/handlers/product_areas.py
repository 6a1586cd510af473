"""`/cs areas`: where requests go, set by admins."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.product_areas import CHANNEL, DEFAULT, MANAGER, NAME, area_errors, area_form, area_list, area_saved
from bot.handlers.answering import answer, open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.audiences import Audiences
from bot.handlers.channel_choice import readers_of
from bot.handlers.looking import from_worker
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View, Word
from bot.services.product_areas import ProductAreas
from domain.feedback.request import ProductArea
from domain.numbers import number_in
from domain.texts import written


def register(routes: Routes, areas: ProductAreas, audiences: Audiences) -> None:
    desk = ProductAreaDesk(areas, audiences)
    routes.subcommand(Word.AREAS, desk.show)
    routes.action(Action.AREA, desk.ask)
    routes.view(View.AREA, desk.save)


class ProductAreaDesk:
    def __init__(self, areas: ProductAreas, audiences: Audiences) -> None:
        self._areas = areas
        self._audiences = audiences

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: area_list(self._areas.listed(asked.member), asked.words))

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            known = {area.id: area for area in self._areas.listed(asked.member)}
            return area_form(known.get(number_in(asked.value) or 0), asked.words)

        await open_modal(asked, form)

    async def save(self, asked: Asked) -> None:
        area = ProductArea(
            number_in(asked.metadata) or 0,
            written(typed_in(asked.state, NAME)),
            next(iter(chosen_in(asked.state, CHANNEL)), ""),
            typed_in(asked.state, MANAGER),
            is_default=bool(chosen_in(asked.state, DEFAULT)),
        )
        look = from_worker()

        def work() -> Message | FieldErrors:
            is_new = self._areas.changes_channel(asked.member, area)
            looked_at = [look(readers_of(self._audiences, area.channel, asked))] if is_new else []
            if problems := self._areas.problems(asked.member, area, looked_at):
                return area_errors(problems, asked.words)
            return area_saved(self._areas.save(asked.member, area), asked.words)

        await submit(asked, work)
