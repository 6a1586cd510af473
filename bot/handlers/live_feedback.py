"""Suggestions that appear in the form of a request while it is filled in."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.feedback_form import feedback_form
from bot.blocks.kit import Modal
from bot.handlers.asked import Asked
from bot.handlers.feedback_state import area_block_in, form_in, opened_with, shown_again
from bot.handlers.open_forms import OpenForms
from bot.handlers.routing import Routes
from bot.ids import Action
from bot.services.requests import Requests
from domain.feedback.form import FeedbackField


def register(routes: Routes, requests: Requests, forms: OpenForms) -> None:
    """None of it is waited for by anybody: what fails is said to nobody."""
    desk = LiveFeedback(requests, forms)
    routes.action_quietly(Action.FEEDBACK_TITLE, desk.typed)
    routes.action_quietly(Action.FEEDBACK_SIMILAR, desk.chosen)
    routes.action_quietly(Action.FEEDBACK_AREA, desk.take_area)


class LiveFeedback:
    def __init__(self, requests: Requests, forms: OpenForms) -> None:
        self._requests = requests
        self._forms = forms

    async def typed(self, asked: Asked) -> None:
        """Once nobody writes for a moment."""
        view = _view(asked)
        turn = self._forms.begin(view)
        if await self._forms.rests(view, turn):
            await self._draw(asked, turn, area_block_in(asked))

    async def chosen(self, asked: Asked) -> None:
        """What is chosen stays among what is shown, whatever is written from now on."""
        await self._draw(asked, self._forms.begin(_view(asked)), area_block_in(asked))

    async def take_area(self, asked: Asked) -> None:
        """Another block in the place of the one that holds the area: so alone does its choice change."""
        await self._draw(asked, self._forms.begin(_view(asked)), f"{FeedbackField.AREA}:{asked.value}")

    async def _draw(self, asked: Asked, turn: int, area_block: str) -> None:
        page = await asked.desk.work(lambda: self._page(asked, area_block))
        await self._forms.draw(asked.client, asked.view or {}, turn, page)

    def _page(self, asked: Asked, area_block: str) -> Modal:
        typed, (opened, name) = form_in(asked), opened_with(asked)
        area = area_block.partition(":")[2] if area_block != area_block_in(asked) else typed.area
        wanted = replace(typed, account="" if name else opened.account, source=None, area=area)
        offer = self._requests.offer(asked.member, wanted, today=asked.today)
        again = replace(offer, form=shown_again(typed, opened), account=name or offer.account)
        return feedback_form(again, asked.words, metadata=asked.metadata, area_block=area_block)


def _view(asked: Asked) -> str:
    return str((asked.view or {}).get("id") or "")
