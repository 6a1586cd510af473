"""The workspace the bot lives in, asked once."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True, slots=True)
class Home:
    """Who the token belongs to; `enterprise` is the organisation of the workspace, where there is one."""

    team: str
    bot_user: str
    bot: str | None = None
    enterprise: str | None = None


class Workspace:
    """Remembers Slack's answer for the life of the process; a failure is not remembered."""

    def __init__(self, reading: AsyncWebClient) -> None:
        self._reading = reading
        self.known: Home | None = None

    async def home(self) -> Home:
        if self.known is None:
            said = await self._reading.auth_test()
            self.known = Home(said["team_id"], said["user_id"], said.get("bot_id"), said.get("enterprise_id"))
        return self.known
