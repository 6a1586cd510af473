"""Who publishes Home tabs; what draws them is loaded with the first."""

from __future__ import annotations

from functools import cache

from bot.bootstrap.book import now
from bot.bootstrap.surroundings import Surroundings
from bot.handlers.home_publishing import HomePublisher
from bot.loading import loaded
from bot.services.home_tabs import HomeTabs


def publisher(around: Surroundings) -> HomePublisher:
    """Any number of them, in any number of processes, may publish for the same person."""
    pages = cache(lambda: loaded("bot.bootstrap.features.home").pages(around))
    tabs = HomeTabs(around.library, now, around.settings.zone)
    return HomePublisher(pages, around.admission, tabs, around.desk, around.posting)
