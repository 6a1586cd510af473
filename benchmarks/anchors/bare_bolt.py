"""The anchor "bare Bolt async with defaults": one listener, a constant answer, uvicorn."""

from __future__ import annotations

import sys

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

SECRET = "benchmark"


def application() -> AsyncSlackRequestHandler:
    app = AsyncApp(signing_secret=SECRET, authorize=_authorize)

    @app.command("/health")
    async def answer(ack: AsyncAck) -> None:
        await ack("all is well")

    return AsyncSlackRequestHandler(app, path="/slack/events")


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="UB", bot_id="B1")


if __name__ == "__main__":
    uvicorn.run(application(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
