"""`/api/{method}`: reads the call, checks who calls, runs the method, misbehaves where a fault says so."""

import asyncio
import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground.call_log import DONE, LoggedCall
from playground.faults import Fault, FaultKind
from playground.json_types import Json
from playground.refusals import SlackRefusal
from playground.web_api import basics, chat, conversations, modals, reactions, uploads, users
from playground.web_api.call import Call, Method
from playground.workspace import Workspace

METHODS: dict[str, Method] = {
    **basics.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **modals.METHODS,
    **reactions.METHODS,
    **uploads.METHODS,
    **users.METHODS,
}


def api_route(workspace: Workspace) -> Route:
    async def answer(request: Request) -> Response:
        method = request.path_params["method"]
        at = workspace.clock()
        fault = workspace.faults.next_for(method)
        asked = await _asked(request)
        outcome, response = await _answered(workspace, request, asked, fault)
        workspace.calls.note(LoggedCall(method, asked.channel, at, outcome))
        return response

    return Route("/api/{method}", answer, methods=["GET", "POST"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """The call as it came; `refusal` is why its arguments cannot be read."""

    arguments: Json
    refusal: SlackRefusal | None = None

    @property
    def channel(self) -> str:
        return str(self.arguments.get("channel") or "")


async def _asked(request: Request) -> _Asked:
    try:
        return _Asked(await _arguments(request))
    except SlackRefusal as refusal:
        return _Asked({}, refusal)


async def _answered(workspace: Workspace, request: Request, asked: _Asked, fault: Fault | None) -> tuple[str, Response]:
    """What became of it, in a word, and what the app is told."""
    if fault is None:
        return _done(workspace, request, asked)
    if fault.kind is FaultKind.SLOW:
        await asyncio.sleep(fault.seconds)
        return _done(workspace, request, asked)
    if fault.kind in {FaultKind.CUT_AFTER, FaultKind.BROKEN_AFTER}:
        _done(workspace, request, asked)
    if fault.kind in {FaultKind.CUT_BEFORE, FaultKind.CUT_AFTER}:
        request.state.cut()
        return fault.kind, Response()
    if fault.kind is FaultKind.RATE_LIMIT:
        return fault.kind, _too_many(int(fault.seconds))
    if fault.kind is FaultKind.ERROR:
        return fault.error, JSONResponse({"ok": False, "error": fault.error})
    return fault.kind, _no_answer(fault)


def _no_answer(fault: Fault) -> Response:
    """What stands between an app and Slack says something, too, and it is not JSON."""
    if fault.kind is FaultKind.HTML:
        return HTMLResponse("<html><body>Bad gateway</body></html>", status_code=fault.status)
    if fault.kind is FaultKind.STATUS:
        return PlainTextResponse("trouble on request", status_code=fault.status)
    return Response('{"ok": true, "chan', media_type="application/json")


def _too_many(seconds: int) -> Response:
    body = {"ok": False, "error": "ratelimited"}
    return JSONResponse(body, status_code=429, headers={"retry-after": str(seconds)})


def _done(workspace: Workspace, request: Request, asked: _Asked) -> tuple[str, Response]:
    method = request.path_params["method"]
    headers: dict[str, str] = {}
    try:
        if asked.refusal:
            raise asked.refusal
        if free := basics.WITHOUT_TOKEN.get(method):
            return DONE, JSONResponse(free(asked.arguments))
        call, known = _authorised(workspace, method, _token(request, asked.arguments), asked.arguments)
        headers["x-oauth-scopes"] = ",".join(sorted(call.app.scopes))
        call.refuse_without(known.scopes)
        if seconds := workspace.posting_limits.retry_after(method, asked.channel):
            return "ratelimited", _too_many(seconds)
        return DONE, JSONResponse(known.run(call), headers=headers)
    except SlackRefusal as refusal:
        return refusal.code, JSONResponse(refusal.answer(), headers=headers)


def _authorised(workspace: Workspace, method: str, token: str | None, arguments: Json) -> tuple[Call, Method]:
    asked = METHODS.get(method)
    if asked is None:
        raise SlackRefusal("unknown_method", req_method=method)
    if token is None:
        raise SlackRefusal("not_authed")
    found = workspace.apps.with_token(token)
    if found is None:
        raise SlackRefusal("invalid_auth")
    app, is_app_token = found
    if is_app_token is not asked.takes_app_token:
        raise SlackRefusal("not_allowed_token_type")
    return Call(workspace, app, arguments), asked


async def _arguments(request: Request) -> Json:
    query = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return query | _object(await request.body())
    async with request.form() as form:
        return query | {key: value for key, value in form.items() if isinstance(value, str)}


def _object(body: bytes) -> Json:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        raise SlackRefusal("invalid_json") from None
    if not isinstance(read, dict):
        raise SlackRefusal("json_not_object")
    return read


def _token(request: Request, arguments: Json) -> str | None:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and bearer:
        return bearer.strip()
    given = arguments.get("token")
    return str(given) if given else None
