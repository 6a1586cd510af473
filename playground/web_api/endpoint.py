"""`/api/{method}`: reads the call, checks who calls, runs the method, misbehaves where a fault says so."""

import asyncio
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

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
        fault = workspace.faults.next_for(method)
        if fault is None:
            return await _answer(workspace, request)
        return await _answer_badly(workspace, request, fault)

    return Route("/api/{method}", answer, methods=["GET", "POST"])


async def _answer_badly(workspace: Workspace, request: Request, fault: Fault) -> Response:
    if fault.kind is FaultKind.RATE_LIMIT:
        body = {"ok": False, "error": "ratelimited"}
        return JSONResponse(body, status_code=429, headers={"retry-after": str(int(fault.seconds))})
    if fault.kind is FaultKind.STATUS:
        return PlainTextResponse("trouble on request", status_code=fault.status)
    if fault.kind is FaultKind.SLOW:
        await asyncio.sleep(fault.seconds)
        return await _answer(workspace, request)
    if fault.kind is FaultKind.CUT_AFTER:
        await _answer(workspace, request)
    request.state.cut()
    return Response()


async def _answer(workspace: Workspace, request: Request) -> Response:
    method = request.path_params["method"]
    headers: dict[str, str] = {}
    try:
        arguments = await _arguments(request)
        if free := basics.WITHOUT_TOKEN.get(method):
            return JSONResponse(free(arguments))
        call, asked = _authorised(workspace, method, _token(request, arguments), arguments)
        headers["x-oauth-scopes"] = ",".join(sorted(call.app.scopes))
        call.refuse_without(asked.scopes)
        return JSONResponse(asked.run(call), headers=headers)
    except SlackRefusal as refusal:
        return JSONResponse(refusal.answer(), headers=headers)


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
