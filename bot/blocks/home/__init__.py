"""The Home tab of each role; every section is drawn by a module of its own."""

from __future__ import annotations

from bot.blocks.home.page import fitted, home_page, not_for_you
from bot.blocks.home.paper import Drawing, Paper

__all__ = ["Drawing", "Paper", "fitted", "home_page", "not_for_you"]
