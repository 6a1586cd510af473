"""How a handler answers: in the acknowledgement while Slack still waits for it, else by the longer way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from slack_sdk.errors import SlackApiError

from bot.blocks.kit import FieldErrors, Message, Modal, Option, escaped, message, section
from bot.handlers.asked import Asked
from bot.handlers.opening import with_trouble
from bot.handlers.telling import NOTICE, ephemeral, loading, notice, say
from bot.locale import Words
from bot.refusals import refusal_in

Submission: TypeAlias = Message | Modal | FieldErrors | None

_GONE = frozenset({"not_found", "view_not_found", "hash_conflict"})


async def answer(asked: Asked, work: Callable[[], Message]) -> None:
    """A message that only this person sees, below what is there."""
    await say(asked.turn, await asked.desk.work(work))


async def replace(asked: Asked, work: Callable[[], Message]) -> None:
    """A message in the place of the one whose button was pressed."""
    answered = await asked.desk.work(work)
    await asked.respond(ephemeral(answered) | {"replace_original": True})


async def open_modal(asked: Asked, work: Callable[[], Modal], *, meanwhile: Modal | None = None) -> dict[str, Any]:
    """A modal, or one on top of the open one; while the work is slow `meanwhile` or a loading page holds its place.

    The trigger lives three seconds and opens one view, so opening is never tried again. Gives the view that is shown.
    """
    asked.ack.give()
    making = asked.desk.work(work)
    opened = asked.turn.page.view
    if opened is None:
        if await _is_ready(making, asked.desk.glance):
            return await _open(asked, making.result())
        opened = await _open(asked, meanwhile or loading(asked.words))
    return await _update(asked, opened, await _page(asked, making, meanwhile)) or opened


async def update_modal(asked: Asked, work: Callable[[], Modal]) -> None:
    """The open modal, drawn again; a drawing that came too late for what is shown now is dropped."""
    await _update(asked, asked.view or {}, await asked.desk.work(work))


async def submit(asked: Asked, work: Callable[[], Submission]) -> None:
    """The end of a form: close it (None), show the next page or what is wrong with the fields."""
    making = asked.desk.work(work)
    if await _is_ready(making, asked.desk.patience):
        await _settle(asked, making.result())
        return
    if asked.ack.give(_shown(loading(asked.words))):
        page = await _page(asked, making)
        await asyncio.sleep(asked.desk.glance)  # Slack shows the loading page first, else it would stay on top
        await _update(asked, {"id": (asked.view or {}).get("id")}, page)
        return
    await _settle(asked, await making)


async def turn_page(asked: Asked, page: Modal) -> None:
    """What a form has led to, in the place of the page that said it was under way; whoever closed that sees nothing."""
    await _update(asked, {"id": (asked.view or {}).get("id")}, page)


async def suggest(asked: Asked, work: Callable[[], Sequence[Option]]) -> None:
    """What a type-ahead offers."""
    asked.ack.give({"options": list(await asked.desk.work(work))})


async def _settle(asked: Asked, result: Submission) -> None:
    if asked.ack.give(_submission_answer(asked.words, result)) or result is None:
        return
    await asked.respond(ephemeral(_late_message(asked.words, result)))


def _submission_answer(words: Words, result: Submission) -> dict[str, Any]:
    if result is None:
        return {}
    if isinstance(result, FieldErrors):
        return {"response_action": "errors", "errors": result.payload()}
    return _shown(_as_page(words, result))


def _shown(modal: Modal) -> dict[str, Any]:
    return {"response_action": "update", "view": modal.view()}


def _as_page(words: Words, result: Submission) -> Modal:
    """Whatever a form led to, as a page: for when its own page is gone."""
    if isinstance(result, Modal):
        return result
    if isinstance(result, FieldErrors):
        return notice(words, "\n".join(escaped(text) for text in result.errors.values()))
    if result is None:
        return notice(words, words.text("Done."))
    return Modal(NOTICE, "Moorline", result.blocks or (section(result.text),), close=words.text("Close"))


def _late_message(words: Words, result: Submission) -> Message:
    """For when the form was closed before its result was there."""
    if isinstance(result, Message):
        return result
    return message(_as_page(words, result).blocks)


async def _page(asked: Asked, making: asyncio.Future[Any], meanwhile: Modal | None = None) -> Modal:
    """What the work led to, or why it could not, as a page in the place of the loading one."""
    try:
        return _as_page(asked.words, await making)
    except Exception as error:  # noqa: BLE001 - every failure is said on the page, where the person is looking
        return with_trouble(meanwhile, error, asked.words)


async def _open(asked: Asked, modal: Modal) -> dict[str, Any]:
    show = asked.client.views_push if asked.view else asked.client.views_open
    response = await show(trigger_id=asked.trigger_id, view=modal.view())
    opened: dict[str, Any] = response["view"]
    return opened


async def _update(asked: Asked, shown: Any, modal: Modal) -> dict[str, Any] | None:
    """The view as it is now; None where it is gone, or newer than what was to be shown."""
    place = {"view_id": shown.get("id")} | ({"hash": shown["hash"]} if shown.get("hash") else {})
    try:
        response = await asked.client.views_update(view=modal.view(), **place)
    except SlackApiError as refusal:
        if refusal_in(refusal) not in _GONE:
            raise
        return None
    updated: dict[str, Any] = response["view"]
    return updated


async def _is_ready(making: asyncio.Future[Any], seconds: float) -> bool:
    done, _ = await asyncio.wait({making}, timeout=seconds)
    return bool(done)
