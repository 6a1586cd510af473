from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any
from urllib.parse import urlencode

import psutil
import pytest
import slack_bolt.request.async_request
from front_desk import SECRET, FrontDesk, payload, signed
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.blocks.kit import Message
from bot.handlers.answering import answer
from bot.handlers.asked import Asked
from bot.http import bodies
from bot.http.app import EVENTS
from bot.http.bodies import mend_bolt, parse_body
from bot.http.signatures import Signatures
from bot.ids import Command

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
COMMAND = urlencode(payload("slash_command")).encode()


async def show(asked: Asked) -> None:
    await answer(asked, lambda: Message(f"heard {asked.text}"))


@pytest.mark.parametrize(
    ("at", "secret"),
    [
        pytest.param(0, "another secret", id="signed by somebody else"),
        pytest.param(-302, SECRET, id="five minutes old"),
        pytest.param(302, SECRET, id="five minutes ahead"),
        pytest.param("abc", SECRET, id="a time that is no number"),
        pytest.param("1" * 400, SECRET, id="a time that is no time"),
        pytest.param("", SECRET, id="no time"),
        pytest.param("-1", SECRET, id="a time before all times"),
    ],
)
async def test_a_request_that_slack_did_not_sign_now_is_refused(
    house: FrontDesk, at: int | str, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    timestamp = at if isinstance(at, str) else time.time() + at
    headers = signed(COMMAND, at=timestamp, secret=secret, kind=FORM)

    with caplog.at_level(logging.DEBUG, logger="bot"):
        response = await house.http.post(EVENTS, content=COMMAND, headers=headers)

    assert (response.status_code, response.content) == (401, b"")
    assert "acme" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no signature at all"),
        pytest.param({"x-slack-signature": "v0=ü".encode("latin-1")}, id="letters that no signature has"),
    ],
)
async def test_a_request_without_a_whole_signature_is_refused(house: FrontDesk, headers: dict[str, str]) -> None:
    response = await house.http.post(EVENTS, content=COMMAND, headers={"content-type": FORM} | headers)

    assert response.status_code == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(b"\xff\xfe", FORM, id="invalid UTF-8"),
        pytest.param(b'{"type":', JSON, id="broken JSON"),
        pytest.param(b"[1, 2]", JSON, id="a list"),
        pytest.param(b"null", JSON, id="nothing"),
        pytest.param(b"payload=%5B1%5D", FORM, id="a list in a form"),
        pytest.param(b"payload=oops", FORM, id="broken JSON in a form"),
        pytest.param(b"[" * 40_000, JSON, id="JSON without end"),
        pytest.param(b"&".join(b"a=1" for _ in range(101)), FORM, id="too many fields"),
        pytest.param(b'{"type": "view_submission", "view": 1}', JSON, id="a shape no request of Slack has"),
        pytest.param(b'{"enterprise": 1, "user": 5}', JSON, id="another"),
    ],
)
async def test_a_signed_body_that_makes_no_sense_is_a_bad_request(house: FrontDesk, body: bytes, kind: str) -> None:
    response = await house.post(body, kind=kind)

    assert (response.status_code, response.content) == (400, b"")


async def test_a_body_that_is_too_large_is_not_read(house: FrontDesk) -> None:
    before = psutil.Process().memory_info().rss
    body = b"a" * 20_000_000

    responses = [
        (await house.http.post(EVENTS, content=body)).status_code,
        (await house.http.post(EVENTS, content=body, headers={"content-length": "x"})).status_code,
    ]

    assert responses == [413, 413]
    assert psutil.Process().memory_info().rss - before < 60 * 2**20


async def test_a_body_that_grows_beyond_what_it_announced_is_cut_off(house: FrontDesk) -> None:
    async def growing() -> Any:
        for _ in range(10):
            yield b"a" * 10_000

    response = await house.http.post(EVENTS, content=growing())

    assert response.status_code == 413


async def test_only_posts_are_taken(house: FrontDesk) -> None:
    assert (await house.http.get(EVENTS)).status_code == 405


