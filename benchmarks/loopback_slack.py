"""What the bot asks of Slack before it answers its first command, and the address for late answers."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.books import MEMBER, TEAM

ZONE = "Europe/Berlin"
_PERSON = {
    "id": MEMBER,
    "team_id": TEAM,
    "name": "dana",
    "locale": "en-US",
    "tz": ZONE,
    "profile": {"display_name": "Dana", "email": "dana@example.com"},
}
_ANSWERS: dict[str, dict[str, object]] = {
    "auth.test": {"team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT", "team": "benchmark", "url": "https://x/"},
    "users.info": {"user": _PERSON},
}


async def method(request: Request) -> Response:
    answer = _ANSWERS.get(request.path_params["method"])
    said = {"ok": True, **answer} if answer else {"ok": False, "error": "unknown_method"}
    return JSONResponse(said, headers={"x-oauth-scopes": "commands,chat:write"})


async def late(request: Request) -> Response:
    """What came by `response_url`, one after the other; a GET reads it."""
    if request.method == "POST":
        request.app.state.late += await request.body()
    return Response(request.app.state.late)


if __name__ == "__main__":
    routes = [Route("/api/{method}", method, methods=["GET", "POST"]), Route("/late", late, methods=["GET", "POST"])]
    application = Starlette(routes=routes)
    application.state.late = b""
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
