"""`/cs areas`: where requests go, set by admins."""

from __future__ import annotations

from bot.blocks.kit import Modal
from bot.blocks.product_areas import CHANNEL, DEFAULT, MANAGER, NAME, area_form, area_list, area_saved
from bot.handlers.answering import answer, open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View, Word
from bot.services.product_areas import ProductAreas
from domain.feedback.request import ProductArea
from domain.numbers import number_in


def register(routes: Routes, areas: ProductAreas) -> None:
    desk = ProductAreaDesk(areas)
    routes.subcommand(Word.AREAS, desk.show)
    routes.action(Action.AREA, desk.ask)
    routes.view(View.AREA, desk.save)


class ProductAreaDesk:
    def __init__(self, areas: ProductAreas) -> None:
        self._areas = areas

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
            typed_in(asked.state, NAME).strip(),
            next(iter(chosen_in(asked.state, CHANNEL)), ""),
            typed_in(asked.state, MANAGER),
            is_default=bool(chosen_in(asked.state, DEFAULT)),
        )
        await submit(asked, lambda: area_saved(self._areas.save(asked.member, area), asked.words))
