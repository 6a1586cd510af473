"""What is done step by step: `/cs playbook` and what is behind its buttons."""

from __future__ import annotations

from bot.blocks.playbook_words import closing_reason
from bot.bootstrap.book import now
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import playbooks
from bot.handlers.routing import Routes
from bot.services.playbook_lists import PlaybookLists
from bot.services.playbooks import Playbooks


def register(routes: Routes, around: Surroundings) -> None:
    settings, library = around.settings, around.library
    made = Playbooks(library, now, settings.zone, settings.currency, closing_reason)
    playbooks.register(routes, made, PlaybookLists(library, now), prefix=settings.command_prefix)
