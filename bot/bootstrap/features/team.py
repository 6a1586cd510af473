"""The figures of a team, for those who lead: `/cs team`."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import team
from bot.handlers.routing import Routes
from bot.services.team_figures import TeamFigures
from bot.services.team_referrals import KeptReferrals


def register(routes: Routes, around: Surroundings) -> None:
    settings = around.settings
    figures = TeamFigures(around.library, now, settings.zone, settings.currency, referrals=KeptReferrals)
    team.register(routes, figures, prefix=settings.command_prefix)
