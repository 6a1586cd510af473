"""What the browser may ask for: pages, their parts, live updates, and acts."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from playground import acts
from playground.apps import ShortcutKind
from playground.browser.acting import ACTS, act, place_from
from playground.browser.drawing import drawn_options
from playground.browser.eyes import reader_for
from playground.browser.live import tell_changes
from playground.browser.parts import PARTS, Standing, part_of, shortcuts, standing, whole_page
from playground.browser.pictures import may_see_file
from playground.browser.places import first_place
from playground.browser.tour import TourStep
from playground.refusals import NotVisibleError, SlackRefusal
from playground.workspace import Workspace

STATIC = Path(__file__).with_name("static")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src * data:; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

Endpoint = Callable[[Request], Awaitable[Response]]


def browser_routes(workspace: Workspace, *, tour: Sequence[TourStep] = ()) -> list[BaseRoute]:
    """`tour`: what a newcomer is invited to try; shown until dismissed."""
    browser = _Browser(workspace, tour)
    own = "/as/{person}"
    return [
        Route("/", _visible(browser.front_door)),
        Route(f"{own}/with/{{other}}", _visible(browser.direct)),
        Route(f"{own}/file/{{file}}", _visible(browser.file)),
        Route(f"{own}/act/suggest", _visible(browser.suggest), methods=["POST"]),
        Route(f"{own}/act/{{name}}", _visible(browser.act), methods=["POST"]),
        Route(f"{own}/{{place}}", _visible(browser.page)),
        Route(f"{own}/{{place}}/part/{{name}}", _visible(browser.part)),
        WebSocketRoute(f"{own}/live", browser.live),
        Mount("/static/browser", StaticFiles(directory=STATIC)),
    ]


class _Browser:
    def __init__(self, workspace: Workspace, tour: Sequence[TourStep]) -> None:
        self._workspace = workspace
        self._tour = tour

    async def front_door(self, _request: Request) -> Response:
        person = self._workspace.people.humans()[0]
        return RedirectResponse(f"/as/{person.id}/{first_place(self._workspace, person.id)}")

    async def page(self, request: Request) -> Response:
        return HTMLResponse(whole_page(self._standing(request), **self._furniture(request)), headers=HEADERS)

    async def part(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in PARTS:
            raise HTTPException(404)
        return HTMLResponse(part_of(name, self._standing(request)), headers=HEADERS)

    async def direct(self, request: Request) -> Response:
        person_id = request.path_params["person"]
        channel = await acts.open_direct(self._workspace, person_id, request.path_params["other"])
        return RedirectResponse(f"/as/{person_id}/{channel.id}")

    async def file(self, request: Request) -> Response:
        person_id, stored = request.path_params["person"], self._workspace.files.named(request.path_params["file"])
        if not may_see_file(self._workspace, person_id, stored):
            raise NotVisibleError(stored.id)
        shown = "inline" if stored.is_picture else "attachment"
        return Response(stored.content, media_type=stored.mime_type, headers={**HEADERS, "Content-Disposition": shown})

    async def act(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ACTS:
            raise HTTPException(404)
        return JSONResponse(await act(self._workspace, request.path_params["person"], name, await _asked(request)))

    async def suggest(self, request: Request) -> Response:
        asked, person_id = await _asked(request), request.path_params["person"]
        element = {part: asked[part] for part in ("block_id", "action_id", "query")}
        offered = await acts.suggest(self._workspace, person_id, place_from(asked), **element)
        return HTMLResponse(
            drawn_options(offered, reader_for(self._workspace, self._workspace.people.named(person_id)))
        )

    async def live(self, socket: WebSocket) -> None:
        if not _is_same_origin(socket):
            await socket.close()
            return
        await tell_changes(self._workspace, socket, socket.path_params["person"])

    def _standing(self, request: Request) -> Standing:
        asked = request.path_params
        return standing(self._workspace, asked["person"], asked["place"], request.query_params.get("thread", ""))

    def _furniture(self, request: Request) -> dict[str, Any]:
        return {
            "tour": self._tour,
            "draft": request.query_params.get("draft", ""),
            "typing_place": first_place(self._workspace, request.path_params["person"]),
            "global_shortcuts": shortcuts(self._workspace, ShortcutKind.GLOBAL),
            "message_shortcuts": shortcuts(self._workspace, ShortcutKind.MESSAGE),
        }


def _visible(endpoint: Endpoint) -> Endpoint:
    """What one may not see and what does not exist answer alike."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (NotVisibleError, SlackRefusal) as error:
            raise HTTPException(404) from error

    return guarded


async def _asked(request: Request) -> dict[str, Any]:
    """The JSON a page of ours sent; another site's page cannot send it."""
    if not _is_same_origin(request):
        raise HTTPException(403)
    asked: dict[str, Any] = await request.json()
    return asked


def _is_same_origin(asked: HTTPConnection) -> bool:
    origin = asked.headers.get("origin")
    return origin is None or origin.partition("://")[2] == asked.headers["host"]
