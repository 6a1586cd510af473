"""Where trackers say that an issue changed: who is let in, and what becomes of the rest."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from functools import partial

import httpx
import pytest
from starlette.applications import Starlette

from bot.handlers.desk import Desk
from bot.http.metrics import Metrics
from bot.http.tracker_door import TrackerDoor
from domain.errors import BookUnavailableError
from domain.feedback.trackers import Hint, Place, TrackerKind
from integrations.trackers.hooks import github_hint

SECRET = "hook-secret"
CLOSED = json.dumps({"issue": {"number": 45}, "repository": {"full_name": "acme/app"}}).encode()
HINT = Hint(Place(TrackerKind.GITHUB, "acme/app"), "45", "d1")


class Door:
    """A door, what came through it, and what was counted."""

    def __init__(self) -> None:
        self.heard: list[Hint] = []
        self.is_away = False
        self.desk = Desk(workers=1)
        self.metrics = Metrics(lambda: 0)
        reader = partial(github_hint, secret=SECRET)
        door = TrackerDoor(
            {TrackerKind.GITHUB: reader}, self._hear, self.desk, counted=self.metrics.hooked, largest_body=1000
        )
        transport = httpx.ASGITransport(Starlette(routes=door.routes()))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://bot")

    def _hear(self, hint: Hint) -> None:
        if self.is_away:
            raise BookUnavailableError("tests")
        self.heard.append(hint)

    async def post(self, body: bytes = CLOSED, *, secret: str = SECRET, event: str = "issues") -> int:
        mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"x-hub-signature-256": f"sha256={mac}", "x-github-event": event, "x-github-delivery": "d1"}
        return (await self.http.post("/trackers/github", content=body, headers=headers)).status_code


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    yield door
    await door.http.aclose()
    door.desk.close()


async def test_what_is_signed_is_taken_down(door: Door) -> None:
    assert await door.post() == 202
    assert door.heard == [HINT]


async def test_a_bad_signature_is_refused_and_counted(door: Door) -> None:
    statuses = [await door.post(secret="other"), (await door.http.post("/trackers/github", content=CLOSED)).status_code]

    assert (statuses, door.heard) == ([401, 401], [])
    assert 'moorline_tracker_hooks_total{status="401",tracker="github"} 2.0' in door.metrics.text().decode()


async def test_other_events_are_answered_and_forgotten(door: Door) -> None:
    assert (await door.post(event="push"), door.heard) == (202, [])


async def test_what_makes_no_sense_is_refused(door: Door) -> None:
    assert await door.post(b"{") == 400


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_that_is_too_large_is_not_read(door: Door, announced: bool) -> None:  # noqa: FBT001 - a parameter
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"a" * 500

    content = b"a" * 1500 if announced else parts()

    assert (await door.http.post("/trackers/github", content=content)).status_code == 413


async def test_while_the_book_is_away_the_tracker_is_to_say_it_again(door: Door) -> None:
    door.is_away = True

    assert await door.post() == 503


async def test_a_tracker_without_a_secret_has_no_address(door: Door) -> None:
    assert (await door.http.post("/trackers/linear")).status_code == 404
    assert (await door.http.get("/trackers/github")).status_code == 405
