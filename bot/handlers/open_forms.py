"""Forms that change while somebody writes into them: the newest state wins, and nothing newer is ever overwritten."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import Modal
from bot.refusals import refusal_in

PAUSE = 0.35
"""Seconds in which nothing is written before it is looked up what the words are like."""
MOST = 2000
"""Forms that are remembered; of one that was forgotten Slack's own hash is taken."""
GONE = frozenset({"not_found", "view_not_found", "hash_conflict"})


@dataclass(slots=True)
class _Form:
    """`turn` counts what happened in it; `hash` is that of what we showed last."""

    turn: int = 0
    hash: str = ""
    resting: asyncio.Future[bool] | None = None
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)


class OpenForms:
    """By the id of their view. One waits at a time for each: whoever waited before is woken, and told to let be."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._forms: OrderedDict[str, _Form] = OrderedDict()

    def begin(self, view: str) -> int:
        """Something happened in the form; what began before it is out of date."""
        form = self._form(view)
        form.turn += 1
        if form.resting and not form.resting.done():
            form.resting.set_result(False)
        return form.turn

    async def rests(self, view: str, turn: int) -> bool:
        """True once nothing newer came for a while; False at once when something does."""
        form, loop = self._form(view), asyncio.get_running_loop()
        if form.turn != turn:
            return False
        resting: asyncio.Future[bool] = loop.create_future()
        form.resting = resting
        clock = loop.call_later(self._pause, _settle, resting)
        try:
            return await resting
        finally:
            clock.cancel()

    def showed(self, view: Mapping[str, Any]) -> None:
        """What Slack answered to an opening or an update."""
        self._form(str(view.get("id") or "")).hash = str(view.get("hash") or "")

    async def draw(self, client: AsyncWebClient, view: Mapping[str, Any], turn: int, page: Modal) -> None:
        """Only where nothing newer happened; a form that somebody else drew meanwhile stays as they drew it.

        What we showed last is known better than what came with the letter, unless another of us drew it since.
        """
        number = str(view["id"])
        form = self._form(number)
        async with form.drawing:
            if form.turn != turn:
                return
            for known in dict.fromkeys((form.hash, str(view.get("hash") or ""))):
                if known and (drawn := await _drawn_over(known, client, number, page)):
                    form.hash = drawn
                    return

    def _form(self, view: str) -> _Form:
        form = self._forms.setdefault(view, _Form())
        self._forms.move_to_end(view)
        if len(self._forms) > MOST:
            self._forms.popitem(last=False)
        return form


async def _drawn_over(known: str, client: AsyncWebClient, view: str, page: Modal) -> str | None:
    """The hash of what is shown now; None where what was `known` is not shown any more."""
    try:
        drawn = await client.views_update(view_id=view, hash=known, view=page.view())
    except SlackApiError as refusal:
        if refusal_in(refusal) not in GONE:
            raise
        return None
    return str(drawn["view"].get("hash") or "")


def _settle(resting: asyncio.Future[bool]) -> None:
    if not resting.done():
        resting.set_result(True)
