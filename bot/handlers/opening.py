"""Pages that open at once, whatever the load: before it is known who asks, before the book answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.blocks.kit import Modal, section
from bot.handlers.admission import Admission
from bot.handlers.asked import Asked, Turn
from bot.handlers.errors import explained
from bot.handlers.payloads import Payload, modal_in, person_in
from bot.handlers.telling import loading, notice
from bot.locale import Words
from domain.errors import BookUnavailableError
from domain.permissions import Affiliation

log = logging.getLogger(__name__)

LightPage: TypeAlias = Callable[[Payload, Words], Modal]
"""A page that holds nothing of the book, made of what was pressed or typed alone."""


async def let_in(admission: Admission, turn: Turn, light: LightPage | None) -> Asked:
    """Who asks; where that takes longer than a glance, the page is open already, and filled in later.

    Only whom Slack showed to be one of ours gets the page itself; others see that something is being worked on.
    """
    if light is None:
        return await admission.asked(turn)
    admitting = asyncio.ensure_future(admission.asked(turn))
    done, _ = await asyncio.wait({admitting}, timeout=turn.desk.glance)
    if not done:
        words = admission.words(turn.payload)
        person = admission.people.glimpse(person_in(turn.payload))
        is_ours = person is not None and person.affiliation is Affiliation.EMPLOYEE
        await _open(turn, light(turn.payload, words) if is_ours else loading(words))
    return await admitting


async def say_on_page(turn: Turn, error: Exception, words: Words) -> None:
    """Why it is not filled in: on top of the fields while the book is away, else in their place."""
    page = with_trouble(turn.page.modal, error, words)
    assert turn.page.view is not None
    await turn.client.views_update(view_id=turn.page.view["id"], view=page.view())


def with_trouble(light: Modal | None, error: Exception, words: Words) -> Modal:
    said = explained(error, words)
    if light and isinstance(error, BookUnavailableError):
        return replace(light, blocks=(section(f"⚠️ {said}"), *light.blocks))
    return notice(words, said)


async def _open(turn: Turn, page: Modal) -> None:
    """A page that could not be opened is tried once more when there is something to say."""
    turn.ack.give()
    show = turn.client.views_push if modal_in(turn.payload) else turn.client.views_open
    try:
        response = await show(trigger_id=str(turn.payload.get("trigger_id") or ""), view=page.view())
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("a page could not be opened at once: %s", type(error).__name__)
        return
    turn.page.view, turn.page.modal = response["view"], page
