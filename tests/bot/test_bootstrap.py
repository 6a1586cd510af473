from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from front_desk import SECRET, payload, signed
from loopback_slack import Answer, LoopbackSlack
from scoring_samples import add_account, add_contract

from bot import bootstrap
from bot.bootstrap import BehindError, opened_house, opened_library, policy_text, prepared, scored, scoring, serve
from bot.bootstrap.clockwork import ticking
from bot.services.renewal_terms import RenewalTerms
from bot.settings import Mode, Settings
from domain.errors import BookUnavailableError, PolicyError, PolicyProblem

MakeSettings = Callable[..., Settings]


@pytest.fixture
def settings(slack: LoopbackSlack, tmp_path: Path) -> MakeSettings:
    def made(**said: Any) -> Settings:
        ours: dict[str, Any] = {
            "slack_bot_token": "xoxb-loopback",
            "slack_app_token": "xapp-loopback",
            "slack_signing_secret": SECRET,
            "slack_api_url": slack.api,
            "database_url": f"sqlite:///{tmp_path / 'book.db'}",
            "first_admins": ("U0DANA",),
        }
        return Settings(**(ours | said))

    return made


async def _nobody() -> None:
    """There is no profile to learn."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_a_command_goes_all_the_way_to_the_book(settings: MakeSettings, slack: LoopbackSlack) -> None:
    prepared(settings(mode=Mode.HTTP))
    body = urlencode(payload("slash_command", text="acme", response_url=slack.hook())).encode()
    async with opened_house(settings(mode=Mode.HTTP)) as house:
        transport = httpx.ASGITransport(house.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            ready = await http.get("/readyz")
            headers = signed(body, kind="application/x-www-form-urlencoded")
            response = await http.post("/slack/events", content=body, headers=headers)

    said = response.json() if response.content else slack.posts[0][1]
    assert ready.text == "ready"
    assert "acme" in said["text"]


async def test_in_socket_mode_there_is_no_address_for_slack(settings: MakeSettings) -> None:
    prepared(settings())
    async with opened_house(settings()) as house:
        transport = httpx.ASGITransport(house.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            assert (await http.post("/slack/events")).status_code == 404
            assert (await http.get("/healthz")).status_code == 200


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


def test_the_first_policy_is_published_once(settings: MakeSettings, tmp_path: Path) -> None:
    other = tmp_path / "policy.toml"
    other.write_text(policy_text(settings()), encoding="utf-8")

    prepared(settings())
    prepared(settings(policy_file=other))

    with opened_library(settings()) as library, library.reading() as book:
        published = book.policies.current()
    assert published is not None
    assert (published.version, published.published_by) == (1, "moorline")


def test_an_old_database_is_not_touched_unless_it_may_be(settings: MakeSettings) -> None:
    with pytest.raises(BehindError):
        prepared(settings(auto_migrate=False))

    prepared(settings(auto_migrate=True))
    prepared(settings(auto_migrate=False))


def test_a_policy_that_is_none_is_not_published(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("name = 3", encoding="utf-8")

    with pytest.raises(PolicyError):
        prepared(settings(policy_file=tmp_path / "policy.toml"))


def test_the_book_is_scored_as_of_a_moment(settings: MakeSettings) -> None:
    prepared(settings())
    moment = datetime(2026, 11, 22, 6, tzinfo=UTC)

    with opened_library(settings()) as library:
        report = scored(library, moment)
        again = scoring(settings(), library).rescore(())

    assert (report.day, report.policy_version, again.policy_version) == (moment.date(), 1, 1)


async def test_the_jobs_tick_while_the_bot_serves(settings: MakeSettings) -> None:
    prepared(settings())
    with opened_library(settings()) as library:
        async with ticking(settings(score_hour=3), library, _nobody) as scheduler:
            found = {job.id: job.trigger.interval for job in scheduler.get_jobs()}
            is_running = scheduler.running
        await asyncio.sleep(0)

    assert is_running
    often = timedelta(minutes=3)
    assert found == {
        "renewals": often,
        "scoring": often,
        "profiles": timedelta(minutes=5),
        "digests": timedelta(minutes=1),
        "weeklies": timedelta(minutes=1),
        "tasks": timedelta(minutes=1),
        "sweeping": timedelta(hours=6),
    }


def test_the_clock_tells_utc() -> None:
    assert str(bootstrap.now().tzinfo) == "UTC"


async def is_alive(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/healthz")).status_code == 200
    except httpx.TransportError:
        await asyncio.sleep(0.02)
        return False
