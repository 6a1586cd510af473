"""Where a sentence goes that is no handler's answer: a refusal, a failure, help."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.blocks.kit import Message, Modal, section, unescaped
from bot.handlers.asked import Turn
from bot.handlers.payloads import modal_in, state_in
from bot.locale import Words

NOTICE = "notice"
"""The callback of pages that only say something."""


def notice(words: Words, sentence: str) -> Modal:
    """A page that says one thing; `sentence` is finished mrkdwn."""
    return Modal(NOTICE, "Moorline", (section(sentence),), close=words.text("Close"))


def page(said: Message, words: Words) -> Modal:
    """A message as a page over the conversation."""
    return Modal(NOTICE, "Moorline", said.blocks, close=words.text("Close"))


def loading(words: Words) -> Modal:
    return notice(words, words.text("Working on it…"))


def ephemeral(said: Message) -> dict[str, Any]:
    return said.payload() | {"response_type": "ephemeral"}


async def say(turn: Turn, said: Message) -> None:
    """To this person alone: in the acknowledgement of a command, else by the way back."""
    body = ephemeral(said)
    if "command" in turn.payload and turn.ack.give(body):
        return
    await turn.respond(body | ({"replace_original": False} if "actions" in turn.payload else {}))


async def tell(turn: Turn, sentence: str, words: Words) -> None:
    """Says the sentence where the person is looking; a form stays open and keeps what was typed."""
    if turn.payload.get("type") == "view_submission" and turn.ack.give(_on_the_form(turn, sentence, words)):
        return
    if "actions" in turn.payload and turn.payload.get("view"):
        await _on_top(turn, sentence, words)
        return
    await say(turn, Message(sentence))


def _on_the_form(turn: Turn, sentence: str, words: Words) -> dict[str, Any]:
    """Beside a field Slack shows the letters as they are."""
    fields = list(state_in(turn.payload))
    if fields:
        return {"response_action": "errors", "errors": {fields[-1]: unescaped(sentence)}}
    return {"response_action": "update", "view": notice(words, sentence).view()}


async def _on_top(turn: Turn, sentence: str, words: Words) -> None:
    trigger = str(turn.payload.get("trigger_id") or "")
    show = turn.client.views_push if modal_in(turn.payload) else turn.client.views_open
    try:
        await show(trigger_id=trigger, view=notice(words, sentence).view())
    except SlackApiError:
        await say(turn, Message(sentence))
