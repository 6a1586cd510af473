"""Where survey tools post answers: who is let in, and what becomes of the rest."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.handlers.desk import Desk
from bot.http.survey_door import SurveyDoor
from domain.errors import BookUnavailableError
from domain.surveys.sent import Sent
from integrations.surveys.hooks import sent_by, signature

SECRET, NOW = "a-secret-of-some-length", 1_790_000_000
SAID = {"id": "r1", "score": 9, "account": "Acme"}


class Door:
    """A door, what came through it, and whether the book is there."""

    def __init__(self) -> None:
        self.taken: list[Sent] = []
        self.is_away = False
        self.desk = Desk(workers=1)
        reader = partial(sent_by, source="typeform", secret=SECRET, now=lambda: float(NOW))
        door = SurveyDoor({"typeform": reader}, self._take, self.desk, largest_body=400)
        transport = httpx.ASGITransport(Starlette(routes=door.routes()))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://bot")

    def _take(self, sent: Sent) -> bool:
        if self.is_away:
            raise BookUnavailableError("tests")
        self.taken.append(sent)
        return sent.account == "Acme"

    async def post(
        self, body: bytes | Any = SAID, *, secret: str = SECRET, moment: str = str(NOW), name: str = "typeform"
    ) -> httpx.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {
            "x-moorline-timestamp": moment,
            "x-moorline-signature": f"v1={signature(secret, moment, raw)}",
        }
        return await self.http.post(f"/surveys/{name}", content=raw, headers=headers)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    yield door
    await door.http.aclose()
    door.desk.close()


async def test_what_is_signed_is_kept_and_says_whether_its_account_is_known(door: Door) -> None:
    known, unknown = await door.post(), await door.post(SAID | {"account": "?"})

    assert (known.status_code, known.json()) == (202, {"kept": True, "account": "known"})
    assert unknown.json() == {"kept": True, "account": "unknown"}
    assert [each.source for each in door.taken] == ["typeform", "typeform"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        pytest.param({"secret": "another"}, 401, id="signed by somebody else"),
        pytest.param({"moment": str(NOW - 301)}, 401, id="signed long ago"),
        pytest.param({"moment": str(NOW + 300)}, 202, id="signed by a clock that is ahead"),
        pytest.param({"moment": "-5"}, 401, id="signed never"),
        pytest.param({"moment": "9" * 40}, 401, id="signed at no moment"),
        pytest.param({"body": b"{"}, 400, id="no JSON"),
        pytest.param({"body": b"[" * 300}, 400, id="no end of it"),
        pytest.param({"body": b"[]"}, 400, id="no object"),
        pytest.param({"body": SAID | {"score": 12}}, 400, id="no sense"),
        pytest.param({"body": SAID | {"words": "x" * 400}}, 413, id="too large"),
        pytest.param({"name": "other"}, 404, id="of nobody"),
    ],
)
async def test_the_rest_is_refused(door: Door, said: dict[str, Any], status: int) -> None:
    answered = await door.post(**said)

    assert (answered.status_code, len(door.taken)) == (status, int(status == 202))


async def test_the_problem_is_said_to_who_sends_it(door: Door) -> None:
    assert (await door.post(SAID | {"score": 12})).json() == {"kept": False, "problem": "score is 12, not 0 to 10"}


async def test_what_is_not_announced_is_bounded_too(door: Door) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 100

    assert (await door.http.post("/surveys/typeform", content=parts())).status_code == 413


async def test_without_the_book_it_is_to_be_said_again(door: Door) -> None:
    door.is_away = True

    assert (await door.post()).status_code == 503
