from __future__ import annotations

import asyncio
import json
import logging
import os
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from front_desk import DANA, NOON, FrontDesk, front_desk, payload
from loopback_slack import Answer, LoopbackSlack, profile

from bot.blocks.kit import Message
from bot.handlers import reception
from bot.handlers.answering import answer, submit, suggest
from bot.handlers.asked import Asked
from bot.handlers.payloads import Payload
from bot.ids import Action, Command, View
from domain.errors import NotAllowedError, RequestNotFoundError
from domain.permissions import Affiliation, Role
from domain.ports import AuditEntry, Book


class Seen:
    """Handlers that remember what they were asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.events: list[Payload] = []

    async def show(self, asked: Asked) -> None:
        self.asked.append(asked)
        await answer(asked, lambda: Message(f"heard {asked.text or asked.value}"))

    async def record(self, asked: Asked) -> None:
        self.asked.append(asked)
        await submit(asked, lambda: None)

    async def offer(self, asked: Asked) -> None:
        self.asked.append(asked)
        await suggest(asked, list)

    async def note(self, asked: Asked) -> None:
        self.asked.append(asked)

    async def event(self, event: Payload) -> None:
        self.events.append(event)


@pytest.fixture
def seen(house: FrontDesk) -> Seen:
    seen = Seen()
    house.routes.command(Command.HEALTH, seen.show)
    house.routes.action(Action.SHOW_HEALTH, seen.show)
    house.routes.options(Action.SELECT_ACCOUNT, seen.offer)
    house.routes.view(View.JUDGE, seen.record)
    house.routes.closed(View.JUDGE, seen.note)
    house.routes.shortcut("capture", seen.note)
    house.routes.event("team_join", seen.event)
    return seen


@pytest.fixture
async def prefixed(slack: LoopbackSlack) -> AsyncIterator[FrontDesk]:
    async with front_desk(slack, prefix="cs") as desk:
        yield desk


async def test_a_handler_reads_who_asks_and_what_day_it_is_there(house: FrontDesk, seen: Seen) -> None:
    await house.command("acme corp ")

    asked = seen.asked[0]
    assert (asked.member, asked.text, asked.now, asked.today) == (DANA, "acme corp", NOON, NOON.date())
    assert (asked.channel, asked.trigger_id) == ("C0GENERAL", "111.222.command")
    assert (asked.value, asked.suffix, asked.metadata, asked.view, asked.state) == ("", "", "", None, {})


async def test_the_word_payload_in_a_command_is_a_word_like_any_other(house: FrontDesk, seen: Seen) -> None:
    response = await house.command("payload=1&payload {}")

    assert response.json()["text"] == "heard payload=1&payload {}"


@pytest.mark.parametrize(
    ("command", "text"),
    [
        pytest.param("/cs-health", "heard acme", id="with the prefix"),
        pytest.param("/health", "heard acme", id="without it"),
    ],
)
async def test_a_command_is_known_by_its_prefix(prefixed: FrontDesk, command: str, text: str) -> None:
    prefixed.routes.command(Command.HEALTH, Seen().show)

    assert (await prefixed.command(command=command)).json()["text"] == text


async def test_an_unknown_command_gets_help_with_the_names_as_they_are_here(prefixed: FrontDesk) -> None:
    response = await prefixed.command(command="/cs-helth")

    assert response.status_code == 200
    assert "`/cs-health acme`" in response.json()["text"]
    assert response.json()["response_type"] == "ephemeral"


async def test_an_action_id_may_carry_a_suffix(house: FrontDesk, seen: Seen) -> None:
    action = payload("block_actions_message")["actions"][0] | {"action_id": "health.show:row:2"}

    await house.interact("block_actions_message", actions=[action])
    await house.slack.until("hook")

    assert (seen.asked[0].suffix, seen.asked[0].value) == ("row:2", "17")


async def test_an_old_button_says_that_the_message_is_out_of_date(house: FrontDesk) -> None:
    response = await house.interact("block_actions_message")

    said = (await house.slack.until("hook"))[0]
    assert response.status_code == 200
    assert said["text"] == "This message is out of date. Ask again for the current one."


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("block_actions_modal", id="a control of an old page"),
        pytest.param("view_submission", id="an old form"),
        pytest.param("message_action", id="an old shortcut"),
    ],
)
async def test_whatever_is_old_is_said_to_be_out_of_date(house: FrontDesk, name: str) -> None:
    response = await house.interact(name)
    await house.desk.finish(within=5)

    said = json.dumps([response.text, house.slack.posts, [call.said for call in house.slack.calls]])
    assert response.status_code == 200
    assert said.count("This message is out of date") == 1


async def test_a_button_that_only_opens_an_address_asks_nothing(house: FrontDesk) -> None:
    action = payload("block_actions_message")["actions"][0] | {"action_id": "link.docs"}

    response = await house.interact("block_actions_message", actions=[action])
    await house.desk.finish(within=5)

    assert (response.status_code, response.content, house.slack.posts) == (200, b"", [])


async def test_a_shortcut_and_a_closed_form_reach_their_handlers(house: FrontDesk, seen: Seen) -> None:
    await house.interact("message_action", callback_id="capture")
    await house.interact("view_closed")
    await house.desk.finish(within=5)

    assert [asked.payload["type"] for asked in seen.asked] == ["message_action", "view_closed"]


async def test_a_closed_form_that_nobody_waits_for_is_fine(house: FrontDesk) -> None:
    assert (await house.interact("view_closed")).status_code == 200


async def test_a_type_ahead_that_nobody_knows_offers_nothing(house: FrontDesk) -> None:
    assert (await house.interact("block_suggestion")).json() == {"options": []}


async def test_a_type_ahead_that_fails_offers_nothing(house: FrontDesk, seen: Seen) -> None:
    house.library.is_away = True

    assert (await house.interact("block_suggestion")).json() == {"options": []}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param({"is_restricted": True}, Affiliation.GUEST, id="a guest"),
        pytest.param({"is_restricted": True, "is_ultra_restricted": True}, Affiliation.GUEST, id="of one channel"),
        pytest.param({"team_id": "T0OTHER"}, Affiliation.OUTSIDER, id="somebody of another company"),
        pytest.param({"is_stranger": True}, Affiliation.OUTSIDER, id="a stranger"),
        pytest.param({"deleted": True}, Affiliation.DEACTIVATED, id="somebody who left"),
        pytest.param({"is_bot": True}, Affiliation.BOT, id="a bot"),
    ],
)
async def test_only_employees_are_let_in_and_a_refusal_is_recorded(
    house: FrontDesk, seen: Seen, said: dict[str, Any], reason: Affiliation
) -> None:
    house.slack.users["U0EVE"] = profile("U0EVE", **said)
    await house.people.person("U0EVE")

    response = await house.command(user_id="U0EVE")
    await house.desk.finish(within=5)

    assert (await house.told(response)).startswith("Moorline is for this company's own customer-success team")
    assert response.json()["response_type"] == "ephemeral"
    assert house.library.book.audit.recorded == [
        AuditEntry(NOON, "U0EVE", "access.refused", "U0EVE", after=reason.value, origin="/health")
    ]
    assert seen.asked == []


async def test_a_guest_is_refused_in_their_own_language(house: FrontDesk, seen: Seen) -> None:
    house.slack.users["U0EVE"] = profile("U0EVE", is_restricted=True, locale="zh-CN")
    await house.people.person("U0EVE")

    response = await house.command(user_id="U0EVE")

    assert "客户成功" in await house.told(response)


async def test_whoever_slack_does_not_show_us_is_an_outsider(house: FrontDesk, seen: Seen) -> None:
    response = await house.command(user_id="U0HIDDEN")

    assert (await house.told(response)).startswith("Moorline is for this company")

    assert [entry.after for entry in house.library.book.audit.recorded] == ["outsider"]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        pytest.param("block_actions_message", "health.show", id="a click"),
        pytest.param("view_submission", "health.judge.view", id="a form"),
    ],
)
async def test_somebody_of_another_workspace_is_refused_at_every_click(
    house: FrontDesk, seen: Seen, name: str, origin: str
) -> None:
    await house.interact(name, user={"id": "U0DANA", "team_id": "T0OTHER"})
    await house.desk.finish(within=5)

    assert [(entry.after, entry.origin) for entry in house.library.book.audit.recorded] == [("outsider", origin)]
    assert seen.asked == []


async def test_an_outsider_gets_nothing_to_choose_from(house: FrontDesk, seen: Seen) -> None:
    response = await house.interact("block_suggestion", user={"id": "U0DANA", "team_id": "T0OTHER"})

    assert response.json() == {"options": []}
    assert [(entry.after, entry.origin) for entry in house.library.book.audit.recorded] == [
        ("outsider", "health.select")
    ]
    assert seen.asked == []


async def test_an_outsider_who_writes_into_a_form_is_told_nothing_and_recorded(house: FrontDesk, seen: Seen) -> None:
    house.slack.users["U0EVE"] = profile("U0EVE", is_stranger=True)
    house.routes.action_quietly(Action.FEEDBACK_TITLE, seen.show)
    action = {"action_id": "feedback.title", "type": "plain_text_input", "value": "x"}

    await house.interact("block_actions_modal", user={"id": "U0EVE", "team_id": "T0MOORLINE"}, actions=[action])
    await house.desk.finish(within=5)

    assert (seen.asked, house.slack.posts, house.slack.said_to("views.push")) == ([], [], [])
    assert [(entry.actor, entry.origin) for entry in house.library.book.audit.recorded] == [("U0EVE", "feedback.title")]


async def test_what_a_role_does_not_allow_is_refused_and_recorded(house: FrontDesk) -> None:
    async def judge(asked: Asked) -> None:
        raise NotAllowedError(asked.member.slack_id, "health.judge")

    house.routes.action(Action.SHOW_HEALTH, judge)

    await house.interact("block_actions_message")
    said = await house.slack.until("hook")

    assert said[0]["text"] == "Your role does not allow this. <@U0FIRST> can change it."
    assert [(entry.actor, entry.action, entry.after, entry.origin) for entry in house.library.book.audit.recorded] == [
        ("U0DANA", "access.refused", "health.judge", "health.show")
    ]


async def test_an_employee_without_a_role_learns_who_can_help(house: FrontDesk, seen: Seen) -> None:
    house.slack.users["U0NEW"] = profile("U0NEW")
    await house.people.person("U0NEW")

    response = await house.command(user_id="U0NEW")

    assert response.json()["text"] == "You have no role in Moorline yet. <@U0FIRST> can add you."


async def test_a_role_that_was_taken_away_is_missed_at_the_next_click(
    house: FrontDesk, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.admission.REMEMBERED", 0.0)
    await house.command()
    house.library.book.members.remove("U0DANA")

    await house.interact("block_actions_message")
    await house.slack.until("hook")

    assert len(seen.asked) == 1


async def test_a_stranger_is_answered_late_while_slack_is_slow(house: FrontDesk, seen: Seen) -> None:
    house.slack.users["U0FIRST"] = profile("U0FIRST")
    house.slack.seconds["users.info"] = 0.5

    response = await house.command(user_id="U0FIRST")

    assert response.content == b""
    assert (await house.slack.until("hook"))[0]["text"] == "heard acme"
    assert house.library.book.members.by_slack_id("U0FIRST") is not None


async def test_the_book_being_away_is_said_in_a_sentence_and_never_as_an_error(house: FrontDesk, seen: Seen) -> None:
    house.library.is_away = True

    response = await house.command()

    assert response.status_code == 200
    assert response.json()["text"].startswith("The book cannot be reached right now. Nothing was lost")


async def test_what_nobody_foresaw_gets_a_reference_and_a_log_without_what_was_typed(
    house: FrontDesk, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(asked: Asked) -> None:
        try:
            os.environ[asked.text]
        except KeyError as error:
            raise ValueError(f"secret {asked.text}") from error

    house.routes.command(Command.HEALTH, fail)

    with caplog.at_level(logging.ERROR):
        response = await house.command("Acme Confidential")

    reference = response.json()["text"].split("`")[1]
    assert len(reference) == 8
    logged = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(logged) == 1
    assert logged[0].startswith(f"reference {reference}: ValueError\n")
    assert "after KeyError" in logged[0]
    assert "Confidential" not in caplog.text


async def test_too_many_at_once_are_told_to_come_back(
    house: FrontDesk, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "MOST_AT_ONCE", 0)

    response = await house.command()

    assert response.json()["text"] == "Moorline is busy right now. Please try again in a moment."


async def test_a_submission_that_arrives_twenty_times_is_taken_once(house: FrontDesk, seen: Seen) -> None:
    responses = await asyncio.gather(*(house.interact("view_submission") for _ in range(20)))

    assert {response.status_code for response in responses} == {200}
    assert len(seen.asked) == 1


async def test_a_form_that_cannot_be_noted_in_time_is_kept_with_what_was_written(
    house: FrontDesk, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, writing = threading.Event(), house.library.writing

    def slow() -> AbstractContextManager[Book]:
        free.wait(20)
        return writing()

    monkeypatch.setattr(house.library, "writing", slow)
    monkeypatch.setattr(reception, "BEGIN_SECONDS", 0.05)

    response = await house.interact("view_submission")
    free.set()
    await house.desk.finish(within=5)

    said = response.json()
    assert said["response_action"] == "errors"
    assert next(iter(said["errors"].values())).startswith("The book cannot be reached right now.")
    assert seen.asked == []


async def test_five_hundred_events_four_times_each_have_one_effect_each(house: FrontDesk, seen: Seen) -> None:
    deliveries = [f"Ev{number:03}" for number in range(500)] * 4
    event = {"type": "team_join", "user": profile("U0NEW")}

    responses = await asyncio.gather(*(house.event(event_id=delivery, event=event) for delivery in deliveries))
    await house.desk.finish(within=5)

    assert {response.status_code for response in responses} == {200}
    assert sorted(event["event_id"] for event in seen.events) == sorted(set(deliveries))


async def test_an_event_that_the_bot_itself_caused_reaches_nobody(house: FrontDesk, seen: Seen) -> None:
    home = await house.workspace.home()

    response = await house.event(event={"type": "team_join", "user": home.bot_user})

    assert (response.status_code, seen.events) == (200, [])


async def test_an_event_that_cannot_be_recorded_is_sent_back_to_slack(house: FrontDesk, seen: Seen) -> None:
    house.library.is_away = True

    response = await house.event(event={"type": "team_join"})

    assert response.status_code == 503
    assert seen.events == []


async def test_a_failure_before_the_event_is_begun_is_logged_with_a_reference(
    house: FrontDesk, seen: Seen, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(event: str, *, now: object) -> bool:
        raise ValueError(event)

    monkeypatch.setattr(house.library.book.seen_events, "begin", fail)

    response = await house.event(event={"type": "team_join"})

    assert (response.status_code, response.content) == (200, b"")
    assert "ValueError" in caplog.text


async def test_an_event_that_fails_stays_begun_so_that_it_may_come_again(
    house: FrontDesk, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: Payload) -> None:
        raise ValueError("secret")

    house.routes.event("team_join", fail)

    response = await house.event(event={"type": "team_join"})
    await house.desk.finish(within=5)

    assert response.status_code == 200
    assert house.library.book.seen_events.finished == set()
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"event": {"type": "emoji_changed"}}, id="an event that nobody waits for"),
        pytest.param({"event": {"type": "team_join"}, "event_id": ""}, id="an event without an id"),
    ],
)
async def test_an_event_of_no_interest_is_acknowledged_and_not_recorded(
    house: FrontDesk, seen: Seen, said: dict[str, Any]
) -> None:
    response = await house.event(**said)

    assert response.status_code == 200
    assert house.library.book.seen_events.begun == {}


async def test_a_request_that_nobody_knows_is_acknowledged(house: FrontDesk) -> None:
    response = await house.interact("block_actions_message", type="something_new")

    assert response.status_code == 200


async def test_a_changed_profile_is_taken_over(house: FrontDesk) -> None:
    await house.event()
    await house.desk.finish(within=5)

    member = house.library.book.members.by_slack_id("U0DANA")
    assert member is not None
    assert (member.name, member.email, member.locale) == ("Dana RH", "dana@moorline.test", "en-GB")
    assert house.people.glimpse("U0DANA") is None


async def test_somebody_who_became_a_guest_is_refused_from_then_on(house: FrontDesk, seen: Seen) -> None:
    await house.command()
    house.slack.users["U0DANA"] = profile("U0DANA", is_restricted=True)

    await house.event()
    await house.desk.finish(within=5)
    response = await house.command()

    assert (await house.told(response)).startswith("Moorline is for this company")
    assert len(seen.asked) == 1


async def test_a_failure_that_cannot_be_told_is_logged_and_nothing_breaks(
    house: FrontDesk, seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("views.open", "conversations.open"):
        house.slack.instead[method].extend([Answer({"ok": False, "error": "fatal_error"})] * 2)

    response = await house.interact("block_actions_home", actions=[{"action_id": "of.long.ago", "type": "button"}])
    await house.desk.finish(within=5)

    assert response.status_code == 200
    assert "SlackApiError could not be said: SlackApiError" in caplog.text


async def test_who_is_refused_is_told_also_while_the_book_is_away(
    house: FrontDesk, seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    house.slack.users["U0EVE"] = profile("U0EVE", is_restricted=True)
    house.library.is_away = True

    response = await house.command(user_id="U0EVE")

    assert (await house.told(response)).startswith("Moorline is for this company's own")
    assert "a refusal is missing in the audit" in caplog.text


async def test_what_a_role_does_not_allow_is_said_also_while_the_book_is_away(house: FrontDesk) -> None:
    async def forbid(asked: Asked) -> None:
        house.library.is_away = True
        raise NotAllowedError(asked.member.slack_id, "health.judge")

    house.routes.action(Action.SHOW_HEALTH, forbid)
    await house.interact("block_actions_message")

    said = (await house.slack.until("hook"))[0]
    assert said["text"] == "Your role does not allow this. A Moorline admin can change it."


def test_nothing_is_registered_twice(house: FrontDesk) -> None:
    house.routes.command(Command.HEALTH, Seen().show)
    house.routes.event("x", Seen().event)

    with pytest.raises(ValueError, match="/health has a handler already"):
        house.routes.command(Command.HEALTH, Seen().show)
    with pytest.raises(ValueError, match="x has a handler already"):
        house.routes.event("x", Seen().event)


async def test_a_default_role_lets_every_employee_in(slack: LoopbackSlack) -> None:
    slack.users["U0NEW"] = profile("U0NEW")
    async with front_desk(slack, default_role=Role.VIEWER) as house:
        seen = Seen()
        house.routes.command(Command.HEALTH, seen.show)
        await house.people.person("U0NEW")

        await house.command(user_id="U0NEW")

    assert [(asked.member.slack_id, asked.member.role) for asked in seen.asked] == [("U0NEW", Role.VIEWER)]


async def test_what_is_said_calls_commands_as_the_workspace_does(prefixed: FrontDesk) -> None:
    async def refuse(asked: Asked) -> None:
        raise RequestNotFoundError("9")

    prefixed.routes.command(Command.HEALTH, refuse)

    response = await prefixed.command(command="/cs-health")

    assert response.json()["text"] == "There is no such request. `/cs-cs requests` lists them."
