from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from front_desk import payload, signed
from loopback_slack import LoopbackSlack

from bot import bootstrap
from bot.bootstrap import BehindError, opened_library, policy_text, prepared
from bot.bootstrap.clockwork import ticking
from bot.bootstrap.house import opened_house
from bot.bootstrap.scoring import scored, scoring
from bot.settings import Mode, Settings
from domain.errors import PolicyError

MakeSettings = Callable[..., Settings]


async def _nobody() -> None:
    """There is no profile to learn."""


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


async def test_a_command_of_a_feature_that_is_not_loaded_yet_is_answered(
    settings: MakeSettings, slack: LoopbackSlack
) -> None:
    ours = settings(mode=Mode.HTTP)
    prepared(ours)
    said = payload("slash_command", command="/cs", text="rates", response_url=slack.hook(), user_id="U0DANA")
    body = urlencode(said).encode()
    async with opened_house(ours) as house:
        transport = httpx.ASGITransport(house.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            headers = signed(body, kind="application/x-www-form-urlencoded")
            response = await http.post("/slack/events", content=body, headers=headers)
            if not response.content:
                await slack.until("hook")

    assert "rate" in str(response.json() if response.content else slack.posts[0][1])


async def test_in_socket_mode_there_is_no_address_for_slack(settings: MakeSettings) -> None:
    prepared(settings())
    async with opened_house(settings()) as house:
        transport = httpx.ASGITransport(house.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
            assert (await http.post("/slack/events")).status_code == 404
            assert (await http.get("/healthz")).status_code == 200


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
        async with ticking(settings(score_hour=3), library, _nobody, _nobody, _nobody) as scheduler:
            found = {job.id: job.trigger.interval for job in scheduler.get_jobs()}
            is_running = scheduler.running
        await asyncio.sleep(0)

    assert is_running
    often = timedelta(minutes=3)
    assert found == {
        "renewals": often,
        "plans": often,
        "scoring": often,
        "profiles": timedelta(minutes=5),
        "alerts": timedelta(minutes=1),
        "playbooks": timedelta(minutes=5),
        "digests": timedelta(minutes=1),
        "weeklies": timedelta(minutes=1),
        "tasks": timedelta(minutes=1),
        "tellings": timedelta(minutes=10),
        "decisions": timedelta(minutes=1),
        "wakes": timedelta(minutes=1),
        "homes": timedelta(minutes=1),
        "apologies": timedelta(minutes=1),
        "sweeping": timedelta(hours=6),
    }


def test_the_clock_tells_utc() -> None:
    assert str(bootstrap.now().tzinfo) == "UTC"
