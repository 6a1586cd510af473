"""What is said where `/cs team` cannot be answered as it was asked."""

from __future__ import annotations

from bot.blocks.figures_refused import figures_refused
from bot.blocks.kit import Message, actions, button, message, section, unescaped
from bot.ids import Action, Word
from bot.locale import Words
from domain.filter_words import HelpWanted
from domain.revenue.question import figures_text
from domain.teamwork.answer import TeamRefused
from domain.teamwork.question import OfWholeBooks


def team_refused(answer: TeamRefused, words: Words, *, command: str) -> Message:
    """`command` is `/cs` as this workspace calls it."""
    match answer:
        case HelpWanted():
            return _help(words, command)
        case OfWholeBooks():
            return _of_whole_books(answer, words, command)
        case _:
            return figures_refused(answer, words, word=Word.TEAM, command=command)


def _of_whole_books(answer: OfWholeBooks, words: Words, command: str) -> Message:
    said = words.text(
        "`%(command)s team` is about whole books, as work is never of some accounts only. "
        "`%(command)s retention` takes filters and cuts.",
        command=command,
    )
    text = f"{Word.RETENTION} {figures_text(answer.wanted)}".strip()
    run = button(words.text("Run %(words)s", words=f"{command} {unescaped(text)}"), Action.RUN_WORD, value=text)
    return message([section(said), actions(run)])


def _help(words: Words, command: str) -> Message:
    lines = (
        ("", words.text("this quarter so far: of the team you lead; admins and directors: of everybody")),
        ("2026-Q3", words.text("a quarter; `2026-09` is a month, `2026` a year, two dates anything else")),
        ("last quarter by csm", words.text("everybody side by side, by name")),
        ("@dana", words.text("one person beside the team")),
        ("2026 full", words.text("every figure of every family")),
    )
    said = (f"`{' '.join(filter(None, (command, Word.TEAM, typed)))}` – {meaning}" for typed, meaning in lines)
    return message([section("\n".join(said))])
