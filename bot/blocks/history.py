"""What is said beside the picture of a score over time."""

from __future__ import annotations

from bot.blocks.kit import Message, message, one_line, section
from bot.locale import Words
from domain.health_answer import History


def history_sent(history: History, words: Words) -> Message:
    said = words.text("I sent you the picture of *%(account)s* in our direct messages.", account=one_line(history.name))
    return message([section(said)])


def history_too_short(history: History, words: Words) -> Message:
    """A curve needs two scores of different days."""
    name = one_line(history.name)
    if not history.lines:
        said = words.text("*%(account)s* was never scored, so there is no history yet.", account=name)
    else:
        said = words.text(
            "*%(account)s* was scored for the first time on %(day)s. From the second day on there is a picture.",
            account=name,
            day=words.day(history.lines[0].day),
        )
    return message([section(said)])
