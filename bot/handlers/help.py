"""What can be asked, for whoever typed something we do not know."""

from __future__ import annotations

from bot.blocks.kit import Message, context, header, message, section
from bot.commands import SLASH_COMMANDS, SlashCommand
from bot.locale import Words


def help_card(words: Words, prefix: str) -> Message:
    cards = [section(_described(slash, words, prefix)) for slash in SLASH_COMMANDS]
    closing = context(words.text("Only you can see the answers until you choose to share one."))
    return message([header(words.text("What you can ask Moorline")), *cards, closing])


def _described(slash: SlashCommand, words: Words, prefix: str) -> str:
    name = slash.named(prefix)
    lines = [f"`{f'{name} {typed}'.strip()}` – {words.text(meaning)}" for typed, meaning in slash.examples]
    return "\n".join([f"*{words.text(slash.description)}*", *lines])
