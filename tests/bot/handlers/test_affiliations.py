from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from loopback_slack import BOT, TEAM, Answer, LoopbackSlack, profile
from slack_sdk.errors import SlackApiError

from bot.handlers import affiliations
from bot.handlers.affiliations import FRESH, USABLE, People, affiliation_of, person_from
from bot.handlers.home import Home, Workspace
from bot.http.clients import posting_client, session
from domain.permissions import Affiliation, Person

HOME = Home(TEAM, BOT)
ORGANISATION = Home(TEAM, BOT, enterprise="E0OURS")


class Timer:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
async def people(slack: LoopbackSlack, timer: Timer) -> AsyncIterator[People]:
    async with session() as http:
        client = posting_client(http, token="xoxb-loopback", base_url=slack.api)
        yield People(client, Workspace(client), timer=timer)


async def test_a_profile_becomes_a_person(people: People) -> None:
    assert await people.person("U0DANA") == Person(
        "U0DANA", "U0Dana", Affiliation.EMPLOYEE, locale="en-US", zone="Europe/Berlin", email="u0dana@moorline.test"
    )


async def test_ten_questions_at_once_are_one(people: People, slack: LoopbackSlack) -> None:
    await asyncio.gather(*(people.person("U0DANA") for _ in range(10)))
    await people.person("U0DANA")

    assert [call.method for call in slack.calls] == ["auth.test", "users.info"]


async def test_an_older_profile_serves_while_a_newer_one_is_fetched(
    people: People, slack: LoopbackSlack, timer: Timer
) -> None:
    await people.person("U0DANA")
    slack.users["U0DANA"] = profile("U0DANA", is_restricted=True)
    timer.now += FRESH

    before = await people.person("U0DANA")
    await slack.until("users.info", 2)
    await asyncio.sleep(0.05)

    assert before.affiliation is Affiliation.EMPLOYEE
    assert (await people.person("U0DANA")).affiliation is Affiliation.GUEST


async def test_a_profile_of_an_hour_ago_is_not_believed(people: People, slack: LoopbackSlack, timer: Timer) -> None:
    await people.person("U0DANA")
    slack.users["U0DANA"] = profile("U0DANA", deleted=True)
    timer.now += USABLE

    assert (await people.person("U0DANA")).affiliation is Affiliation.DEACTIVATED


async def test_a_refresh_that_fails_changes_nothing(
    people: People, slack: LoopbackSlack, timer: Timer, caplog: pytest.LogCaptureFixture
) -> None:
    await people.person("U0DANA")
    timer.now += FRESH
    slack.instead["users.info"].append(Answer({"ok": False, "error": "ratelimited"}, status=429))

    await people.person("U0DANA")
    await slack.until("users.info", 2)
    await asyncio.sleep(0.05)

    assert people.glimpse("U0DANA") is not None
    assert "a profile could not be read again: SlackApiError" in caplog.text


async def test_what_slack_cannot_say_now_is_not_remembered(people: People, slack: LoopbackSlack) -> None:
    slack.instead["users.info"].append(Answer("<html>", status=502))

    with pytest.raises(SlackApiError):
        await people.person("U0DANA")

    assert (await people.person("U0DANA")).affiliation is Affiliation.EMPLOYEE


async def test_whoever_is_forgotten_is_asked_about_again(people: People, slack: LoopbackSlack) -> None:
    await people.person("U0DANA")
    people.forget("U0DANA")

    assert people.glimpse("U0DANA") is None
    await people.person("U0DANA")
    assert len(slack.said_to("users.info")) == 2


async def test_the_oldest_profile_makes_room(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affiliations, "MOST", 1)

    await people.person("U0DANA")
    await people.person(BOT)

    assert people.glimpse("U0DANA") is None
    assert people.glimpse(BOT) is not None


@pytest.mark.parametrize(
    ("home", "said", "affiliation"),
    [
        pytest.param(HOME, {}, Affiliation.EMPLOYEE, id="of our workspace"),
        pytest.param(HOME, {"team_id": None}, Affiliation.EMPLOYEE, id="Slack names no workspace"),
        pytest.param(HOME, {"id": "USLACKBOT"}, Affiliation.BOT, id="Slackbot is a bot"),
        pytest.param(
            ORGANISATION,
            {"team_id": "T0SISTER", "enterprise_user": {"enterprise_id": "E0OURS"}},
            Affiliation.EMPLOYEE,
            id="of another workspace of our organisation",
        ),
        pytest.param(
            ORGANISATION,
            {"team_id": "T0OTHER", "enterprise_user": {"enterprise_id": "E0THEIRS"}},
            Affiliation.OUTSIDER,
            id="of another organisation",
        ),
        pytest.param(
            HOME,
            {"team_id": "T0OTHER", "is_restricted": True},
            Affiliation.OUTSIDER,
            id="an outsider first, a guest second",
        ),
    ],
)
def test_an_affiliation_is_read_off_the_profile(home: Home, said: dict[str, object], affiliation: Affiliation) -> None:
    assert affiliation_of(profile("U0EVE", **said), home) is affiliation


def test_a_person_without_a_name_is_called_by_their_id() -> None:
    assert person_from({"id": "U0EVE"}, HOME).name == "U0EVE"
