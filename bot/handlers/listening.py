"""Bolt's side: whatever it lets in is handed over to the reception, by the kind of payload."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.request.payload_utils import (
    is_block_actions,
    is_block_suggestion,
    is_event,
    is_global_shortcut,
    is_message_shortcut,
    is_slash_command,
    is_view_closed,
    is_view_submission,
)
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.home import Workspace
from bot.handlers.payloads import Payload
from bot.handlers.reception import Reception
from bot.handlers.written_answers import WrittenAnswer
from bot.references import reference_for
from domain.errors import BookUnavailableError

_LATER = 503

Receive: TypeAlias = Callable[[Payload], Coroutine[Any, Any, dict[str, Any]]]


def bolt_app(reception: Reception, workspace: Workspace) -> AsyncApp:
    """Requests come verified and parsed by our own front door (or by Socket Mode), so Bolt does neither.

    Bolt is given no token either: handlers have clients of their own. What people do is answered before Bolt's
    authorisation, which asks nobody and is there for the one thing that Bolt does with it: leaving out the events
    that the bot itself caused.
    """
    app = _App(
        name="moorline",
        logger=logging.getLogger("slack_bolt"),
        client=AsyncWebClient(),
        before_authorize=_Listener(reception),
        authorize=_authorisation(workspace),
        signing_secret="verified by the front door",  # noqa: S106 - no secret: Bolt's own verification is off
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    app.error(_answer_to_failure)
    app.use(_Events(reception))
    return app


class _App(AsyncApp):
    """Bolt makes a Web client for every request, which nobody here asks for anything."""

    def _init_context(self, req: AsyncBoltRequest) -> None:
        req.context["client"] = self.client
        req.context["logger"] = self.logger


class _Listener(AsyncMiddleware):
    """What people do, answered by middleware: listeners, found and called by Bolt, cost twice as much."""

    def __init__(self, reception: Reception) -> None:
        self._receivers: tuple[tuple[Callable[[dict[str, Any]], bool], Receive], ...] = (
            (is_slash_command, reception.command),
            (is_block_actions, reception.action),
            (is_view_submission, reception.view),
            (is_block_suggestion, reception.options),
            (is_global_shortcut, reception.shortcut),
            (is_message_shortcut, reception.shortcut),
            (is_view_closed, reception.closed),
        )

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse:
        for is_of_kind, receive in self._receivers:
            if is_of_kind(req.body):
                return WrittenAnswer(await receive(req.body))
        await next()
        return resp


class _Events(AsyncMiddleware):
    """The last of Bolt's middleware; what is none of ours goes on, to Bolt's own answer for it."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name for it
    ) -> BoltResponse:
        if not is_event(req.body):
            await next()
            return resp
        await self._reception.event(req.body)
        return BoltResponse(status=200, body="")


def _authorisation(workspace: Workspace) -> Callable[..., Coroutine[Any, Any, AuthorizeResult]]:
    async def authorise(team_id: str | None = None, enterprise_id: str | None = None) -> AuthorizeResult:
        """Asks Slack nothing: there is one token, and it was tested at the start."""
        home = workspace.known
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=home.bot_user if home else None,
            bot_id=home.bot if home else None,
        )

    return authorise


async def _answer_to_failure(error: Exception) -> BoltResponse:
    """200 for what we do not know, so that Slack does not send it again; 503 for an event that must come again."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    if isinstance(error, BookUnavailableError):
        return BoltResponse(status=_LATER, body="")
    reference_for(error)
    return BoltResponse(status=200, body="")
