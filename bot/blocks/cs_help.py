"""What can be asked after `/cs`."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Message, message, one_line, section
from bot.commands import SLASH_COMMANDS
from bot.ids import Command
from bot.locale import Words


def cs_help(words: Words, command: str, *, unknown: str = "", meant: str = "") -> Message:
    """`unknown`: a word that is none of ours; `meant`: the nearest that is one."""
    slash = next(slash for slash in SLASH_COMMANDS if slash.command is Command.CS)
    lines = [f"`{command} {typed}` – {words.text(meaning)}" for typed, meaning in slash.examples]
    return message([section("\n".join([*_unknown(words, unknown, meant), *lines]))])


def _unknown(words: Words, unknown: str, meant: str) -> Iterable[str]:
    if not unknown:
        return
    word = one_line(unknown, 80)
    if meant:
        yield words.text("I do not know “%(word)s”. Did you mean `%(meant)s`?", word=word, meant=meant)
    else:
        yield words.text("I do not know “%(word)s”. What I do know:", word=word)
