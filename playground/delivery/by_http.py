"""Signed HTTP: every parcel is a POST to the app's request URL, answered within three seconds."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

import httpx

from playground.apps import App
from playground.clock import Clock
from playground.delivery.parcels import ANSWER_WITHIN, Parcel, ParcelKind, Reply, Trouble
from playground.json_types import Json

MOST_REDIRECTS = 2
FORM = "application/x-www-form-urlencoded"


class HttpPost:
    """`answer_within` is in seconds."""

    def __init__(self, clock: Clock) -> None:
        self.answer_within = ANSWER_WITHIN
        self._clock = clock
        self._client: httpx.AsyncClient | None = None

    async def deliver(self, app: App, parcel: Parcel) -> Reply:
        body, content_type = _body(parcel)
        headers = {**self._signature(app, body), **_retry_headers(parcel), "content-type": content_type}
        try:
            response = await self._opened().post(
                app.request_url, content=body, headers=headers, timeout=self.answer_within
            )
        except httpx.TimeoutException:
            return Reply(trouble=Trouble.TIMEOUT, reason="http_timeout")
        except httpx.TooManyRedirects:
            return Reply(trouble=Trouble.FAILED, reason="too_many_redirects")
        except httpx.HTTPError:
            return Reply(trouble=Trouble.FAILED, reason="connection_failed")
        return _reply(response)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def _opened(self) -> httpx.AsyncClient:
        """Opened late: the loop that uses the client must be the one that runs it."""
        if self._client is None:
            self._client = httpx.AsyncClient(follow_redirects=True, max_redirects=MOST_REDIRECTS, trust_env=False)
        return self._client

    def _signature(self, app: App, body: str) -> dict[str, str]:
        timestamp = str(int(self._clock().timestamp()))
        return {
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": signature(app.credentials.signing_secret, timestamp, body),
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }


def signature(secret: str, timestamp: str, body: str) -> str:
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


def _body(parcel: Parcel) -> tuple[str, str]:
    if parcel.kind is ParcelKind.EVENT:
        return json.dumps(parcel.payload), "application/json"
    if parcel.kind is ParcelKind.COMMAND:
        return urlencode(parcel.payload), FORM
    return urlencode({"payload": json.dumps(parcel.payload)}), FORM


def _retry_headers(parcel: Parcel) -> dict[str, str]:
    if parcel.attempt == 0:
        return {}
    return {"x-slack-retry-num": str(parcel.attempt), "x-slack-retry-reason": parcel.reason}


def _reply(response: httpx.Response) -> Reply:
    if not response.is_success:
        is_final = response.headers.get("x-slack-no-retry") == "1"
        return Reply(trouble=Trouble.FAILED, reason="http_error", is_final=is_final)
    return Reply(payload=_payload(response.text.strip()))


def _payload(body: str) -> Json | None:
    """JSON as it stands; any other words are a message's text."""
    if not body:
        return None
    try:
        read = json.loads(body)
    except ValueError:
        return {"text": body}
    return read if isinstance(read, dict) else {"text": body}
