"""What a playbook says to somebody, by direct message."""

from __future__ import annotations

from bot.blocks.kit import Message, actions, button, escaped, message, one_line, section
from bot.blocks.playbook_words import guide_words, worded
from bot.ids import Action
from bot.locale import Words
from domain.playbooks.answer import TaskPlaybook
from domain.playbooks.playbook import Step


def playbook_notice(said: TaskPlaybook, step: Step, *, account: int, name: str, words: Words) -> Message:
    head = words.text("*%(playbook)s* · *%(account)s*", playbook=worded(said.title, words), account=one_line(name))
    lines = [head, escaped(step.text.in_language(words.language)), *guide_words(said.guides, words)]
    ways = [
        button(words.text("Health"), Action.SHOW_HEALTH, value=str(account)),
        button(words.text("New task"), Action.NEW_TASK, value=f"account:{account}"),
        button(words.text("Playbooks"), Action.PLAYBOOKS, value=str(account)),
    ]
    return message([section("\n".join(lines)), actions(*ways)])
