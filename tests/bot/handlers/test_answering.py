from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import pytest
from front_desk import FrontDesk, front_desk
from loopback_slack import Answer, LoopbackSlack

from bot.blocks.kit import FieldErrors, Message, Modal, option, section
from bot.handlers.answering import Submission, answer, open_modal, replace, submit, suggest, update_modal
from bot.handlers.asked import Asked
from bot.ids import Action, Command, View
from domain.errors import AccountNotFoundError, BookUnavailableError

T = TypeVar("T")
CARD = Message("Acme is green.", (section("Acme is *green*."),))
PAGE = Modal("test.page", "Why?", (section("because"),), close="Close")


@pytest.fixture
async def hasty(slack: LoopbackSlack) -> AsyncIterator[FrontDesk]:
    """A front desk for which everything is slow that takes a twentieth of a second."""
    async with front_desk(slack, patience=0.05, glance=0.05) as desk:
        yield desk


def slowly(made: T, seconds: float = 0.4) -> T:
    time.sleep(seconds)
    return made


async def test_a_ready_answer_rides_in_the_acknowledgement(house: FrontDesk) -> None:
    async def show(asked: Asked) -> None:
        await answer(asked, lambda: CARD)

    house.routes.command(Command.HEALTH, show)

    response = await house.command()

    assert response.json() == CARD.payload() | {"response_type": "ephemeral"}
    assert house.slack.posts == []


async def test_half_an_emoji_is_said_as_it_is(house: FrontDesk) -> None:
    half = Message("Acme \ud83d", (section("Acme \ud83d"),))

    async def show(asked: Asked) -> None:
        await answer(asked, lambda: half)

    house.routes.command(Command.HEALTH, show)

    response = await house.command()

    assert response.json() == half.payload() | {"response_type": "ephemeral"}


async def test_a_slow_answer_comes_once_by_the_response_url(hasty: FrontDesk) -> None:
    async def show(asked: Asked) -> None:
        await answer(asked, lambda: slowly(CARD))

    hasty.routes.command(Command.HEALTH, show)

    response = await hasty.command()

    assert (response.status_code, response.content) == (200, b"")
    assert await hasty.slack.until("hook") == [CARD.payload() | {"response_type": "ephemeral"}]


async def test_a_click_is_acknowledged_at_once_and_answered_below(house: FrontDesk) -> None:
    async def show(asked: Asked) -> None:
        await answer(asked, lambda: Message(f"account {asked.value}"))

    house.routes.action(Action.SHOW_HEALTH, show)

    response = await house.interact("block_actions_message")

    assert response.content == b""
    said = {"text": "account 17", "response_type": "ephemeral", "replace_original": False}
    assert await house.slack.until("hook") == [said]


async def test_an_answer_may_take_the_place_of_the_message_with_the_button(house: FrontDesk) -> None:
    async def turn(asked: Asked) -> None:
        await replace(asked, lambda: Message("page 2"))

    house.routes.action(Action.SHOW_HEALTH, turn)

    await house.interact("block_actions_message")

    said = {"text": "page 2", "response_type": "ephemeral", "replace_original": True}
    assert await house.slack.until("hook") == [said]


async def test_a_late_answer_is_tried_once_more_when_slack_is_ill(house: FrontDesk) -> None:
    async def show(asked: Asked) -> None:
        await answer(asked, lambda: CARD)

    house.routes.action(Action.SHOW_HEALTH, show)
    house.slack.hook_statuses.extend([500, 500])

    await house.interact("block_actions_message")
    await house.desk.finish(within=5)

    assert len(house.slack.posts) == 2


async def test_a_ready_modal_is_opened_with_one_call(house: FrontDesk) -> None:
    async def explain(asked: Asked) -> None:
        await open_modal(asked, lambda: PAGE)

    house.routes.action(Action.SHOW_HEALTH, explain)

    await house.interact("block_actions_message")
    await house.desk.finish(within=5)

    assert [call.method for call in house.slack.calls] == ["views.open"]
    said = house.slack.said_to("views.open")[0]
    assert said["trigger_id"] == "111.222.click"
    assert _view(said) == PAGE.view()


