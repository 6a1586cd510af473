"""What lies beside the Web API: response URLs, uploads, private files."""

import json
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground.files import StoredFile
from playground.json_types import Json
from playground.refusals import SlackRefusal
from playground.responding import respond
from playground.workspace import Workspace

GONE = {"no_such_url", "expired_url", "used_url"}


def side_routes(workspace: Workspace) -> list[Route]:
    return [
        Route("/response/{key}", partial(_take_response, workspace), methods=["POST"]),
        Route("/upload/{file_id}", partial(_take_upload, workspace), methods=["POST", "PUT"]),
        Route("/files-pri/{place}/{name:path}", partial(_give_file, workspace)),
    ]


async def _take_response(workspace: Workspace, request: Request) -> Response:
    try:
        right = workspace.response_rights.use(request.path_params["key"])
        respond(workspace, right, _words(await request.body()))
    except SlackRefusal as refusal:
        return JSONResponse(refusal.answer(), status_code=404 if refusal.code in GONE else 400)
    return PlainTextResponse("ok")


async def _take_upload(workspace: Workspace, request: Request) -> Response:
    stored = workspace.files.find(request.path_params["file_id"])
    content = await _uploaded(request)
    if stored is None or stored.content is not None or len(content) != stored.length:
        return PlainTextResponse("upload refused", status_code=400)
    stored.content = content
    return PlainTextResponse(f"OK - {len(content)}")


async def _give_file(workspace: Workspace, request: Request) -> Response:
    stored = workspace.files.find(request.path_params["place"].rpartition("-")[2])
    if stored is None or stored.content is None or not _may_read(workspace, request, stored):
        return PlainTextResponse("not found", status_code=404)
    return Response(stored.content, media_type=stored.mime_type)


def _words(body: bytes) -> Json:
    try:
        read = json.loads(body)
    except ValueError:
        raise SlackRefusal("invalid_payload") from None
    if not isinstance(read, dict):
        raise SlackRefusal("invalid_payload")
    return read


async def _uploaded(request: Request) -> bytes:
    """Bytes as they are, or the one file of a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        parts = [part for part in form.values() if not isinstance(part, str)]
        return await parts[0].read() if parts else b""


def _may_read(workspace: Workspace, request: Request, stored: StoredFile) -> bool:
    """An app's own files, or those in channels it is in, with `files:read`."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    found = workspace.apps.with_token(bearer)
    if found is None or found[0].lacks(["files:read"]):
        return False
    bot = found[0].bot_user_id
    shared_with_bot = any(bot in workspace.channels.named(channel_id).members for channel_id, _ in stored.shares)
    return stored.owner_id == bot or shared_with_bot
