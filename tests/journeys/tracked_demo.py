"""The demo with a GitHub beside it, as a program: says its address, then moves issues as told ("45 completed")."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import threading
from functools import partial
from pathlib import Path

import httpx
from pydantic import SecretStr
from tracker_stand_ins import TOKEN, Answer, GitHubStandIn, served

from bot.demo import launch
from bot.demo.harbour import demo_settings
from bot.settings import Mode, Settings
from playground.workspace import Workspace

SECRET = "hook-secret"
REFUSED = Answer(403, {"message": "Resource not accessible by personal access token"})


class TrackedDemo:
    """GitHub refuses the first thing it is asked."""

    def __init__(self) -> None:
        self.github = GitHubStandIn("acme/app", instead=[REFUSED])
        self.bot_port = 0

    def settings(self, workspace: Workspace, mode: Mode, database: Path, *, bot_port: int) -> Settings:
        self.bot_port = bot_port
        return demo_settings(workspace, mode, database, bot_port=bot_port).model_copy(
            update={
                "github_token": SecretStr(TOKEN),
                "github_repositories": ("acme/app",),
                "github_api_url": self.github.url,
                "github_webhook_secret": SecretStr(SECRET),
            }
        )

    def move(self, number: int, state: str) -> None:
        """And says so to the bot, as GitHub does."""
        self.github.move(number, state)
        said = {"action": "edited", "issue": {"number": number}, "repository": {"full_name": "acme/app"}}
        body = json.dumps(said).encode()
        mac = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"x-hub-signature-256": f"sha256={mac}", "x-github-event": "issues", "x-github-delivery": state}
        httpx.post(
            f"http://127.0.0.1:{self.bot_port}/trackers/github", content=body, headers=headers
        ).raise_for_status()

    def listen(self) -> None:
        for line in sys.stdin:
            number, state = line.split()
            self.move(int(number), state)


def main() -> None:
    demo = TrackedDemo()
    setattr(launch, "demo_settings", demo.settings)  # noqa: B010 - it is imported there, which mypy holds private
    with served(demo.github):
        threading.Thread(target=demo.listen, daemon=True).start()
        database = launch.prepare(Path(sys.argv[1]), fresh=False)
        ready = partial(print, flush=True)
        asyncio.run(launch.live(database, mode=Mode.SOCKET, port=0, ready=lambda address, _: ready(address)))


if __name__ == "__main__":
    main()