async def test_a_slow_modal_shows_a_loading_page_first(hasty: FrontDesk) -> None:
    async def explain(asked: Asked) -> None:
        await open_modal(asked, lambda: slowly(PAGE))

    hasty.routes.action(Action.SHOW_HEALTH, explain)

    await hasty.interact("block_actions_message")
    await hasty.desk.finish(within=5)

    opened, updated = hasty.slack.said_to("views.open")[0], hasty.slack.said_to("views.update")[0]
    assert _sentence(opened) == "Working on it…"
    assert (updated["view_id"], updated["hash"]) == ("V0NEW", "new.hash")
    assert _view(updated) == PAGE.view()


async def test_a_failure_behind_a_loading_page_is_said_on_it(hasty: FrontDesk) -> None:
    def fail() -> Modal:
        slowly(None)
        raise AccountNotFoundError("acme", ())

    async def explain(asked: Asked) -> None:
        await open_modal(asked, fail)

    hasty.routes.action(Action.SHOW_HEALTH, explain)

    await hasty.interact("block_actions_message")

    updated = await hasty.slack.until("views.update")
    assert _sentence(updated[0]) == "No account is called “acme”. Check the spelling."


async def test_a_click_in_a_modal_puts_the_next_one_on_top(house: FrontDesk) -> None:
    async def explain(asked: Asked) -> None:
        await open_modal(asked, lambda: PAGE)

    house.routes.action(Action.WHY_SINCE, explain)

    await house.interact("block_actions_modal")
    await house.desk.finish(within=5)

    assert [call.method for call in house.slack.calls] == ["views.push"]


async def test_an_expired_trigger_asks_to_click_again_and_opens_nothing_twice(house: FrontDesk) -> None:
    async def explain(asked: Asked) -> None:
        await open_modal(asked, lambda: PAGE)

    house.routes.action(Action.SHOW_HEALTH, explain)
    house.slack.instead["views.open"].append(Answer({"ok": False, "error": "expired_trigger_id"}))

    await house.interact("block_actions_message")

    said = await house.slack.until("hook")
    assert said[0]["text"] == "That took too long for Slack to open it. Please click again."
    assert len(house.slack.said_to("views.open")) == 1


async def test_opening_a_modal_is_never_tried_again(house: FrontDesk) -> None:
    async def explain(asked: Asked) -> None:
        await open_modal(asked, lambda: PAGE)

    house.routes.action(Action.SHOW_HEALTH, explain)
    house.slack.instead["views.open"].append(Answer({"ok": False, "error": "internal"}, status=500))

    await house.interact("block_actions_message")
    await house.slack.until("hook")

    assert len(house.slack.said_to("views.open")) == 1


async def test_an_open_modal_is_drawn_again_with_its_hash(house: FrontDesk) -> None:
    async def explain(asked: Asked) -> None:
        await update_modal(asked, lambda: Modal("test", asked.value, (section(asked.metadata),)))

    house.routes.action(Action.WHY_SINCE, explain)

    await house.interact("block_actions_modal")

    updated = (await house.slack.until("views.update"))[0]
    assert (updated["view_id"], updated["hash"]) == ("V0OPEN", "1763800000.hash")
    assert (_view(updated)["title"]["text"], _sentence(updated)) == ("30", "17")


@pytest.mark.parametrize(
    ("error", "sentences"),
    [
        pytest.param("hash_conflict", 0, id="a newer drawing is there already"),
        pytest.param("not_found", 0, id="the person closed it"),
        pytest.param("internal_error", 1, id="anything else is said"),
    ],
)
async def test_a_drawing_that_came_too_late_is_dropped(house: FrontDesk, error: str, sentences: int) -> None:
    async def explain(asked: Asked) -> None:
        await update_modal(asked, lambda: PAGE)

    house.routes.action(Action.WHY_SINCE, explain)
    house.slack.instead["views.update"].append(Answer({"ok": False, "error": error}))

    await house.interact("block_actions_modal")
    await house.desk.finish(within=5)

    assert len(house.slack.said_to("views.push")) == sentences


