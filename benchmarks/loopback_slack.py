"""The two methods of Slack's Web API that the bot asks before it answers its first command."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.books import MEMBER, TEAM

_PERSON = {
    "id": MEMBER,
    "team_id": TEAM,
    "name": "dana",
    "locale": "en-US",
    "tz": "Europe/Berlin",
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


if __name__ == "__main__":
    application = Starlette(routes=[Route("/api/{method}", method, methods=["GET", "POST"])])
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
