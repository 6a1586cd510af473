"""The anchor "Starlette + one join + the same card": what a `/health` costs when there is nothing else to a bot.

One process, one connection of `sqlite3`, no threads, no roles: the signature, one statement, the card, JSON.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
import sys
import time
from dataclasses import fields
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.books import MEMBER
from benchmarks.loopback_slack import ZONE
from benchmarks.posts import PATH, SECRET
from bot.blocks.health_answer import health_answer
from bot.blocks.kit import Message
from bot.bootstrap import SHIPPED_POLICY
from bot.locale import Language, words_for
from bot.services.readings import Readings
from domain.account_names import normalised
from domain.health.standing import AccountStanding
from domain.health_answer import CardAnswer
from domain.permissions import Member, Role
from domain.ports import Book, PublishedPolicy
from storage.standing_values import OF_ACCOUNT, standing_from

_ELSEWHERE = {"has_asked": "EXISTS (SELECT 1 FROM voice v WHERE v.account = s.account)"}
_PLACES = _ELSEWHERE | {name: f"a.{column}" for name, column in OF_ACCOUNT.items()}
_COLUMNS = [_PLACES.get(field.name, f"s.{field.name}") for field in fields(AccountStanding)]
_JOIN = (
    f"SELECT {', '.join(_COLUMNS)} FROM account_word w JOIN standing s ON s.account = w.account "
    "JOIN account a ON a.id = w.account WHERE w.normal = ?"
)
_DAYS = [place for place, field in enumerate(fields(AccountStanding)) if field.name.endswith(("_on", "_since"))]
_SCORED_AT = [field.name for field in fields(AccountStanding)].index("scored_at")
_POLICY = PublishedPolicy(1, SHIPPED_POLICY.read_text(encoding="utf-8"), datetime.now(UTC), "benchmark")
_SHELF = cast("Book", SimpleNamespace(policies=SimpleNamespace(version=lambda _version: _POLICY)))
"""All that a card asks of a book besides the account, once; nothing of it is read from the database."""
_ZONE = ZoneInfo(ZONE)
"""Of whoever asks: their day is not always the server's."""
READER = Member(MEMBER, "Dana", Role.CSM)


class Card:
    def __init__(self, database: str) -> None:
        self._connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        self._words = words_for(Language.EN)
        self._readings = Readings()

    async def answer(self, request: Request) -> Response:
        body = await request.body()
        if not _is_signed(request, body):
            return Response(status_code=401)
        said = self.drawn(dict(parse_qsl(body.decode()))["text"])
        return Response(json.dumps(said.payload() | {"response_type": "ephemeral"}), media_type="application/json")

    def drawn(self, name: str) -> Message:
        standing = _standing(self._connection.execute(_JOIN, (normalised(name),)).fetchone())
        card = CardAnswer(standing, self._readings.of(_SHELF, standing))
        return health_answer(card, self._words, reader=READER, today=datetime.now(_ZONE).date())


def _is_signed(request: Request, body: bytes) -> bool:
    timestamp = request.headers["x-slack-request-timestamp"]
    expected = hmac.new(SECRET.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    is_now = abs(time.time() - int(timestamp)) <= 300
    return is_now and hmac.compare_digest(f"v0={expected}", request.headers["x-slack-signature"])


def _standing(row: tuple[Any, ...]) -> AccountStanding:
    values = list(row)
    for place in _DAYS:
        values[place] = values[place] and date.fromisoformat(values[place])
    values[_SCORED_AT] = datetime.fromisoformat(values[_SCORED_AT]).replace(tzinfo=UTC)
    return standing_from(values)


if __name__ == "__main__":
    port, book = sys.argv[1:]
    application = Starlette(routes=[Route(PATH, Card(book).answer, methods=["POST"])])
    uvicorn.run(application, host="127.0.0.1", port=int(port), log_level="error", access_log=False)
