"""What is handed to customers: the value report."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import value_reports
from bot.handlers.routing import Routes
from bot.services.value_reports import ValueReports


def register(routes: Routes, around: Surroundings) -> None:
    value_reports.register(routes, ValueReports(around.library, now))
