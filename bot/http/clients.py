"""Two Slack clients over one HTTP session: one may ask again, the other never says anything twice."""

from __future__ import annotations

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

SECONDS = 10.0
LONGEST_WAIT = 10
"""Seconds of Retry-After that are waited for; who is told to wait longer says so instead."""


class CappedRateLimitRetryHandler(AsyncRateLimitErrorRetryHandler):
    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        is_limited = await super()._can_retry_async(state=state, request=request, response=response, error=error)
        return is_limited and response is not None and _wait_said(response) <= LONGEST_WAIT


def session() -> ClientSession:
    """One for the life of the process: a new one costs every call a connection."""
    return ClientSession(timeout=ClientTimeout(total=SECONDS))


def reading_client(http: ClientSession, *, token: str, base_url: str) -> AsyncWebClient:
    """For what may be asked again."""
    return AsyncWebClient(
        token=token,
        base_url=base_url,
        session=http,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=2),
            CappedRateLimitRetryHandler(max_retry_count=1),
            AsyncServerErrorRetryHandler(max_retry_count=2),
        ],
    )


def posting_client(http: ClientSession, *, token: str, base_url: str) -> AsyncWebClient:
    """For what people see: a second try after a cut connection would say it twice."""
    return AsyncWebClient(token=token, base_url=base_url, session=http, retry_handlers=[])


def _wait_said(response: HttpResponse) -> float:
    said = next((values for name, values in response.headers.items() if name.lower() == "retry-after"), ["1"])
    return float(said[0]) if said[0].isdigit() else LONGEST_WAIT + 1
