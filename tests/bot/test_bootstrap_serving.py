from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable

import httpx
import pytest
from loopback_slack import Answer, LoopbackSlack
from scoring_samples import add_account, add_contract

from bot.bootstrap import opened_library, prepared
from bot.bootstrap.serving import serve
from bot.services.renewal_terms import RenewalTerms
from bot.settings import Mode, Settings
from domain.errors import BookUnavailableError, PolicyError, PolicyProblem

MakeSettings = Callable[..., Settings]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize("mode", Mode)
async def test_it_serves_until_it_is_told_to_stop(settings: MakeSettings, slack: LoopbackSlack, mode: Mode) -> None:
    ours = settings(mode=mode, port=free_port())
    prepared(ours)
    serving = asyncio.create_task(serve(ours))
    if mode is Mode.SOCKET:
        await slack.until_connected(2)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{ours.port}") as http:
        async with asyncio.timeout(10):
            while not await is_alive(http):
                pass

    os.kill(os.getpid(), signal.SIGTERM)

    assert await asyncio.wait_for(serving, 10) is True


async def test_it_starts_without_slack_and_says_so(
    settings: MakeSettings, slack: LoopbackSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.instead["auth.test"].append(Answer({"ok": False, "error": "invalid_auth"}))
    ours = settings(mode=Mode.HTTP, port=free_port())
    prepared(ours)
    serving = asyncio.create_task(serve(ours))
    await slack.until("auth.test")
    await asyncio.sleep(0.1)

    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(serving, 10)

    assert "Slack did not say who we are: SlackApiError" in caplog.text


async def test_renewals_of_contracts_that_came_while_it_was_off_are_made_at_the_start(
    settings: MakeSettings, slack: LoopbackSlack
) -> None:
    ours = settings(mode=Mode.HTTP, port=free_port())
    prepared(ours)
    with opened_library(ours) as library:
        add_account(library, 1)
        add_contract(library, 1)

    await served_for_a_moment(ours, slack)

    with opened_library(ours) as library, library.reading() as book:
        assert [renewal.contract for renewal in book.contract_terms.renewals()] == [1]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BookUnavailableError("locked"), "renewals not brought up to the contracts now, but tonight: locked"),
        (
            PolicyError((PolicyProblem(3, "no", "mend it"),)),
            "renewals not brought up to the contracts: the policy cannot be used: line 3: no; mend it",
        ),
    ],
)
async def test_it_starts_when_renewals_cannot_be_looked_after(
    settings: MakeSettings,
    slack: LoopbackSlack,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    said: str,
) -> None:
    def away(_terms: RenewalTerms, _accounts: object = None) -> None:
        raise error

    monkeypatch.setattr(RenewalTerms, "reconcile", away)
    ours = settings(mode=Mode.HTTP, port=free_port())
    prepared(ours)

    await served_for_a_moment(ours, slack)

    assert said in caplog.text


async def served_for_a_moment(ours: Settings, slack: LoopbackSlack) -> None:
    serving = asyncio.create_task(serve(ours))
    await slack.until("auth.test")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{ours.port}") as http:
        async with asyncio.timeout(10):
            while not await is_alive(http):
                pass
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(serving, 10)


async def test_it_does_not_go_on_where_the_rest_cannot_be_loaded(
    settings: MakeSettings, slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("bot.bootstrap.serving.loaded", broken)
    ours = settings(mode=Mode.HTTP, port=free_port())
    prepared(ours)

    with pytest.raises(ImportError, match=r"bot\.bootstrap\.errands"):
        await asyncio.wait_for(serve(ours), 10)


async def is_alive(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/healthz")).status_code == 200
    except httpx.TransportError:
        await asyncio.sleep(0.02)
        return False