@pytest.mark.parametrize(
    ("result", "body"),
    [
        pytest.param(None, b"", id="nothing closes the form"),
        pytest.param(PAGE, {"response_action": "update", "view": PAGE.view()}, id="a page takes its place"),
        pytest.param(
            FieldErrors({"note": "Too long."}),
            {"response_action": "errors", "errors": {"note": "Too long."}},
            id="what is wrong stands at the field",
        ),
    ],
)
async def test_a_form_ends_in_the_acknowledgement(house: FrontDesk, result: Submission, body: object) -> None:
    async def record(asked: Asked) -> None:
        await submit(asked, lambda: result)

    house.routes.view(View.JUDGE, record)

    response = await house.interact("view_submission")

    assert (response.content if isinstance(body, bytes) else response.json()) == body


@pytest.mark.parametrize(
    "said",
    [pytest.param(CARD, id="with blocks"), pytest.param(Message("Acme is *green*."), id="text alone")],
)
async def test_a_message_after_a_form_is_shown_as_a_page(house: FrontDesk, said: Message) -> None:
    async def record(asked: Asked) -> None:
        await submit(asked, lambda: said)

    house.routes.view(View.JUDGE, record)

    response = await house.interact("view_submission")

    assert response.json()["response_action"] == "update"
    assert response.json()["view"]["blocks"][0]["text"]["text"] == "Acme is *green*."


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        pytest.param(PAGE, "because", id="a page"),
        pytest.param(None, "Done.", id="nothing more to say"),
        pytest.param(FieldErrors({"note": "Too <long>."}), "Too &lt;long&gt;.", id="what was wrong"),
    ],
)
async def test_a_slow_form_shows_a_loading_page_and_then_its_end(
    hasty: FrontDesk, result: Submission, sentence: str
) -> None:
    async def record(asked: Asked) -> None:
        await submit(asked, lambda: slowly(result))

    hasty.routes.view(View.JUDGE, record)

    response = await hasty.interact("view_submission")

    assert response.json()["view"]["blocks"][0]["text"]["text"] == "Working on it…"
    updated = (await hasty.slack.until("views.update"))[0]
    assert (updated["view_id"], _sentence(updated)) == ("V0FORM", sentence)


@pytest.mark.parametrize(
    ("result", "sentences"),
    [
        pytest.param(CARD, ["Acme is green."], id="a message"),
        pytest.param(PAGE, ["because"], id="a page"),
        pytest.param(None, [], id="nothing"),
    ],
)
async def test_what_a_closed_form_led_to_is_said_in_a_direct_message(
    house: FrontDesk, result: Submission, sentences: list[str]
) -> None:
    async def record(asked: Asked) -> None:
        asked.ack.give()
        await submit(asked, lambda: result)

    house.routes.view(View.JUDGE, record)

    await house.interact("view_submission")
    await house.desk.finish(within=5)

    assert [said["text"] for said in house.slack.said_to("chat.postMessage")] == sentences


async def test_a_slow_end_of_a_closed_form_is_said_in_a_direct_message_too(hasty: FrontDesk) -> None:
    async def record(asked: Asked) -> None:
        asked.ack.give()
        await submit(asked, lambda: slowly(CARD))

    hasty.routes.view(View.JUDGE, record)

    await hasty.interact("view_submission")

    assert [said["text"] for said in await hasty.slack.until("chat.postMessage")] == ["Acme is green."]


async def test_a_failed_form_stays_open_and_says_why_at_its_last_field(house: FrontDesk) -> None:
    def fail() -> Submission:
        raise AccountNotFoundError("A&B <Co>", ())

    async def record(asked: Asked) -> None:
        await submit(asked, fail)

    house.routes.view(View.JUDGE, record)

    response = await house.interact("view_submission")

    said = "No account is called “A&B <Co>”. Check the spelling."
    assert response.json() == {"response_action": "errors", "errors": {"note": said}}


