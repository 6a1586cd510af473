"""Where survey tools post answers: bounded, signed, kept before it is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.handlers.desk import Desk
from domain.errors import BookUnavailableError
from domain.surveys.sent import Sent, SentMalformedError, SentRefusedError

log = logging.getLogger(__name__)

ReadSent: TypeAlias = Callable[[Mapping[str, str], bytes], Sent]
LARGEST_BODY = 64 * 1024


class SurveyDoor:
    """`readers` by the name of the source; `taken` says whether the account is known."""

    def __init__(
        self,
        readers: Mapping[str, ReadSent],
        taken: Callable[[Sent], bool],
        desk: Desk,
        *,
        largest_body: int = LARGEST_BODY,
    ) -> None:
        self._readers = readers
        self._taken = taken
        self._desk = desk
        self._largest_body = largest_body

    def routes(self) -> list[Route]:
        return [Route(f"/surveys/{name}", self._endpoint(name), methods=["POST"]) for name in self._readers]

    def _endpoint(self, name: str) -> Callable[[Request], object]:
        async def take(request: Request) -> Response:
            return await self._answer(name, request)

        return take

    async def _answer(self, name: str, request: Request) -> Response:
        """Kept before it is answered: who hears nothing says it again, which is the same answer."""
        body = await self._body(request)
        if body is None:
            return _said(413, f"at most {self._largest_body} bytes")
        try:
            sent = self._readers[name](request.headers, body)
            is_known = await self._desk.work(lambda: self._taken(sent))
        except SentRefusedError as error:
            log.warning("a survey of %s was refused: %s", name, error.reason)
            return _said(401, error.reason)
        except SentMalformedError as error:
            return _said(400, error.problem)
        except BookUnavailableError as error:
            log.warning("a survey of %s was not kept: %s", name, error.what)
            return _said(503, "the book cannot be written right now; say it again")
        return JSONResponse({"kept": True, "account": "known" if is_known else "unknown"}, status_code=202)

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


def _said(status: int, problem: str) -> Response:
    return JSONResponse({"kept": False, "problem": problem}, status_code=status)
