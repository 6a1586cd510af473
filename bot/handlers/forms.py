"""Forms and pages that are opened from a message as well as from another page."""

from __future__ import annotations

from collections.abc import Callable

from bot.blocks.kit import Message, Modal
from bot.handlers.answering import answer, open_modal, update_modal
from bot.handlers.asked import Asked
from bot.handlers.telling import page


async def show_form(asked: Asked, work: Callable[[], Modal]) -> None:
    """Over the conversation; pressed on a page, in its place, so that nothing out of date is left below."""
    await (update_modal if asked.view else open_modal)(asked, work)


async def show_done(asked: Asked, work: Callable[[], Message]) -> None:
    """Below the message for whoever pressed; pressed on a page, in its place."""
    if asked.view is None:
        await answer(asked, work)
        return
    await update_modal(asked, lambda: page(work(), asked.words))


def seen_in(value: str) -> tuple[str, str]:
    """What a button or a form carries: the request, and the version that somebody saw."""
    number, seen = (*value.split(" ", 2), "", "")[:2]
    return number, seen