async def test_a_signed_command_is_answered(house: FrontDesk) -> None:
    house.routes.command(Command.HEALTH, show)

    response = await house.command("acme")

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["text"] == "heard acme"


async def test_the_address_is_verified(house: FrontDesk) -> None:
    response = await house.event("url_verification")

    assert response.json() == {"challenge": payload("url_verification")["challenge"]}


async def test_slacks_probe_of_the_certificate_is_answered_without_a_signature(house: FrontDesk) -> None:
    response = await house.http.post(EVENTS, content=b"ssl_check=1&token=x", headers={"content-type": FORM})

    assert (response.status_code, response.content) == (200, b"")


async def test_headers_that_steer_bolt_do_not_reach_it(house: FrontDesk) -> None:
    house.routes.command(Command.HEALTH, show)
    steering = {"x-slack-bolt-lazy-only": "1", "x-slack-bolt-lazy-function-name": "show"}

    response = await house.post(COMMAND, kind=FORM, headers=steering)

    assert response.json()["text"] == "heard acme"


async def test_a_retry_is_taken_like_a_first_delivery(house: FrontDesk) -> None:
    retried = {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}

    response = await house.post(json.dumps(payload("user_change")).encode(), kind=JSON, headers=retried)
    await house.desk.finish(within=5)

    assert response.status_code == 200
    assert house.library.book.seen_events.finished == {"Ev0CHANGE"}


async def test_commands_at_once_are_each_answered(house: FrontDesk) -> None:
    house.routes.command(Command.HEALTH, show)

    responses = await asyncio.gather(*(house.command(f"account {number}") for number in range(50)))

    assert [response.json()["text"] for response in responses] == [f"heard account {number}" for number in range(50)]


async def test_the_pages_for_whoever_runs_the_bot(house: FrontDesk) -> None:
    house.routes.command(Command.HEALTH, show)
    await house.command()
    await house.http.post(EVENTS, content=COMMAND)
    await house.post(b'{"type": "something"}', kind=JSON)
    await house.desk.finish(within=5)

    metrics = (await house.http.get("/metrics")).text

    assert (await house.http.get("/healthz")).text == "alive"
    assert (await house.http.get("/readyz")).text == "ready"
    assert 'moorline_requests_total{kind="command",status="200"} 1.0' in metrics
    assert 'moorline_requests_total{kind="other",status="200"} 1.0' in metrics
    assert 'moorline_requests_refused_total{status="401"} 1.0' in metrics
    assert "moorline_requests_going 0.0" in metrics


async def test_it_is_not_ready_without_the_book_but_alive(house: FrontDesk) -> None:
    house.library.is_away = True

    ready = await house.http.get("/readyz")

    assert (ready.status_code, ready.text) == (503, "the book cannot be read")
    assert (await house.http.get("/healthz")).status_code == 200


@pytest.mark.parametrize("secret", ["", "  "])
def test_a_blank_signing_secret_is_refused_at_the_start(secret: str) -> None:
    with pytest.raises(ValueError, match="the signing secret is blank"):
        Signatures(secret, time.time)


def test_our_signature_is_slacks_own() -> None:
    timestamp = str(int(time.time()))
    theirs = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body="text=ü")
    assert theirs is not None

    signatures = Signatures(SECRET, time.time)

    assert signatures.are_right(timestamp=timestamp.encode(), signature=theirs.encode(), body="text=ü".encode())


def test_bolts_own_parsing_loses_a_command_with_the_word_payload_and_ours_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slack_bolt.request.async_request, "parse_body", slack_bolt.request.internals.parse_body)
    body = "command=%2Fhealth&text=payload"
    lost = AsyncBoltRequest(body=body).body

    mend_bolt()

    assert (lost, AsyncBoltRequest(body=body).body) == ({}, {"command": "/health", "text": "payload"})


def test_nothing_is_parsed_to_nothing() -> None:
    assert parse_body("", None) == {}
    assert bodies.payload_from(b"", FORM) == {}
