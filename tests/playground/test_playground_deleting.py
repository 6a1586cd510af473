"""Deleting a message, as Slack tells apps of it."""

from collections.abc import AsyncIterator

import pytest
from playground_stage import GIL, MAYA, OMAR, Stage, staged

from playground import acts
from playground.messages import Message
from playground.refusals import NotVisibleError
from playground.saying import say, words_from


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as one:
        one.workspace.join(one.channel("general"), one.app.bot_user_id)
        yield one


async def said(stage: Stage, text: str, *, thread_ts: str | None = None) -> Message:
    channel = stage.channel("general").id
    await acts.type_message(stage.workspace, MAYA, channel, text, thread_ts=thread_ts)
    await stage.workspace.errands.settled()
    return list(stage.workspace.messages.of_channel(channel))[-1]


async def deleted(stage: Stage, message: Message, person_id: str = MAYA) -> None:
    await acts.delete_message(stage.workspace, person_id, message.channel_id, message.ts)
    await stage.workspace.errands.settled()


async def test_a_message_is_gone_and_apps_hear_what_it_was(stage: Stage) -> None:
    message = await said(stage, "We need exports")

    await deleted(stage, message)

    event = stage.scripted.events[-1]
    assert stage.workspace.messages.find(message.channel_id, message.ts) is None
    assert (event["type"], event["subtype"], event["hidden"], event["channel_type"]) == (
        "message",
        "message_deleted",
        True,
        "channel",
    )
    assert (event["channel"], event["deleted_ts"]) == (message.channel_id, message.ts)
    assert event["ts"] == event["event_ts"] != message.ts
    assert (event["previous_message"]["text"], event["previous_message"]["user"]) == ("We need exports", MAYA)


async def test_what_has_answers_leaves_a_tombstone(stage: Stage) -> None:
    message = await said(stage, "We need exports")
    answer = await said(stage, "So do we", thread_ts=message.ts)

    await deleted(stage, message)

    event = stage.scripted.events[-1]
    assert (event["subtype"], event["message"]["subtype"], event["message"]["ts"]) == (
        "message_changed",
        "tombstone",
        message.ts,
    )
    assert (event["message"]["text"], event["message"]["reply_count"]) == ("This message was deleted.", 1)
    assert event["previous_message"]["text"] == "We need exports"
    assert stage.workspace.messages.find(message.channel_id, message.ts) is message
    await deleted(stage, answer)
    assert stage.scripted.events[-1]["subtype"] == "message_deleted"


async def test_nobody_deletes_what_others_said(stage: Stage) -> None:
    message = await said(stage, "We need exports")
    words = words_from(stage.workspace, {"text": "For you"})
    whispered = say(stage.workspace, stage.app, message.channel_id, words, ephemeral_to=MAYA)

    for other, person in ((message, OMAR), (message, GIL), (whispered, MAYA)):
        with pytest.raises(NotVisibleError):
            await deleted(stage, other, person)

    assert stage.workspace.messages.find(message.channel_id, message.ts) is message