async def test_a_failed_page_without_fields_says_why_in_its_place(house: FrontDesk) -> None:
    def fail() -> Submission:
        raise BookUnavailableError("tests")

    async def record(asked: Asked) -> None:
        await submit(asked, fail)

    house.routes.view(View.JUDGE, record)

    response = await house.interact("view_submission", view={"type": "modal", "callback_id": View.JUDGE})

    assert "Nothing was lost or changed" in response.json()["view"]["blocks"][0]["text"]["text"]


async def test_a_type_ahead_gets_its_options_in_the_acknowledgement(house: FrontDesk) -> None:
    async def offer(asked: Asked) -> None:
        await suggest(asked, lambda: [option("Acme", asked.value)])

    house.routes.options(Action.SELECT_ACCOUNT, offer)

    response = await house.interact("block_suggestion")

    assert response.json() == {"options": [option("Acme", "acm")]}


def _view(said: dict[str, Any]) -> dict[str, Any]:
    view = said["view"]
    return dict(json.loads(view)) if isinstance(view, str) else dict(view)


def _sentence(said: dict[str, Any]) -> str:
    return str(_view(said)["blocks"][0]["text"]["text"])


async def test_a_failure_in_a_modal_is_said_on_top_of_it(house: FrontDesk) -> None:
    async def fail(asked: Asked) -> None:
        raise BookUnavailableError("tests")

    house.routes.action(Action.WHY_SINCE, fail)

    await house.interact("block_actions_modal")

    assert "Nothing was lost" in _sentence((await house.slack.until("views.push"))[0])


async def test_a_failure_in_a_modal_that_cannot_be_said_there_is_a_direct_message(house: FrontDesk) -> None:
    async def fail(asked: Asked) -> None:
        raise BookUnavailableError("tests")

    house.routes.action(Action.WHY_SINCE, fail)
    house.slack.instead["views.push"].append(Answer({"ok": False, "error": "push_limit_reached"}))

    await house.interact("block_actions_modal")

    assert "Nothing was lost" in (await house.slack.until("chat.postMessage"))[0]["text"]


async def test_a_form_may_answer_through_the_channel_it_asked_for(house: FrontDesk) -> None:
    async def record(asked: Asked) -> None:
        await asked.respond({"text": "posted"})

    house.routes.view(View.JUDGE, record)

    await house.interact("view_submission", response_urls=[{"response_url": house.slack.hook("channel")}])

    assert await house.slack.until("hook") == [{"text": "posted"}]


async def test_an_acknowledgement_is_given_once(house: FrontDesk) -> None:
    heard: list[bool] = []

    async def show(asked: Asked) -> None:
        heard.extend([asked.ack.is_given, asked.ack.give({"text": "first"}), asked.ack.give({"text": "second"})])
        heard.append(asked.ack.is_given)

    house.routes.command(Command.HEALTH, show)

    response = await house.command()

    assert response.json() == {"text": "first"}
    assert heard == [False, True, False, True]


async def test_what_takes_too_long_at_shutdown_is_cancelled(hasty: FrontDesk) -> None:
    async def show(asked: Asked) -> None:
        await asyncio.sleep(60)

    hasty.routes.command(Command.HEALTH, show)
    await hasty.command()

    await hasty.desk.finish(within=0.01)

    assert hasty.desk.going == 0


async def test_work_that_nobody_waits_for_any_more_fails_silently(
    hasty: FrontDesk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Modal:
        slowly(None, 0.2)
        raise ValueError("what Acme wrote")

    async def explain(asked: Asked) -> None:
        await open_modal(asked, fail)

    hasty.routes.action(Action.SHOW_HEALTH, explain)
    hasty.slack.instead["views.open"].append(Answer({"ok": False, "error": "expired_trigger_id"}))

    await hasty.interact("block_actions_message")
    await hasty.desk.finish(within=5)
    await asyncio.sleep(0.3)

    assert "Acme" not in caplog.text
    assert len(hasty.slack.posts) == 1
