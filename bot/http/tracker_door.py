"""Where trackers say that an issue changed: bounded, signed, taken down; read from the tracker afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.handlers.desk import Desk
from domain.errors import BookUnavailableError
from domain.feedback.trackers import Hint, HookMalformedError, HookRefusedError, TrackerKind

log = logging.getLogger(__name__)

ReadHook: TypeAlias = Callable[[Mapping[str, str], bytes], Hint | None]
"""Raises `HookRefusedError` where the tracker did not sign it, or not now; None: of nothing that is followed."""
LARGEST_BODY = 1024 * 1024


class TrackerDoor:
    def __init__(
        self,
        readers: Mapping[TrackerKind, ReadHook],
        heard: Callable[[Hint], None],
        desk: Desk,
        *,
        counted: Callable[[str, int], None],
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self._readers = readers
        self._heard = heard
        self._desk = desk
        self._counted = counted
        self._largest_body = largest_body

    def routes(self) -> list[Route]:
        return [Route(f"/trackers/{kind}", self._endpoint(kind), methods=["POST"]) for kind in self._readers]

    def _endpoint(self, kind: TrackerKind) -> Callable[[Request], object]:
        async def take(request: Request) -> Response:
            status = await self._taken(kind, request)
            self._counted(kind.value, status)
            return Response(status_code=status)

        return take

    async def _taken(self, kind: TrackerKind, request: Request) -> int:
        """Answered at once: trackers wait for seconds only, and then say it again."""
        body = await self._body(request)
        if body is None:
            return 413
        try:
            hint = self._readers[kind](request.headers, body)
            if hint:
                await self._desk.work(lambda: self._heard(hint))
        except HookRefusedError as error:
            log.warning("a webhook of %s was refused: %s", kind.proper_name, error.reason)
            return 401
        except HookMalformedError:
            return 400
        except BookUnavailableError as error:
            log.warning("a webhook of %s was not taken down: %s", kind.proper_name, error.what)
            return 503
        return 202

    async def _body(self, request: Request) -> bytes | None:
        """None when it is too large; what is announced as too large is not even read."""
        announced = request.headers.get("content-length", "0")
        if not announced.isdigit() or int(announced[:12]) > self._largest_body:
            return None
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > self._largest_body:
                return None
        return body
