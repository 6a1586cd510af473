"""Answers that come after their acknowledgement are written down until they are given."""

from __future__ import annotations

from datetime import timedelta

import pytest
from front_desk import NOON, FrontDesk
from loopback_slack import eventually, profile

from bot.blocks.kit import Message
from bot.handlers import owing
from bot.handlers.asked import Asked
from bot.handlers.owing import Owing
from bot.handlers.responding import Responder
from bot.handlers.telling import say
from bot.http.clients import posting_client, session
from bot.ids import Command
from bot.services.owed_answers import OwedAnswers
from domain.owed_answers import OVERDUE_AFTER, OwedAnswer

STRANGER = "U0FIRST"


@pytest.fixture(autouse=True)
def answering(house: FrontDesk) -> None:
    async def health(asked: Asked) -> None:
        await say(asked.turn, Message("heard"))

    house.routes.command(Command.HEALTH, health)
    house.slack.users[STRANGER] = profile(STRANGER, locale="zh-CN")


def debts(house: FrontDesk) -> list[OwedAnswer]:
    return [owed for owed, _ in house.library.book.owed_answers.tables.owed_answers.values()]


async def apologise(house: FrontDesk) -> None:
    async with session() as http:
        responder = Responder(http, posting_client(http, token="xoxb-loopback", base_url=house.slack.api), pause=0.01)
        await Owing(OwedAnswers(house.library, lambda: NOON), house.desk, responder).apologise()


async def test_an_answer_that_comes_late_is_owed_from_the_acknowledgement_until_it_is_there(house: FrontDesk) -> None:
    house.slack.seconds["users.info"] = 0.8

    response = await house.command(user_id=STRANGER)
    owed = debts(house)
    await house.slack.until("hook")

    assert response.content == b""
    assert owed == [OwedAnswer(house.slack.hook("command"), "/health", "en", NOON)]
    await eventually(lambda: debts(house) == [])


async def test_an_answer_in_the_acknowledgement_is_owed_by_nobody(house: FrontDesk) -> None:
    response = await house.command()

    assert response.json()["text"] == "heard"
    assert house.library.book.owed_answers.owe(OwedAnswer("", "", "en", NOON)) == 1


async def test_a_book_that_is_away_is_no_reason_to_leave_slack_waiting(
    house: FrontDesk, caplog: pytest.LogCaptureFixture
) -> None:
    house.slack.seconds["users.info"] = 0.8
    house.library.is_away = True

    response = await house.command(user_id=STRANGER)
    await house.slack.until("hook")

    assert response.content == b""
    await eventually(lambda: "an answer that is late is not written down: tests" in caplog.messages)


async def test_with_too_much_to_do_nothing_is_written_down(house: FrontDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owing, "MOST_AT_ONCE", 0)
    house.slack.seconds["users.info"] = 0.5

    await house.command(user_id=STRANGER)

    assert debts(house) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param(
            "en",
            "Moorline was interrupted while it worked on `/health`. If no answer came, please ask again.",
            id="English",
        ),
        pytest.param("zh_Hans", "Moorline 在处理 `/health` 时中断了。如果没有收到答复，请再问一次。", id="Chinese"),
    ],
)
async def test_who_waits_for_somebody_who_died_is_told_once_in_their_language(
    house: FrontDesk, language: str, sentence: str
) -> None:
    long_ago = NOON - OVERDUE_AFTER
    house.library.book.owed_answers.owe(OwedAnswer(house.slack.hook("lost"), "/health", language, long_ago))
    still = OwedAnswer(house.slack.hook("fresh"), "/health", language, long_ago + timedelta(seconds=1))
    house.library.book.owed_answers.owe(still)

    await apologise(house)
    await apologise(house)

    assert house.slack.posts == [("lost", {"text": sentence, "response_type": "ephemeral"})]
    assert debts(house) == [still]


async def test_while_slack_is_ill_the_debt_stays(house: FrontDesk) -> None:
    lost = OwedAnswer(house.slack.hook("lost"), "/health", "en", NOON - OVERDUE_AFTER)
    house.library.book.owed_answers.owe(lost)
    house.slack.hook_statuses.extend([503, 503])

    await apologise(house)

    assert debts(house) == [lost]


async def test_without_the_book_nobody_is_looked_for(house: FrontDesk, caplog: pytest.LogCaptureFixture) -> None:
    house.library.is_away = True

    await apologise(house)

    assert "answers that are owed are not looked for now, but in a minute: tests" in caplog.messages
