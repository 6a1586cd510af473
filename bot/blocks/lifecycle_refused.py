"""What is said when a question about stages or onboarding was not one, or asked for help."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.kit import Message, actions, button, escaped, message, section, unescaped
from bot.ids import Action
from bot.locale import Words
from domain.filter_words import NotUnderstood

LONGEST_MENDED = 1500


def lifecycle_help(examples: Iterable[tuple[str, str]], words: Words, command: str) -> Message:
    lines = [f"`{f'{command} {typed}'.strip()}` – {words.text(meaning)}" for typed, meaning in examples]
    return message([section("\n".join(lines))])


def lifecycle_not_understood(answer: NotUnderstood, words: Words, command: str, known: str) -> Message:
    """`command` is `/cs stages` as this workspace calls it; `known` says what it knows."""
    said = words.text("I do not understand “%(word)s”.", word=escaped(answer.word, 80))
    if not answer.mended or len(answer.mended) > LONGEST_MENDED:
        return message([section(words.sentences(said, known))])
    meant = words.text("Did you mean `%(nearest)s`?", nearest=escaped(answer.nearest, 80))
    label = words.text("Run %(words)s", words=f"{command} {unescaped(answer.mended)}")
    run = button(label, Action.RUN_WORD, value=f"{command.partition(' ')[2]} {answer.mended}")
    return message([section(words.sentences(said, meant)), actions(run)])
