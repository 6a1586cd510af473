"""The one address Slack posts to: size, signature, one parse, and only then Bolt, with a finished dictionary."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.types import Receive, Scope, Send

from bot.handlers.written_answers import bytes_of
from bot.http.bodies import MalformedBodyError, payload_from
from bot.http.metrics import Dispatch
from bot.http.signatures import Signatures

log = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
_PASSED_ON = {b"x-slack-retry-num": "x-slack-retry-num", b"x-slack-retry-reason": "x-slack-retry-reason"}
_PLAIN = b"text/plain; charset=utf-8"
_SSL_CHECK = b"ssl_check=1"


class FrontDoor:
    """An ASGI application. No header reaches Bolt but those about delivery: some steer it, and none is signed."""

    def __init__(
        self,
        dispatch: Dispatch,
        signatures: Signatures,
        *,
        refused: Callable[[int], None],
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self._dispatch = dispatch
        self._signatures = signatures
        self._refused = refused
        self._largest_body = largest_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await self._refuse(send, 405)
            return
        headers = dict(scope["headers"])
        body = await self._body(headers, receive)
        if body is None:
            await self._refuse(send, 413)
        elif self._is_signed(headers, body):
            await self._admit(headers, body, send)
        elif _is_ssl_check(headers, body):
            await _answer(send, 200, b"", _PLAIN)
        else:
            await self._refuse(send, 401)

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
        """None when it is too large; what is announced as too large is not even read."""
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit() or int(announced[:12]) > self._largest_body:
            return None
        body = b""
        is_whole = False
        while not is_whole and len(body) <= self._largest_body:
            message = await receive()
            body += message.get("body", b"")
            is_whole = not message.get("more_body")
        return body if len(body) <= self._largest_body else None

    def _is_signed(self, headers: dict[bytes, bytes], body: bytes) -> bool:
        return self._signatures.are_right(
            timestamp=headers.get(b"x-slack-request-timestamp", b""),
            signature=headers.get(b"x-slack-signature", b""),
            body=body,
        )

    async def _admit(self, headers: dict[bytes, bytes], body: bytes, send: Send) -> None:
        try:
            payload = payload_from(body, headers.get(b"content-type", b"").decode("latin-1"))
            response = await self._answered(payload, headers)
        except MalformedBodyError:
            await self._refuse(send, 400)
            return
        kind = response.headers.get("content-type", [""])[0].encode() or _PLAIN
        await _answer(send, response.status, bytes_of(response), kind)

    async def _answered(self, payload: dict[str, Any], headers: dict[bytes, bytes]) -> BoltResponse:
        """Handlers never raise; what does is Bolt, over a shape that no request of Slack has."""
        if payload.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": payload.get("challenge")})
        try:
            return await self._dispatch(_request(payload, headers))
        except Exception as error:
            log.warning("a signed request of an unknown shape: %s", type(error).__name__)
            raise MalformedBodyError from error

    async def _refuse(self, send: Send, status: int) -> None:
        self._refused(status)
        await _answer(send, status, b"", _PLAIN)


class _CommandRequest(AsyncBoltRequest):
    """What Bolt reads off a request beforehand, nobody asks of a command, whose fields are plain texts."""

    def __init__(self, payload: dict[str, Any]) -> None:
        self.raw_body = ""
        self.query, self.headers, self.content_type = {}, {}, None
        self.body, self.context = payload, AsyncBoltContext()
        self.lazy_only, self.lazy_function_name = False, None
        self.mode = "socket_mode"


def _request(payload: dict[str, Any], headers: dict[bytes, bytes]) -> AsyncBoltRequest:
    """Bolt's name for "verified and parsed elsewhere" is socket_mode."""
    if "command" in payload:
        return _CommandRequest(payload)
    passed = {name: headers[raw].decode("latin-1") for raw, name in _PASSED_ON.items() if raw in headers}
    return AsyncBoltRequest(body=payload, headers=passed or None, mode="socket_mode")  # type: ignore[arg-type] # dict is invariant


def _is_ssl_check(headers: dict[bytes, bytes], body: bytes) -> bool:
    """Slack's probe of the certificate carries no signature; it gets an empty answer and reaches nothing."""
    return b"x-slack-signature" not in headers and _SSL_CHECK in body.split(b"&")


async def _answer(send: Send, status: int, body: bytes, content_type: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
