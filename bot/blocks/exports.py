"""What is said beside a file that was sent, or could not be."""

from __future__ import annotations

from bot.blocks.kit import Message, message, one_line, section
from bot.locale import Words


def export_sent(name: str, count: int, words: Words) -> Message:
    said = words.plural(
        "I sent you `%(name)s` with %(count)s renewal in our direct messages.",
        "I sent you `%(name)s` with %(count)s renewals in our direct messages.",
        count,
        name=one_line(name),
    )
    return message([section(said)])


def requests_sent(name: str, count: int, words: Words) -> Message:
    said = words.plural(
        "I sent you `%(name)s` with %(count)s request in our direct messages.",
        "I sent you `%(name)s` with %(count)s requests in our direct messages.",
        count,
        name=one_line(name),
    )
    return message([section(said)])


def team_sent(name: str, count: int, words: Words) -> Message:
    said = words.plural(
        "I sent you `%(name)s` with the figures of %(count)s person in our direct messages.",
        "I sent you `%(name)s` with the figures of %(count)s people in our direct messages.",
        count,
        name=one_line(name),
    )
    return message([section(said)])
