"""The emoji that offers to send a message to product, chosen by admins channel by channel."""

from __future__ import annotations

from bot.blocks.capture_offer import CHANNEL, EMOJI, emoji_form, emoji_needs_us, emoji_refused
from bot.blocks.kit import FieldErrors, Modal
from bot.handlers.answering import open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.audiences import Audiences
from bot.handlers.channel_choice import is_inside
from bot.handlers.looking import from_worker
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.capture_emoji import CaptureEmoji


def register(routes: Routes, emoji: CaptureEmoji, audiences: Audiences) -> None:
    desk = CaptureSettingsDesk(emoji, audiences)
    routes.action(Action.CAPTURE_EMOJI, desk.ask)
    routes.view(View.CAPTURE_EMOJI, desk.save)


class CaptureSettingsDesk:
    def __init__(self, emoji: CaptureEmoji, audiences: Audiences) -> None:
        self._emoji = emoji
        self._audiences = audiences

    async def ask(self, asked: Asked) -> None:
        await open_modal(asked, lambda: emoji_form(self._emoji.listed(asked.member), asked.words))

    async def save(self, asked: Asked) -> None:
        """Slack tells of reactions only where we are; customers may read there: an offer is for its asker alone."""
        look, channel = from_worker(), next(iter(chosen_in(asked.state, CHANNEL)), "")
        typed = typed_in(asked.state, EMOJI)

        def work() -> Modal | FieldErrors:
            if typed.strip() and not look(is_inside(self._audiences, channel, asked)):
                return emoji_needs_us(asked.words)
            if problem := self._emoji.choose(asked.member, channel, typed):
                return emoji_refused(problem, asked.words)
            return emoji_form(self._emoji.listed(asked.member), asked.words)

        await submit(asked, work)
