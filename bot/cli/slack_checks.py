"""What `moorline doctor` asks Slack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.checks import Finding
from bot.http.clients import posting_client, session
from bot.manifest import SCOPES, Scope
from bot.refusals import refusal_in
from bot.settings import Mode, Settings

HELLO_SECONDS = 5.0
_ANEW = "write the manifest anew (moorline manifest) and install the app again"


async def findings_at_slack(settings: Settings) -> list[Finding]:
    """The scopes are said with the token, so both come of one question."""
    async with session() as http:
        client = posting_client(
            http, token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url
        )
        found = await _asked("bot token", lambda: _token(client))
        if settings.mode is Mode.SOCKET:
            found += await _asked("Socket Mode", lambda: _socket(settings, client, http))
        return found


async def _asked(subject: str, question: Callable[[], Awaitable[list[Finding]]]) -> list[Finding]:
    try:
        return await question()
    except SlackApiError as error:
        refusal = refusal_in(error) or "no answer that Slack would give"
        return [Finding(subject, refusal, _STEPS.get(refusal, "see the app's pages at api.slack.com/apps"))]
    except (ClientError, TimeoutError, OSError) as error:
        return [Finding(subject, f"no answer ({type(error).__name__})", "see the network and MOORLINE_SLACK_API_URL")]


async def _token(client: AsyncWebClient) -> list[Finding]:
    said = await client.auth_test()
    granted = _granted(said.headers)
    return [
        Finding("bot token", f"{said.get('user', said['user_id'])} in {said.get('team', said['team_id'])}"),
        granted,
    ]


def _granted(headers: dict[str, Any]) -> Finding:
    said = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    granted = {scope.strip() for scope in str(said).split(",")}
    absent = [scope for scope in SCOPES if scope.name not in granted]
    if missing := [scope for scope in absent if not scope.is_optional]:
        return Finding("scopes", f"missing: {_listed(missing)}", _ANEW)
    if absent:
        return Finding("scopes", f"all that are needed; not granted, so it goes without: {_listed(absent)}")
    return Finding("scopes", f"all {len(SCOPES)} granted")


def _listed(scopes: Iterable[Scope]) -> str:
    return ", ".join(f"{scope.name} ({scope.lets})" for scope in scopes)


async def _socket(settings: Settings, client: AsyncWebClient, http: ClientSession) -> list[Finding]:
    """A whole connection: a ticket alone does not show that a proxy lets WebSockets through."""
    ticket = await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    async with http.ws_connect(ticket["url"]) as connection:
        hello = await connection.receive_json(timeout=HELLO_SECONDS)
    if hello.get("type") != "hello":
        return [Finding("Socket Mode", "connected, but not greeted", "is Socket Mode on in the app's settings?")]
    return [Finding("Socket Mode", "connected and greeted")]


_STEPS = {
    "invalid_auth": "the token is wrong or revoked: copy it anew from the app's pages",
    "not_authed": "set the token: MOORLINE_SLACK_BOT_TOKEN, MOORLINE_SLACK_APP_TOKEN",
    "not_allowed_token_type": "MOORLINE_SLACK_APP_TOKEN needs the token that starts with xapp-",
    "missing_scope": "the app-level token needs connections:write",
    "account_inactive": "install the app again",
    "token_revoked": "install the app again",
}
