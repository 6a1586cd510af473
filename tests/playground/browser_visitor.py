"""Somebody who visits the workspace's pages without a browser, and what they find there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from playground_stage import MAYA, Stage, modal, staged

from playground.app import create_app
from playground.browser.routes import browser_routes
from playground.browser.tour import TourStep
from playground.messages import Message
from playground.views import OpenView

Json = dict[str, Any]
TOUR = (TourStep("See a card", "/probe acme", "It stays private."), TourStep("Become the guest"))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a browser, without one."""

    stage: Stage
    client: httpx.AsyncClient

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path)

    async def page(self, person_id: str, place: str = "general", query: str = "") -> str:
        answer = await self.client.get(f"/as/{person_id}/{self.place(place)}{query}")
        assert answer.status_code == 200, answer.text
        return answer.text

    async def part(self, person_id: str, name: str, place: str = "general", query: str = "") -> str:
        answer = await self.client.get(f"/as/{person_id}/{self.place(place)}/part/{name}{query}")
        assert answer.status_code == 200, answer.text
        return answer.text

    async def act(self, person_id: str, act: str, /, **asked: Any) -> Json:
        answer = await self.client.post(f"/as/{person_id}/act/{act}", json=asked)
        outcome: Json = answer.json()
        return outcome

    def place(self, name: str) -> str:
        found = self.stage.workspace.channels.called(name)
        return found.id if found else name


@asynccontextmanager
async def visiting() -> AsyncIterator[Visitor]:
    async with staged() as stage:
        app = create_app(stage.workspace, browser_routes(stage.workspace, tour=TOUR))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://playground") as client:
            yield Visitor(stage, client)


def posted(visitor: Visitor, text: str = "", *, channel: str = "general", by: str = MAYA, **more: Any) -> Message:
    workspace = visitor.stage.workspace
    return workspace.post(Message(visitor.place(channel), workspace.timestamps.next(), by, text, **more))


def opened(visitor: Visitor, *blocks: Json, person_id: str = MAYA, **more: Any) -> OpenView:
    view_id = visitor.stage.workspace.ids.next("V")
    view = OpenView(view_id, visitor.stage.app.id, person_id, modal(*blocks), "1.a", root_view_id=view_id, **more)
    visitor.stage.workspace.views.open(view)
    return view
